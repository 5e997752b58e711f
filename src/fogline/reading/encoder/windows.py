"""Cut a long text into windows that the encoder reads one at a time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

__all__ = ["LONGEST_WINDOW", "windows"]

LONGEST_WINDOW = 250
"""Word pieces in a window, its two marks left out; the encoder was trained on windows of up to this size."""

SENTENCE_ENDS = frozenset([".", "!", "?", ".”", '."', "”", '"', "''"])


def windows(
    words: Sequence[str], sizes: Sequence[int], breaks: Sequence[int], *, longest: int = LONGEST_WINDOW
) -> Iterator[tuple[int, int]]:
    """Yield the first and last + 1 word of each window: as many words as fit, cut where a line begins.

    A line that is longer than two thirds of a window is cut behind what looks
    like a sentence's end, else between two words.

    Args:
        words: the text's words.
        sizes: how many word pieces each has.
        breaks: what stands before each, a number of `words.BREAKS`.
        longest: most pieces of a window.
    """
    cost = [0, *accumulate(sizes)]
    first, count = 0, len(words)
    while first < count:
        last = max(first + 1, bisect_right(cost, cost[first] + longest) - 1)
        if last < count:
            last = best_cut(words, breaks, first, last)
        yield first, last
        first = last


def best_cut(words: Sequence[str], breaks: Sequence[int], first: int, last: int) -> int:
    """Return where to end a window that began at `first` and may end at `last`."""
    for cut in range(last, first + (last - first) // 3, -1):
        if breaks[cut]:
            return cut
    for cut in range(last, first + (last - first) // 3, -1):
        if words[cut - 1] in SENTENCE_ENDS:
            return cut
    return last
