"""Check the entries of a registry of actors and turn them into records."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fogline.errors import PluginInvalid

__all__ = ["KINDS", "Actor", "Nickname", "fold", "is_abbreviation", "read_actors"]

KINDS = (
    "state", "government", "state forces", "police", "intelligence", "rebel group", "militia", "criminal group",
    "political party", "movement", "international organisation", "peacekeepers", "coalition", "civil society",
    "person", "news agency", "outlet", "platform",
)  # fmt: skip
"""What an actor can be."""

YEARS = range(1700, 2101)
COUNTRY = re.compile(r"[A-Z]{3}")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*:[a-z0-9][a-z0-9-]*")
FIELDS = {"id", "name", "aliases", "kind", "countries", "from", "until", "parent", "nicknames"}
STATE_FIELDS = {"country", "name", "adjectives", "people", "aliases", "from", "until"}
BODY_FIELDS = {"suffix", "kind", "name", "words"}


@dataclass(frozen=True, slots=True)
class Nickname:
    """A word that stands for the actor only inside one of `phrases` (folded)."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who fights, governs or speaks in public.

    `countries` are ISO 3166-1 alpha-3, where the actor is at home or acts;
    `since` and `until` are the first and last year of activity: None is not
    known, an `until` of None also means that it is active. `parent` is the id of
    the larger body. `adjectives` say
    "of this state" ("Afghan"); `made` marks a body that every state has.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    parent: str | None = None
    nicknames: tuple[Nickname, ...] = ()
    adjectives: tuple[str, ...] = ()
    made: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and all others."""
        return (self.name, *self.aliases)


def fold_character(character: str) -> str:
    """Return one character without case, accents and typographic variants."""
    if unicodedata.category(character) in ("Pd", "Zs") or character in "-_\t\n\r":
        return " "
    if character in "’‘`´ʼʿʾ":
        return "'"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


class Folded(dict[int, str]):
    """The folded form of each character by its code point, told when it is first asked for."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        return folded


FOLDED = Folded()


def fold(text: str) -> str:
    """Return `text` in the form that names are compared in; every character stays at its offset."""
    return text.translate(FOLDED)


def is_abbreviation(alias: str) -> bool:
    """Tell whether an alias is so short or so capital that it must match in its very case."""
    letters = [character for character in alias if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) <= 3 or (len(letters) <= 8 and capitals > 0.6 * len(letters))


def read_actors(stem: str, document: Mapping[str, Any]) -> list[Actor]:
    """Return the actors of one registry document: those listed, and those made from `states` and `bodies`."""
    where = f"registries/{stem}.toml"
    for key in document:
        if key not in ("actors", "states", "bodies", "about"):
            raise PluginInvalid(f"{where}: key {key!r}, expected actors, states, bodies or about")
    bodies = tables(where, document, "bodies")
    found = [read_actor(where, entry) for entry in tables(where, document, "actors")]
    for entry in tables(where, document, "states"):
        found.extend(read_state(where, entry, bodies))
    return found


def tables(where: str, document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the list of tables under a key."""
    entries = document.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PluginInvalid(f"{where}: {key}: {type(entries).__name__}, expected a list of tables")
    return entries


def read_actor(where: str, entry: Mapping[str, Any]) -> Actor:
    """Check one entry of `actors` and return it."""
    identifier = entry.get("id")
    if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
        raise PluginInvalid(
            f"{where}: id {identifier!r}, expected a prefix and a slug such as 'fl:taliban'",
            hint="use lower-case letters, digits and hyphens",
        )
    place = f"{where}: {identifier}"
    refuse_unknown(place, entry, FIELDS)
    kind = entry.get("kind")
    if kind not in KINDS:
        raise PluginInvalid(f"{place}: kind {kind!r}, expected one of {', '.join(KINDS)}")
    parent = entry.get("parent")
    if parent is not None and not isinstance(parent, str):
        raise PluginInvalid(f"{place}: parent {parent!r}, expected the id of an actor")
    since, until = read_years(place, entry)
    return Actor(
        id=identifier,
        name=read_name(place, entry),
        kind=cast(str, kind),
        aliases=read_words(place, entry, "aliases"),
        countries=read_countries(place, entry),
        since=since,
        until=until,
        parent=parent,
        nicknames=tuple(read_nickname(place, nick) for nick in tables(place, entry, "nicknames")),
    )


def read_state(where: str, entry: Mapping[str, Any], bodies: Iterable[Mapping[str, Any]]) -> list[Actor]:
    """Return a state and its bodies: its government, its forces, its police …"""
    country = entry.get("country")
    if not isinstance(country, str) or not COUNTRY.fullmatch(country):
        raise PluginInvalid(f"{where}: states: country {country!r}, expected an ISO 3166-1 alpha-3 code")
    place = f"{where}: {country}"
    refuse_unknown(place, entry, STATE_FIELDS)
    name = read_name(place, entry)
    since, until = read_years(place, entry)
    adjectives = read_words(place, entry, "adjectives")
    aliases = read_words(place, entry, "aliases")
    state = Actor(
        id=f"fl:{country.lower()}",
        name=name,
        kind="state",
        aliases=(*aliases, *read_words(place, entry, "people")),
        countries=(country,),
        since=since,
        until=until,
        adjectives=adjectives,
    )
    short = [alias for alias in aliases if is_abbreviation(alias)]
    modifiers = list(dict.fromkeys((*adjectives, name, *short, f"{name}'s")))
    made = [state]
    for body in bodies:
        spot = f"{where}: bodies"
        refuse_unknown(spot, body, BODY_FIELDS)
        suffix, kind, pattern = body.get("suffix"), body.get("kind"), body.get("name")
        if not isinstance(suffix, str) or kind not in KINDS or not isinstance(pattern, str):
            raise PluginInvalid(f"{spot}: {dict(body)!r}, expected suffix, kind and name")
        words = read_words(spot, body, "words")
        made.append(
            Actor(
                id=f"{state.id}-{suffix}",
                name=pattern.format(adjective=modifiers[0]),
                kind=cast(str, kind),
                aliases=tuple(f"{modifier} {word}" for modifier in modifiers for word in words),
                countries=(country,),
                since=since,
                until=until,
                parent=state.id,
                made=True,
            )
        )
    return made


def refuse_unknown(place: str, entry: Mapping[str, Any], known: set[str]) -> None:
    """Raise PluginInvalid when an entry has a key that nothing reads."""
    for key in entry:
        if key not in known:
            raise PluginInvalid(f"{place}: key {key!r}, expected one of {', '.join(sorted(known))}")


def read_name(place: str, entry: Mapping[str, Any]) -> str:
    """Return an entry's name."""
    name = entry.get("name")
    if not isinstance(name, str) or not fold(name).strip():
        raise PluginInvalid(
            f"{place}: name {name!r}, expected words", hint="give the name that tables shall show"
        )
    return name


def read_words(place: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return an entry's list of words."""
    words = entry.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise PluginInvalid(f"{place}: {key} {words!r}, expected a list of words")
    return tuple(words)


def read_countries(place: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an entry's countries."""
    countries = read_words(place, entry, "countries")
    for country in countries:
        if not COUNTRY.fullmatch(country):
            raise PluginInvalid(f"{place}: country {country!r}, expected an ISO 3166-1 alpha-3 code")
    return countries


def read_years(place: str, entry: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return an entry's first and last year."""
    since, until = entry.get("from"), entry.get("until")
    for key, year in (("from", since), ("until", until)):
        if year is not None and (not isinstance(year, int) or isinstance(year, bool) or year not in YEARS):
            raise PluginInvalid(f"{place}: {key} {year!r}, expected a year from {YEARS[0]} to {YEARS[-1]}")
    if since is not None and until is not None and until < since:
        raise PluginInvalid(f"{place}: years {since} to {until}, expected the first year before the last")
    return since, until


def read_nickname(place: str, entry: Mapping[str, Any]) -> Nickname:
    """Return a nickname and the phrases in which it counts."""
    name, phrases = entry.get("name"), read_words(place, entry, "phrases")
    if not isinstance(name, str) or not phrases or not all(fold(name) in fold(phrase) for phrase in phrases):
        raise PluginInvalid(f"{place}: nickname {dict(entry)!r}, expected a name and phrases that contain it")
    return Nickname(name=name, phrases=tuple(map(fold, phrases)))
