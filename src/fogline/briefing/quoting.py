"""Find the sentence that a claim stands in and mark the claim's words in it."""

import re

from fogline.briefing.markup import Html, join, safe, tag
from fogline.model.claim import Claim
from fogline.model.report import Report

__all__ = ["quoted"]

# A full stop, question or exclamation mark, closing marks, white space, and something that can open a sentence;
# not after a title, an initial or an abbreviated hour.
SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bLt)(?<!\bCol)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])(?<!\b[ap]\.m)"
    r"[.!?][\"'\u201d\u2019)\]]*(?=\s+[\"'\u201c\u2018(\[]?[^\W_a-z])|\n"
)
# A sentence longer than this is cut around the claim: quotations stay readable, and texts without stops bounded.
LONGEST = 480


def quoted(claim: Claim, report: Report | None) -> Html:
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


def marked(words: str, *, before: str = "", after: str = "") -> Html:
    """Return words in a mark element between what stands around them."""
    return join([safe(one_line(before)), tag("mark", safe(one_line(words))), safe(one_line(after))])


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that holds `[start, end)` begins and ends; line breaks end sentences too."""
    reach = max(0, start - 2 * LONGEST)
    first = reach
    for stop in SENTENCE_END.finditer(text, reach, start):
        first = stop.end()
    following = SENTENCE_END.search(text, max(end - 1, start), min(len(text), end + 2 * LONGEST))
    last = following.end() if following else min(len(text), end + 2 * LONGEST)
    return first, max(last, end)


def one_line(text: str) -> str:
    """Return text with each run of white space as one space, its ends kept."""
    return re.sub(r"\s+", " ", text)
