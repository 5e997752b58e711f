"""Class the words of a text by what they may mean for time, a letter a word: grammar rules become short patterns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fogline.model.vocabulary import Span
from fogline.reading.numbers import alternation

__all__ = ["TimeLexer", "TimeToken"]

LISTS = {
    "determiners": "t", "articles": "a", "near": "h", "far": "H", "same": "z", "every": "x", "last": "L",
    "previous": "Q", "next": "N", "following": "F", "recent_words": "r", "ago": "g", "earlier": "b",
    "later": "l", "in_words": "n", "of_words": "f", "since": "s", "until": "u", "to": "q", "and": "&",
    "between": "<", "ending": "G", "old": "O", "long": "J", "approximate": "~", "before_christ": "A",
    "anno_domini": "A", "vague_counts": "v", "time_words": "K",
}  # fmt: skip
TABLES = {
    "months": "M", "weekdays": "W", "seasons": "S", "units": "U", "plural_units": "V", "parts": "P",
    "relative_days": "e", "relative_nights": "R", "modifiers": "E", "edges": "B", "decades": "d",
    "ordinals": "o", "sets": "X", "references": "Z", "clock": "p", "named_days": "C", "events": "@",
    "feasts": "c", "other_months": "%", "other_eras": "=",
}  # fmt: skip
# The letters besides those of the two tables:
# i 1-31   j 32-99   k 100-999   Y a year's four digits   m another figure   y a wire's two-digit year   w number word
# o an ordinal figure   D decade in figures   I ISO date
# T clock time   _ any other word   | a paragraph ends   , . ' - punctuation
NUMBERED_BEFORE = re.compile(r"t?[io]f?$")
NAMED_DAY = re.compile(r".?[io]M|[io]fM")
STREET_WORDS = 4
"""Words of the longest street name, its "Street" among them."""
DAY_PART_AFTER = re.compile(r"[hLH]P|R")
YEAR_AFTER = re.compile(r"(?:[io],?)?[f,]?=?Y")
DOUBTFUL = frozenset("M%SWYdDXij")
"""Letters of words that may mean no time after all."""

BRACKETS = "()[]"
DASHES = "-–—"


class TimeToken(NamedTuple):
    """A word with its class letter; `value` is what the language document gives it, or the figure it spells."""

    letter: str
    start: int
    end: int
    word: str
    value: Any = None


class TimeLexer:
    """Cut texts into classed words. Compiled once from the sections [times] and [numbers]."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._words = words = language["times"]
        self._lexicon: dict[str, tuple[str, Any]] = {}
        numbers = language["numbers"]
        for section in ("cardinals", "magnitudes", "groups"):
            self._lexicon.update({word: ("w", value) for word, value in numbers[section].items()})
        for name, letter in LISTS.items():
            self._lexicon.update(dict.fromkeys(words.get(name, ()), (letter, None)))
        for name, letter in TABLES.items():
            self._lexicon.update({word: (letter, value) for word, value in words.get(name, {}).items()})
        phrases = [word for word in self._lexicon if not word.isalpha()]
        hours = alternation(words["clock"])
        self._short_weekdays: Mapping[str, int] = words["short_weekdays"]
        self._known = frozenset(self._lexicon) | frozenset(self._short_weekdays)
        self._token = re.compile(
            rf"(?P<phrase>(?<!\w)(?:{alternation(phrases)})(?!\w))"
            r"|(?P<iso>(?<![\w-])\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
            r"|(?P<slashed>(?<![\w/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/]))"
            r"|(?P<clock>(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])"
            rf"|(?<![\w.,])\d{{1,2}}\.\d\d(?=\s*(?:{hours})(?!\w)))"
            r"|(?P<decade>(?<![\w.,])(?<!\b[a-z]-)(?:\d{3}0|['’]?[1-9]0)['’]?s(?!\w))"
            r"|(?P<figure>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)(?P<nth>(?:st|nd|rd|th)(?!\w))?"
            r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s]|_)",
        )
        self._spaces = re.compile(r"\s+")

    def words_of(self, text: str, paragraphs: Sequence[Span]) -> list[TimeToken]:
        """Return the classed words of a text; a break stands between its paragraphs."""
        tokens = list(self._plain(text, paragraphs))
        for index, token in enumerate(tokens):
            doubt = self._doubt(text, tokens, index, token) if token.letter in DOUBTFUL else None
            if doubt is not None:
                tokens[index] = TimeToken(doubt, token.start, token.end, token.word, token.value)
        return tokens

    def _plain(self, text: str, paragraphs: Sequence[Span]) -> Iterator[TimeToken]:
        starts = iter(sorted(start for start, _ in paragraphs))
        begins = next(starts, len(text) + 1)
        end = 0
        for match in self._token.finditer(lower(text)):
            start = match.start()
            if start >= begins or (start - end > 1 and "\n\n" in text[end:start]):
                yield TimeToken("|", start, start, "")
                while begins <= start:
                    begins = next(starts, len(text) + 1)
            end = match.end()
            word = match[0]
            if match.lastgroup == "word" and word not in self._known:
                yield TimeToken("_", start, end, word)
            else:
                yield self._classed(match)

    def _classed(self, match: re.Match[str]) -> TimeToken:
        kind = match.lastgroup
        word = match[0]
        start, end = match.span()
        if kind == "mark":
            letter = "-" if word in DASHES else "'" if word in "'’" else word if word in ",." else "_"
            return TimeToken(letter, start, end, word)
        if kind == "phrase":
            word = self._spaces.sub(" ", word)
        if kind in ("phrase", "word"):
            letter, value = self._lexicon.get(word, ("_", None))
            if letter == "_" and word in self._short_weekdays:
                return TimeToken("W", start, end, word, self._short_weekdays[word])
            return TimeToken(letter, start, end, word, value)
        if kind in ("figure", "nth"):
            return TimeToken(*figure_letter(match), word=word, value=figure_value(match))
        letter = {"iso": "I", "slashed": "I", "clock": "T", "decade": "D"}[kind or "iso"]
        return TimeToken(letter, start, end, word, word)

    def _doubt(self, text: str, tokens: list[TimeToken], index: int, token: TimeToken) -> str | None:
        """Return another letter for a word that means no time here."""
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        next_letter = after.letter if after else "|"
        last_letter = before.letter if before else "|"
        if token.letter == "M" and self._is_name_of_a_day(text, tokens, index):
            return "_"
        if token.letter == "M" and token.word in self._words["doubtful"]["months"]:
            return None if self._is_month(text, token, before, after) else "_"
        if token.letter == "%":
            return None if self._is_other_month(text, tokens, index) else "_"
        if token.letter == "S" and token.word in self._words["doubtful"]["seasons"]:
            return None if self._is_season(text, tokens, index) else "_"
        if token.letter == "W" and token.word in self._short_weekdays:
            if next_letter in "iM" or (
                next_letter in ",." and index + 2 < len(tokens) and tokens[index + 2].letter in "iM"
            ):
                return None
            return "_"
        if token.letter == "Y" and is_hour(tokens, index):
            return "T"
        if token.letter in "dD" and self._is_age(tokens, index):
            return "_"
        if token.letter == "X" and next_letter == "_" and is_named(text, token, after):
            return "_"
        if token.letter == "Y" and next_letter == "V" and after is not None and after.value == "TH":
            return "T" if token.value < 2400 and token.value % 100 < 60 else "m"
        if token.letter == "Y" and (
            self._is_house_number(text, tokens, index) or not self._is_year(text, token, before, after)
        ):
            return "m"
        is_day = (
            last_letter == "M"
            and before is not None
            and text[max(0, before.start - 3) : before.start].casefold() == "on "
        )
        if (
            token.letter in "ij"
            and not is_day
            and after is not None
            and after.word in self._words["not_years"]
        ):
            return "m"
        if token.letter in "ij" and last_letter == "M" and before is not None and len(token.word) == 2:
            is_wire = (
                text[before.start : before.end].isupper() and index >= 2 and tokens[index - 2].letter == "i"
            )
            return "y" if is_wire else None
        if token.letter in "ij" and last_letter == "." and index >= 3 and len(token.word) == 2:
            month = tokens[index - 2]
            is_wire = (
                month.letter == "M"
                and text[month.start : month.end].isupper()
                and tokens[index - 3].letter == "i"
            )
            return "y" if is_wire else None
        return None

    def _is_month(
        self, text: str, token: TimeToken, before: TimeToken | None, after: TimeToken | None
    ) -> bool:
        beside = (before.letter if before else "") + (after.letter if after else "")
        if any(letter in "ioY" for letter in beside) and not (before is not None and before.word == "second"):
            return text[token.start].isupper() or (after is not None and after.letter in "ioY")
        if not text[token.start].isupper() or before is None:
            return False
        return before.word in self._words["month_leads"] or before.letter in "EB"

    def _is_name_of_a_day(self, text: str, tokens: list[TimeToken], index: int) -> bool:
        """Tell whether a day gave its name to a thing: "the 20 December Movement", "July 14 Bridge"."""
        letters = "".join(token.letter for token in tokens[max(index - 2, 0) : index + 2])
        at = (
            index + 1
            if NAMED_DAY.match(letters)
            else index + 2
            if letters.endswith(("Mi", "Mo"))
            else len(tokens)
        )
        return (
            at < len(tokens)
            and tokens[at].word in self._words.get("name_follows", ())
            and text[tokens[at].start].isupper()
        )

    def _is_house_number(self, text: str, tokens: list[TimeToken], index: int) -> bool:
        """Tell whether four figures number a house, "of 1760 Oak Avenue"; "the 1920 Wall Street fire" tells a year."""
        if index > 0 and tokens[index - 1].word in self._words.get("year_before_names", ()):
            return False
        for token in tokens[index + 1 : index + 1 + STREET_WORDS]:
            if not text[token.start].isupper():
                return False
            if token.word in self._words.get("streets", ()):
                return token is not tokens[index + 1]
        return False

    def _is_age(self, tokens: list[TimeToken], index: int) -> bool:
        """Tell whether a decade is somebody's: "in his early thirties"."""
        while index > 0 and tokens[index - 1].letter in "E&-":
            index -= 1
        return index > 0 and tokens[index - 1].word in self._words.get("possessives", ())

    def _is_other_month(self, text: str, tokens: list[TimeToken], index: int) -> bool:
        """Tell whether a month of another calendar is meant: most of their names are also people's."""
        token = tokens[index]
        if not text[token.start].isupper():
            return False
        letters = "".join(
            tokens[at].letter if 0 <= at < len(tokens) else "|" for at in range(index - 3, index + 5)
        )
        lead = NUMBERED_BEFORE.search(letters[:3])
        if YEAR_AFTER.match(letters[4:]):
            return True
        first = index - (len(lead[0]) if lead else 0)
        is_led = first > 0 and tokens[first - 1].word in self._words.get("other_month_leads", ())
        if token.word in self._words["doubtful"].get("other_months", ()):
            return lead is not None and is_led
        if lead is not None or letters[4] in "io":
            return True
        is_name = letters[4] == "_" and text[tokens[index + 1].start].isupper()
        is_shouted = text[token.start : token.end].isupper()
        return (is_led or letters[2] in "LNhQ") and (is_shouted or not is_name)

    def _is_season(self, text: str, tokens: list[TimeToken], index: int) -> bool:
        token = tokens[index]
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        second = tokens[index + 2].letter if index + 2 < len(tokens) else "|"
        if after is not None and (after.letter == "Y" or (after.letter in "f," and second == "Y")):
            return True
        if token.word in self._words["doubtful"]["falls"] and after is not None and after.letter == "f":
            return second in "tHhQLN" and index + 3 < len(tokens) and tokens[index + 3].letter in "UzY"
        if before is not None and (before.word in self._words["season_leads"] or before.letter in "ELNQFhx"):
            return token.word not in self._words["doubtful"]["falls"] or before.word != "of"
        inside = before is not None and before.letter not in "|._"
        return text[token.start].isupper() and (
            inside or (after is not None and after.word in self._words["season_follows"])
        )

    def _is_year(
        self, text: str, token: TimeToken, before: TimeToken | None, after: TimeToken | None
    ) -> bool:
        if after is not None and (after.word in self._words["not_years"] or after.letter == "V"):
            return False
        if after is not None and after.letter in "p=":
            return True
        if text[max(0, token.start - 1) : token.start] in "$£€#" and token.start > 0:
            return False
        number = int(token.value)
        led = before is not None and (
            before.word in self._words["year_leads"] or before.letter in "MSEBioUVAZ,-'%="
        )
        if 1800 <= number <= 2100:
            return before is None or before.letter != "~" or led
        closed = (
            before is not None
            and before.letter == "_"
            and text[before.start : before.end] in "(["
            and (after is not None and after.letter in "-_q")
        )
        return led or closed


def is_hour(tokens: Sequence[TimeToken], index: int) -> bool:
    """Tell whether four figures are a time of day: 0715, or 1400 before "this afternoon"."""
    token = tokens[index]
    hour, minute = divmod(int(token.value), 100)
    letters = "".join(
        tokens[at].letter if 0 <= at < len(tokens) else "|" for at in range(index - 1, index + 3)
    )
    if hour > 23 or minute > 59:
        return False
    if DAY_PART_AFTER.match(letters[2:]):
        return True
    is_whole = letters[2] not in "-_'mijkY" or tokens[index + 1].word in BRACKETS
    return token.word[0] == "0" and letters[0] in "n,su<|" and is_whole


def is_named(text: str, token: TimeToken, after: TimeToken | None) -> bool:
    """Tell whether a word of recurrence is part of a name: "the Daily Herald"."""
    if after is None or text[token.start : token.end].isupper():
        return False
    return (
        text[token.start].isupper() and text[after.start].isupper() and text[token.end : after.start] == " "
    )


def lower(text: str) -> str:
    """Return a text in lower case, character by character, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)


def figure_letter(match: re.Match[str]) -> tuple[str, int, int]:
    """Return a figure's class letter and its span."""
    start, end = match.span()
    figure = match["figure"]
    if match["nth"]:
        return ("o" if figure.isdigit() and 1 <= int(figure[:6]) <= 99 else "_"), start, end
    if not figure.isdigit() or len(figure) > 4:
        return "m", start, end
    number = int(figure)
    if len(figure) == 4:
        return ("Y" if 0 <= number < 2200 else "m"), start, end
    if 1 <= number <= 31:
        return "i", start, end
    return ("j" if len(figure) == 2 else "k" if number >= 100 else "m"), start, end


def figure_value(match: re.Match[str]) -> float | int:
    """Return the number that a figure spells, at most twelve digits of it."""
    figure = match["figure"].replace(",", "")[:12]
    return float(figure) if "." in figure else int(figure)
