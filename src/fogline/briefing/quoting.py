"""Find the sentence that a claim stands in and mark the claim's words in it."""

import re

from fogline.briefing.document import Run, Words, plain
from fogline.model.claim import Claim
from fogline.model.report import Report
from fogline.model.sentences import sentence_around

__all__ = ["LEFT_OUT", "one_line", "quoted", "shortened"]

# A sentence longer than this is cut around the claim: quotations stay readable, and texts without stops bounded.
LONGEST = 480
SHORT = 110

FILLED = re.compile("\u2588+")
LEFT_OUT = "[left out]"
"""Stands where redaction filled letters."""


def quoted(claim: Claim, report: Report | None) -> Words:
    """Return the sentence with the claim's words marked; the claim's own quote where the report is not at hand."""
    start, end = claim.span
    if report is None or not 0 <= start < end <= len(report.text):
        return marked(claim.quote)
    text = report.text
    first, last = sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    if end - start > LONGEST:
        return marked(text[start : start + LONGEST], after="\u2009\u2026")
    room = max(LONGEST - (end - start), 0)
    if len(before) > room // 2:
        before = "\u2026\u2009" + before[-(room // 2) :].partition(" ")[2]
    if len(after) > room // 2:
        after = after[: room // 2].rpartition(" ")[0] + "\u2009\u2026"
    return marked(text[start:end], before=before.lstrip(), after=after.rstrip())


def marked(words: str, *, before: str = "", after: str = "") -> Words:
    """Return words marked between what stands around them."""
    return plain(one_line(before)), Run(one_line(words), "mark"), plain(one_line(after))


def shortened(quote: str) -> str:
    """Return the first words of a quote."""
    words = one_line(quote).strip()
    return words if len(words) <= SHORT else words[:SHORT].rpartition(" ")[0] + "\u2009\u2026"


def one_line(text: str) -> str:
    """Return text with each run of white space as one space, its ends kept, and what was left out said."""
    return FILLED.sub(LEFT_OUT, re.sub(r"\s+", " ", text))
