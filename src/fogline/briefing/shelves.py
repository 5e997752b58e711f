"""Order incidents by day, what is disputed first within a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from fogline.briefing.words import STATUS_WORDS, coarse, day_words
from fogline.model.incident import Incident

__all__ = ["shelved"]


def shelved(incidents: Sequence[Incident]) -> Iterator[tuple[str, list[Incident]]]:
    """Yield the incidents of each day under its heading; those of longer spans and of no known day come last."""
    for heading, group in groupby(sorted(incidents, key=shelf), key=lambda incident: shelf(incident)[:2]):
        yield shelf_words(heading[1]), sorted(group, key=by_weight)


def shelf(incident: Incident) -> tuple[int, str, str]:
    """Return where an incident stands: its day, or among the longer spans, or among the undated."""
    if incident.when.earliest is None or incident.when.precision is None:
        return 2, "undated", incident.id
    if coarse(incident.when):
        return 1, "longer", incident.when.earliest
    return 0, incident.when.earliest[:10], incident.when.earliest


def shelf_words(heading: str) -> str:
    """Return a day's heading."""
    if heading == "undated":
        return "On a day that is not known"
    if heading == "longer":
        return "Over longer spans of time"
    return day_words(date.fromisoformat(heading))


def by_weight(incident: Incident) -> tuple[int, str, str, str]:
    """Order the incidents of a day: what is disputed first, then by place and time."""
    return (
        tuple(STATUS_WORDS).index(incident.status),
        incident.places[0].name if incident.places else "\uffff",
        incident.when.earliest or "",
        incident.id,
    )
