"""Make the record of a place from the places that its name may mean."""

from collections.abc import Sequence

from fogline.model.reading import PlaceMention, Rival
from fogline.model.vocabulary import Span
from fogline.reading.gazetteer import Gazetteer
from fogline.reading.places.place_ranking import Ranked

__all__ = ["mention_of", "name_at"]

MOST_RIVALS = 5
"""Rivals that a mention lists."""

LEAST_RIVAL = 0.01
"""Least score of a rival that a mention lists."""


def mention_of(span: Span, choices: Sequence[Ranked], gazetteer: Gazetteer) -> PlaceMention:
    """Return the likeliest of the places that the words at a span may mean, the next ones as its rivals."""
    best = choices[0].place
    rivals = tuple(
        Rival(other.place.id, other.score)
        for other in choices[1 : 1 + MOST_RIVALS]
        if other.score >= LEAST_RIVAL
    )
    return PlaceMention(
        span=span,
        id=best.id,
        name=best.name,
        country=best.country,
        admin1=name_at(best.admin1, gazetteer),
        admin2=name_at(best.admin2, gazetteer),
        lat=best.lat,
        lon=best.lon,
        radius_km=best.radius_km,
        level=best.level,
        where_prec=best.where_prec,
        rivals=rivals,
    )


def name_at(row: int, gazetteer: Gazetteer) -> str | None:
    """Return the name of the place in a row of the gazetteer, None for the row -1 that stands for none."""
    return None if row < 0 else gazetteer.place(row).name
