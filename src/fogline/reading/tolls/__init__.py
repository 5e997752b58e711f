"""Find reported losses: how many, of what, on whose side."""

from fogline.reading.tolls.finder import TollFinder

__all__ = ["TollFinder"]
