"""Hold the registry of armed and political actors and find their names in a text."""

import functools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ahocorasick

from fogline.errors import PluginInvalid
from fogline.plugins import load_documents
from fogline.reading.registry_entries import (
    KINDS,
    Actor,
    Membership,
    Nickname,
    fold,
    is_abbreviation,
    read_actors,
)  # fmt: skip

__all__ = [
    "KINDS", "Actor", "Membership", "Nickname", "Registry", "RegistryMatch", "fold", "in_time", "is_abbreviation",
]  # fmt: skip

PREFIXED = ("anti", "pro", "non", "ex")
"""Before a hyphen these make of a name an adjective: "anti-Taliban"."""

PUBLISHERS = ("outlet", "news agency")
"""Kinds of actors that print what others say."""


@dataclass(frozen=True, slots=True)
class RegistryMatch:
    """Where a text names actors: several when the words are ambiguous, a state as `demonym` for its adjective."""

    start: int
    end: int
    alias: str
    actors: tuple[Actor, ...]
    demonym: Actor | None = None


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
        files = sorted((own / "registries").glob("actors_*.toml"))
        return own_registry(own, tuple((path.name, path.read_bytes()) for path in files))

    def get(self, actor: str | None) -> Actor | None:
        """Return the actor with that id, None when there is none."""
        return self.actors.get(actor) if actor is not None else None

    def named(self, name: str) -> tuple[Actor, ...]:
        """Return the actors that have exactly this name or alias, case and accents apart."""
        return tuple(actor for alias, actor in self.index.get(fold(name), ()) if case_fits(alias, name))

    def publisher(self, name: str) -> Actor | None:
        """Return the outlet or agency of exactly this name or alias, None when none is known."""
        return next((actor for actor in self.named(name) if actor.kind in PUBLISHERS), None)

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


def in_time(actors: Sequence[Actor], name: str, day: str | None) -> tuple[Actor, ...]:
    """Return the actors that had a name on a day; where none had, those that had it at the nearest time."""
    if day is None or len(actors) < 2:
        return tuple(actors)
    away = [actor.period_of(name).days_from(day) for actor in actors]
    return tuple(actor for actor, days in zip(actors, away, strict=True) if days == min(away))


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


@functools.lru_cache(maxsize=4)
def own_registry(own: Path, files: tuple[tuple[str, bytes], ...]) -> Registry:
    """Return the registry with a casebook's own entries; `files` tells apart the states of its files."""
    if not files:
        return shipped_registry()
    return build_registry(load_documents("registries", own=own), own=own)


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
        for parent in (*(one.parent for one in actor.memberships), actor.side):
            if parent is not None and parent not in actors:
                raise PluginInvalid(
                    f"registries/{origin[actor.id]}.toml: {actor.id}: parent {parent!r}, expected the id of an actor",
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
    for actor in sorted(actors.values(), key=lambda actor: (actor.period.until is not None, actor.id)):
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
