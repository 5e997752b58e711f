"""Tell from the places of a text on which side of the equator its seasons are."""

from collections.abc import Iterable

from fogline.model.reading import PlaceMention

__all__ = ["is_southern"]


def is_southern(places: Iterable[PlaceMention]) -> bool | None:
    """Tell whether most of the places named lie south of the equator.

    Returns:
        None when as many lie north as south, or none is known: then the language's own hemisphere holds.
    """
    sides = [place.lat > 0 for place in places if place.lat and place.level != "region"]
    north = sum(sides)
    if 2 * north == len(sides):
        return None
    return 2 * north < len(sides)
