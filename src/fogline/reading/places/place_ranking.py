"""Tell which of the places that bear a name is meant, by what each is and by the other places of the text."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer import Gazetteer, KnownPlace, NameMatch
from fogline.reading.gazetteer.gazetteer_index import ALIAS, PRIMARY, SHORT, TRIMMED

__all__ = ["NameUse", "Ranked", "containers_of", "distance_km", "rank_places"]

MOST_RIVALS = 30
"""Places of one name that are weighed; of more, those with most people."""

ROUNDS = 3
"""Times that places are weighed by each other's likeliest reading; a fourth changed nothing on development data."""

WEIGHTS: Mapping[str, float] = {
    "people": 0.86, "own name": 0.8, "other name": -1.2, "trimmed name": 0.4, "short name": 1.0, "minor": -2.5,
    "capital": 1.5, "country": 0.3, "region": 7.0, "admin1": -0.8, "admin2": -2.7, "town": -1.2, "site": -1.2,
    "level said": 5.0, "level gainsaid": -3.0, "pair": 4.0, "holds": 5.0, "country spoken of": 3.7,
    "in country": 2.0, "unit spoken of": 2.0, "in unit": 4.1, "near": 2.4, "home": 1.0,
    "listed at home": 11.0, "listed": 1.5,
}  # fmt: skip
"""Log odds, fitted on the ambiguous names of the first 70 % of LGL and GeoVirus (1,423); what these seldom show
was then set by hand: minor places, levels that a word says, pairs, other places of the same country."""

NAME_SIGNS = {PRIMARY: "own name", ALIAS: "other name", TRIMMED: "trimmed name", SHORT: "short name"}

CITY = 100_000
"""People from which on a place is a city that nobody means to be another's old name."""

NEAR_KM = 100.0
"""Distance at which another place of the text counts half as much as beside it."""

LOUDEST, FEWEST = 6, 1_000
"""Tens to the power of this are the people of a town that tells as much of a text as its province does; a town of
which nobody knows how many it has counts as one of so few."""


Options: TypeAlias = Sequence[tuple[NameMatch, KnownPlace]]
"""The places that one name may mean, with how it leads to each."""


@dataclass(frozen=True, slots=True)
class NameUse:
    """One name as a text uses it: what it may mean, how often it stands there, and the containers said with it.

    `inside` are the rows that may contain it, one set a pair "X, Y"; `holds` the rows that may contain what stands
    before it in such pairs; `level` is what a word beside it says.
    """

    matches: tuple[NameMatch, ...]
    level: PlaceLevel | None
    count: int
    inside: tuple[frozenset[int], ...]
    holds: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place that a name may mean; the scores of one name's places sum to 1 at most."""

    place: KnownPlace
    score: float


def rank_places(
    uses: Sequence[NameUse], gazetteer: Gazetteer, *, demonyms: Mapping[str, int], home: frozenset[int]
) -> tuple[tuple[Ranked, ...], ...]:
    """Return what each name may mean, the likeliest first.

    Args:
        uses: the names of one text.
        gazetteer: where their rows lead.
        demonyms: how often words of each country ("Afghan") stand in the text, by ISO 3166-1 alpha-3.
        home: rows that the outlet's own name may mean; they weigh little.
    """
    options = [options_of(use, gazetteer) for use in uses]
    own = [
        [weigh(own_signs(match, place, use, home, gazetteer)) for match, place in choices]
        for use, choices in zip(uses, options, strict=True)
    ]
    said = {country: math.sqrt(count) for country, count in demonyms.items()}
    shares = [shares_of(scores) for scores in own]
    distances: dict[tuple[int, int], float] = {}
    for _ in range(ROUNDS):
        reading = Reading(options, shares, uses, said, distances)
        shares = [
            shares_of(
                [
                    score + weigh(context_signs(place, number, reading))
                    for score, (_, place) in zip(own[number], choices, strict=True)
                ]
            )
            for number, choices in enumerate(options)
        ]
    return tuple(
        tuple(
            sorted(
                (
                    Ranked(place, round(share, 4))
                    for (_, place), share in zip(choices, share_list, strict=True)
                ),
                key=lambda ranked: (-ranked.score, ranked.place.row),
            )
        )
        for choices, share_list in zip(options, shares, strict=True)
    )


def options_of(use: NameUse, gazetteer: Gazetteer) -> list[tuple[NameMatch, KnownPlace]]:
    """Return the places that a name may mean, at most MOST_RIVALS of them."""
    options = [(match, gazetteer.place(match.row)) for match in use.matches]
    if len(options) <= MOST_RIVALS:
        return options
    inside = frozenset().union(*use.inside)
    return sorted(
        options,
        key=lambda option: (
            not inside & containers_of(option[1], gazetteer),
            not (option[1].minor or option[1].listed),
            -option[1].population,
            option[1].row,
        ),
    )[:MOST_RIVALS]


def containers_of(place: KnownPlace, gazetteer: Gazetteer) -> frozenset[int]:
    """Return the rows of the units and the country that a place lies in, its own left out."""
    country = gazetteer.country(place.country)
    rows = {place.admin1, place.admin2, -1 if country is None else country.row}
    return frozenset(rows - {-1, place.row})


def own_signs(
    match: NameMatch, place: KnownPlace, use: NameUse, home: frozenset[int], gazetteer: Gazetteer
) -> Iterator[tuple[str, float]]:
    """Yield what a place is and how it bears its name: keys of WEIGHTS with how far they hold, mostly 1."""
    yield place.level, 1.0
    yield "people", math.log10(place.population + 1)
    # The other names of a capital are no sign against it, "Port Stanley", "Saigon", but where a city bears one as its
    # own, as Philadelphia what Amman was called.
    if match.kind != ALIAS or not place.capital or is_a_citys(use, gazetteer):
        yield NAME_SIGNS[match.kind], 1.0
    if place.minor:
        yield "minor", 1.0
    if place.capital:
        yield "capital", 1.0
    if place.listed:
        yield "listed", 1.0
    if use.level is not None:
        yield ("level said" if use.level == place.level else "level gainsaid"), 1.0
    if use.inside:
        containers = containers_of(place, gazetteer)
        if any(rows & containers for rows in use.inside):
            yield "pair", 1.0
    if place.row in use.holds:
        yield "holds", 1.0
    if place.row in home or place.admin1 in home:
        yield "home", 1.0


def is_a_citys(use: NameUse, gazetteer: Gazetteer) -> bool:
    """Tell whether a city has a name for its own."""
    own = (gazetteer.place(match.row) for match in use.matches if match.kind == PRIMARY)
    return any(place.population >= CITY for place in own)


def context_signs(place: KnownPlace, number: int, reading: "Reading") -> Iterator[tuple[str, float]]:
    """Yield what the other names of the text say for a place, its own name left out."""
    if place.level in {"country", "region"}:
        if place.country is not None:
            yield "country spoken of", reading.country_share(place, number)
        return
    if place.minor or place.listed:
        yield "listed at home", math.sqrt(reading.country_share(place, number))
    if place.country is not None:
        yield "in country", reading.country_share(place, number)
    if place.admin1 >= 0:
        share = math.sqrt(reading.unit_share(place, number))
        yield ("unit spoken of" if place.level == "admin1" else "in unit"), share
    yield "near", reading.nearness(place, number)


def weigh(signs: Iterable[tuple[str, float]]) -> float:
    """Return the sum of the signs' weights."""
    return sum(WEIGHTS[sign] * extent for sign, extent in signs)


class Reading:
    """How the names of one text are read at one moment: each name's places with their shares."""

    def __init__(
        self,
        options: Sequence[Options],
        shares: Sequence[Sequence[float]],
        uses: Sequence[NameUse],
        said: Mapping[str, float],
        distances: dict[tuple[int, int], float],
    ) -> None:
        """Weigh the names.

        Args:
            options: the places that each name may mean.
            shares: how likely each of them is, a list a name.
            uses: the names.
            said: how much is told of each country besides.
            distances: of pairs of rows in km, as far as some round has asked for them; more are added.
        """
        self._distances = distances
        self._weights = [math.sqrt(use.count) for use in uses]
        self._countries: list[Mapping[str, float]] = []
        self._units: list[Mapping[int, float]] = []
        self._all_countries: defaultdict[str, float] = defaultdict(float, said)
        self._all_units: defaultdict[int, float] = defaultdict(float)
        self._points: list[tuple[int, float, KnownPlace]] = []
        for number, (choices, parts, weight) in enumerate(zip(options, shares, self._weights, strict=True)):
            countries: defaultdict[str, float] = defaultdict(float)
            units: defaultdict[int, float] = defaultdict(float)
            for (_, place), part in zip(choices, parts, strict=True):
                told = part * weight * voice_of(place)
                if place.country is not None:
                    countries[place.country] += told
                if place.admin1 >= 0:
                    units[place.admin1] += told
            self._countries.append(countries)
            self._units.append(units)
            for country, part in countries.items():
                self._all_countries[country] += part
            for unit, part in units.items():
                self._all_units[unit] += part
            if (point := pointed(choices, parts)) is not None:
                self._points.append((number, *point))
        self._whole = sum(self._weights) + sum(said.values())

    def country_share(self, place: KnownPlace, number: int) -> float:
        """Return the share of the other names that speak of a place's country."""
        country = place.country or ""
        own = self._countries[number].get(country, 0.0)
        return max(0.0, self._all_countries[country] - own) / max(1.0, self._whole - self._weights[number])

    def unit_share(self, place: KnownPlace, number: int) -> float:
        """Return the share of the other names that speak of a place's first-level unit."""
        own = self._units[number].get(place.admin1, 0.0)
        return max(0.0, self._all_units[place.admin1] - own) / max(1.0, self._whole - self._weights[number])

    def nearness(self, place: KnownPlace, number: int) -> float:
        """Return how close the likeliest place of another name is: 0 for none near, 1 for one beside it."""
        best = 0.0
        for other, share, point in self._points:
            if share <= best or other == number or point.row == place.row:
                continue
            pair = place.row, point.row
            if pair not in self._distances:
                self._distances[pair] = distance_km(place, point)
            best = max(best, share * voice_of(point) / (1 + self._distances[pair] / NEAR_KM))
        return best


def voice_of(place: KnownPlace) -> float:
    """Return how far a place tells what else a text means: a village less than a city, as more of them are misread.

    What a person listed tells as much as a city.
    """
    if place.listed or place.level not in {"town", "site"}:
        return 1.0
    return min(1.0, (math.log10(max(place.population, FEWEST)) / LOUDEST) ** 2)


def pointed(choices: Options, parts: Sequence[float]) -> tuple[float, KnownPlace] | None:
    """Return a name's likeliest place with its share; None where that is no town, district or site."""
    if not choices:
        return None
    part = max(parts)
    place = choices[parts.index(part)][1]
    return (part, place) if place.level in {"town", "admin2", "site"} else None


def distance_km(place: KnownPlace, other: KnownPlace) -> float:
    """Return the distance of two places' points, good to a percent up to a few hundred km; infinite if unknown."""
    if place.lat is None or other.lat is None or place.lon is None or other.lon is None:
        return math.inf
    east = abs(place.lon - other.lon)
    east = min(east, 360 - east) * math.cos(math.radians((place.lat + other.lat) / 2))
    return 111.2 * math.hypot(place.lat - other.lat, east)


def shares_of(scores: Sequence[float]) -> list[float]:
    """Return scores on a log scale as shares of 1."""
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
