"""Leave out what could put people in danger: names of private persons, places of those who are hurt or at risk."""

from fogline.redaction.holdings import LEVELS, Level, Redacted, redact

__all__ = ["LEVELS", "Level", "Redacted", "redact"]
