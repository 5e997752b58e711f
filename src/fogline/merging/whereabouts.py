"""Say when and where an incident happened: what its claims allow together, weighted towards those that are exact.

A voice counts for more the more exactly it tells; a time or a place that stands outside a claim's
own words counts half; copies of one text count once. Where nothing is told of the time, the first
publication is the bound: it cannot have happened later. Where a report is chiefly about it, the
place where the report plays counts too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from fogline.merging.likeness import day_of, distance_km, is_borrowed, told_time
from fogline.model.claim import Claim
from fogline.model.exactness import stretch_name
from fogline.model.incident import IncidentPlace, When
from fogline.model.reading import PlaceMention
from fogline.model.vocabulary import Precision
from fogline.plugins import load_documents

__all__ = ["places_of", "when_of"]

ORDER: tuple[Precision, ...] = ("hour", "day", "week", "month", "season", "year", "longer")
TIME_WEIGHT: dict[Precision, float] = {
    "hour": 3.0, "day": 3.0, "week": 1.5, "month": 1.0, "season": 0.6, "year": 0.4, "longer": 0.2,
}  # fmt: skip
PLACE_WEIGHT = {1: 3.0, 2: 2.0, 3: 2.0, 4: 1.2, 5: 0.8, 6: 0.4, 7: 0.2}
BORROWED = 0.5
"""Weight of a time or place that stands outside the claim's own words."""

UNTIMELY = 0.3
"""Weight of a time after the first report: what has not happened yet is told by nobody."""

NOT_MAIN = 0.5
"""Weight of the further places of an event beside the one that it names first."""

SCENE = 1.5
"""Weight of the place where a report plays beside one that a claim names in its own words."""

SITE = 0.3
"""Weight of a site beside a town: a street or a school often has the name of another one elsewhere."""

EVERYWHERE: Mapping[str, Sequence[PlaceMention]] = MappingProxyType({})

NEARBY_KM = 25.0
"""UCDP GED's precision 2: two places so near to each other speak for one another."""

STRETCH_KM = 300.0
"""Two places further apart are not the ends of one stretch on which something happened."""

NARROW = ("site", "town", "admin2")
WIDTH = {"site": 0, "town": 1, "admin2": 2, "admin1": 3, "region": 4, "country": 5}
BEFORE = 24


@dataclass(frozen=True, slots=True)
class ToldTime:
    """An interval of ISO 8601 strings, which order as text, with how exact it is and what it weighs."""

    earliest: str
    latest: str
    precision: Precision
    weight: float


def when_of(claims: Sequence[Claim], *, is_news: bool = False) -> When:
    """Return the interval that most of what is told allows, as the most exact voices word it.

    Args:
        claims: the claims of one incident.
        is_news: a report is chiefly about it. Where no time is told, news are of the day of their first report or
            the day before; what is told in passing may be older. The precision is None: nobody tells it.
    """
    published = sorted(claim.published[:10] for claim in claims if claim.published)
    times = told_times(claims, published[0] if published else None)
    if not times:
        if not published:
            return When(None, None, None)
        return When(other_day(published[0], -1) if is_news else None, other_day(published[0], 1), None)
    moments = sorted({time.earliest for time in times})
    best = max(
        moments,
        key=lambda moment: (sum(time.weight for time in times if holds(time, moment)), negative(moment)),
    )
    meant = [time for time in times if holds(time, best)]
    finest = min(meant, key=lambda time: ORDER.index(time.precision))
    return When(max(time.earliest for time in meant), min(time.latest for time in meant), finest.precision)


def told_times(claims: Iterable[Claim], first_published: str | None) -> list[ToldTime]:
    """Return the times that claims tell, one an origin and interval, in a fixed order."""
    told: dict[tuple[str, str, str], ToldTime] = {}
    for claim in claims:
        time = told_time(claim)
        if time is None or time.earliest is None or time.latest is None or time.earliest >= time.latest:
            continue
        weight = TIME_WEIGHT[time.precision] * (BORROWED if is_borrowed(claim) else 1.0)
        if first_published is not None and time.earliest[:10] > first_published:
            weight *= UNTIMELY
        key = (claim.origin or claim.report, time.earliest, time.latest)
        if key not in told or told[key].weight < weight:
            told[key] = ToldTime(time.earliest, time.latest, time.precision, weight)
    return [told[key] for key in sorted(told)]


def holds(time: ToldTime, moment: str) -> bool:
    """Tell whether a moment lies in a time."""
    return time.earliest <= moment < time.latest


def negative(moment: str) -> tuple[int, ...]:
    """Return what orders moments from the latest to the earliest."""
    return tuple(-ord(character) for character in moment)


def other_day(day: str, by: int) -> str | None:
    """Return the day so many days after an ISO 8601 day, None where there is none."""
    parsed = day_of(day)
    if parsed is None:
        return None
    try:
        return (parsed + timedelta(days=by)).isoformat()
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place with what all that tell of it weigh together."""

    key: str
    place: PlaceMention
    weight: float


def places_of(
    claims: Sequence[Claim], scenes: Mapping[str, Sequence[PlaceMention]] = EVERYWHERE
) -> tuple[IncidentPlace, ...]:
    """Return the places, the one for which most speaks first.

    A place has for it who names it, who names something near it, and who names
    the province or country around it. What only surrounds others that are told
    with more weight, as the province around a town, says no more than they do and
    is left out.

    Args:
        claims: the claims of one incident.
        scenes: where each report plays, by its id, the likeliest place first, for the reports that are chiefly
            about this incident.
    """
    told = told_places(claims, scenes)
    support = {one.key: sum(other.weight for other in told if backs(other.place, one.place)) for one in told}
    kept = [
        one
        for one in told
        if is_told_for_itself(one, [other for other in told if surrounds(one.place, other.place)])
    ]
    ordered = sorted(kept, key=lambda one: (-support[one.key], one.place.where_prec, one.key))
    places = [
        IncidentPlace(
            one.place.id,
            one.place.name,
            one.place.lat,
            one.place.lon,
            one.place.radius_km,
            one.place.where_prec,
        )
        for one in ordered
    ]
    return (*stretches_of(claims), *places)


def is_told_for_itself(one: ToldPlace, inside: Sequence[ToldPlace]) -> bool:
    """Tell whether more speaks for a place than for all that lies inside it."""
    return not inside or one.weight > sum(other.weight for other in inside)


def told_places(claims: Sequence[Claim], scenes: Mapping[str, Sequence[PlaceMention]]) -> list[ToldPlace]:
    """Return the places that claims and reports name, each with its weight, in a fixed order; copies count once."""
    known: dict[str, PlaceMention] = {}
    weights: dict[tuple[str, str], float] = {}
    for place, share, origin in (*named_by(claims), *set_in(claims, scenes)):
        key = key_of(place)
        weight = PLACE_WEIGHT[place.where_prec] * share * (SITE if place.level == "site" else 1.0)
        weights[key, origin] = max(weights.get((key, origin), 0.0), weight)
        if key not in known or exactness(place) < exactness(known[key]):
            known[key] = place
    totals: dict[str, float] = {}
    for key, origin in sorted(weights):
        totals[key] = totals.get(key, 0.0) + weights[key, origin]
    return [ToldPlace(key, known[key], totals[key]) for key in sorted(known)]


def named_by(claims: Iterable[Claim]) -> Iterator[tuple[PlaceMention, float, str]]:
    """Yield the places of the claims' events, each with its share of a whole vote and the origin that gives it."""
    for claim in claims:
        for at, place in enumerate(claim.event.places if claim.event is not None else ()):
            own = claim.span[0] <= place.span[0] < claim.span[1]
            share = (1.0 if at == 0 else NOT_MAIN) * (1.0 if own else BORROWED)
            yield place, share, claim.origin or claim.report


def set_in(
    claims: Sequence[Claim], scenes: Mapping[str, Sequence[PlaceMention]]
) -> Iterator[tuple[PlaceMention, float, str]]:
    """Yield the places in which the claims' reports play, likewise; each counts for half of the one before it.

    Where claims name provinces or districts in their own words, else a country, what lies outside is left out.
    """
    areas = areas_named(claims)
    for report, origin in sorted({(claim.report, claim.origin or claim.report) for claim in claims}):
        for at, place in enumerate(scenes.get(report, ())):
            if not areas or any(key_of(area) == key_of(place) or surrounds(area, place) for area in areas):
                yield place, SCENE * NOT_MAIN**at, origin


def areas_named(claims: Sequence[Claim]) -> list[PlaceMention]:
    """Return the provinces and districts that claims name in their own words, else the countries."""
    named = [
        place
        for claim in claims
        for place in (claim.event.places if claim.event is not None else ())
        if claim.span[0] <= place.span[0] < claim.span[1]
    ]
    units = [place for place in named if place.level in ("admin1", "admin2")]
    return units or [place for place in named if place.level == "country"]


def key_of(place: PlaceMention) -> str:
    """Return what makes a place the same in other claims."""
    return place.id or place.name


def exactness(place: PlaceMention) -> tuple[int, float, str]:
    """Return what orders mentions of one place from the most exact on."""
    return place.where_prec, place.radius_km or 0.0, place.name


def backs(other: PlaceMention, place: PlaceMention) -> bool:
    """Tell whether who names `other` speaks for `place` too: the same, one near it, or one around it."""
    if key_of(other) == key_of(place) or surrounds(other, place):
        return True
    if other.level not in NARROW or place.level not in NARROW or is_elsewhere(other, place):
        return False
    apart = between_km(other, place)
    return apart is not None and apart <= NEARBY_KM


def surrounds(wide: PlaceMention, place: PlaceMention) -> bool:
    """Tell whether one place lies in another that is larger by its level."""
    if WIDTH[wide.level] <= WIDTH[place.level] or is_elsewhere(wide, place):
        return False
    if wide.level == "country":
        return wide.country is not None and wide.country == place.country
    if wide.level == "admin1":
        return wide.admin1 is not None and wide.admin1 == place.admin1
    if wide.level == "admin2":
        return wide.admin2 is not None and (wide.admin1, wide.admin2) == (place.admin1, place.admin2)
    apart = between_km(wide, place)
    return apart is not None and wide.radius_km is not None and apart <= wide.radius_km


def is_elsewhere(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two places lie in different countries."""
    return bool(one.country and other.country and one.country != other.country)


def between_km(one: PlaceMention, other: PlaceMention) -> float | None:
    """Return how far apart two places are, None where a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def stretches_of(claims: Iterable[Claim]) -> tuple[IncidentPlace, ...]:
    """Return the stretches that claims name, "between X and Y", each once, in the order of their names."""
    found: dict[str, IncidentPlace] = {}
    for claim in claims:
        places = claim.event.places if claim.event is not None else ()
        for one in places:
            for other in places:
                stretch = stretch_of(claim, one, other) if one.span[1] < other.span[0] else None
                if stretch is not None:
                    found.setdefault(stretch.name, stretch)
    return tuple(found[name] for name in sorted(found))


def stretch_of(claim: Claim, one: PlaceMention, other: PlaceMention) -> IncidentPlace | None:
    """Return what lies between two places where a claim's words say "between" before them and join them by a word."""
    start = claim.span[0]
    before = claim.quote[max(0, one.span[0] - start - BEFORE) : max(0, one.span[0] - start)]
    middle = claim.quote[max(0, one.span[1] - start) : max(0, other.span[0] - start)]
    if not (between_words().search(before) and 1 <= len(middle.split()) <= 2):
        return None
    apart = between_km(one, other)
    if apart is None or apart > STRETCH_KM or one.lat is None or other.lat is None:
        return None
    if one.lon is None or other.lon is None or one.id == other.id:
        return None
    radius = apart / 2 + max(one.radius_km or 0.0, other.radius_km or 0.0)
    return IncidentPlace(
        id=None,
        name=stretch_name(one.name, other.name),
        lat=round((one.lat + other.lat) / 2, 5),
        lon=round((one.lon + other.lon) / 2, 5),
        radius_km=round(radius, 1),
        where_prec=2 if radius <= NEARBY_KM else 5,
    )


@cache
def between_words() -> re.Pattern[str]:
    """Return what stands before two places of which the text means what lies between, in any language."""
    words = {
        word
        for document in load_documents("languages").values()
        for word in document.get("places", {}).get("between", ())
    }
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, words)))})\s+(?:\w{{1,3}}\s+)?$", re.IGNORECASE
    )
