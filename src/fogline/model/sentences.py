"""Find the sentence around some words of a text."""

import re

__all__ = ["sentence_around"]

# A full stop, question or exclamation mark, closing marks, white space, and something that can open a sentence;
# not after a title, an initial or an abbreviated hour.
SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bLt)(?<!\bCol)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])(?<!\b[ap]\.m)"
    r"[.!?][\"'\u201d\u2019)\]]*(?=\s+[\"'\u201c\u2018(\[]?[^\W_a-z])|\n"
)
REACH = 960
"""Letters that are looked at before and after the words, so that texts without stops are bounded."""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that holds `[start, end)` begins and ends; line breaks end sentences too."""
    first = max(0, start - REACH)
    # What opens a sentence is looked at too, where the words begin with it.
    for stop in SENTENCE_END.finditer(text, first, min(len(text), start + 2)):
        first = stop.end() if stop.end() <= start else first
    following = SENTENCE_END.search(text, max(end - 1, start), min(len(text), end + REACH))
    last = following.end() if following else min(len(text), end + REACH)
    return first, max(last, end)
