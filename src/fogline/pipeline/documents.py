"""Take documents that come as dicts: each is kept as canonical JSON and becomes one report."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fogline.errors import FormatUnknown, InputError, SourceUnreadable
from fogline.importers import ReportImporter, format_of, importer, text_of
from fogline.model.ids import report_id, sha256_hex
from fogline.model.records import canonical_json
from fogline.model.report import Report
from fogline.readers import Outcome, ReadOptions, Received, Source, published_iso
from fogline.store.files import disk_errors

__all__ = ["DOCUMENT", "exported_documents", "outcomes_of", "receive_documents"]

DOCUMENT = "document"
"""Name of the reader that these reports carry."""

FIELDS = ("key", "url", "outlet", "title", "author", "published", "lang")


def exported_documents(path: Path, *, form: str | None = None) -> tuple[Mapping[str, str], ...]:
    """Return the reports of another casebook's export as documents; none where a line does not hold.

    Raises:
        FormatUnknown: it is no such export.
        SourceUnreadable: a line does not hold.
    """
    found = importer(form or format_of(path))
    if not isinstance(found, ReportImporter):
        raise FormatUnknown(f"{path.name}: found {found.title}, expected a canonical export")
    with disk_errors(path):
        content = path.read_bytes()
    return tuple(found.read(text_of(content, name=path.name), path.name))


def receive_documents(documents: Iterable[Mapping[str, Any]]) -> Iterator[Received]:
    """Yield each document as a source with its report, or with the reason why there is none.

    Known keys are text, key, url, outlet, title, author, published and lang; all
    others are kept in the original. None and NaN are unknown.
    """
    for number, document in enumerate(documents, start=1):
        try:
            content = written(document, name=f"document {number}")
            outcome = read_document(content, name=f"document {number}")
        except InputError as error:
            yield Received(None, (error,))
            continue
        name = f"document {outcome.key}" if outcome.key else "document"
        yield Received(Source(name=name, data=content, reader=DOCUMENT, options=ReadOptions()), (outcome,))


def written(document: object, *, name: str) -> bytes:
    """Return a document as canonical JSON."""
    if not isinstance(document, Mapping):
        raise unusable(name, f"found {type(document).__name__}", "a dict with at least a text")
    known = {key: json_value(value) for key, value in document.items()}
    try:
        return canonical_json(known)
    except (TypeError, ValueError, RecursionError) as error:
        raise unusable(name, f"found what JSON cannot hold ({error})", "plain values") from error


def json_value(value: object) -> object:
    """Return dates as ISO 8601 and NaN, which tables use for nothing, as None."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def read_document(content: bytes, *, name: str) -> Report:
    """Return the report of a document that was kept.

    Raises:
        SourceUnreadable: it has no text, or a field is neither text nor number.
    """
    document = json.loads(content.decode("utf-8", "surrogatepass"))
    text = document.get("text")
    if not isinstance(text, str) or not text.strip():
        raise unusable(name, f"found {shortened(text)} as its text", "some words")
    key, url, outlet, title, author, published, lang = (
        field_text(document.get(field), name=f"{name}, {field}") for field in FIELDS
    )
    original = sha256_hex(content)
    return Report(
        text=text, key=key, url=url, outlet=outlet, title=title, author=author, lang=lang,
        published=published_at(published, name=f"{name}, published"), reader=DOCUMENT, original=original,
        id=report_id(original, 0, key=key, url=url, outlet=outlet, published=published),
    )  # fmt: skip


def published_at(given: str | None, *, name: str) -> str | None:
    """Return a publication time as ISO 8601; of any year, because a caller who gives one means it."""
    if given is None:
        return None
    if (known := published_iso(given)) is not None:
        return known
    try:
        return (date if len(given) <= len("2022-05-20") else datetime).fromisoformat(given).isoformat()
    except ValueError as error:
        raise unusable(name, f"found {shortened(given)}", "an ISO 8601 date or date and time") from error


def field_text(value: object, *, name: str) -> str | None:
    """Return a field as text; None for nothing and for empty text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise unusable(name, f"found {shortened(value)}", "a text")
    return str(value)


def shortened(value: object) -> str:
    """Return a value as a message shows it."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def unusable(where: str, found: str, expected: str) -> SourceUnreadable:
    """Say why a document cannot be used."""
    return SourceUnreadable(
        f"{where}: {found}, expected {expected}", hint="correct the document or leave it out"
    )


def outcomes_of(content: bytes, *, name: str) -> Iterator[Outcome]:
    """Yield the report of a document, or why there is none."""
    try:
        yield read_document(content, name=name)
    except InputError as error:
        yield error
