"""Tell whether words hold a name that nobody knows: for all to read, what is not known to be public is private."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from fogline.plugins import load_documents
from fogline.redaction.finding import name_words

__all__ = ["adjectives", "common_words", "has_strange_name", "known_words"]

CAPITAL = re.compile(r"(?<![.!?:;\u201c\"‘'(\[]\s)(?<![\"\u201c‘(\[])(?<!^)\b[A-ZÀ-ÖØ-Þ][\w'’-]+")
"""A word with a capital that no sentence begins with."""
DAYS_AND_TITLES = (
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Mr Mrs Ms Dr Sir Lord Lady North South East West Northern Southern Eastern "
    "Western God Christmas Easter Ramadan GMT UTC BST Army Navy Air Force Forces Police Government Ministry Minister "
    "President Prime Council Parliament Congress Senate Court Operation The"
)


@cache
def demonyms() -> frozenset[str]:
    """Return the words of countries and of what belongs there."""
    countries = load_documents("registries").get("places_countries", {}).get("country", {})
    names = (name for one in countries.values() for key in ("names", "demonyms") for name in one.get(key, ()))
    return frozenset(word for name in names for word in name_words(name))


@cache
def adjectives() -> frozenset[str]:
    """Return the words for what belongs to a country, small, with their accents: "argentine"."""
    countries = load_documents("registries").get("places_countries", {}).get("country", {})
    return frozenset(word.casefold() for one in countries.values() for word in one.get("demonyms", ()))


@cache
def common_words() -> frozenset[str]:
    """Return the words with a capital that are nobody's name: of countries, of months, of titles."""
    return demonyms() | frozenset(name_words(DAYS_AND_TITLES))


def known_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names that may stand, of countries, of months and of titles."""
    return common_words() | {word for name in names for word in name_words(name)}


def has_strange_name(words: str, known: frozenset[str]) -> bool:
    """Tell whether words hold a name with a word that is not known."""
    return any(part not in known for name in names_in(words) for part in name_words(name))


def names_in(words: str) -> Iterator[str]:
    """Yield the words with a capital inside of sentences, without what marks a possession."""
    return (re.sub(r"['’]s?$", "", match[0]) for match in CAPITAL.finditer(words))
