"""Write a briefing: records in, one self-contained page out."""

from fogline.briefing.page import write_briefing

__all__ = ["write_briefing"]
