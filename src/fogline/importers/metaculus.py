"""Read questions as Metaculus gives them: a post, a list of posts, a page with `results`, or plain objects like those.

Only questions with yes or no for an answer are taken. A plain object needs a title
and may have any of the fields that `FIELDS` names; so do exports of other sites.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fogline.errors import SourceUnreadable
from fogline.importers._opened import Opening
from fogline.importers._seam import QuestionImporter
from fogline.model.asked import Brought, Outcome

__all__ = ["METACULUS"]

SETTLER = "Metaculus"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("title", "question", "text"),
    "asked": ("asked", "open_time", "publish_time", "published_at", "created_at", "created_time"),
    "closes": ("closes", "scheduled_resolve_time", "resolve_time", "scheduled_close_time", "close_time"),
    "criteria": ("resolution_criteria", "criteria"),
    "background": ("description", "background"),
    "url": ("page_url", "url"),
    "key": ("id", "key"),
}
"""Fields of a question, each by the names that it has; the first that is there counts."""

OUTCOMES: Mapping[Any, Outcome | None] = {
    "yes": "yes", "no": "no", "annulled": "void", "ambiguous": "void", 1: "yes", 0: "no", -1: "void", -2: "void",
    None: None, "": None,
}  # fmt: skip
DAY = len("2026-03-01")
OTHERS = ('"forecast_due_date"', '"FeatureCollection"', '"schema"', '"made_by":', '"original":')
"""What stands in the JSON of other importers: question sets, maps, entities, fogline's own exports."""


def read_metaculus(path: Path) -> Iterator[Brought]:
    """Yield the yes-or-no questions of a file of JSON, or of JSON Lines.

    A question that is still open is asked on the day it comes in; one that is settled
    on the day it was opened.

    Raises:
        SourceUnreadable: the file is no JSON, or an object in it is no question.
    """
    for at, post in enumerate(posts_of(path)):
        if not isinstance(post, dict):
            raise wrong(path, f"{type(post).__name__} at {at}", "an object with a title")
        inner = post["question"] if isinstance(post.get("question"), dict) else {}
        told = {name: value for name, value in inner.items() if value is not None and name != "id"}
        row = {**post, **told}
        if not isinstance(field_of(row, FIELDS["text"]), str):
            raise wrong(path, f"an object at {at} without a title", "one with a title")
        if (row.get("type") or path_in(row, "possibilities", "type") or "binary") == "binary":
            yield brought_of(row)


def brought_of(row: Mapping[str, Any]) -> Brought:
    """Return the question that an object tells of."""
    found = {name: field_of(row, names) for name, names in FIELDS.items()}
    raw = row.get("outcome", row.get("resolution"))
    outcome = OUTCOMES.get(raw.casefold() if isinstance(raw, str) else raw) if is_plain(raw) else None
    criteria = "\n".join(filter(None, (found["criteria"], row.get("fine_print"))))
    return Brought(
        text=str(found["text"]),
        key=f"metaculus/{found['key'] or found['text']}",
        asked=day_of(found["asked"]) if outcome is not None else None,
        closes=day_of(found["closes"]),
        criteria=criteria,
        background=str(found["background"] or ""),
        market=crowd_of(row),
        url=found["url"],
        outcome=outcome,
        settled_by=SETTLER,
    )


def field_of(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first of some fields that is there."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def day_of(moment: str | None) -> str | None:
    """Return the day of a moment."""
    return None if moment is None else str(moment)[:DAY]


def crowd_of(row: Mapping[str, Any]) -> float | None:
    """Return the crowd's probability: of the latest aggregation, of the older `community_prediction`, or `market`."""
    found: Any = row.get("market")
    latest = path_in(row, "aggregations", "recency_weighted", "latest", "centers")
    if isinstance(latest, list) and latest:
        found = latest[0]
    elif found is None:
        found = path_in(row, "community_prediction", "full", "q2")
    if found is None and isinstance(row.get("community_prediction"), int | float):
        found = row["community_prediction"]
    return float(found) if isinstance(found, int | float) and 0 <= found <= 1 else None


def is_plain(value: Any) -> bool:
    """Whether a value is a text or a number, or none."""
    return value is None or isinstance(value, str | int | float)


def path_in(value: Any, *names: str) -> Any:
    """Return what stands at the end of a path of keys, None where it breaks off."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def posts_of(path: Path) -> list[Any]:
    """Return the objects of a file.

    Raises:
        SourceUnreadable: it holds no JSON.
    """
    text = path.read_text(encoding="utf-8")
    try:
        content = json.loads(text)
    except ValueError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise wrong(path, f"no JSON ({error})", "questions") from error
    if isinstance(content, dict):
        content = content.get("results", content.get("questions", [content]))
    return content if isinstance(content, list) else [content]


def wrong(path: Path, found: str, expected: str) -> SourceUnreadable:
    """Say what is wrong with a file."""
    return SourceUnreadable(
        f"{path}: found {found}, expected {expected}",
        hint="an object a question, with title, resolution_criteria, description and scheduled_close_time",
    )


def tells(opening: Opening) -> bool:
    """Know it as JSON of no other kind."""
    is_json = opening.head.lstrip()[:1] in ("{", "[")
    return is_json and not any(mark in opening.head for mark in OTHERS)


def read(path: Path, settled: Path | None) -> Iterator[Brought]:
    """Yield the questions of a file, which holds what settles them itself."""
    if settled is not None:
        raise wrong(settled, "a file of resolutions", "none: the questions hold them")
    yield from read_metaculus(path)


METACULUS = QuestionImporter("questions of Metaculus, or like them (JSON, JSON Lines)", tells, read)
