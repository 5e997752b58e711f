"""Find what is told to happen: type, parties, place, time, losses, and how certain it is."""

from fogline.reading.events.finder import CastLike, EventFinder, main_event

__all__ = ["CastLike", "EventFinder", "main_event"]
