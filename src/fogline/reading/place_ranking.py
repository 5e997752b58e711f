"""Tell which of the places that bear a name is meant, by what each is and by the other places of the text."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer import Gazetteer, KnownPlace, NameMatch
from fogline.reading.gazetteer_index import ALIAS, PRIMARY, SHORT

__all__ = ["NameUse", "Ranked", "containers_of", "distance_km", "rank_places"]

MOST_RIVALS = 30
"""Places of one name that are weighed; of more, those with most people."""

ROUNDS = 3
"""Times that places are weighed by each other's likeliest reading; a fourth changed nothing on development data."""

WEIGHTS: Mapping[str, float] = {
    "people": 0.75, "own name": 1.2, "other name": 0.0, "short": 2.0, "trimmed": -0.7, "minor": -2.5,
    "country": 4.0, "admin1": 1.5, "admin2": -0.5, "region": 2.0, "town": 0.0, "site": 0.0,
    "level said": 5.0, "level gainsaid": -3.0, "pair": 7.0, "in country": 3.0, "in admin1": 3.0, "near": 2.0,
    "home": 1.0,
}  # fmt: skip

NEAR_KM = 100.0
"""Distance at which another place of the text counts half as much as beside it."""


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


@dataclass(slots=True)
class Focus:
    """How much of a text is about each country and first-level unit (by row), in expected names."""

    countries: Mapping[str, float]
    units: Mapping[int, float]


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
    fixed = [
        [own_score(match, place, use, home, gazetteer) for match, place in choices]
        for use, choices in zip(uses, options, strict=True)
    ]
    shares = [shares_of(scores) for scores in fixed]
    for _ in range(ROUNDS):
        focus = focus_of(options, shares, uses, demonyms)
        shares = [
            shares_of(
                [
                    score + context_score(place, number, share, options, shares, uses, focus)
                    for score, (_, place), share in zip(fixed[number], choices, shares[number], strict=True)
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
            -option[1].population,
            option[1].row,
        ),
    )[:MOST_RIVALS]


def containers_of(place: KnownPlace, gazetteer: Gazetteer) -> frozenset[int]:
    """Return the rows of the units and the country that a place lies in, its own left out."""
    country = gazetteer.country(place.country)
    rows = {place.admin1, place.admin2, -1 if country is None else country.row}
    return frozenset(rows - {-1, place.row})


def own_score(
    match: NameMatch, place: KnownPlace, use: NameUse, home: frozenset[int], gazetteer: Gazetteer
) -> float:
    """Return how likely a place is meant by its name alone, on a log scale."""
    score = WEIGHTS["people"] * math.log10(place.population + 1) + WEIGHTS[place.level]
    if match.kind == PRIMARY:
        score += WEIGHTS["own name"]
    elif match.kind == ALIAS:
        score += WEIGHTS["other name"]
    elif match.kind == SHORT:
        score += WEIGHTS["short"]
    else:
        score += WEIGHTS["trimmed"] if use.level != place.level else WEIGHTS["own name"]
    if place.minor:
        score += WEIGHTS["minor"]
    if use.level is not None:
        score += WEIGHTS["level said" if use.level == place.level else "level gainsaid"]
    if use.inside:
        containers = containers_of(place, gazetteer)
        if any(rows & containers for rows in use.inside):
            score += WEIGHTS["pair"]
    if place.row in use.holds:
        score += WEIGHTS["pair"]
    if place.row in home or place.admin1 in home:
        score += WEIGHTS["home"]
    return score


def context_score(
    place: KnownPlace,
    number: int,
    share: float,
    options: Sequence[Sequence[tuple[NameMatch, KnownPlace]]],
    shares: Sequence[Sequence[float]],
    uses: Sequence[NameUse],
    focus: Focus,
) -> float:
    """Return what the other places of the text add for a place, its own part left out."""
    if place.level == "country":
        return 0.0
    weight = weight_of(uses[number])
    own_country = sum(
        part
        for (_, other), part in zip(options[number], shares[number], strict=True)
        if other.country == place.country
    )
    own_unit = sum(
        part
        for (_, other), part in zip(options[number], shares[number], strict=True)
        if other.admin1 == place.admin1 and place.admin1 >= 0
    )
    others = max(1.0, sum(focus.countries.values()) - weight)
    score = 0.0
    if place.country is not None:
        score += (
            WEIGHTS["in country"] * max(0.0, focus.countries[place.country] - weight * own_country) / others
        )
    if place.admin1 >= 0 and place.level != "admin1":
        score += WEIGHTS["in admin1"] * math.sqrt(
            max(0.0, focus.units[place.admin1] - weight * own_unit) / others
        )
    return score + WEIGHTS["near"] * nearness(place, number, options, shares)


def nearness(
    place: KnownPlace,
    number: int,
    options: Sequence[Sequence[tuple[NameMatch, KnownPlace]]],
    shares: Sequence[Sequence[float]],
) -> float:
    """Return how close the likeliest places of other names are: 0 for none near, 1 for one beside it."""
    if place.lat is None:
        return 0.0
    best = 0.0
    for other_number, (choices, parts) in enumerate(zip(options, shares, strict=True)):
        if other_number == number or not choices:
            continue
        part = max(parts)
        other = choices[parts.index(part)][1]
        if other.level in {"country", "region", "admin1"} or other.row == place.row or part <= best:
            continue
        best = max(best, part / (1 + distance_km(place, other) / NEAR_KM))
    return best


def distance_km(place: KnownPlace, other: KnownPlace) -> float:
    """Return the distance of two places' points, good to a percent up to a few hundred km; infinite if unknown."""
    if place.lat is None or other.lat is None or place.lon is None or other.lon is None:
        return math.inf
    east = abs(place.lon - other.lon)
    east = min(east, 360 - east) * math.cos(math.radians((place.lat + other.lat) / 2))
    return 111.2 * math.hypot(place.lat - other.lat, east)


def weight_of(use: NameUse) -> float:
    """Return how much a name says of what a text is about: more when said more often, but less than in proportion."""
    return math.sqrt(use.count)


def focus_of(
    options: Sequence[Sequence[tuple[NameMatch, KnownPlace]]],
    shares: Sequence[Sequence[float]],
    uses: Sequence[NameUse],
    demonyms: Mapping[str, int],
) -> Focus:
    """Return what a text is about, by the names in it as they are read so far."""
    countries: defaultdict[str, float] = defaultdict(float)
    countries.update({country: math.sqrt(count) for country, count in demonyms.items()})
    units: defaultdict[int, float] = defaultdict(float)
    for choices, parts, use in zip(options, shares, uses, strict=True):
        by_country: defaultdict[str, float] = defaultdict(float)
        for (_, place), part in zip(choices, parts, strict=True):
            if place.country is not None:
                by_country[place.country] += part
            if place.admin1 >= 0:
                units[place.admin1] += weight_of(use) * part
        for country, part in by_country.items():
            countries[country] += weight_of(use) * part
    return Focus(countries, units)


def shares_of(scores: Sequence[float]) -> list[float]:
    """Return scores on a log scale as shares of 1."""
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
