"""Find how many a text says: number words and figures as a lowest and a highest count, with their wording."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.model.vocabulary import Span, Wording

__all__ = ["Number", "NumberFinder", "alternation", "parse_cardinal"]

LONGEST_FIGURE = 20
"""Characters; longer rows of digits are no numbers."""

TOO_LARGE = 10**12
"""Figures from here on are account or telephone numbers, not counts."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count as written. `low` None: no lower bound said; `high` None: open above.

    `span` covers the words of the bound ("at least 12"); `core` the number alone ("12").
    """

    span: Span
    core: Span
    low: int | None
    high: int | None
    wording: Wording


class NumberFinder:
    """Find the counts of a text; ages, dates, money, shares, calibres, clock times and unit names are none."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        words = language["numbers"]
        self._cardinals: Mapping[str, int] = words["cardinals"]
        self._magnitudes: Mapping[str, int] = words["magnitudes"]
        self._groups: Mapping[str, int] = words["groups"]
        self._vague: Mapping[str, Mapping[str, int]] = words["vague"]
        self._spread: float = words["about_spread"]
        self._none = frozenset(words["none"])
        scale = alternation([*self._magnitudes, *self._groups])
        word = alternation([*self._cardinals, *self._magnitudes, *self._groups])
        figure = r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
        vague = alternation(self._vague)
        self._core = re.compile(
            rf"(?<![\w.,/:$£€#-])(?:(?P<figure>{figure})(?:[ -]+(?P<scale>{scale})\b)?"
            rf"|(?P<vague>(?:a\s+)?(?:{vague})(?:\s+of(?:\s+(?:{vague}))?(?!\w)|\s+(?:{scale})\b)?)(?!\s+as\b)(?!\w)"
            rf"|(?P<words>(?:(?:an?|half\s+an?)\s+(?={scale}\b))?(?:{word})(?:[\s-]+(?:and\s+)?(?:{word})\b){{0,12}})"
            rf"|(?P<none>{alternation(words['none'])}))(?![\w°%]|[/:]\d)",
            re.I,
        )
        self._bounds = {kind: before(phrases) for kind, phrases in words["before"].items()}
        self._afters = {
            kind: re.compile(rf"\s*(?:{alternation(phrases)})(?!\w)", re.I)
            for kind, phrases in words["after"].items()
        }
        self._joint = re.compile(rf"\s*(?:-|–|—|{alternation(words['joints'])})\s*", re.I)
        self._between = before(words["between"])
        self._from = before(words["from"])
        self._no_count_before = re.compile(
            rf"(?<!\w)(?:{alternation(words['not_counts']['before'])}|[$£€][\d.,]+)[\s.]*$", re.I
        )
        self._no_count_after = re.compile(
            rf"\s*-?\s*(?:{alternation(words['not_counts']['after'])})(?!\w)", re.I
        )
        self._age_shared = re.compile(
            rf"-\s?(?:,\s\d+-\s?)*,?\s?(?:{alternation(words['joints'])}|and|or)\s\d+-"
        )
        self._dated_after = re.compile(rf",?\s+(?:of\s+)?(?:{alternation(words['not_counts']['months'])})\b")
        self._dated_before = re.compile(rf"\b(?:{alternation(words['not_counts']['months'])})\.?\s+$")
        self._year_before = before(words["not_counts"]["before_years"])

    def find(self, text: str) -> tuple[Number, ...]:
        """Return the counts of `text` in order; none overlaps another."""
        numbers: list[Number] = []
        for number in self._numbers(text):
            if numbers and number.span[0] < numbers[-1].span[1]:
                continue
            numbers.append(number)
        return tuple(numbers)

    def _numbers(self, text: str) -> Iterator[Number]:
        position = 0
        while (match := self._core.search(text, position)) is not None:
            position = match.end()
            bounds = self._read(match)
            if bounds is None or self._is_no_count(text, match):
                continue
            joined = self._join(text, match, bounds)
            if joined is not None:
                position = joined.span[1]
                yield joined
                continue
            yield self._bound(text, match.span(), bounds, vague=match["vague"] is not None)

    def _read(self, match: re.Match[str]) -> tuple[int, int | None] | None:
        """Return what the words of one number mean by themselves; high None where they are open above."""
        if match["figure"]:
            if len(match["figure"]) > LONGEST_FIGURE:
                return None
            value = float(re.sub(r"[,\s]", "", match["figure"]))
            if match["scale"]:
                value *= {**self._magnitudes, **self._groups}[match["scale"].lower()]
            elif value != int(value):
                return None
            return None if value >= TOO_LARGE else (round(value), round(value))
        if match["none"]:
            return 0, 0
        if match["words"]:
            value_of_words = parse_cardinal(
                re.split(r"[\s-]+", match["words"].lower()),
                self._cardinals,
                {**self._magnitudes, **self._groups},
            )
            if value_of_words is None or value_of_words >= TOO_LARGE:
                return None
            return value_of_words, value_of_words
        return self._read_vague(match["vague"].lower())

    def _read_vague(self, phrase: str) -> tuple[int, int | None] | None:
        factor, top = 1, 1
        open_above = False
        first = True
        words = [word for word in re.split(r"\s+", phrase) if word not in ("a", "of")]
        while words:
            for size in range(len(words), 0, -1):
                rule = self._vague.get(" ".join(words[:size]))
                if rule is not None:
                    # "hundreds of thousands": the second plural only says the unit, 200 times 1,000.
                    factor *= rule["low"] if first else max(rule["low"] // 2, 1)
                    open_above = open_above or "high" not in rule
                    top *= rule.get("high", 1)
                    break
            else:
                size = 1
                scale = {**self._magnitudes, **self._groups}.get(words[0])
                if scale is None:
                    return None
                factor *= scale
                top *= scale
            words, first = words[size:], False
        return factor, None if open_above else top

    def _join(self, text: str, first: re.Match[str], bounds: tuple[int, int | None]) -> Number | None:
        """Return the range that a number and the next one make ("10 to 15", "between 10 and 15"), if they do."""
        joint = self._joint.match(text, first.end())
        between = self._between.search(text, max(0, first.start() - 12), first.start())
        if joint is None or (joint[0].strip().lower() == "and") != bool(between):
            return None
        if self._from.search(text, max(0, first.start() - 8), first.start()):
            return None
        second = self._core.match(text, joint.end()) or self._core.match(
            " " + text[joint.end() : joint.end() + 60], 1
        )
        if second is None or second["none"] or second["vague"]:
            return None
        high = self._read(second)
        if high is None or high[1] is None or high[1] <= bounds[0]:
            return None
        length = second.end() - second.start()
        end = joint.end() + length
        if self._no_count_after.match(text, end):
            return None
        low = bounds[0]
        if first["figure"] and not first["scale"] and second["scale"]:
            low *= high[1] // round(float(re.sub(r"[,\s]", "", second["figure"]))) if second["figure"] else 1
        start = between.start() if between else first.start()
        return Number((start, end), (first.start(), end), min(low, high[1]), high[1], "range")

    def _bound(self, text: str, core: Span, bounds: tuple[int, int | None], *, vague: bool) -> Number:
        low, high = bounds
        start, end = core
        for kind, pattern in self._bounds.items():
            found = pattern.search(text, max(0, start - 40), start)
            if found:
                return self._with_bound(kind, (found.start(), end), core, low, high)
        for kind, pattern in self._afters.items():
            found = pattern.match(text, end)
            if found:
                return self._with_bound(kind, (start, found.end()), core, low, high)
        return Number(core, core, low, high, "vague" if vague and low != high else "exact")

    def _with_bound(self, kind: str, span: Span, core: Span, low: int, high: int | None) -> Number:
        if kind == "at_least":
            return Number(span, core, low, None, "at_least")
        if kind == "more_than":
            return Number(span, core, low + 1, None, "at_least")
        top = low if high is None else high
        if kind == "at_most":
            return Number(span, core, None, top, "at_most")
        if kind == "less_than":
            return Number(span, core, None, max(top - 1, 0), "at_most")
        if high is None:
            return Number(span, core, low, None, "vague")
        return Number(span, core, round(low * (1 - self._spread)), round(high * (1 + self._spread)), "about")

    def _is_no_count(self, text: str, match: re.Match[str]) -> bool:
        start, end = match.span()
        if match["none"]:
            return False
        if self._no_count_after.match(text, end):
            return True
        head = text[max(0, start - 24) : start]
        if self._no_count_before.search(head):
            return True
        if not match["figure"]:
            return False
        if self._age_shared.match(text, end):
            return True
        if self._dated_before.search(head) or (
            len(match["figure"]) <= 2 and self._dated_after.match(text, end)
        ):
            return True
        is_year = (
            re.fullmatch(r"\d{4}", match["figure"]) is not None
            and 1800 <= int(match["figure"]) <= 2100
            and not match["scale"]
        )
        return is_year and bool(self._year_before.search(text, max(0, start - 24), start))


def parse_cardinal(
    words: Sequence[str], cardinals: Mapping[str, int], magnitudes: Mapping[str, int]
) -> int | None:
    """Return the number that lower-case words spell ("a hundred and five" is 105), None when they spell none."""
    total, current = 0, 0
    half = False
    seen = False
    for word in words:
        if word in ("a", "an"):
            current = current or 1
        elif word == "half":
            half = True
        elif word == "and":
            continue
        elif word in cardinals:
            value = cardinals[word]
            if seen and current % 10 and value < 100 and current % 100 >= 1 and value < 10 and current < 20:
                return None
            current += value
            seen = True
        elif word in magnitudes:
            scale = magnitudes[word]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
            seen = True
        else:
            return None
    if not seen:
        return None
    return (total + current) // 2 if half else total + current


def alternation(words: Mapping[str, Any] | Sequence[str]) -> str:
    """Return a regular expression that matches any of `words`, the longest first; blanks match any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def before(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that finds one of `phrases` at the end of what is searched."""
    return re.compile(rf"(?<!\w)(?:{alternation(phrases)})\s+(?:the\s+|an?\s+)?$", re.I)
