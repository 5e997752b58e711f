"""List the names that claims use: which nobody knows, where they stand, and whom they may mean."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

from fogline.model.claim import Claim
from fogline.model.names import name_key
from fogline.model.records import Record
from fogline.model.vocabulary import Span
from fogline.pipeline.nearby import places_like
from fogline.pipeline.register import Register
from fogline.plugins import load_documents
from fogline.reviewing.naming import Thing
from fogline.reviewing.suggesting import (
    Beside,
    Candidate,
    Candidates,
    NameKind,
    Suggestion,
    Unknown,
    suggest,
)  # fmt: skip
from fogline.store.decode import decode
from fogline.store.layout import object_of
from fogline.store.store import Store
from fogline.store.tables import sql

__all__ = ["Context", "NameListing", "NameSeen"]

AT_ONCE = 100
"""Names whose contexts are looked up together."""

NAMED_VOICES = frozenset({"person", "organisation"})
PARTICLES = frozenset({
    "of", "the", "and", "for", "in", "on", "de", "del", "la", "las", "los", "el", "du", "des", "da", "do", "dos", "di",
    "van", "von", "der", "den", "bin", "bint", "ibn", "al", "ul", "e", "y", "et", "wal", "i",
})  # fmt: skip
ARMED = frozenset({
    "rebel group", "militia", "criminal group", "state forces", "peacekeepers", "police", "intelligence",
})  # fmt: skip
MAJORITY = 0.6
SMALL_SHARE = 0.1
"""A name that is written small in a tenth of its uses is a common word."""
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+|\n+")
LONGEST = 320
"""Letters of a context."""


@dataclass(frozen=True, slots=True)
class Context(Record):
    """A sentence in which a name stands, and its report."""

    report: str
    outlet: str | None
    published: str | None
    claim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NameSeen(Record):
    """A name that claims use, of an actor or a place, and `kind`, what it seems to be.

    `named` is the id that it is taken for, None where nobody knows; `why` says why
    it waits, "" where it does not. Claims, reports and outlets are counted over all
    `spellings`.
    """

    name: str
    thing: Thing
    kind: NameKind
    named: str | None
    why: str
    spellings: tuple[str, ...]
    claims: int
    reports: int
    outlets: int
    first_seen: str | None
    last_seen: str | None
    contexts: tuple[Context, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class Group:
    """The spellings of one name that are taken for one thing, and the parts that they play."""

    thing: Thing
    key: str
    named: str | None
    spellings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    armed: int = 0
    why: str = ""

    @property
    def name(self) -> str:
        """The spelling that most claims have."""
        return min(self.spellings, key=lambda one: (-self.spellings[one], one))


class NameListing(Sequence[NameSeen]):
    """The names that claims use, the most used first.

    Which they are is found at once; contexts and suggestions are looked up for those that are asked for.
    """

    def __init__(self, store: Store, register: Register, *, waiting: bool, victims: bool) -> None:
        """Find the names.

        Args:
            store: the casebook.
            register: who is known in it.
            waiting: only those that wait for a decision.
            victims: persons too who only suffer in the claims.
        """
        self._lookup = Lookup(store, register, suggests=waiting)
        chosen = names_chosen(store, register, self._lookup.words, waiting=waiting, victims=victims)
        self._groups = list(standing_inside(store, chosen))

    def having(self, text: str) -> Sequence[NameSeen]:
        """Return those that have some words in their name, case and accents apart."""
        other, wanted = copy(self), name_key(text)
        other._groups = [group for group in self._groups if wanted and wanted in name_key(group.name)]
        return other

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, index: int) -> NameSeen: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[NameSeen]: ...
    def __getitem__(self, index: int | slice) -> NameSeen | Sequence[NameSeen]:
        if isinstance(index, slice):
            return tuple(self._lookup.seen(self._groups[index]))
        return next(self._lookup.seen([self._groups[index]]))

    def __iter__(self) -> Iterator[NameSeen]:
        return self._lookup.seen(self._groups)


def names_chosen(
    store: Store, register: Register, words: Mapping[str, str], *, waiting: bool, victims: bool
) -> list[Group]:
    """Return the names that are wanted, the most used first; arguments as `NameListing`."""
    groups = grouped(store)
    common = {group.key for group in groups if is_common(group)}
    outside = outside_their_time(store, register)
    chosen: list[Group] = []
    for group in groups:
        group.why = why_waiting(group, register, outside)
        if waiting and (not group.why or not is_name(group, common)):
            continue
        if waiting and not victims and is_victim(group, guess(group, words)):
            continue
        chosen.append(group)
    return sorted(chosen, key=lambda one: (-sum(one.spellings.values()), one.thing, one.key, one.named or ""))


def grouped(store: Store) -> list[Group]:
    """Return the names of the claims, spellings of one name together."""
    groups: dict[tuple[Thing, str, str | None], Group] = {}
    for row in store.tables.rows(sql("named")):
        key = name_key(row["name"])
        if not key or (row["role"] == "said" and row["named"] is None and row["kind"] not in NAMED_VOICES):
            continue
        group = groups.setdefault((row["thing"], key, row["named"]), Group(row["thing"], key, row["named"]))
        group.spellings[row["name"]] += row["claims"]
        group.kinds[row["kind"]] += row["claims"]
        group.roles[row["role"]] += row["claims"]
        group.armed += row["armed"]
    return list(groups.values())


def why_waiting(group: Group, register: Register, outside: Mapping[tuple[str, str], str]) -> str:
    """Return why a name waits for a decision, "" where it does not: somebody knows it, or has decided."""
    if (group.thing, group.key) in register.names.links:
        return ""
    if group.named is not None:
        return outside.get((group.named, group.key), "")
    return "no registry knows it" if group.thing == "actor" else "no gazetteer knows it"


OUTSIDE = """
    with wanted as (
        select unnest(?) as named, unnest(?) as since, unnest(?) as until
    )
    select names.named, names.name, count(distinct claim) as claims, min(day) as first, max(day) as last
    from names
    join wanted on wanted.named = names.named
    where thing = 'actor' and day is not null and (day < wanted.since or day > wanted.until)
    group by names.named, names.name
"""


def outside_their_time(store: Store, register: Register) -> dict[tuple[str, str], str]:
    """Return the names that are taken for an actor at a time when it was not there, in words."""
    used = [
        row["named"] for row in store.tables.rows("select distinct named from names where thing = 'actor'")
    ]
    actors = [actor for one in used if one is not None and (actor := register.actor(one)) is not None]
    bound = [actor for actor in actors if actor.period.since or actor.period.until]
    columns = (
        [actor.id for actor in bound],
        [actor.period.since or "0" for actor in bound],
        [actor.period.until or "9999" for actor in bound],
    )
    found = {}
    for row in store.tables.rows(OUTSIDE, columns) if bound else ():
        actor = register.actor(row["named"])
        if actor is not None:
            days = row["first"] if row["first"] == row["last"] else f"{row['first']} to {row['last']}"
            many = "1 claim" if row["claims"] == 1 else f"{row['claims']:,} claims"
            found[actor.id, name_key(row["name"])] = (
                f"taken for {actor.name} ({actor.period.words()}) in {many} of {days}"
            )
    return found


def is_common(group: Group) -> bool:
    """Tell whether a name is a common word: it is also written small, and not once in a while."""
    small = sum(uses for spelling, uses in group.spellings.items() if spelling.islower())
    return small >= SMALL_SHARE * sum(group.spellings.values())


def is_name(group: Group, common: set[str]) -> bool:
    """Tell whether a name looks like one: written with capitals, and not only because a sentence begins with it."""
    if group.named is not None:
        return True
    if group.key in common:
        return False
    if group.thing == "place":
        return any(spelling[0].isalpha() and not spelling[0].islower() for spelling in group.spellings)
    return any(is_capital(spelling) for spelling in group.spellings)


def is_capital(spelling: str) -> bool:
    """Tell whether all words of a name but particles begin with a capital, or with a letter that has none."""
    words = [word for word in spelling.split() if word.lower().rstrip(",.") not in PARTICLES]
    return bool(words) and all(word[0].isalpha() and not word[0].islower() for word in words)


def is_victim(group: Group, kind: NameKind) -> bool:
    """Tell whether a name is that of a person who only suffers: no entry is made of private persons."""
    return group.thing == "actor" and kind == "person" and set(group.roles) == {"suffered"}


def guess(group: Group, words: Mapping[str, str]) -> NameKind:
    """Return what a name seems to be, by how it is read, by its words, and by what it does."""
    if group.thing == "place":
        return "place"
    if group.kinds["person"] > group.kinds["organisation"]:
        return "person"
    votes = Counter(words[word] for word in group.key.split() if word in words)
    own = group.name
    if votes["armed group"] or votes["organisation"]:
        return "armed group" if votes["armed group"] >= votes["organisation"] else "organisation"
    if own.replace(".", "").isupper() or group.kinds["organisation"]:
        return "armed group" if group.armed else "organisation"
    if votes["person"] or 2 <= len(own.split()) <= 4:
        return "person"
    return "person" if set(group.roles) == {"suffered"} else "armed group" if group.armed else "organisation"


def kinds_of_words(register: Register) -> dict[str, str]:
    """Return what the words of known names tell: "front" an armed group, "ministry" an organisation, "ali" a person."""
    counts: dict[str, Counter[str]] = {}
    for actor in register.actors.values():
        if actor.kind in ("state", "outlet", "news agency", "platform"):
            continue
        kind = (
            "person" if actor.kind == "person" else "armed group" if actor.kind in ARMED else "organisation"
        )
        for word in {word for name, _ in actor.names for word in name_key(name).split() if len(word) > 2}:
            counts.setdefault(word, Counter())[kind] += 1
    told = {}
    for word, kinds in counts.items():
        kind, count = min(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        if word not in PARTICLES and kinds.total() > 1 and count >= MAJORITY * kinds.total():
            told[word] = kind
    return told


class Lookup:
    """What is needed to show names, made once for many."""

    def __init__(self, store: Store, register: Register, *, suggests: bool) -> None:
        self._store = store
        self._register = register
        self._suggests = suggests
        self._seen: dict[tuple[Thing, str, str | None], NameSeen] = {}
        self.words = kinds_of_words(register)

    @cached_property
    def _suggesting(self) -> "Suggesting":
        return Suggesting(self._store, self._register)

    def seen(self, groups: Sequence[Group]) -> Iterator[NameSeen]:
        """Yield names with their counts, contexts and suggestions, each looked up once."""
        for start in range(0, len(groups), AT_ONCE):
            some = {(one.thing, one.key, one.named): one for one in groups[start : start + AT_ONCE]}
            fresh = [group for which, group in some.items() if which not in self._seen]
            for seen in self._looked_up(fresh):
                self._seen[seen.thing, name_key(seen.name), seen.named] = seen
            yield from (self._seen[which] for which in some if which in self._seen)

    def _looked_up(self, groups: Sequence[Group]) -> Iterator[NameSeen]:
        """Yield names that are looked up together."""
        wanted = numbered(groups)
        counts = {row["number"]: row for row in self._store.tables.rows(sql("name_counts"), wanted)}
        standing: dict[int, list[tuple[Claim, str]]] = {}
        for row in self._store.tables.rows(sql("name_contexts"), wanted):
            standing.setdefault(row["number"], []).append((decode(Claim, object_of(row)), row["text"]))
        for number, group in enumerate(groups):
            # Claims that came in since the names were found may have left one out.
            if number not in counts:
                continue
            count, held = counts[number], standing.get(number, [])
            kind = guess(group, self.words)
            found = [sentence_with(group, claim, text) for claim, text in held]
            suggestions = (
                self._suggesting.of(group, kind, count, found, held) if self._suggests and group.why else ()
            )
            yield NameSeen(
                name=group.name, thing=group.thing, kind=kind, named=group.named, why=group.why,
                spellings=tuple(sorted(group.spellings)), claims=count["claims"], reports=count["reports"],
                outlets=count["outlets"], first_seen=count["first_seen"], last_seen=count["last_seen"],
                contexts=tuple(
                    Context(claim.report, claim.outlet, claim.published, claim.id, " ".join(sentence.split()))
                    for (claim, _), (sentence, _) in zip(held, found, strict=True)
                ),
                suggestions=suggestions,
            )  # fmt: skip


def numbered(groups: Sequence[Group]) -> tuple[list[Any], ...]:
    """Return the spellings of names as columns: number of the name, thing, spelling, and what it is taken for."""
    rows = [
        (number, group.thing, spelling, group.named)
        for number, group in enumerate(groups)
        for spelling in group.spellings
    ]
    return tuple(list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [], [])


def standing_inside(store: Store, groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the names but those of one word that are written with their capital only where a sentence begins."""
    doubtful = [group for group in groups if is_doubtful(group)]
    left_out: set[tuple[Thing, str]] = set()
    for start in range(0, len(doubtful), AT_ONCE):
        some = doubtful[start : start + AT_ONCE]
        texts: dict[int, list[str]] = {}
        for row in store.tables.rows(sql("name_contexts"), numbered(some)):
            texts.setdefault(row["number"], []).append(row["text"])
        for number, group in enumerate(some):
            inside = re.compile(rf"[^\W\d_A-Z][,;:]?\s+{re.escape(group.name)}\b")
            if not any(map(inside.search, texts.get(number, ()))):
                left_out.add((group.thing, group.key))
    for group in groups:
        if group.named is not None or (group.thing, group.key) not in left_out:
            yield group


def is_doubtful(group: Group) -> bool:
    """Tell whether a name that waits may be but the first word of a sentence."""
    return (
        bool(group.why)
        and group.named is None
        and " " not in group.name
        and not group.kinds.keys() & NAMED_VOICES
        and group.name[:1].isupper()
    )


def sentence_with(group: Group, claim: Claim, text: str) -> tuple[str, Span]:
    """Return the sentence of a report in which a claim names something, and the span of the name in it."""
    start, end = place_of(group, claim, text)
    first = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    match = SENTENCE_END.search(text, end)
    last = len(text) if match is None else match.start() + 1
    first, last = max(first, start - LONGEST // 2), min(last, max(end, start + LONGEST // 2))
    return text[first:last], (start - first, end - first)


def place_of(group: Group, claim: Claim, text: str) -> Span:
    """Return where a name stands: where the claim was read from, else where its report has it first."""
    spans = [
        span for name, span in named_spans(claim, group.thing) if name in group.spellings and span is not None
    ]
    for start, end in spans:
        for spelling in sorted(group.spellings, key=len, reverse=True):
            at = text.find(spelling, start, end)
            if at >= 0:
                return at, at + len(spelling)
    at = text.find(group.name)
    return (at, at + len(group.name)) if at >= 0 else spans[0] if spans else claim.span


def named_spans(claim: Claim, thing: Thing) -> Iterator[tuple[str | None, Span | None]]:
    """Yield the names of a claim with where they stand."""
    event = claim.event
    if thing == "place":
        yield from () if event is None else ((place.name, place.span) for place in event.places)
        return
    yield from ((voice.sayer, voice.span) for voice in claim.chain)
    if event is not None:
        parties = (event.initiator, event.target, *(toll.party for toll in event.tolls))
        yield from ((party.name, party.span) for party in parties if party is not None)


class Suggesting:
    """What is needed to suggest whom names mean, loaded once for many."""

    def __init__(self, store: Store, register: Register) -> None:
        from fogline.reading.gazetteer.spelling import sound_key

        self._store = store
        self._register = register
        self._candidates = Candidates(
            {actor.id: candidate_of(actor) for actor in register.actors.values()},
            sound_key,
            frozenset(role_words(store)),
        )

    def of(
        self, group: Group, kind: NameKind, count: Mapping[str, Any], found: Sequence[tuple[str, Span]],
        held: Sequence[tuple[Claim, str]],
    ) -> tuple[Suggestion, ...]:  # fmt: skip
        """Return whom or what a name may mean."""
        countries = frozenset(filter(None, count["countries"] or ()))
        if group.thing == "place":
            around = self._around([claim.report for claim, _ in held])
            return places_like(self._store.folder, group.name, around=around, countries=countries)
        beside = tuple(
            Beside(
                sentence, span, tuple(one for one in self._register.found_in(sentence) if apart(one[0], span))
            )
            for sentence, span in found
        )
        days = (count["first_seen"], count["last_seen"])
        return suggest(Unknown(group.name, kind, beside, countries, *days), self._candidates)

    def _around(self, reports: Sequence[str]) -> list[tuple[str, float, float]]:
        """Return the places that reports name and of which a point is known."""
        query = """
            select distinct place.name as name, place.lat as lat, place.lon as lon
            from (select unnest(places) as place from claims where list_contains(?, report))
            where place.lat is not null and place.level <> 'country'
            order by name, lat, lon
        """
        return [
            (row["name"], row["lat"], row["lon"]) for row in self._store.tables.rows(query, (list(reports),))
        ]


def apart(one: Span, other: Span) -> bool:
    """Tell whether two spans have nothing in common."""
    return one[1] <= other[0] or other[1] <= one[0]


def candidate_of(actor: Any) -> Candidate:
    """Return an actor as suggestions look for it."""
    parents = tuple(parent for parent, _ in actor.parents)
    return Candidate(actor.id, actor.name, actor.names, actor.kind == "person", parents, actor.countries)


def role_words(store: Store) -> Iterable[str]:
    """Yield the words for offices of the languages that are read."""
    for document in load_documents("languages", own=store.folder).values():
        yield from document.get("actors", {}).get("officials", ())
        yield from document.get("sayers", {}).get("titles", ())
