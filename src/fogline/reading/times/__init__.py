"""Find times, and the interval that each stands for."""

from fogline.reading.times.finder import TimeFinder
from fogline.reading.times.hemisphere import is_southern

__all__ = ["TimeFinder", "is_southern"]
