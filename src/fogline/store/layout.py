"""Lay records out as rows of the derived tables: a few flat columns to query, and the whole object as JSON.

`object` is the canonical JSON of the record. Parquet's text is valid UTF-8, so
surrogates stand in it as U+FFFD, one for one; where that loses something, `raw`
has the canonical bytes themselves, else it is null.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, overload

import pyarrow as pa

from fogline.model.answer import Answer
from fogline.model.claim import Claim, ClaimedEvent
from fogline.model.incident import Incident
from fogline.model.reading import PlaceMention, Reading
from fogline.model.records import Record, canonical_json
from fogline.model.report import Report
from fogline.store.series_rows import CELLS, MEASURED, SPANS

__all__ = [
    "LAYOUT", "SCHEMAS", "answer_row", "claim_row", "correction_row", "grade_row", "incident_row", "object_of",
    "origin_row", "reading_row", "report_row", "ruling_row", "signature_row", "source_row", "storable", "to_batch",
]  # fmt: skip

LAYOUT = 1
"""Number of this layout: part of every maker, so that tables of another layout are made again."""

TEXT, WHOLE, NUMBER, TRUTH, BYTES = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.binary()
VOICES = pa.list_(pa.struct({"sayer": TEXT, "kind": TEXT, "actor": TEXT, "medium": TEXT}))
PLACES = pa.list_(
    pa.struct({
        "id": TEXT, "name": TEXT, "country": TEXT, "admin1": TEXT, "admin2": TEXT, "lat": NUMBER, "lon": NUMBER,
        "radius_km": NUMBER, "level": TEXT, "where_prec": WHOLE,
    })
)  # fmt: skip
TOLLS = pa.list_(
    pa.struct({
        "measure": TEXT, "item": TEXT, "low": WHOLE, "high": WHOLE, "wording": TEXT, "group": TEXT,
        "party": TEXT, "actor": TEXT, "cumulative": TRUTH,
    })
)  # fmt: skip

CLAIM = pa.schema({
    "id": TEXT, "report": TEXT, "item": TEXT, "key": TEXT, "outlet": TEXT, "published": TEXT, "main": TRUTH,
    "start": WHOLE, "end": WHOLE, "quote": TEXT,
    "sayer": TEXT, "sayer_kind": TEXT, "sayer_actor": TEXT, "medium": TEXT, "voices": VOICES,
    "stance": TEXT, "polarity": TEXT, "certainty": TEXT, "confidence": NUMBER,
    "type": TEXT, "acled_event": TEXT, "acled_sub_event": TEXT, "plover": TEXT, "factuality": NUMBER, "tense": TEXT,
    "initiator": TEXT, "initiator_actor": TEXT, "target": TEXT, "target_actor": TEXT,
    "earliest": TEXT, "latest": TEXT, "precision": TEXT, "places": PLACES, "tolls": TOLLS,
    "answers": pa.list_(TEXT), "reverses": pa.list_(TEXT), "made_by": TEXT, "object": TEXT, "raw": BYTES,
})  # fmt: skip

# What files of leads point to, a row of a file each, in the order in which they stand there.
LEADS = pa.schema({
    "item": TEXT, "received": TEXT, "source": TEXT, "position": WHOLE, "url": TEXT, "outlet": TEXT, "published": TEXT,
    "event": TEXT, "code": TEXT, "plover": TEXT, "mode": TEXT, "stance": TEXT, "day": TEXT, "initiator": TEXT,
    "target": TEXT, "place": TEXT, "country": TEXT, "mentions": WHOLE,
})  # fmt: skip

SCHEMAS: Mapping[str, pa.Schema] = {
    "sources": pa.schema({
        "item": TEXT, "original": TEXT, "reader": TEXT, "name": TEXT, "reports": WHOLE, "skipped": TEXT,
    }),
    "reports": pa.schema({
        "id": TEXT, "item": TEXT, "original": TEXT, "position": WHOLE, "reader": TEXT, "key": TEXT, "url": TEXT,
        "outlet": TEXT, "title": TEXT, "author": TEXT, "published": TEXT, "lang": TEXT, "text": TEXT, "raw": BYTES,
    }),
    "readings": pa.schema({
        "report": TEXT, "item": TEXT, "lang": TEXT, "error": TEXT, "claims": WHOLE, "setting": TEXT, "object": TEXT,
        "raw": BYTES,
    }),
    "claims": CLAIM,
    # A claim as people decided: `replaces` is the id of the one that was read, null where none was.
    "corrections": pa.schema([*CLAIM, pa.field("replaces", TEXT), pa.field("rejected", TRUTH)]),
    "rulings": pa.schema({"ruling": TEXT, "claim": TEXT, "other": TEXT, "rank": WHOLE}),
    "signatures": pa.schema({"report": TEXT, "item": TEXT, "published": TEXT, "signature": BYTES}),
    "origins": pa.schema({"report": TEXT, "origin": TEXT}),
    "grades": pa.schema({"claim": TEXT, "grade": TEXT}),
    "answers": pa.schema({
        "claim": TEXT, "answered": TEXT, "relation": TEXT, "bits": NUMBER, "because": pa.list_(TEXT),
    }),
    "incidents": pa.schema({
        "id": TEXT, "type": TEXT, "status": TEXT, "earliest": TEXT, "latest": TEXT, "precision": TEXT,
        "place": TEXT, "place_id": TEXT, "lat": NUMBER, "lon": NUMBER, "radius_km": NUMBER, "where_prec": WHOLE,
        "initiators": pa.list_(TEXT), "targets": pa.list_(TEXT), "actors": pa.list_(TEXT),
        "killed_low": WHOLE, "killed_best": WHOLE, "killed_high": WHOLE,
        "grade": TEXT, "origins": WHOLE, "reports": pa.list_(TEXT), "claims": pa.list_(TEXT),
        "object": TEXT, "raw": BYTES,
    }),
    "measured": MEASURED,
    "cells": CELLS,
    "spans": SPANS,
    "leads": LEADS,
}  # fmt: skip

Row = Mapping[str, Any]
SURROGATE = re.compile("[\ud800-\udfff]")


def source_row(
    item: str, original: str, reader: str, name: str, *, reports: int, skipped: Sequence[Any]
) -> Row:
    """Return the row of one item that was read, with what was skipped in it."""
    return {
        "item": item, "original": original, "reader": reader, "name": name, "reports": reports,
        "skipped": canonical_json(skipped).decode("utf-8", "surrogatepass"),
    }  # fmt: skip


def report_row(report: Report, *, item: str) -> Row:
    """Return a report's row."""
    fields = {
        "id": report.id, "original": report.original, "position": report.position, "reader": report.reader,
        "key": report.key, "url": report.url, "outlet": report.outlet, "title": report.title, "author": report.author,
        "published": report.published, "lang": report.lang, "text": report.text,
    }  # fmt: skip
    lossless = all(storable(value) == value for value in fields.values() if isinstance(value, str))
    return {**fields, "item": item, "raw": None if lossless else canonical_json(fields)}


def reading_row(
    reading: Reading, *, report: str, item: str, claims: int, setting: Record | None = None
) -> Row:
    """Return the row that says that a report was read, and what was read; `setting` is its places and words."""
    return {
        "report": report, "item": item, "lang": reading.lang, "error": reading.error,
        "claims": claims, "setting": None if setting is None else whole(setting.to_dict())["object"],
        **whole(reading.to_dict()),
    }  # fmt: skip


def claim_row(claim: Claim, *, item: str, main: bool) -> Row:
    """Return a claim's row. `main`: its event is the one that the report is chiefly about."""
    voice, event = claim.chain[-1], claim.event
    return {
        "id": claim.id, "report": claim.report, "item": item, "key": claim.key,
        "outlet": claim.outlet, "published": claim.published, "main": main,
        "start": claim.span[0], "end": claim.span[1], "quote": claim.quote,
        "sayer": voice.sayer, "sayer_kind": voice.kind, "sayer_actor": voice.actor,
        "medium": voice.medium,
        "voices": [
            {"sayer": link.sayer, "kind": link.kind, "actor": link.actor, "medium": link.medium}
            for link in claim.chain
        ],
        "stance": claim.stance, "polarity": claim.polarity, "certainty": claim.certainty,
        "confidence": claim.confidence, "answers": list(claim.answers), "reverses": list(claim.reverses),
        "made_by": claim.made_by, **({} if event is None else event_columns(event)), **whole(claim.to_dict()),
    }  # fmt: skip


def correction_row(claim: Claim, *, item: str, main: bool, replaces: str | None, rejected: bool) -> Row:
    """Return the row of a claim as people decided, with the id of the one that was read in its place."""
    return {**claim_row(claim, item=item, main=main), "replaces": replaces, "rejected": rejected}


def ruling_row(ruling: str, claim: str, other: str | None, rank: int) -> Row:
    """Return the row of what people decided about merging: later decisions have the higher rank.

    together: `other` is the smallest id of all claims that this one is tied to, over others too; apart: the claim
    that it is never with; discounted: null; grade: the grade of the incident that it is in; settled: answers or
    reverses, where people set it and no other is looked for.
    """
    return {"ruling": ruling, "claim": claim, "other": other, "rank": rank}


def event_columns(event: ClaimedEvent) -> dict[str, Any]:
    """Return the columns of a claim's event."""
    acled_event, acled_sub_event = event.acled or (None, None)
    columns: dict[str, Any] = {
        "type": event.type, "acled_event": acled_event, "acled_sub_event": acled_sub_event, "plover": event.plover,
        "factuality": event.factuality, "tense": event.tense, "places": [place_value(place) for place in event.places],
        "tolls": [
            {
                "measure": toll.measure, "item": toll.item, "low": toll.low, "high": toll.high,
                "wording": toll.wording, "group": toll.group, "cumulative": toll.cumulative,
                "party": toll.party.name if toll.party else None,
                "actor": toll.party.actor if toll.party else None,
            }
            for toll in event.tolls
        ],
    }  # fmt: skip
    for role, party in (("initiator", event.initiator), ("target", event.target)):
        if party is not None:
            columns |= {role: party.name, f"{role}_actor": party.actor}
    if event.time is not None:
        columns |= {
            "earliest": event.time.earliest, "latest": event.time.latest, "precision": event.time.precision,
        }  # fmt: skip
    return columns


def place_value(place: PlaceMention) -> dict[str, Any]:
    """Return a place as it stands in a claim's list of places."""
    return {
        "id": place.id, "name": place.name, "country": place.country,
        "admin1": place.admin1, "admin2": place.admin2, "lat": place.lat, "lon": place.lon,
        "radius_km": place.radius_km, "level": place.level, "where_prec": place.where_prec,
    }  # fmt: skip


def signature_row(report: str, *, item: str, published: str | None, signature: bytes) -> Row:
    """Return the row of what tells copies of one text."""
    return {"report": report, "item": item, "published": published, "signature": signature}


def origin_row(report: str, origin: str) -> Row:
    """Return the row that says which origin a report has."""
    return {"report": report, "origin": origin}


def answer_row(answer: Answer) -> Row:
    """Return the row of an answer to a claim in another report."""
    return {
        "claim": answer.claim, "answered": answer.answered, "relation": answer.relation, "bits": answer.bits,
        "because": list(answer.because),
    }  # fmt: skip


def grade_row(claim: str, grade: str) -> Row:
    """Return the row that says which grade was computed for a claim."""
    return {"claim": claim, "grade": grade}


def incident_row(incident: Incident) -> Row:
    """Return an incident's row."""
    columns: dict[str, Any] = {
        "id": incident.id, "type": incident.type, "status": incident.status,
        "earliest": incident.when.earliest, "latest": incident.when.latest, "precision": incident.when.precision,
        "initiators": [party.name for party in incident.parties if party.role == "initiator"],
        "targets": [party.name for party in incident.parties if party.role == "target"],
        "actors": [party.actor for party in incident.parties if party.actor is not None],
        "grade": incident.grade, "origins": incident.origins, "claims": list(incident.claims),
        "reports": [report.report for report in incident.reports], **whole(incident.to_dict()),
    }  # fmt: skip
    if incident.places:
        place = incident.places[0]
        columns |= {
            "place": place.name, "place_id": place.id, "lat": place.lat, "lon": place.lon,
            "radius_km": place.radius_km, "where_prec": place.where_prec,
        }  # fmt: skip
    for toll in incident.tolls:
        if toll.measure == "killed" and toll.party is None:
            columns |= {"killed_low": toll.low, "killed_best": toll.best, "killed_high": toll.high}
    return columns


def to_batch(table: str, rows: Iterable[Row]) -> pa.RecordBatch:
    """Return rows as one Arrow batch with the table's schema; a column that a row leaves out is null."""
    listed = list(rows)
    # One call for all columns: each call of pa.array was measured to look for pandas anew where it is not installed.
    struct = pa.struct(list(SCHEMAS[table]))
    try:
        column = pa.array(listed, type=struct)
    except UnicodeEncodeError:
        column = pa.array([all_storable(row) for row in listed], type=struct)
    return pa.RecordBatch.from_struct_array(column)


def all_storable(value: Any) -> Any:
    """Return a row with all its texts storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {key: all_storable(item) for key, item in value.items()}
    return [all_storable(item) for item in value] if isinstance(value, list) else value


def whole(value: Mapping[str, Any]) -> dict[str, str | bytes | None]:
    """Return the columns `object` and `raw` of a plain object."""
    content = canonical_json(value)
    text = content.decode("utf-8", "surrogatepass")
    held = storable(text)
    return {"object": held, "raw": None if held == text else content}


def object_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain object that a row was made of."""
    value: dict[str, Any] = json.loads(
        row["object"] if row["raw"] is None else row["raw"].decode("utf-8", "surrogatepass")
    )
    return value


@overload
def storable(text: str) -> str: ...
@overload
def storable(text: None) -> None: ...
@overload
def storable(text: str | None) -> str | None: ...
def storable(text: str | None) -> str | None:
    """Return `text` with surrogates as U+FFFD, one for one, so that offsets hold."""
    return None if text is None else SURROGATE.sub("\ufffd", text)
