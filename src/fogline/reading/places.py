"""Find the places that a text names and tie each to the right one in the world, with its radius and its rivals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fogline.model.reading import PlaceMention, Rival
from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer import Gazetteer
from fogline.reading.parse import Parsed
from fogline.reading.place_ranking import NameUse, Ranked, containers_of, rank_places
from fogline.reading.place_spotting import Spot, spot_places
from fogline.reading.place_words import PlaceWords

__all__ = ["PlaceFinder"]

MOST_RIVALS = 5
"""Rivals that a mention lists, and the least score of one."""
LEAST_RIVAL = 0.01

PAIR = re.compile(r",\s{1,3}|\s{0,2}\(\s{0,2}|,?\s{1,3}in\s{1,3}(?:the\s{1,3})?")
"""What stands between a place and the one that contains it."""


class PlaceFinder:
    """Finds places; its words and its gazetteer are given once."""

    def __init__(self, gazetteer: Gazetteer, language: Mapping[str, Any]) -> None:
        self._gazetteer = gazetteer
        self._words = PlaceWords.of(language)

    def find(self, parsed: Parsed) -> tuple[PlaceMention, ...]:
        """Return the places named in a text, in its order."""
        spots = spot_places(parsed, self._gazetteer, self._words)
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
        ranked = rank_places(uses, self._gazetteer, demonyms=self._demonyms(parsed), home=frozenset())
        readings: dict[int, tuple[Ranked, ...]] = {}
        for numbers, choices in zip(groups.values(), ranked, strict=True):
            readings.update(dict.fromkeys(numbers, choices))
        return tuple(self._mention(spot, readings[number]) for number, spot in enumerate(spots))

    def _demonyms(self, parsed: Parsed) -> Mapping[str, int]:
        """Return how often each country's people or things are spoken of."""
        counts: Counter[str] = Counter()
        for token in parsed.doc:
            country = self._gazetteer.demonyms.get(token.text)
            if country is not None:
                counts[country] += 1
        return counts

    def _pairs(self, parsed: Parsed, spots: Sequence[Spot]) -> Iterator[tuple[int, int]]:
        """Yield the spots that "X, Y", "X (Y)" or "X in Y" put together, as (X, Y)."""
        for number, (spot, following) in enumerate(zip(spots, spots[1:], strict=False)):
            if PAIR.fullmatch(parsed.text[spot.span[1] : following.span[0]]):
                yield number, number + 1

    def _containers(self, spots: Sequence[Spot]) -> frozenset[int]:
        """Return the rows of all units and countries that the spots may lie in."""
        places = [self._gazetteer.place(match.row) for spot in spots for match in spot.matches]
        return frozenset().union(*(containers_of(place, self._gazetteer) for place in places))

    def _mention(self, spot: Spot, choices: Sequence[Ranked]) -> PlaceMention:
        best = choices[0].place
        rivals = tuple(
            Rival(other.place.id, other.score)
            for other in choices[1 : 1 + MOST_RIVALS]
            if other.score >= LEAST_RIVAL
        )
        return PlaceMention(
            span=spot.span,
            id=best.id,
            name=best.name,
            country=best.country,
            admin1=self._name_at(best.admin1),
            admin2=self._name_at(best.admin2),
            lat=best.lat,
            lon=best.lon,
            radius_km=best.radius_km,
            level=best.level,
            where_prec=best.where_prec,
            rivals=rivals,
        )

    def _name_at(self, row: int) -> str | None:
        return None if row < 0 else self._gazetteer.place(row).name


def rows_of(spot: Spot) -> frozenset[int]:
    """Return the rows that a spot's name leads to."""
    return frozenset(match.row for match in spot.matches)
