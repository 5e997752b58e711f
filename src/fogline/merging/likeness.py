"""Judge whether two claims can be about the same thing: their times, places and parties do not exclude each other."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from fogline.model.claim import Claim
from fogline.model.reading import PlaceMention

__all__ = ["Facts", "facts_of", "narrow", "share_parties", "share_place", "share_time"]

TOLD_LATE = timedelta(days=7)
"""An event without a time of its own happened at most so long before the report: news reports tell of the past week."""

EARTH_KM = 6371.0
SLACK_KM = 10.0
"""Two points that are this near are one place: gazetteers set a town's point at its hall, its station or its middle."""

VAGUE_DAYS = 31
WIDE = ("country", "region")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a claim, or all claims of an incident together, say of when, where and who.

    `first` and `last` are days, both inside; `is_dated` tells whether the text
    gives a time. `places` are those with coordinates or a name.
    """

    first: date | None
    last: date | None
    is_dated: bool
    places: tuple[PlaceMention, ...]
    parties: frozenset[str]

    @property
    def days(self) -> int | None:
        """Length of the interval in days, None when it is not known."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1

    @property
    def is_vague(self) -> bool:
        """Whether the time could fit many incidents, or the place a whole country."""
        return (
            self.days is None or self.days > VAGUE_DAYS or not any(is_narrow(place) for place in self.places)
        )


def facts_of(claim: Claim) -> Facts:
    """Return what a claim says of when, where and who; it has an event."""
    event = claim.event
    if event is None:
        return Facts(None, None, False, (), frozenset())
    parties = frozenset(
        party.actor or party.name.casefold() for party in (event.initiator, event.target) if party is not None
    )
    first = last = None
    if event.time is not None and event.time.earliest is not None and event.time.latest is not None:
        first, last = day_of(event.time.earliest), last_day_of(event.time.latest)
    dated = first is not None and last is not None and first <= last
    if not dated:
        published = day_of(claim.published or "")
        last = published
        first = None if published is None else earlier(published, TOLD_LATE)
    return Facts(first, last, dated, event.places, parties)


def earlier(day: date, by: timedelta) -> date:
    """Return an earlier day, the first of all where the calendar ends."""
    return date.min if day - date.min < by else day - by


@cache
def day_of(moment: str) -> date | None:
    """Return the day of an ISO 8601 moment, None when it is none."""
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


@cache
def last_day_of(moment: str) -> date | None:
    """Return the last day inside a half-open interval that ends at `moment`."""
    day = day_of(moment)
    if day is None or day == date.min or ("T" in moment and not moment[10:].startswith("T00:00")):
        return day
    return day - timedelta(days=1)


def share_time(one: Facts, other: Facts) -> bool:
    """Tell whether the intervals overlap; an unknown time overlaps nothing."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first <= other.last and other.first <= one.last


def share_place(one: Facts, other: Facts) -> bool | None:
    """Tell whether a place of one can be a place of the other; None when one of them names none."""
    if not one.places or not other.places:
        return None
    return any(same_area(place, rival) for place in one.places for rival in other.places)


def share_parties(one: Facts, other: Facts) -> bool | None:
    """Tell whether they have a party in common; None when one of them names none."""
    if not one.parties or not other.parties:
        return None
    return bool(one.parties & other.parties)


def is_narrow(place: PlaceMention) -> bool:
    """Tell whether a place is smaller than a country."""
    return place.level not in WIDE


def same_area(place: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two places can be one: by id, by the units around them, by distance, else by name."""
    if place.id is not None and place.id == other.id:
        return True
    if place.country and other.country and place.country != other.country:
        return False
    if "country" in (place.level, other.level):
        return place.country == other.country and place.country is not None
    if "admin1" in (place.level, other.level) and place.admin1 and other.admin1:
        return place.admin1 == other.admin1
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return place.name.casefold() == other.name.casefold()
    reach = SLACK_KM + max(place.radius_km or 0.0, other.radius_km or 0.0)
    return distance_km(place.lat, place.lon, other.lat, other.lon) <= reach


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in km (haversine on a sphere of 6,371 km)."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def narrow(one: Facts, other: Facts) -> Facts:
    """Return what both say together: the overlap of their times, all places and parties."""
    if one.is_dated and other.is_dated and share_time(one, other):
        first, last = latest(one.first, other.first), earliest(one.last, other.last)
    else:
        told = one if one.is_dated or not other.is_dated else other
        first, last = told.first, told.last
    known = {place.id or place.name for place in one.places}
    places = (*one.places, *(place for place in other.places if (place.id or place.name) not in known))
    return Facts(first, last, one.is_dated or other.is_dated, places, one.parties | other.parties)


def latest(one: date | None, other: date | None) -> date | None:
    """Return the later of two days."""
    return max(one, other) if one is not None and other is not None else one or other


def earliest(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two days."""
    return min(one, other) if one is not None and other is not None else one or other
