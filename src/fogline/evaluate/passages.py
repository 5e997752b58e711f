"""Cut a passage out of a long text around what is looked at."""

import re

from fogline.model.vocabulary import Span

__all__ = ["passage_around"]

AROUND = 600
"""Code points kept on either side: all sayers and answered statements that people marked lie within them."""

SLACK = 150
"""Code points on either side that may be given up to cut where a sentence ends."""

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
ENDS = (SENTENCE_END, re.compile(r"\n"), re.compile(r"\s"))
"""Where to cut, the best first."""


def passage_around(text: str, span: Span, *, around: int = AROUND) -> Span:
    """Return the passage that holds a span with `around` code points or less on either side."""
    return begin(text, max(0, span[0] - around), span[0]), end(
        text, min(len(text), span[1] + around), span[1]
    )


def begin(text: str, at: int, latest: int) -> int:
    """Return where a sentence begins at or soon behind `at`, else a line, else a word."""
    if at == 0:
        return 0
    for mark in ENDS:
        found = mark.search(text, at, min(at + SLACK, latest))
        if found is not None:
            return found.end()
    return at


def end(text: str, at: int, earliest: int) -> int:
    """Return where a sentence ends at or soon before `at`, else a line, else a word."""
    if at == len(text):
        return at
    for mark in ENDS:
        found = [match.end() for match in mark.finditer(text, max(at - SLACK, earliest), at)]
        if found:
            return found[-1]
    return at
