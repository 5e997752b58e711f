"""Find who is spoken of, and whom each word means."""

from fogline.reading.actors.finder import Cast, CastFinder, Mention

__all__ = ["Cast", "CastFinder", "Mention"]
