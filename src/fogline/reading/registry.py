"""Hold the registry of armed and political actors and find their names in a text."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import ahocorasick

from fogline.errors import PluginInvalid
from fogline.plugins import load_documents

__all__ = ["KINDS", "Actor", "Nickname", "Registry", "RegistryMatch", "fold"]

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
PREFIXED = ("anti", "pro", "non", "ex")
"""Before a hyphen these make of a name an adjective: "anti-Taliban"."""


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


@dataclass(frozen=True, slots=True)
class RegistryMatch:
    """Where a text names actors: several when the words are ambiguous, a state as `demonym` for its adjective."""

    start: int
    end: int
    alias: str
    actors: tuple[Actor, ...]
    demonym: Actor | None = None


@functools.cache
def fold_character(character: str) -> str:
    """Return one character without case, accents and typographic variants."""
    if unicodedata.category(character) in ("Pd", "Zs") or character in "-_\t\n\r":
        return " "
    if character in "’‘`´ʼʿʾ":
        return "'"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return `text` in the form that names are compared in; every character stays at its offset."""
    return "".join(map(fold_character, text))


def is_abbreviation(alias: str) -> bool:
    """Tell whether an alias is so short or so capital that it must match in its very case."""
    letters = [character for character in alias if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) <= 3 or (len(letters) <= 8 and capitals > 0.6 * len(letters))


@dataclass(frozen=True)
class Registry:
    """All actors by id, and an automaton over their names."""

    actors: Mapping[str, Actor]
    index: Mapping[str, tuple[tuple[str, Actor], ...]] = field(repr=False)
    automaton: Any = field(repr=False)
    nicknames: tuple[tuple[Nickname, Actor], ...] = ()
    demonyms: Mapping[str, Actor] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, own: Path | None = None) -> "Registry":
        """Return the shipped registry with a casebook's own `registries/actors_*.toml` before it.

        An own file with the stem of a shipped one replaces it; an own actor with
        the id of a shipped one replaces that actor.

        Raises:
            PluginInvalid: an entry does not hold together.
        """
        if own is None:
            return shipped_registry()
        return build_registry(load_documents("registries", own=own), own=own)

    def get(self, actor: str | None) -> Actor | None:
        """Return the actor with that id, None when there is none."""
        return self.actors.get(actor) if actor is not None else None

    def named(self, name: str) -> tuple[Actor, ...]:
        """Return the actors that have exactly this name or alias, case and accents apart."""
        return tuple(actor for alias, actor in self.index.get(fold(name), ()) if case_fits(alias, name))

    def match(self, text: str, *, capitals: bool = False) -> list[RegistryMatch]:
        """Return where `text` names registered actors: whole words, the longest first, none overlapping.

        Args:
            text: any text.
            capitals: the text is in capitals throughout, so that case tells nothing.
        """
        folded = fold(text)
        found: list[RegistryMatch] = []
        for last, name in self.automaton.iter(folded):
            end = last + 1
            start = end - len(name)
            if not is_word(folded, start, end) or is_prefixed(folded, text, start):
                continue
            written = text[start:end]
            fitting = [pair for pair in self.index.get(name, ()) if capitals or case_fits(pair[0], written)]
            entries = preferred(fitting, written)
            state = self.demonyms.get(name)
            if not entries and state is not None and (capitals or written[:1].isupper()):
                found.append(RegistryMatch(start, end, written, (), state))
            if entries:
                found.append(RegistryMatch(start, end, entries[0][0], tuple(actor for _, actor in entries)))
        return longest(found)

    def nicknamed(self, text: str) -> list[tuple[int, int, Actor, str]]:
        """Return where a nickname stands in one of its phrases: start, end, actor, the nickname as written."""
        folded = fold(text)
        found = []
        for nickname, actor in self.nicknames:
            inner = fold(nickname.name)
            for phrase in nickname.phrases:
                at = folded.find(phrase)
                while at >= 0:
                    start = at + phrase.index(inner)
                    end = start + len(inner)
                    if is_word(folded, at, at + len(phrase)):
                        found.append((start, end, actor, text[start:end]))
                    at = folded.find(phrase, at + 1)
        return sorted(set(found), key=lambda one: one[:2])


def preferred(entries: list[tuple[str, Actor]], written: str) -> list[tuple[str, Actor]]:
    """Return the entries spelt just so where there are any, and of those the listed before the made ones."""
    exact = [(alias, actor) for alias, actor in entries if alias == written.replace("’", "'")] or entries
    return [(alias, actor) for alias, actor in exact if not actor.made] or exact


def case_fits(alias: str, written: str) -> bool:
    """Tell whether words in this case may stand for an alias: abbreviations exactly, names with their capital."""
    if is_abbreviation(alias):
        return alias == written or alias == written.replace("’", "'")
    if alias.islower():
        return True
    return any(map(str.isupper, written))


def is_word(folded: str, start: int, end: int) -> bool:
    """Tell whether `[start, end)` begins and ends at word boundaries."""
    return (start == 0 or not folded[start - 1].isalnum()) and (
        end == len(folded) or not folded[end].isalnum()
    )


def is_prefixed(folded: str, text: str, start: int) -> bool:
    """Tell whether a prefix such as "anti-" stands before the name."""
    if start < 3 or text[start - 1].isalnum() or text[start - 1] in " \n\t":
        return False
    return folded[:start].rstrip().endswith(PREFIXED) and is_dash(text[start - 1])


def is_dash(character: str) -> bool:
    """Tell whether a character joins two words."""
    return unicodedata.category(character) == "Pd"


def longest(matches: Iterable[RegistryMatch]) -> list[RegistryMatch]:
    """Return matches in text order; of overlapping ones the longest, then the first."""
    kept: list[RegistryMatch] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if kept and match.start < kept[-1].end:
            if match.end - match.start > kept[-1].end - kept[-1].start:
                kept[-1] = match
            continue
        kept.append(match)
    return kept


@functools.cache
def shipped_registry() -> Registry:
    """Return the registry without a casebook's own entries, built once a process."""
    return build_registry(load_documents("registries"))


def build_registry(documents: Mapping[str, Mapping[str, Any]], *, own: Path | None = None) -> Registry:
    """Check all documents of actors and join them; those of a casebook's own files replace shipped ids."""
    own_stems = {path.stem for path in (own / "registries").glob("actors_*.toml")} if own else set()
    actors: dict[str, Actor] = {}
    origin: dict[str, str] = {}
    # own files last, so that they replace; within one level an id may stand once
    for stem in sorted((s for s in documents if s.startswith("actors_")), key=lambda s: (s in own_stems, s)):
        for actor in read_actors(stem, documents[stem]):
            replaced = origin.get(actor.id)
            if replaced is not None and not (stem in own_stems and replaced not in own_stems):
                raise PluginInvalid(
                    f"registries/{stem}.toml: id {actor.id!r} stands twice (also in {replaced}.toml), expected once",
                    hint="give one of the two another id",
                )
            actors[actor.id] = actor
            origin[actor.id] = stem
    for actor in actors.values():
        if actor.parent is not None and actor.parent not in actors:
            raise PluginInvalid(
                f"registries/{origin[actor.id]}.toml: {actor.id}: parent {actor.parent!r}, expected the id of an actor",
                hint="add the parent or leave `parent` out",
            )
    # own actors first: where two have one name, the first is preferred
    ordered = sorted(actors.values(), key=lambda actor: (origin[actor.id] not in own_stems, actor.id))
    return index_actors(actors, ordered)


def index_actors(actors: Mapping[str, Actor], ordered: Iterable[Actor]) -> Registry:
    """Build the automaton over all folded names."""
    index: dict[str, list[tuple[str, Actor]]] = {}
    nicknames: list[tuple[Nickname, Actor]] = []
    for actor in ordered:
        for name in actor.names:
            entries = index.setdefault(fold(name), [])
            if all(known is not actor for _, known in entries):
                entries.append((name, actor))
        nicknames.extend((nickname, actor) for nickname in actor.nicknames)
    demonyms: dict[str, Actor] = {}
    for actor in sorted(actors.values(), key=lambda actor: (actor.until is not None, actor.id)):
        for adjective in actor.adjectives:
            demonyms.setdefault(fold(adjective), actor)
    automaton = ahocorasick.Automaton()
    for name in {**index, **demonyms}:
        automaton.add_word(name, name)
    automaton.add_word("\x00", "\x00")  # an automaton without words cannot be searched
    automaton.make_automaton()
    frozen = {name: tuple(entries) for name, entries in index.items()} | {"\x00": ()}
    return Registry(
        actors=actors, index=frozen, automaton=automaton, nicknames=tuple(nicknames), demonyms=demonyms
    )


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
