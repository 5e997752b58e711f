"""Show a claim's words in their sentence, as the report has them."""

import re
from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.model.vocabulary import Span

__all__ = ["Passage", "passage_of"]

SENTENCE_END = re.compile(r"[.!?؟。][\"'”’»)\]]*\s+|\n+")
LONGEST = 480
"""Letters shown on either side of the words at most."""


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A claim's words with the rest of their sentence: `before`, `words` and `after` follow each other in the report.

    `span` is where the words stand, in code points of the report's text.
    """

    before: str
    words: str
    after: str
    span: Span


def passage_of(claim: Claim, report: Report) -> Passage:
    """Return the sentence that holds a claim; the claim's quote alone where its span is outside of the text."""
    start, end = claim.span
    text = report.text
    if not 0 <= start < end <= len(text):
        return Passage("", claim.quote, "", claim.span)
    reach = max(0, start - LONGEST)
    first = max((stop.end() for stop in SENTENCE_END.finditer(text, reach, start)), default=reach)
    following = SENTENCE_END.search(text, max(end - 1, start), end + LONGEST)
    last = len(text[: end + LONGEST]) if following is None else following.end()
    return Passage(text[first:start], text[start:end], text[end : max(last, end)].rstrip(), claim.span)
