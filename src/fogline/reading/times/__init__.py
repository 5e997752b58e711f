"""Find times, and the interval that each stands for."""

from fogline.reading.times.finder import TimeFinder

__all__ = ["TimeFinder"]
