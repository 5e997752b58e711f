"""Know the sources: what each kind of them is worth, which side an actor belongs to, and for whom a voice speaks.

The shipped `registries/sources.toml` says it, and a casebook's own `sources.toml`
is laid over it, entry by entry: what makes one source another than the rest is
declared there and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from fogline.errors import PluginInvalid
from fogline.model.claim import Claim
from fogline.model.ids import sha256_hex
from fogline.model.period import ALWAYS, Period, period_of
from fogline.model.reading import Party, Voice
from fogline.model.records import Record, canonical_json
from fogline.model.vocabulary import VoiceKind
from fogline.plugins import lay_over, load_documents, read_toml

__all__ = [
    "OWN_FILE",
    "PARTY",
    "Letter",
    "Listed",
    "Profile",
    "Profiles",
    "Sides",
    "shipped_profiles",
    "sides_of",
]

Letter = Literal["A", "B", "C", "D", "E", "F"]
LETTERS: tuple[str, ...] = get_args(Letter)
"""Reliability by the Admiralty code: reliable, usually, fairly, not usually, unreliable, cannot be judged."""

OWN_FILE = "sources.toml"
"""A casebook's own profiles, laid over the shipped ones."""

PARTY = "party"
UNNAMED = "unnamed"
ORGANISATION = "organisation"
STATE = "state"
STATE_KINDS = frozenset({"government", "state forces", "police", "intelligence"})
MEDIA = frozenset({"news agency", "outlet", "platform"})
FIELDS = {
    "kinds": frozenset({"letter", "because", "actors", "words"}),
    "sources": frozenset({"kind", "letter", "because", "speaks_for"}),
}
DAY = len("2016-07-28")
WORD = re.compile(r"\w+")
SMALL = frozenset({"the", "of", "a", "an", "and", "in", "for", "s", "forces", "army", "troops", "government"})
DEEPEST = 6
"""Parents that are followed from an actor to its side."""


@dataclass(frozen=True, slots=True)
class Profile(Record):
    """What is known of a source before its record: its kind, its letter and why, and the side that it speaks for."""

    kind: str
    letter: Letter
    because: str
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Listed(Record):
    """What the registry says of an actor that bears on its side and kind.

    `parents` are the larger bodies, each with the time of the membership; `side`
    is the actor on whose side it is, where that follows from none of them.
    """

    kind: str
    countries: tuple[str, ...]
    parents: tuple[tuple[str, Period], ...] = ()
    side: str | None = None

    def parent_on(self, day: str | None) -> str | None:
        """Return the larger body on a day, the last one where the day is not known; None where there was none."""
        held = [(period.until or "9999", parent) for parent, period in self.parents if period.covers(day)]
        return max(held)[1] if held else None


@dataclass(frozen=True)
class Profiles:
    """All profiles: by kind, by kind of the registry, by the words of unnamed voices, and by single source."""

    kinds: Mapping[str, Profile]
    kind_of_actors: Mapping[str, str]
    kind_of_words: Mapping[str, str]
    sources: Mapping[str, Profile]
    actors: Mapping[str, Listed] = field(repr=False)
    named: Mapping[str, str] = field(repr=False)
    day: str | None = None
    """The day on which memberships are asked for; None: the last ones."""

    @classmethod
    def load(cls, own: Path | None = None) -> "Profiles":
        """Return the shipped profiles with a casebook's own `sources.toml` and registries over them.

        Raises:
            PluginInvalid: an entry does not hold together.
        """
        if own is None:
            return shipped_profiles()
        files = (*sorted((own / "registries").glob("*.toml")), own / OWN_FILE)
        return own_profiles(own, tuple((path.name, path.read_bytes()) for path in files if path.is_file()))

    def with_actors(self, actors: Mapping[str, Listed]) -> "Profiles":
        """Return the same profiles with what people decided about some actors over the registry."""
        return replace(self, actors={**self.actors, **actors}) if actors else self

    def on(self, day: str | None) -> "Profiles":
        """Return the same profiles with memberships as they were on a day."""
        return self if day == self.day else replace(self, day=day)

    @cached_property
    def digest(self) -> str:
        """What tells these profiles from others."""
        return sha256_hex(
            canonical_json([
                self.kinds, self.kind_of_actors, self.kind_of_words, self.sources, self.actors, self.named,
            ])
        )  # fmt: skip

    def of(self, voice: Voice) -> Profile:
        """Return the profile of a voice, not yet minding who is a party to what."""
        for key in (voice.actor, self.named.get(fold(voice.sayer) or ""), fold(voice.sayer)):
            if key is not None and key in self.sources:
                return self.sources[key]
        return self.kinds[self.kind_of(voice)]

    def kind_of(self, voice: Voice) -> str:
        """Return the kind of a voice that is not listed by itself."""
        listed = self.actors.get(voice.actor or self.named.get(fold(voice.sayer) or "", ""))
        if listed is not None and listed.kind in self.kind_of_actors:
            return self.kind_of_actors[listed.kind]
        if voice.kind in ("outlet", "document", "image"):
            return voice.kind if voice.sayer is not None or voice.kind != "outlet" else UNNAMED
        words = WORD.findall(fold(voice.sayer) or "")
        told = next((self.kind_of_words[word] for word in words if word in self.kind_of_words), None)
        return told or voice.kind

    def side_of(self, actor: str) -> str:
        """Return the side of an actor: its state with all its forces and offices, else its outermost parent."""
        for _ in range(DEEPEST):
            listed = self.actors.get(actor)
            if listed is None or listed.kind == STATE:
                return actor
            if (parent := listed.side or listed.parent_on(self.day)) is not None:
                actor = parent
            elif listed.kind in STATE_KINDS and len(listed.countries) == 1:
                return f"fl:{listed.countries[0].lower()}"
            else:
                return actor
        return actor

    def side_of_party(self, party: Party) -> str:
        """Return the side of a party; one that the registry does not know is a side by its name."""
        return self.side_of(party.actor) if party.actor is not None else fold(party.name) or party.name


@dataclass(frozen=True)
class Sides:
    """The sides in one incident, each with the words of the names that the claims give it."""

    profiles: Profiles
    names: Mapping[str, tuple[frozenset[str], ...]]
    known: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `spoken_for` answered, by the claim's id: every rule about an incident asks it again."""

    @cached_property
    def by_word(self) -> Mapping[str, Sequence[tuple[str, frozenset[str]]]]:
        """Each side with each of its names, by the first of the name's words: a casebook has thousands of sides."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for side, names in self.names.items():
            for name in names:
                found.setdefault(min(name), []).append((side, name))
        return found

    def spoken_for(self, claim: Claim) -> str | None:
        """Return the side in the incident that a claim's voice belongs to or speaks for, None when it is none of them.

        Of several voices the last one with a side counts: a spokesman is of the ministry that stands before him.
        """
        if claim.id not in self.known:
            links = claim.chain[1:] or claim.chain
            sides = (self.side_of_voice(voice) for voice in reversed(links))
            self.known[claim.id] = next((side for side in sides if side), None)
        return self.known[claim.id]

    def side_of_voice(self, voice: Voice) -> str | None:
        """Return the side in the incident of one voice, of several that its words name the first by id."""
        side = self.profiles.of(voice).speaks_for
        if side is None and voice.actor is not None:
            side = self.profiles.side_of(voice.actor)
        if side is not None:
            return side if side in self.names else None
        if voice.kind == "outlet":
            return None
        words = frozenset(WORD.findall(fold(voice.sayer) or ""))
        return min(
            (side for word in words for side, name in self.by_word.get(word, ()) if name <= words),
            default=None,
        )

    def profile_of(self, claim: Claim) -> Profile:
        """Return the profile of who vouches for a claim: a side in the incident is a party, whatever it is else."""
        own = self.profiles.of(claim.chain[-1])
        if self.spoken_for(claim) is None:
            return own
        party = self.profiles.kinds[PARTY]
        return own if LETTERS.index(own.letter) > LETTERS.index(party.letter) else party


def sides_of(claims: Sequence[Claim], profiles: Profiles) -> Sides:
    """Return the sides that claims name as acting or suffering, by the memberships of the time they tell of."""
    profiles = profiles.on(middle_day(claims))
    names: dict[str, set[frozenset[str]]] = {}
    for claim in claims:
        if claim.event is None:
            continue
        suffering = (toll.party for toll in claim.event.tolls)
        for party in (claim.event.initiator, claim.event.target, *suffering):
            if party is not None:
                words = frozenset(WORD.findall(fold(party.name) or "")) - SMALL
                named = names.setdefault(profiles.side_of_party(party), set())
                if words:
                    named.add(words)
    return Sides(profiles, {side: tuple(sorted(names[side], key=sorted)) for side in sorted(names)})


def middle_day(claims: Iterable[Claim]) -> str | None:
    """Return the middle one of the days that claims tell of, else on which they were published; None without one."""
    days = sorted(day[:DAY] for claim in claims if (day := day_of(claim)) is not None)
    return days[len(days) // 2] if days else None


def day_of(claim: Claim) -> str | None:
    """Return the first day that a claim tells of, else the one on which it was published."""
    time = None if claim.event is None else claim.event.time
    return claim.published if time is None or time.earliest is None else time.earliest


@lru_cache(maxsize=1 << 16)
def fold(name: str | None) -> str | None:
    """Return a name as names are compared; None for none."""
    return None if name is None else " ".join(name.casefold().split()).removeprefix("the ")


def build_profiles(
    documents: Mapping[str, Mapping[str, Any]], document: Mapping[str, Any], *, where: str
) -> Profiles:
    """Check the profiles and join them with what the registries say of actors."""
    entries = dict(tables(where, document, "kinds"))
    kinds = {name: kind_profile(where, name, entry) for name, entry in entries.items()}
    for name in (PARTY, *get_args(VoiceKind)):
        if name not in kinds:
            raise PluginInvalid(f"{where}: no kind {name!r}, expected one: every voice needs a profile")
    actors, named = read_listed(documents)
    return Profiles(
        kinds=kinds,
        kind_of_actors={actor: name for name, entry in entries.items() for actor in entry.get("actors", ())},
        kind_of_words={word: name for name, entry in entries.items() for word in entry.get("words", ())},
        sources={
            key if key in actors else fold(key) or key: source_profile(where, key, entry, kinds)
            for key, entry in tables(where, document, "sources")
        },
        actors=actors,
        named=named,
    )


def tables(where: str, document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of a table of tables, checked for keys that nothing reads."""
    entries = document.get(name, {})
    if not isinstance(entries, Mapping):
        raise PluginInvalid(f"{where}: {name}: found {type(entries).__name__}, expected tables")
    for key, entry in entries.items():
        if not isinstance(entry, Mapping):
            raise PluginInvalid(f"{where}: {name}.{key}: found {entry!r}, expected a table")
        for unknown in sorted(entry.keys() - FIELDS[name]):
            known = ", ".join(sorted(FIELDS[name]))
            raise PluginInvalid(f"{where}: {name}.{key}: key {unknown!r}, expected one of {known}")
        yield key, entry


def kind_profile(where: str, name: str, entry: Mapping[str, Any]) -> Profile:
    """Return the profile of a kind of source."""
    return Profile(name, read_letter(where, name, entry.get("letter")), str(entry.get("because", "")))


def source_profile(where: str, key: str, entry: Mapping[str, Any], kinds: Mapping[str, Profile]) -> Profile:
    """Return the profile of a single source; what it leaves out is its kind's."""
    kind = kinds.get(entry.get("kind", ORGANISATION))
    if kind is None:
        raise PluginInvalid(
            f"{where}: sources.{key}: kind {entry['kind']!r}, expected one of {', '.join(sorted(kinds))}"
        )
    letter = read_letter(where, key, entry["letter"]) if "letter" in entry else kind.letter
    return Profile(kind.kind, letter, str(entry.get("because", kind.because)), entry.get("speaks_for"))


def read_letter(where: str, name: str, letter: object) -> Letter:
    """Return a letter of the Admiralty code."""
    if letter not in LETTERS:
        raise PluginInvalid(f"{where}: {name}: letter {letter!r}, expected one of {', '.join(LETTERS)}")
    return cast(Letter, letter)


def read_listed(documents: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Listed], dict[str, str]]:
    """Return what the registries say of each actor, and the ids of the media by their names."""
    actors: dict[str, Listed] = {}
    named: dict[str, str] = {}
    for stem, document in documents.items():
        if not stem.startswith("actors_"):
            continue
        for entry in document.get("actors", ()):
            actors[entry["id"]] = Listed(
                entry["kind"], tuple(entry.get("countries", ())), tuple(parents_of(entry)), entry.get("side")
            )
            if entry["kind"] in MEDIA:
                aliases = [one if isinstance(one, str) else one["name"] for one in entry.get("aliases", ())]
                named.update({fold(name) or name: entry["id"] for name in (entry["name"], *aliases)})
        for state in document.get("states", ()):
            made = f"fl:{state['country'].lower()}"
            actors[made] = Listed(STATE, (state["country"],))
            for body in document.get("bodies", ()):
                actors[f"{made}-{body['suffix']}"] = Listed(
                    body["kind"], (state["country"],), ((made, ALWAYS),)
                )
    return actors, named


def parents_of(entry: Mapping[str, Any]) -> Iterator[tuple[str, Period]]:
    """Yield the larger bodies of a registry's entry, each with the time of the membership."""
    if entry.get("parent") is not None:
        yield entry["parent"], ALWAYS
    for told in entry.get("parents", ()):
        yield told["id"], period_of(told.get("from"), told.get("until"))


@cache
def shipped_profiles() -> Profiles:
    """Return the profiles without a casebook's own, built once a process."""
    documents = load_documents("registries")
    return build_profiles(documents, documents["sources"], where="registries/sources.toml")


@lru_cache(maxsize=8)
def own_profiles(own: Path, written: tuple[tuple[str, bytes], ...]) -> Profiles:
    """Return the profiles of a casebook whose own files are as `written`: the same ones are laid over once."""
    documents = load_documents("registries", own=own)
    if OWN_FILE not in dict(written):
        return build_profiles(documents, documents["sources"], where="registries/sources.toml")
    where = str(own / OWN_FILE)
    over = read_toml(own / OWN_FILE)
    return build_profiles(documents, lay_over(documents["sources"], over, where=where), where=where)
