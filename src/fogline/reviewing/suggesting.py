"""Suggest whom an unknown name means: by its letters, its initials, its words, and what stands beside it in a text.

Every suggestion has a reason that a person can check, and nothing follows from it
until a person decides. The same names give the same suggestions in the same order.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, TypeAlias

from fogline.model.names import name_key
from fogline.model.period import Period
from fogline.model.records import Record
from fogline.model.vocabulary import Span

__all__ = ["Beside", "Candidate", "Candidates", "NameKind", "Suggestion", "Unknown", "suggest"]

NameKind: TypeAlias = Literal["person", "organisation", "armed group", "place"]
Relation: TypeAlias = Literal["same", "part of", "near"]

MOST = 5
LEAST = 0.5
"""A suggestion below this score is none."""
ALIKE = 0.84
"""Names that share less of their letters are not alike: "Ahmad Karim" and "Ahmad Karimi" share 0.96."""
FEW = 4
"""So many known names at most may share the words of a shorter one for it to tell which is meant."""
SMALL = frozenset({"of", "the", "and", "for", "in", "de", "del", "la", "du", "des", "al", "el", "y", "et"})
BESIDE = 70
"""Letters between a name and the body that it is said to belong to, at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that is known: all its names with their times, whether it is a person, its parents and countries."""

    id: str
    name: str
    names: tuple[tuple[str, Period], ...]
    is_person: bool
    parents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence with a name at a span, and the known actors that the sentence names too."""

    sentence: str
    span: Span
    actors: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody knows: where it stands, where its claims play, and when it was first and last used."""

    name: str
    kind: NameKind
    beside: tuple[Beside, ...] = ()
    countries: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion(Record):
    """Whom a name may mean, or (`part of`) to whom, or (`near`) where it may belong; `score` is from 0 to 1."""

    id: str
    name: str
    relation: Relation
    score: float
    because: str


@dataclass(frozen=True)
class Candidates:
    """All that are known, by what they can be found by.

    Args:
        known: the actors.
        sound: what spellings share that transliterations exchange; "" for names too short to tell.
        roles: words for who leads, speaks for or serves a body, in lower case.
    """

    known: Mapping[str, Candidate]
    sound: Callable[[str], str]
    roles: frozenset[str] = frozenset()

    @cached_property
    def by_word(self) -> Mapping[str, list[tuple[str, str]]]:
        """Each word with the ids and names that have it."""
        return self._index(lambda name: {word for word in name_key(name).split() if word not in SMALL})

    @cached_property
    def by_sound(self) -> Mapping[str, list[tuple[str, str]]]:
        """Each sound of a whole name with the ids and names that have it."""
        return self._index(lambda name: {sound} if (sound := self.sound(name_key(name))) else set())

    @cached_property
    def by_start(self) -> Mapping[str, list[tuple[str, str]]]:
        """The first three sounds of each name with the ids and names that have them."""
        return self._index(lambda name: {sound[:3]} if (sound := self.sound(name_key(name))) else set())

    @cached_property
    def by_initials(self) -> Mapping[str, list[tuple[str, str]]]:
        """The initials of each name of several words with the ids and names that have them."""
        return self._index(initials_of)

    def _index(self, keys: Callable[[str], set[str]]) -> dict[str, list[tuple[str, str]]]:
        """Return ids and names by keys of the names."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id in sorted(self.known):
            for name, _ in self.known[id].names:
                for key in sorted(keys(name)):
                    found.setdefault(key, []).append((id, name))
        return found


def suggest(unknown: Unknown, candidates: Candidates) -> tuple[Suggestion, ...]:
    """Return whom a name may mean, the likeliest first."""
    best: dict[tuple[str, Relation], tuple[float, str]] = {}
    for id, relation, score, because in told(unknown, candidates):
        known = candidates.known[id]
        if relation == "same" and known.is_person != (unknown.kind == "person"):
            continue
        if relation == "same":
            score, because = weighed(score, because, unknown, known)
        score = round(min(score, 0.99), 2)
        if score >= LEAST and (score, because) > best.get((id, relation), (0.0, "")):
            best[id, relation] = (score, because)
    listed = [
        Suggestion(id, candidates.known[id].name, relation, score, because)
        for (id, relation), (score, because) in best.items()
    ]
    return tuple(
        sorted(listed, key=lambda one: (-one.score, one.relation != "same", one.name, one.id))[:MOST]
    )


Told: TypeAlias = tuple[str, Relation, float, str]


def told(unknown: Unknown, candidates: Candidates) -> Iterable[Told]:
    """Yield every reason to take a name for somebody's."""
    yield from by_letters(unknown, candidates)
    yield from by_initials(unknown, candidates)
    yield from by_words(unknown, candidates)
    yield from by_role(unknown, candidates)


def by_letters(unknown: Unknown, candidates: Candidates) -> Iterable[Told]:
    """Yield known names that sound alike or are spelt alike."""
    key = name_key(unknown.name)
    sound = candidates.sound(key)
    near = {pair for word in key.split() for pair in candidates.by_word.get(word, ())}
    near |= set(candidates.by_start.get(sound[:3], ())) if sound else set()
    alike = set(candidates.by_sound.get(sound, ())) if sound else set()
    for id, name in sorted(near | alike):
        known = name_key(name)
        # No two words of such different lengths are more alike; most pairs end here.
        most = 2 * min(len(key), len(known)) / (len(key) + len(known))
        if most < ALIKE and (most <= 0.6 or (id, name) not in alike):
            continue
        likeness = SequenceMatcher(None, key, known, autojunk=False).ratio()
        if (id, name) in alike and likeness > 0.6:
            yield id, "same", 0.6 + 0.35 * likeness, f"sounds like “{name}”"
        elif likeness >= ALIKE:
            yield id, "same", 0.95 * likeness, f"is spelt like “{name}” ({likeness:.2f} of 1)"


def by_initials(unknown: Unknown, candidates: Candidates) -> Iterable[Told]:
    """Yield known names that the name abbreviates, and abbreviations that it spells out."""
    if is_abbreviation(unknown.name):
        for id, name in candidates.by_initials.get(letters_of(unknown.name), ()):
            yield id, "same", 0.82, f"its letters are the initials of “{name}”"
        return
    for initials in sorted(initials_of(unknown.name)):
        for id, name in candidates.by_word.get(initials, ()):
            if is_abbreviation(name) and letters_of(name) == initials:
                yield id, "same", 0.8, f"its initials are “{name}”"


def by_words(unknown: Unknown, candidates: Candidates) -> Iterable[Told]:
    """Yield longer known names that have all words of the name, and known names that the name has all words of."""
    words = words_of(unknown.name)
    if not words:
        return
    holding = [set(candidates.by_word.get(word, ())) for word in words]
    longer = sorted(set.intersection(*holding))
    bearers = len({id for id, _ in longer})
    for id, name in longer:
        if len(words_of(name)) > len(words) and bearers <= FEW:
            shared = "" if bearers == 1 else f", which {bearers - 1} other known names have too"
            yield id, "same", 0.85 - 0.1 * (bearers - 1), f"is part of the longer name “{name}”{shared}"
    for id, name in sorted(set.union(*holding)):
        inner = words_of(name)
        if unknown.kind != "person" and len(inner) < len(words) and inner <= words and is_telling(name):
            score = 0.6 + 0.3 * len(inner) / len(words)
            yield id, "part of", score, f"has the name “{name}” in it"


def by_role(unknown: Unknown, candidates: Candidates) -> Iterable[Told]:
    """Yield bodies that a text says the name leads, speaks for or serves: "Name, a commander of the Front"."""
    for beside in unknown.beside:
        for span, id in beside.actors:
            if id in candidates.known and (words := role_between(beside, span, candidates.roles)):
                yield id, "part of", 0.75, f"a text has “{words}”"


def role_between(beside: Beside, actor: Span, roles: frozenset[str]) -> str | None:
    """Return the words from a name to an actor, or the other way, where they say its role there; None where not."""
    first, second = sorted([beside.span, actor])
    between = beside.sentence[first[1] : second[0]]
    if len(between) > BESIDE or not roles.intersection(re.findall(r"[\w-]+", between.lower())):
        return None
    if first == beside.span:
        fits = re.fullmatch(r"\s*[,(–—-]\s*(?:[^\W\d]+['’]?[\s-]+){1,6}", between)
    else:
        fits = re.fullmatch(r"(?:['’]s?)?\s+(?:[^\W\d]+[\s-]+){0,3}[^\W\d]+\.?,?\s+", between)
    return " ".join(beside.sentence[first[0] : second[1]].split()) if fits else None


def weighed(score: float, because: str, unknown: Unknown, known: Candidate) -> tuple[float, str]:
    """Return a score with what else speaks for an actor or against it: its parents, its countries, its time."""
    beside = {id for one in unknown.beside for _, id in one.actors}
    if beside.intersection(known.parents):
        score, because = score + 0.05, f"{because}; a text names its larger body beside it"
    if known.countries and unknown.countries:
        if common := sorted(unknown.countries.intersection(known.countries)):
            score, because = score + 0.05, f"{because}; acts in {', '.join(common)}, where these claims play"
        else:
            score, because = score - 0.1, f"{because}; but acts in {', '.join(known.countries)}"
    periods = [period for name, period in known.names if f"“{name}”" in because]
    if periods and not any(period.covers(day) for period in periods for day in (unknown.first, unknown.last)):
        score, because = score - 0.1, f"{because}; but called so {periods[0].words()}"
    return score, because


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, small ones left out."""
    return frozenset(word for word in name_key(name).split() if word not in SMALL)


def is_telling(name: str) -> bool:
    """Tell whether a name inside another one says whose part it is: an abbreviation or a name with a capital."""
    return len(name_key(name)) > 3 or is_abbreviation(name)


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is written in capitals alone, with or without dots."""
    letters = name.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def letters_of(name: str) -> str:
    """Return an abbreviation's letters, small."""
    return "".join(filter(str.isalpha, name)).lower()


def initials_of(name: str) -> set[str]:
    """Return the initials of a name of three words or more, with its small words and without; those of two too."""
    words = name_key(name.replace("-", " ")).split()
    short = [word for word in words if word not in SMALL]
    return {"".join(word[0] for word in one) for one in (words, short) if len(one) >= 2}
