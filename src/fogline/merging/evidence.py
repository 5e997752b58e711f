"""Lay tellings out in columns, so that millions of pairs of them are compared at once.

A comparison is one kind of evidence. Its plugin, a file of `comparisons/`, says
into which of its levels a pair of tellings falls; what a level weighs, in bits,
was learned on labelled reports and is frozen (`weights.json`). The model is that
of Fellegi and Sunter (1969): the bits of all comparisons add up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fogline.merging.tellings import GENERAL, Telling
from fogline.merging.wording import RARE, bits_of
from fogline.model.reading import PlaceMention

__all__ = [
    "LEVELS",
    "MISSING",
    "PLACES",
    "Comparison",
    "Floats",
    "Levels",
    "Pairs",
    "Ragged",
    "Tellings",
    "Whole",
    "lay_out",
    "ragged",
    "shared",
    "totals",
]

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Levels: TypeAlias = NDArray[np.int8]

MISSING = -(10**9)
"""Stands in whole-number columns for what a telling does not say; codes of names are never negative."""

SIEVE_BITS = 2
"""A sieve has between 4 and 8 slots a code: it lets one in six others through."""

SCATTER = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: products with it scatter evenly (Knuth 1973)."""

PLACES = 3
"""Places of a telling that are compared, those named most."""


@dataclass(frozen=True)
class Ragged:
    """Sets of codes, one set a telling: `codes[starts[i]:starts[i + 1]]` are sorted."""

    starts: Whole
    codes: Whole

    @cached_property
    def sizes(self) -> Whole:
        """How many codes each telling has."""
        return np.diff(self.starts)

    @cached_property
    def span(self) -> int:
        """One more than the largest code."""
        return int(self.codes.max(initial=-1)) + 1

    @cached_property
    def held(self) -> Whole:
        """Each telling with each of its codes as one number, sorted."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes) * self.span + self.codes

    @cached_property
    def sieve(self) -> NDArray[np.bool_]:
        """Where a number of `held` falls: most others fall elsewhere, and need not be searched for (Bloom 1970)."""
        slots = np.zeros(1 << (SIEVE_BITS + len(self.codes).bit_length()), dtype=np.bool_)
        slots[slot_of(self.held, len(slots))] = True
        return slots

    def has(self, owners: Whole, codes: Whole) -> NDArray[np.bool_]:
        """Tell for each telling of `owners` whether it has the code beside it."""
        wanted = owners * self.span + codes
        found = self.sieve[slot_of(wanted, len(self.sieve))]
        likely = np.flatnonzero(found)
        at = np.minimum(np.searchsorted(self.held, wanted[likely]), len(self.held) - 1)
        found[likely] = self.held[at] == wanted[likely]
        return found


@dataclass(frozen=True)
class Tellings:
    """The columns of n tellings. Days are numbers of days; MISSING or nan where nothing is said.

    `lat`, `lon`, `radius`, `level` (0 site to 5 region), `place`, `province` and
    `country` have the shape (n, PLACES). `initiator` and `target` are codes of
    sides. `low` and `high`, shape (n, 2), bound the killed and the wounded.
    `bits` says how much each code of `words` and `names` tells.
    """

    first: Whole
    last: Whole
    is_dated: NDArray[np.bool_]
    published: Whole
    report: Whole
    origin: Whole
    type: Whole
    is_general: NDArray[np.bool_]
    lat: Floats
    lon: Floats
    radius: Floats
    level: Whole
    place: Whole
    province: Whole
    country: Whole
    initiator: Whole
    target: Whole
    is_mutual: NDArray[np.bool_]
    low: Floats
    high: Floats
    words: Ragged
    names: Ragged
    numbers: Ragged
    bits: Floats

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def word_lengths(self) -> Floats:
        """The length of each telling's words as a vector of their bits."""
        return np.sqrt(totals(self.words, self.bits**2))

    @property
    def is_narrow(self) -> NDArray[np.bool_]:
        """Whether a telling names a town, a site or a district."""
        return np.asarray(((self.level >= 0) & (self.level <= LEVELS["admin2"])).any(axis=1))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of tellings by their numbers, the smaller in `left`."""

    left: Whole
    right: Whole

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of evidence. Level 0 means that one of the two says nothing and weighs nothing."""

    levels: tuple[str, ...]
    judge: Callable[[Tellings, Pairs], Levels]


LEVELS = {"site": 0, "town": 1, "admin2": 2, "admin1": 3, "country": 4, "region": 5}


class Codes:
    """Numbers for names, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.known: dict[object, int] = {}

    def of(self, name: object | None) -> int:
        """Return the number of a name, MISSING for None."""
        return MISSING if name is None else self.known.setdefault(name, len(self.known))


def lay_out(tellings: Sequence[Telling]) -> Tellings:
    """Return the columns of tellings, in their order."""
    codes: dict[str, Codes] = {
        kind: Codes() for kind in ("report", "origin", "type", "place", "province", "country", "side", "word")
    }
    places = [place_columns(telling.places[:PLACES], codes) for telling in tellings]
    facts = [telling.facts for telling in tellings]
    tolls = [toll_columns(telling) for telling in tellings]
    words = ragged([coded(telling.wording.words, codes["word"]) for telling in tellings])
    names = ragged([coded(telling.wording.names, codes["word"]) for telling in tellings])
    table = np.array(places, dtype=np.float64).reshape(len(tellings), 7, PLACES)
    whole_table = np.where(np.isnan(table), MISSING, table).astype(np.int64)
    return Tellings(
        first=whole([None if one.first is None else one.first.toordinal() for one in facts]),
        last=whole([None if one.last is None else one.last.toordinal() for one in facts]),
        is_dated=np.array([one.is_dated for one in facts], dtype=np.bool_),
        published=whole([telling.published for telling in tellings]),
        report=whole([codes["report"].of(telling.report) for telling in tellings]),
        origin=whole([codes["origin"].of(telling.origin) for telling in tellings]),
        type=whole([codes["type"].of(telling.type) for telling in tellings]),
        is_general=np.array([telling.type in GENERAL for telling in tellings], dtype=np.bool_),
        lat=table[:, 0], lon=table[:, 1], radius=table[:, 2],
        level=whole_table[:, 3], place=whole_table[:, 4], province=whole_table[:, 5], country=whole_table[:, 6],
        initiator=whole([codes["side"].of(one.roles[0]) for one in facts]),
        target=whole([codes["side"].of(one.roles[1]) for one in facts]),
        is_mutual=np.array([one.is_mutual for one in facts], dtype=np.bool_),
        low=np.array([[one[0], one[2]] for one in tolls], dtype=np.float64).reshape(-1, 2),
        high=np.array([[one[1], one[3]] for one in tolls], dtype=np.float64).reshape(-1, 2),
        words=words,
        names=names,
        numbers=ragged([telling.wording.numbers for telling in tellings]),
        bits=np.array([bits_of(str(word)) for word in codes["word"].known] or [RARE]),
    )  # fmt: skip


def place_columns(places: Sequence[PlaceMention], codes: dict[str, Codes]) -> list[list[float]]:
    """Return latitude, longitude, radius, level and codes of id, province and country, each PLACES long."""
    rows = [
        [
            np.nan if place.lat is None else place.lat,
            np.nan if place.lon is None else place.lon,
            place.radius_km or 0.0,
            LEVELS[place.level],
            codes["place"].of(place.id or place.name.casefold()),
            number(codes["province"].of(place.admin1 and f"{place.country} {place.admin1}")),
            number(codes["country"].of(place.country)),
        ]
        for place in places
    ]
    rows += [[np.nan] * 7] * (PLACES - len(rows))
    return [list(column) for column in zip(*rows, strict=True)]


def number(code: int) -> float:
    """Return a code as a number, nan where it is MISSING."""
    return np.nan if code == MISSING else float(code)


def toll_columns(telling: Telling) -> list[float]:
    """Return lower and upper bound of the killed, then of the wounded; nan where none is told.

    The largest lower bound stands for the whole: smaller ones are its parts.
    """
    bounds: list[float] = []
    for measure in ("killed", "wounded"):
        told = [
            (toll.low, toll.high)
            for claim in telling.claims
            if claim.event is not None
            for toll in claim.event.tolls
            if toll.measure == measure
            and toll.low is not None
            and not toll.cumulative
            and toll.part_of is None
        ]
        low, high = max(told, key=lambda one: one[0] or 0, default=(None, None))
        bounds += [
            np.nan if low is None else low,
            np.inf if low is not None and high is None else np.nan if high is None else high,
        ]
    return bounds


def coded(words: Sequence[str], codes: Codes) -> list[int]:
    """Return the sorted codes of words."""
    known = codes.known
    return sorted([known.setdefault(word, len(known)) for word in words])


def whole(values: Sequence[int | None]) -> Whole:
    """Return a column of whole numbers, MISSING for None."""
    return np.array([MISSING if value is None else value for value in values], dtype=np.int64)


def ragged(sets: Sequence[Sequence[int]]) -> Ragged:
    """Return sets of codes as one column."""
    starts = np.concatenate([[0], np.cumsum([len(one) for one in sets], dtype=np.int64)]).astype(np.int64)
    return Ragged(starts, np.fromiter(chain.from_iterable(sets), dtype=np.int64, count=int(starts[-1])))


def shared(sets: Ragged, pairs: Pairs, weights: Floats | None = None) -> Floats:
    """Return how many codes the two of each pair share, or what the shared ones weigh together."""
    if not len(sets.codes) or not len(pairs):
        return np.zeros(len(pairs))
    fewer = sets.sizes[pairs.left] <= sets.sizes[pairs.right]
    asked, asking = np.where(fewer, pairs.right, pairs.left), np.where(fewer, pairs.left, pairs.right)
    sizes = sets.sizes[asking]
    pair = np.repeat(np.arange(len(pairs)), sizes)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    codes = sets.codes[np.repeat(sets.starts[asking], sizes) + within]
    hit = sets.has(asked[pair], codes)
    gained = None if weights is None else weights[codes[hit]]
    return np.bincount(pair[hit], gained, minlength=len(pairs)).astype(np.float64)


def slot_of(numbers: Whole, slots: int) -> NDArray[np.uint64]:
    """Return the slot of each number among so many, a power of two."""
    return (numbers.astype(np.uint64) * SCATTER) >> np.uint64(65 - slots.bit_length())


def totals(sets: Ragged, weights: Floats) -> Floats:
    """Return what the codes of each telling weigh together."""
    owner = np.repeat(np.arange(len(sets.sizes)), sets.sizes)
    return np.asarray(np.bincount(owner, weights[sets.codes], minlength=len(sets.sizes)))
