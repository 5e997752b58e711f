"""Take from a whole report where it plays and what its words are: it holds for what the report is chiefly about.

A report names the town in its first lines and the victim's name in its last, far
from the sentence that tells the deed.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.merging.likeness import distance_km, is_town
from fogline.merging.wording import NO_WORDS, Wording, wording_of
from fogline.model.reading import PlaceMention, Reading
from fogline.model.records import Record
from fogline.model.report import Report

__all__ = ["NO_SETTINGS", "Setting", "setting_of"]

MOST = 3
LEAD = 300
"""Characters in which a report says where it plays: the dateline and the first sentence."""

IN_LEAD = 1.0
FADING = 0.9
"""Each place named counts for so much of the one before it; measured on reports with a known place."""

DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][A-Z.'’ -]{2,40})(?:,[^\n–—-]{0,40})?\s?(?:\([^)\n]{1,40}\))?\s?[–—-]",
    re.MULTILINE,
)
"""A place in capitals before a dash, with a day or an agency between them."""

FIRST_LINES = 600
"""Characters at the beginning of a text in which a dateline may stand."""

NEARBY_KM = 30.0
"""Places so near speak for one another."""


@dataclass(frozen=True, slots=True)
class Setting(Record):
    """The telling words of a report and the places it names, the one for which most speaks first.

    `afar` is the place, by id or name, from which the report is written without playing there.
    """

    places: tuple[PlaceMention, ...] = ()
    wording: Wording = NO_WORDS
    afar: str | None = None

    @property
    def scene(self) -> tuple[PlaceMention, ...]:
        """The places at which the report may play."""
        return tuple(place for place in self.places if (place.id or place.name) != self.afar)


NO_SETTINGS: Mapping[str, Setting] = {}


def setting_of(report: Report, reading: Reading) -> Setting:
    """Return a report's setting."""
    named = f"{report.title}\n{report.text}" if report.title else report.text
    return Setting(
        places=main_places(reading.places),
        wording=wording_of(named),
        afar=written_afar(report.text, reading.places),
    )


def written_afar(text: str, mentions: Sequence[PlaceMention]) -> str | None:
    """Return the place of a dateline from afar: "LONDON, May 26 - A destroyer was sunk off the islands".

    A dateline says where the reporter sits. The report plays elsewhere when it names another country, a province or
    two places of one, and nothing else within the dateline's own.
    """
    line = DATELINE.search(text, 0, FIRST_LINES)
    if line is None:
        return None
    start, end = line.span("place")
    there = [place for place in mentions if start <= place.span[0] < end and place.country is not None]
    others = [place for place in mentions if place not in there]
    if not there or not is_abroad(others, there[0].country):
        return None
    within = any(place.country == there[0].country and place.level != "country" for place in others)
    return None if within else there[0].id or there[0].name


def is_abroad(places: Sequence[PlaceMention], home: str | None) -> bool:
    """Tell whether places lie surely in another country than `home`; a single town is too often misread for that."""
    elsewhere = [place for place in places if place.country not in (None, home)]
    towns = Counter(place.country for place in elsewhere)
    return (
        any(place.level in ("country", "admin1") for place in elsewhere) or max(towns.values(), default=0) > 1
    )


def main_places(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the narrow places that a report names, each once, the one for which most speaks first."""
    narrow = [place for place in mentions if is_town(place) and place.lat is not None]
    weights: dict[str, float] = {}
    known: dict[str, PlaceMention] = {}
    for at, place in enumerate(narrow):
        key = place.id or place.name.casefold()
        known.setdefault(key, place)
        weights[key] = weights.get(key, 0.0) + FADING**at + IN_LEAD * (place.span[0] < LEAD)
    backing = {
        key: math.fsum(weights[other] for other in known if apart_km(known[key], known[other]) <= NEARBY_KM)
        for key in known
    }
    ordered = sorted(
        known, key=lambda key: (-round(backing[key], 6), -round(weights[key], 6), known[key].span)
    )
    return tuple(replace(known[key], rivals=()) for key in ordered[:MOST])


def apart_km(one: PlaceMention, other: PlaceMention) -> float:
    """Return how far two places with coordinates are apart."""
    return distance_km(one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0)
