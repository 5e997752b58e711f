"""Find how many a text says, by the number words of a language document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.model.vocabulary import Wording
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.tokens import Phrases, Token

__all__ = ["Count", "CountFinder"]

TOO_LARGE = 10**9
LONGEST_FIGURE = 15
TENS = 20
"""A number word from here on, or one of tens of its own kind, may be followed by a smaller one that adds to it."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count by its tokens `[first, last)`, the words of its bound included.

    `weak` is one that may be an article, "un"; `definite` one that is nothing else, "le".

    `low` None: no lower bound said; `high` None: open above.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    wording: Wording
    weak: bool = False
    definite: bool = False


class CountFinder:
    """Find counts; its words are given once."""

    def __init__(self, document: LanguageDocument) -> None:
        self._cardinals = Phrases(document.numbers("numbers", "cardinals").items())
        self._magnitudes = Phrases(document.numbers("numbers", "magnitudes").items())
        self._about = Phrases(document.numbers("numbers", "about").items())
        self._vague = Phrases(document.vague().items())
        self._none = Phrases((word, 0) for word in document.words("numbers", "none"))
        self._one = Phrases((word, 1) for word in document.words("numbers", "one"))
        self._between = Phrases((word, True) for word in document.words("numbers", "between"))
        self._range_joints = frozenset(document.words("numbers", "range_joints"))
        self._joints = frozenset({*document.words("numbers", "joints"), "-"})
        self._bounds = Phrases(
            (word, kind) for kind, words in document.table("numbers", "before").items() for word in words
        )
        self._afters = Phrases(
            (word, kind) for kind, words in document.table("numbers", "after").items() for word in words
        )
        self._thousands = document.thousands()

    def find(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[Count]:
        """Yield the counts of a sentence in order, none overlapping."""
        at, floor = first, first
        while at < last:
            count = self.at(tokens, at, last, floor)
            if count is None:
                at += 1
                continue
            yield count
            at = floor = count.last

    def at(self, tokens: Sequence[Token], at: int, last: int, floor: int) -> Count | None:
        """Return the count whose number begins at a token; its bound may stand before it, not before `floor`."""
        none = self._none.at(tokens, at, last)
        if none is not None:
            return Count(at, none[0], 0, 0, "exact")
        vague = self._vague.at(tokens, at, last)
        if vague is not None:
            end, (low, high) = vague
            return self._bound(tokens, at, end, (low, high), last, floor, plain="vague")
        about = self._about.at(tokens, at, last)
        if about is not None:
            end, value = about
            return self._bound(tokens, at, end, (value, value), last, floor, plain="about")
        number = self.number(tokens, at, last)
        if number is None:
            one = self._one.at(tokens, at, last)
            return None if one is None else Count(at, one[0], 1, 1, "exact", weak=True, definite=True)
        end, value = number
        if value == 1 and tokens[at].kind == "w":
            return Count(at, end, 1, 1, "exact", weak=True)
        joined = self._range(tokens, at, end, value, last, floor)
        return joined or self._bound(tokens, at, end, (value, value), last, floor, plain="exact")

    def number(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
        """Return where the number that begins at a token ends, and its value."""
        if at >= last:
            return None
        if tokens[at].kind == "n":
            return self._figure(tokens, at, last)
        total = current = 0
        smallest: int | None = None
        end = at
        while end < last:
            start = end + 1 if end > at and tokens[end].norm in self._joints else end
            added = self._cardinals.at(tokens, start, last)
            times = self._magnitudes.at(tokens, start, last)
            if times is not None and (added is None or times[0] >= added[0]):
                if smallest == 0:
                    break
                current = max(current, 1) * times[1]
                if times[1] >= 1000:
                    total, current = total + current, 0
                end, smallest = times[0], times[1]
            elif added is not None and (smallest is None or (added[1] < smallest and smallest >= TENS)):
                current += added[1]
                end, smallest = added[0], added[1]
            else:
                break
        return None if smallest is None or total + current >= TOO_LARGE else (end, total + current)

    def _figure(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
        written = tokens[at].norm
        if len(written) > LONGEST_FIGURE:
            return None
        whole = re.sub(rf"[{re.escape(self._thousands)}\u00a0\u202f](?=\d{{3}}(?!\d))", "", written)
        value = float(whole.replace(",", "."))
        times = self._magnitudes.at(tokens, at + 1, last)
        if times is not None and times[1] >= 1000:
            return times[0], round(value * times[1])
        return (at + 1, int(value)) if value == int(value) and value < TOO_LARGE else None

    def _range(
        self, tokens: Sequence[Token], at: int, end: int, low: int, last: int, floor: int
    ) -> Count | None:
        if end >= last:
            return None
        between = self._between.before(tokens, at, floor)
        joint = tokens[end].norm
        if not (joint in self._range_joints or joint in "-–" or (between and joint in self._joints)):
            return None
        high = self.number(tokens, end + 1, last)
        if high is None or high[1] <= low:
            return None
        return Count(between[0] if between else at, high[0], low, high[1], "range")

    def _bound(
        self,
        tokens: Sequence[Token],
        at: int,
        end: int,
        bounds: tuple[int, int | None],
        last: int,
        floor: int,
        *,
        plain: Wording,
    ) -> Count:
        before = self._bounds.before(tokens, at, floor)
        after = self._afters.at(tokens, end, last)
        first = at if before is None else before[0]
        kind = before[1] if before is not None else after[1] if after is not None else None
        stop = after[0] if before is None and after is not None else end
        low, high = bounds
        if kind == "at_least":
            return Count(first, stop, low, None, "at_least")
        if kind == "more_than":
            return Count(first, stop, low + 1, None, "at_least")
        if kind == "at_most":
            return Count(first, stop, None, high, "at_most")
        if kind == "less_than":
            return Count(first, stop, None, None if high is None else max(high - 1, 0), "at_most")
        if kind == "about" and high is not None:
            return Count(first, stop, low, high, "about")
        return Count(first, stop, low, high, "vague" if plain == "vague" and low != high else plain)
