"""What the encoder is told of each word besides its pieces: its shape, whether it is quoted, what breaks before it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from fogline.model.vocabulary import Span

__all__ = ["BREAKS", "SHAPES", "breaks_before", "quoted_words", "shape_of"]

SHAPES = ("lower", "capitalised", "capitals", "mixed", "digits", "mark")
"""How a word is written; the word pieces are in lower case and so do not tell it."""

BREAKS = ("none", "line", "paragraph")
"""What stands between a word and the one before it."""

BLANK_LINE = re.compile(r"\n\s*\n")


@lru_cache(maxsize=1 << 15)
def shape_of(word: str) -> int:
    """Return the number of a word's shape in SHAPES."""
    if not any(map(str.isalnum, word)):
        return 5
    if any(map(str.isdigit, word)):
        return 4
    if word.islower() or word.lower() == word:
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[0].isupper() and (len(word) == 1 or word[1:].lower() == word[1:]):
        return 1
    return 3


def quoted_words(starts: Sequence[int], quotations: Sequence[Span]) -> list[int]:
    """Return 1 for each word that starts inside a quotation (its marks included), else 0."""
    found = [0] * len(starts)
    for start, end in quotations:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        found[first:last] = [1] * (last - first)
    return found


def breaks_before(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return the number in BREAKS of what stands before each word; the first begins a paragraph."""
    found = [0] * len(starts)
    if found:
        found[0] = 2
    at = text.find("\n")
    while at >= 0 and (index := bisect_right(starts, at)) < len(starts):
        end = ends[index - 1] if index else starts[0]
        if at >= end:
            found[index] = 2 if BLANK_LINE.search(text, end, starts[index]) else 1
        at = text.find("\n", max(starts[index] if at >= end else end, at + 1))
    return found
