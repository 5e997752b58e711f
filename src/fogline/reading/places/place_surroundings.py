"""Read the words around places: near, north of, in the north of; landmarks; sites that no gazetteer has."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from fogline.model.reading import PlaceMention
from fogline.model.vocabulary import PlaceLevel, Span
from fogline.reading.document import Document
from fogline.reading.places.place_spotting import Spot, begins_name
from fogline.reading.places.place_words import PlaceWords

__all__ = ["Site", "Surroundings", "find_sites", "is_landmark", "shift", "spread_levels", "surroundings_of"]

NEAR_KM = 25.0
"""Radius of "near X", as UCDP GED's precision 2."""

BESIDE_KM = 15.0
"""Shift of "north of X" where no distance is said; with NEAR_KM around it X itself stays inside the circle."""

BACKWARD = 80
"""Characters before a name in which words about it are looked for."""

WORDS_AFTER_LAST = 3
"""Most words between such words and the name: "the city of"."""

MOST_TOKENS_BETWEEN = 25
"""Tokens that may stand between a place and its landmark ("a mountainous region north of")."""

LIST_JOINT = re.compile(r"\s*(?:,|,?\s+(?:and|or)|,?\s*&)\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How the words before a name use it. All None or False for the place itself.

    `beside`: what is told of lies near the place, `km` away where it is said, towards `towards` (north, east).
    `within`: it lies in that part of the place.
    """

    beside: bool = False
    km: float | None = None
    towards: tuple[float, float] | None = None
    within: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A named site, unit or feature that no gazetteer has: tokens `[start, end)`, its name as written, its level."""

    start: int
    end: int
    span: Span
    name: str
    level: PlaceLevel


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language, compiled from its words; each ends where the name begins."""

    near: re.Pattern[str]
    away: re.Pattern[str]
    part: re.Pattern[str]
    side: re.Pattern[str]
    last: tuple[str, ...]
    """The words one of which ends each pattern's own part, before "the city of" and the like."""


@lru_cache(maxsize=8)
def patterns_of(near: tuple[str, ...], directions: tuple[str, ...], lengths: tuple[str, ...]) -> Patterns:
    """Return the patterns of a language's words."""
    side = "|".join(sorted(map(re.escape, directions), key=len, reverse=True))
    length = "|".join(sorted(map(re.escape, lengths), key=len, reverse=True))
    beside = "|".join(sorted(map(re.escape, near), key=len, reverse=True))
    the = r"(?:the\s+)?(?:(?:city|town|village|capital)(?:\s+of)?,?\s+)?"
    return Patterns(
        near=re.compile(rf"\b(?:{beside})\s+{the}$", re.IGNORECASE),
        away=re.compile(
            rf"(?:(?P<km>\d[\d,.]*)[\s-]*(?P<unit>{length})\.?\s+(?:\([^)]*\)\s+)?)?"
            rf"(?:(?:to\s+the\s+|(?<!the\s))(?P<side>{side})\s+of|away\s+from|from|outside)\s+{the}$",
            re.IGNORECASE,
        ),
        part=re.compile(
            rf"(?<!to )\bthe\s+(?P<side>{side})(?:\s+(?:part|parts|half|region|regions|area|areas))?\s+of\s+{the}$",
            re.IGNORECASE,
        ),
        side=re.compile(rf"\b(?P<side>{side})\s+$", re.IGNORECASE),
        last=("of", "from", "outside", *(words.split()[-1].lower() for words in (*near, *directions))),
    )


def surroundings_of(text: str, start: int, words: PlaceWords) -> Surroundings:
    """Return how the words before the name at `start` use it."""
    patterns = patterns_of(words.near, tuple(words.directions), tuple(words.kilometres))
    before = text[max(0, start - BACKWARD) : start]
    following = before.lower().rsplit(maxsplit=WORDS_AFTER_LAST + 1)[-WORDS_AFTER_LAST - 1 :]
    if not any(word.endswith(patterns.last) for word in following):
        return Surroundings()
    if found := patterns.part.search(before):
        return Surroundings(within=words.directions[found["side"].lower()])
    if found := patterns.away.search(before):
        km = said_km(found["km"], found["unit"], words)
        if found["side"]:
            return Surroundings(beside=True, km=km, towards=words.directions[found["side"].lower()])
        if km is not None:
            return Surroundings(beside=True, km=km)
    if patterns.near.search(before):
        return Surroundings(beside=True)
    if (found := patterns.side.search(before)) and found["side"].lower().endswith("ern"):
        return Surroundings(within=words.directions[found["side"].lower()])
    return Surroundings()


def said_km(number: str | None, unit: str | None, words: PlaceWords) -> float | None:
    """Return a distance in km; None where none is said or it goes round the earth."""
    if number is None or unit is None:
        return None
    try:
        km = float(number.replace(",", "").rstrip(".")) * words.kilometres[unit.lower()]
    except ValueError:
        return None
    return km if km <= 2000 else None


def shift(mention: PlaceMention, around: Surroundings) -> PlaceMention:
    """Return a mention whose point, radius and precision are those of what lies beside or within it."""
    if mention.lat is None or mention.lon is None or mention.radius_km is None:
        return mention
    if around.within is not None and mention.level in {"country", "admin1"}:
        lat, lon = moved(mention.lat, mention.lon, around.within, mention.radius_km / 2)
        precision = 5 if mention.level == "country" else mention.where_prec
        return replace(
            mention, lat=lat, lon=lon, radius_km=round(0.6 * mention.radius_km, 1), where_prec=precision
        )
    if not around.beside:
        return mention
    if mention.level not in {"site", "town", "admin2"}:
        return replace(
            mention,
            radius_km=round(mention.radius_km + (around.km or NEAR_KM), 1),
            where_prec=max(5, mention.where_prec),
        )
    lat, lon = mention.lat, mention.lon
    if around.towards is not None:
        lat, lon = moved(lat, lon, around.towards, around.km or BESIDE_KM)
        radius = NEAR_KM if around.km is None else max(5.0, around.km / 4)
    else:
        radius = max(NEAR_KM, 1.2 * (around.km or 0.0))
    precision = max(2 if radius <= NEAR_KM else 3, mention.where_prec)
    return replace(
        mention, lat=lat, lon=lon, radius_km=round(max(radius, mention.radius_km), 1), where_prec=precision
    )


def moved(lat: float, lon: float, towards: tuple[float, float], km: float) -> tuple[float, float]:
    """Return the point `km` from another one towards (north, east)."""
    length = math.hypot(*towards) or 1.0
    north, east = towards[0] / length * km, towards[1] / length * km
    moved_lat = max(-89.9, min(89.9, lat + north / 111.2))
    moved_lon = lon + east / (111.2 * max(0.05, math.cos(math.radians(lat))))
    return round(moved_lat, 4), round((moved_lon + 180) % 360 - 180, 4)


def spread_levels(text: str, doc: Document, spots: Sequence[Spot], words: PlaceWords) -> tuple[Spot, ...]:
    """Return the spots of lists with the level of the plural word beside the list: "A, B and C provinces"."""
    spread = list(spots)
    for number in range(len(spots) - 1, 0, -1):
        here, before = spread[number], spread[number - 1]
        plural = (
            here.end < len(doc) and doc[here.end].lower_ in words.units and doc[here.end].lower_.endswith("s")
        )
        inherited = here.level is not None and spots[number].level is None
        if (
            (plural or inherited)
            and before.level is None
            and LIST_JOINT.fullmatch(text[before.span[1] : here.span[0]])
        ):
            spread[number - 1] = replace(before, level=here.level)
    for number, (before, here) in enumerate(pairwise(list(spread)), start=1):
        opener = (
            doc[before.start - 2].lower_ if before.start > 1 and doc[before.start - 1].lower_ == "of" else ""
        )
        listed = (opener in words.units and opener.endswith("s")) or spread[number - 1] is not before
        if listed and here.level is None and LIST_JOINT.fullmatch(text[before.span[1] : here.span[0]]):
            spread[number] = replace(here, level=spread[number - 1].level)
    return tuple(spread)


def find_sites(doc: Document, spots: Sequence[Spot], words: PlaceWords) -> Iterator[Site]:
    """Yield sites by their word: capitalised names before "Street" or "Airport", or before a small "base".

    A spot that reaches to the word's end is the site itself; one that stands before a small word keeps its own.
    """
    covered = {place for spot in spots for place in range(spot.start, spot.end)}
    ends = {spot.end for spot in spots}
    taken = 0
    heads = words.sites | words.features | (words.small & words.units.keys())
    for place, token in enumerate(doc):
        if place == 0 or token.lower_ not in heads:
            continue
        word, capital = token.lower_, begins_name(token)
        if place in covered or (not capital and (word not in words.small or place in ends)):
            continue
        start = name_before(doc, place, taken)
        if start is None or (capital and reads_on(doc, place + 1)):
            continue
        if not capital and not is_named(doc, start, place, words):
            continue
        taken = place + 1
        level = words.units.get(word) or ("region" if word in words.features else "site")
        yield Site(start, taken, (doc[start].idx, token.idx + len(token)), doc[start:taken].text, level)


def name_before(doc: Document, place: int, taken: int) -> int | None:
    """Return where the capitalised words before a token begin, None when there are none or more than four."""
    start = place
    while (
        start > taken
        and begins_name(doc[start - 1])
        and doc[start - 1].is_alpha
        and doc[start - 1].lower_ != "the"
    ):
        start -= 1
        if doc[start].is_sent_start:
            break
    return start if 0 < place - start <= 4 else None


def reads_on(doc: Document, place: int) -> bool:
    """Tell whether a capitalised name goes on at a token: "Walker County Road Department" is no road."""
    return (
        place < len(doc)
        and begins_name(doc[place])
        and doc[place].pos_ == "PROPN"
        and not doc[place].is_sent_start
    )


def is_named(doc: Document, start: int, place: int, words: PlaceWords) -> bool:
    """Tell whether the words before a small site word are a name of the site, not of whom it belongs to."""
    first = doc[start]
    if first.is_sent_start or place - start > 2 or first.text in words.doubtful or first.pos_ != "PROPN":
        return False
    if first.ent_type_ == "PERSON" and not (start and doc[start - 1].lower_ == "the"):
        return False
    return first.ent_type_ not in {"NORP", "DATE", "ORDINAL", "CARDINAL"} and not first.text.isupper()


def is_landmark(doc: Document, text: str, earlier: Span, here: Span, words: PlaceWords) -> bool:
    """Tell whether the place at `here` only says where the one at `earlier` lies, in the same sentence."""
    around = surroundings_of(text, here[0], words)
    if not around.beside:
        return False
    between = doc.char_span(earlier[1], here[0], alignment_mode="contract")
    if between is None or len(between) > MOST_TOKENS_BETWEEN:
        return False
    return not any(
        token.is_sent_start or (token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBN", "VBG"})
        for token in between
    )
