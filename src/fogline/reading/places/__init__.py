"""Find places, and where in the world each is."""

from fogline.reading.places.finder import PlaceFinder, landmarks

__all__ = ["PlaceFinder", "landmarks"]
