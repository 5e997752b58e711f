"""Find the places that a text names and tie each to the right one in the world, with its radius and its rivals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any

from fogline.model.reading import PlaceMention
from fogline.model.vocabulary import PlaceLevel, Span
from fogline.plugins import load_documents
from fogline.reading.gazetteer import Gazetteer, KnownPlace
from fogline.reading.gazetteer.spelling import name_key
from fogline.reading.parse import Parsed
from fogline.reading.places.mentions import mention_of, name_at
from fogline.reading.places.place_ranking import NameUse, Ranked, containers_of, rank_places
from fogline.reading.places.place_spotting import Spot, spot_places, unknown_names
from fogline.reading.places.place_surroundings import (
    Site,
    Surroundings,
    find_sites,
    is_landmark,
    shift,
    spread_levels,
    surroundings_of,
)  # fmt: skip
from fogline.reading.places.place_words import PlaceWords

__all__ = ["PlaceFinder", "landmarks"]

LEAST_LIKENESS = 0.6
"""Least share of letters, in order, that two spellings of one name have in common beside all their consonants."""

UNKNOWN_PRECISION = 6
"""UCDP precision of a place of which nothing but the name is known: no better than a country."""

PAIR = re.compile(r",\s{1,3}|\s{0,2}\(\s{0,2}|,?\s{1,3}in\s{1,3}(?:the\s{1,3})?")
"""What stands between a place and the one that contains it."""


class PlaceFinder:
    """Finds places; its words and its gazetteer are given once."""

    def __init__(self, gazetteer: Gazetteer, language: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._words = PlaceWords.of(language)

    def find(self, parsed: Parsed) -> tuple[PlaceMention, ...]:
        """Return the places named in a text, in its order, none overlapping.

        A place in no gazetteer keeps its words and takes the point, radius and precision of the finest unit that
        the text supports.
        """
        spots = spot_places(parsed, self._gazetteer, self._words)
        sites = tuple(find_sites(parsed.doc, spots, self._words))
        spots = tuple(spot for spot in spots if not any(is_within(spot, site) for site in sites))
        spots = spread_levels(parsed.text, parsed.doc, spots, self._words)
        spots = tuple(
            as_town(spot, surroundings_of(parsed.text, spot.span[0], self._words)) for spot in spots
        )
        mentions = self._resolved(parsed, spots)
        around = Containing(parsed, mentions)
        found = [
            *mentions,
            *(unplaced(site.span, site.name, site.level, around.unit(site.span)) for site in sites),
        ]
        found += self._unknown(parsed, spots, sites, around)
        found.sort(key=lambda mention: mention.span)
        fixed = landmarks_among(parsed, found, self._words)
        return tuple(
            mention
            if number in fixed
            else shift(mention, surroundings_of(parsed.text, mention.span[0], self._words))
            for number, mention in enumerate(found)
        )

    def find_demonyms(self, parsed: Parsed) -> tuple[PlaceMention, ...]:
        """Return the words for people and things of a country ("Afghan") as mentions of that country."""
        mentions = []
        for token in parsed.doc:
            country = self._gazetteer.country(self._gazetteer.demonyms.get(token.text))
            if country is not None:
                mentions.append(
                    mention_of((token.idx, token.idx + len(token)), [Ranked(country, 1.0)], self._gazetteer)
                )
        return tuple(mentions)

    def _resolved(self, parsed: Parsed, spots: Sequence[Spot]) -> tuple[PlaceMention, ...]:
        """Return each spot with the place that it most likely means in this text."""
        groups: defaultdict[tuple[str, PlaceLevel | None], list[int]] = defaultdict(list)
        for number, spot in enumerate(spots):
            groups[spot.key, spot.level].append(number)
        pairs = dict(self._pairs(parsed, spots))
        uses = [
            NameUse(
                matches=spots[numbers[0]].matches,
                level=level,
                count=len(numbers),
                inside=tuple(rows_of(spots[pairs[number]]) for number in numbers if number in pairs),
                holds=self._containers(
                    [spots[first] for first, second in pairs.items() if second in numbers]
                ),
            )
            for (_, level), numbers in groups.items()
        ]
        ranked = rank_places(
            uses, self._gazetteer, demonyms=self._demonyms(parsed), home=self._home(parsed.outlet)
        )
        readings: dict[int, tuple[Ranked, ...]] = {}
        for numbers, choices in zip(groups.values(), ranked, strict=True):
            readings.update(dict.fromkeys(numbers, choices))
        return tuple(
            mention_of(spot.span, readings[number], self._gazetteer) for number, spot in enumerate(spots)
        )

    def _unknown(
        self, parsed: Parsed, spots: Sequence[Spot], sites: Sequence[Site], around: "Containing"
    ) -> Iterator[PlaceMention]:
        """Yield the names that the gazetteer has under another spelling or not at all."""
        for spot in unknown_names(parsed, spots, self._gazetteer, self._words):
            if any(spot.start < site.end and site.start < spot.end for site in sites):
                continue
            unit = around.unit(spot.span)
            alike = self._spelt_otherwise(spot, unit, around.countries)
            if alike is not None:
                yield mention_of(spot.span, [alike], self._gazetteer)
            elif spot.sureness >= 0.5:
                level = spot.level if spot.level in {"admin1", "admin2"} else "town"
                yield unplaced(spot.span, parsed.text[spot.span[0] : spot.span[1]], level, unit)

    def _spelt_otherwise(
        self, spot: Spot, unit: PlaceMention | None, countries: frozenset[str]
    ) -> Ranked | None:
        """Return the place whose name sounds most like a spot's, in a country that the text is about."""
        best: tuple[float, int, KnownPlace] | None = None
        for match in self._gazetteer.sounding_like(spot.key):
            place = self._gazetteer.place(match.row)
            if place.country not in countries:
                continue
            likeness = max(
                SequenceMatcher(None, spot.key, key, autojunk=False).ratio()
                for key in name_key(place.name).split(" wa ")
            )
            if (
                unit is not None
                and unit.admin1 is not None
                and name_at(place.admin1, self._gazetteer) == unit.admin1
            ):
                likeness += 0.2
            if spot.level is not None and place.level == spot.level:
                likeness += 0.1
            if likeness >= LEAST_LIKENESS and (best is None or (likeness, -place.row) > best[:2]):
                best = (likeness, -place.row, place)
        return None if best is None else Ranked(best[2], round(min(0.9, best[0] * 0.8), 4))

    def _home(self, outlet: str | None) -> frozenset[int]:
        """Return the rows that words of the outlet's name may mean: "The Andarab Herald" speaks from Andarab."""
        words = [word for word in name_key(outlet or "").split() if len(word) > 3]
        return frozenset(match.row for matches in self._gazetteer.find(words) for match in matches)

    def _demonyms(self, parsed: Parsed) -> Mapping[str, int]:
        """Return how often each country's people or things are spoken of."""
        counts: Counter[str] = Counter()
        for word, count in Counter(map(str, parsed.doc)).items():
            country = self._gazetteer.demonyms.get(word)
            if country is not None:
                counts[country] += count
        return counts

    def _pairs(self, parsed: Parsed, spots: Sequence[Spot]) -> Iterator[tuple[int, int]]:
        """Yield the spots that "X, Y", "X (Y)" or "X in Y" put together, as (X, Y)."""
        for number, (spot, following) in enumerate(pairwise(spots)):
            if PAIR.fullmatch(parsed.text[spot.span[1] : following.span[0]]):
                yield number, number + 1

    def _containers(self, spots: Sequence[Spot]) -> frozenset[int]:
        """Return the rows of all units and countries that the spots may lie in."""
        places = [self._gazetteer.place(match.row) for spot in spots for match in spot.matches]
        return frozenset().union(*(containers_of(place, self._gazetteer) for place in places))


def rows_of(spot: Spot) -> frozenset[int]:
    """Return the rows that a spot's name leads to."""
    return frozenset(match.row for match in spot.matches)


def is_within(spot: Spot, site: Site) -> bool:
    """Tell whether a spot is a part of a site's name."""
    return site.start <= spot.start and spot.end <= site.end


class Containing:
    """Finds the finest unit that a text supports for a place in no gazetteer.

    `countries` are those that the text is about: a fifth of its names at least.
    """

    def __init__(self, parsed: Parsed, mentions: Sequence[PlaceMention]) -> None:
        counts = Counter(mention.country for mention in mentions if mention.country is not None)
        self.countries = frozenset(
            country for country, count in counts.items() if 5 * count >= counts.total()
        )
        self._sentences = [(sentence.start_char, sentence.end_char) for sentence in parsed.doc.sents]
        self._mentions = [mention for mention in mentions if mention.level != "region"]
        self._focus = focus_of(self._mentions)

    def unit(self, span: Span) -> PlaceMention | None:
        """Return the place that a span lies in, None when the text supports none.

        That is the place named last before it in its sentence, else next behind it; else the first-level unit
        that the text names most, twice at least and more often than any other; else its only country.
        """
        start, end = next(
            (bounds for bounds in self._sentences if bounds[0] <= span[0] < bounds[1]), (span[0], span[1])
        )
        near = [mention for mention in self._mentions if start <= mention.span[0] < end]
        before = [mention for mention in near if mention.span[1] <= span[0]]
        behind = [mention for mention in near if mention.span[0] >= span[1]]
        if behind and behind[0].span[0] - span[1] <= 4:
            return behind[0]
        return before[-1] if before else behind[0] if behind else self._focus


def focus_of(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return what a text is mostly about: a first-level unit named twice and most, else its one country."""
    units = Counter((m.country, m.admin1) for m in mentions if m.admin1 is not None and m.country is not None)
    first, second = [*units.most_common(2), (None, 0), (None, 0)][:2]
    if first[0] is not None and first[1] >= 2 and first[1] > second[1]:
        inside = [m for m in mentions if (m.country, m.admin1) == first[0]]
        return next((m for m in inside if m.level == "admin1"), inside[0])
    countries = {m.country for m in mentions if m.country is not None}
    if len(countries) != 1:
        return None
    return next((m for m in mentions if m.level == "country"), None)


def unplaced(span: Span, name: str, level: PlaceLevel, unit: PlaceMention | None) -> PlaceMention:
    """Return a place that no gazetteer has, at the finest unit that the text supports."""
    if unit is None:
        return PlaceMention(span, None, name, None, None, None, None, None, None, level, UNKNOWN_PRECISION)
    return PlaceMention(
        span=span,
        id=None,
        name=name,
        country=unit.country,
        admin1=unit.admin1,
        admin2=unit.admin2,
        lat=unit.lat,
        lon=unit.lon,
        radius_km=unit.radius_km,
        level=level,
        where_prec=max(2, unit.where_prec),
    )


def as_town(spot: Spot, around: Surroundings) -> Spot:
    """Return a spot from which a distance is measured as a town, which distances are measured from."""
    return replace(spot, level="town") if spot.level is None and around.km is not None else spot


def landmarks_among(parsed: Parsed, places: Sequence[PlaceMention], words: PlaceWords) -> frozenset[int]:
    """Return the indexes of the mentions that only say where another place lies."""
    return frozenset(
        number
        for number, (earlier, here) in enumerate(pairwise(places), start=1)
        if is_landmark(parsed.doc, parsed.text, earlier.span, here.span, words)
    )


def landmarks(
    parsed: Parsed, places: Sequence[PlaceMention], *, language: Mapping[str, Any] | None = None
) -> frozenset[int]:
    """Return the indexes of the mentions that only say where another place lies: Kabul in "Panjshir, north of Kabul".

    Args:
        parsed: the text.
        places: its mentions, in order.
        language: the language document; the shipped one of the text's language when None.
    """
    words = PlaceWords.of(language) if language is not None else shipped_words()
    return landmarks_among(parsed, places, words)


@cache
def shipped_words() -> PlaceWords:
    """Return the words that ship for English."""
    return PlaceWords.of(load_documents("languages")["en"])
