"""Write a briefing: records in, one document out, in the format asked for."""

from fogline.briefing.compose import LENGTHS, Frame, Length, compose, shipped_names
from fogline.briefing.formats import FORMATS, MEDIA_TYPES, Format, render
from fogline.briefing.outlook import Foreseen, Outlook, percent
from fogline.briefing.selection import select

__all__ = [
    "FORMATS", "LENGTHS", "MEDIA_TYPES", "Foreseen", "Format", "Frame", "Length", "Outlook", "compose", "percent",
    "render", "select", "shipped_names",
]  # fmt: skip
