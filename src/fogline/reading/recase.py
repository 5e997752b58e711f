"""Give a text in ALL CAPITALS, as old wires send it, the case that a parser expects; every offset stays."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fogline.plugins import load_documents
from fogline.reading.function_words import FUNCTION_WORDS
from fogline.reading.gazetteer import Gazetteer, KnownPlace, open_gazetteer
from fogline.reading.lemmas import english_words
from fogline.reading.registry import Registry

__all__ = ["is_all_capitals", "recase"]

SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*\n\s*|[\"“]\s*|\[text\]\s+|--\s+)([a-z])")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
BRACKETED = re.compile(r"[\[(]\s*([a-z]{2,7}(?:-[a-z0-9]+)?)\s*[\])]")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")

BIG_TOWN = 5_000
BIG_CITY = 100_000
"""Inhabitants from which a place counts, by a name of several words and by one word that is also a common one."""

FREQUENT = "etaoin"
"""Small letters, of which a text that is not in capitals has plenty."""

LONGEST_ABBREVIATION = 6
LONGEST_PLACE = 3
ENDINGS = (
    ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("men", "man"), ("ves", "f"), ("ves", "fe"),
)  # fmt: skip
"""What an English word may end in, and what its base has instead."""


def is_all_capitals(text: str) -> bool:
    """Tell whether nearly all letters are capitals."""
    if sum(map(text.count, FREQUENT)) >= 0.1 * len(text):
        return False
    upper = sum(map(str.isupper, text))
    return upper > 20 and upper > 0.9 * sum(map(str.isalpha, text))


def recase(text: str) -> str:
    """Return `text` in sentence case with its names in capitals where it is all capitals, else as it is.

    Names are what the registry and the gazetteer know, months and weekdays,
    words that no English word list has, and abbreviations that the text itself
    puts in brackets. The length never changes.
    """
    if not is_all_capitals(text):
        return text
    lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    letters = list(SENTENCE_START.sub(lambda match: match[0][:-1] + match[0][-1].upper(), lower))
    words = list(WORD.finditer(lower))
    for start, end in name_spans(lower, words):
        letters[start] = capital(letters[start])
        for index in range(start + 1, end):
            if not lower[index - 1].isalpha() and lower[index - 1] not in "'’":
                letters[index] = capital(letters[index])
    for start, name in registered(text):
        for index, written in enumerate(name, start):
            letters[index] = capital(lower[index]) if written.isupper() else lower[index]
    for start, end in abbreviations(lower):
        letters[start:end] = [capital(letter) for letter in letters[start:end]]
    return "".join(letters)


def capital(letter: str) -> str:
    """Return a capital letter where it is one character, as it is for the German sharp s."""
    return upper if len(upper := letter.upper()) == 1 else letter


def name_spans(lower: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of words that are names."""
    names = lexicon()
    for word, after in zip(words, [*words[1:], None], strict=True):
        written = word[0].removesuffix("'s").removesuffix("’s")
        following = after[0] if after is not None else ""
        if written in names.given and after is not None and following not in FUNCTION_WORDS:
            yield word.span()
            if not names.can_be_verb(following) and after.start() - word.end() == 1:
                yield after.span()
        elif (
            written == "i"
            or names.is_name(written)
            or is_month(lower, word, names)
            or (written in names.titles and names.is_name(following))
        ):
            yield word.span()
    yield from place_spans(lower, words, names)


def is_month(lower: str, word: re.Match[str], names: "Lexicon") -> bool:
    """Tell whether a month whose name is also a word stands beside a number or behind "late" and the like."""
    if word[0] not in names.months:
        return False
    around = lower[max(word.start() - 2, 0) : word.start()], lower[word.end() : word.end() + 2]
    before = lower[: word.start()].split()[-1:]
    return any(part.strip().isdigit() for part in around) or bool(names.before_months.intersection(before))


def place_spans(lower: str, words: list[re.Match[str]], names: "Lexicon") -> Iterator[tuple[int, int]]:
    """Yield the spans of up to three words that are a place of some size; a common word only behind "in"."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for position, word in enumerate(words):
        before = words[position - 1][0] if position else ""
        for length in range(1, LONGEST_PLACE + 1):
            if length == 1 and (before not in names.before_places or not names.is_plain(word[0])):
                continue
            if length > 1 and word[0] not in names.place_starts:
                continue
            run = words[position : position + length]
            phrase = lower[run[0].start() : run[-1].end()]
            if len(run) < length or not all(part.isalpha() or part == " " for part in phrase):
                continue
            runs.setdefault(phrase, []).append((run[0].start(), run[-1].end()))
    phrases = sorted(runs)
    gazetteer = gazetteer_at_hand()
    for phrase, found in zip(phrases, gazetteer.find(phrases), strict=True):
        if found and is_large(gazetteer.place(found[0].row), alone=" " not in phrase):
            yield from runs[phrase]


def is_large(place: KnownPlace, *, alone: bool) -> bool:
    """Tell whether a place is a country, a province or a town of some size; one word alone asks for a larger one."""
    if place.level in ("country", "admin1"):
        return True
    return (place.population or 0) >= (BIG_CITY if alone else BIG_TOWN)


def registered(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a registered name stands, and its letters in the case of the registry."""
    names = lexicon()
    for match in Registry.load().match(text, capitals=True):
        length = match.end - match.start
        if match.alias.isupper() and (names.is_listed(match.alias.lower()) or length > LONGEST_ABBREVIATION):
            if match.alias.lower() in names.always | names.listed:
                yield match.start, match.alias.capitalize()
        elif len(match.alias) == length:
            yield match.start, match.alias
        else:
            yield match.start, text[match.start : match.end].title()


def abbreviations(lower: str) -> Iterator[tuple[int, int]]:
    """Yield every place of the abbreviations that the text puts in brackets or writes with dots."""
    names = lexicon()
    found = {match[1] for match in BRACKETED.finditer(lower) if not names.is_listed(match[1])}
    for word in found:
        for match in re.finditer(rf"\b{re.escape(word)}\b", lower):
            yield match.span()
    for match in DOTTED.finditer(lower):
        yield match.span()


class Lexicon:
    """Which words are English, and which are names whatever a word list says."""

    def __init__(
        self,
        common: frozenset[str],
        listed: frozenset[str],
        verbs: frozenset[str],
        language: Mapping[str, Any],
        demonyms: frozenset[str],
    ) -> None:
        self.verbs = verbs
        section = language.get("events", {}).get("recase", {})
        times = language.get("times", {})
        self.common = common
        self.listed = listed
        self.months = frozenset(section.get("doubtful_months", ()))
        self.always = (
            frozenset(times.get("months", ())) | frozenset(times.get("weekdays", ())) | demonyms
            | frozenset(section.get("names", ()))
        ) - self.months  # fmt: skip
        self.given = frozenset(section.get("given_names", ()))
        self.titles = frozenset(section.get("titles", ()))
        self.place_starts = frozenset(section.get("place_starts", ()))
        self.before_places = frozenset(section.get("before_places", ()))
        self.before_months = frozenset(section.get("before_months", ()))

    def can_be_verb(self, word: str) -> bool:
        """Tell whether a word, or what is left without its ending, is a verb."""
        return word in self.verbs or any(
            word.endswith(ending) and (word[: -len(ending)] + stem) in self.verbs for ending, stem in ENDINGS
        )

    def is_name(self, word: str) -> bool:
        """Tell whether a word is a name by itself."""
        return word in self.always or word in self.given or not self.is_common(word)

    def is_listed(self, word: str) -> bool:
        """Tell whether the word list has a word, be it as a name: no abbreviation."""
        return word in self.listed or self.is_common(word)

    def is_plain(self, word: str) -> bool:
        """Tell whether a word is in the word list and carries a meaning of its own."""
        return word not in FUNCTION_WORDS and self.is_common(word)

    def is_common(self, word: str) -> bool:
        """Tell whether a word, or what is left without its ending, is in the word list; short words are."""
        if len(word) < 3 or word in self.common or "'" in word or "’" in word:
            return True
        return any(self.has_base(word, ending, stem) for ending, stem in ENDINGS)

    def has_base(self, word: str, ending: str, stem: str) -> bool:
        """Tell whether a word without its ending is in the word list, a doubled letter ("planned") undone."""
        if not word.endswith(ending):
            return False
        base = word[: -len(ending)]
        doubled = len(base) > 3 and base[-1] == base[-2] and base[:-1] in self.common
        return base + stem in self.common or doubled


@cache
def gazetteer_at_hand() -> Gazetteer:
    """Return the shipped gazetteer, opened once a process: opening it anew checks its files."""
    return open_gazetteer()


@cache
def lexicon() -> Lexicon:
    """Return the words, gathered once a process."""
    parts = english_words()
    language = load_documents("languages")["en"]
    section = language.get("events", {}).get("recase", {})
    words = FUNCTION_WORDS.union(
        *(part.common() for part in parts.values()),
        *(language.get("numbers", {}).get(kind, {}) for kind in ("cardinals", "magnitudes", "groups")),
        section.get("titles", ()),
        section.get("words", ()),
    )
    demonyms = frozenset(word.lower() for word in gazetteer_at_hand().demonyms)
    return Lexicon(
        words - frozenset(section.get("names", ())),
        frozenset[str]().union(*(part.names for part in parts.values())),
        frozenset(parts["VERB"].common()),
        language,
        demonyms,
    )
