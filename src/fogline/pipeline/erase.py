"""Erase a report on request of a court or of someone whose safety it touches, or files of a series or of leads.

What is left says that something was erased, by whom, when and why, and the chain
still holds. The entry in the journal comes first; all else follows from it and is
done again, where it was interrupted, by the next run: the bytes are overwritten
and removed, the rows about the report leave the tables, the index of words is
removed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.records import Record, canonical_json
from fogline.model.report import Report
from fogline.pipeline.documents import FIELDS, receive_documents
from fogline.pipeline.export import Release, release_bytes, releases
from fogline.pipeline.ingest import ingest
from fogline.pipeline.leads import add_without, files_of_leads, files_that_point_to
from fogline.pipeline.packing import PACKED
from fogline.pipeline.progress import silent
from fogline.pipeline.read import report_of_row
from fogline.pipeline.recording import to_be_erased
from fogline.pipeline.withdrawing import files_of_series
from fogline.store.chain import Entry
from fogline.store.journal import Item
from fogline.store.store import Store

__all__ = [
    "Erasure", "LeadsErasure", "SeriesErasure", "erase_leads", "erase_report", "erase_series", "finish_erasing",
]  # fmt: skip

DECISION = "decision"
"""Kind of the entries of people's decisions."""
REPORT_ID = re.compile(rb'"(r-[0-9a-f]{32})"')
ROWS = "select count(*) from sources where list_contains(?, item)"


@dataclass(frozen=True, slots=True)
class Erasure(Record):
    """What was erased, and where it may still stand.

    Args:
        reports: ids of what was erased.
        kept: how many other reports of the same file came in again as documents of their own.
        decisions: how many decisions about it were erased with it.
        releases: names of kept exports that hold it still, or held it and were erased with it.
        releases_erased: whether those were erased too.
        copies: ids of other reports with a copy of its text: they are not erased.
        packed: files that this casebook was packed into while it held the report.
        leads: how many rows of leads about its address were erased with it.
    """

    reports: tuple[str, ...]
    by: str
    reason: str
    kept: int
    decisions: int
    releases: tuple[str, ...]
    releases_erased: bool
    copies: tuple[str, ...]
    packed: tuple[str, ...]
    leads: int


def erase_report(store: Store, report: Report, *, by: str, reason: str, with_releases: bool) -> Erasure:
    """Erase the original of a report. The caller holds the run lock.

    The other reports of that original come in again as documents of their own, and so do
    the other rows of files of leads that point to its address.

    Raises:
        ObjectUnknown: the report is not here.
        SettingInvalid: nobody, or no reason, is named.
    """
    check_said(by, reason)
    together = tuple(rows_of(store, "original = ?", report.original))
    reports = tuple(sorted(one.id for one in together))
    if report.id not in reports:
        raise ObjectUnknown(
            f"{report.id}: found no such report here, expected one", hint="was it erased before?"
        )
    others = [one for one in together if one.id != report.id]
    origin = "origin = (select origin from reports where id = ?) and original <> ?"
    copies = tuple(one.id for one in rows_of(store, origin, report.id, report.original))
    holding = [one for one in releases(store) if not one.erased and holds(store, one, reports)]
    packed = tuple(packed_since(store, report.original))
    hashes = [entry.hash for entry in store.journal.entries(DECISION) if is_about(entry, frozenset(reports))]
    ingest(store, receive_documents(map(as_document, others)), notify=silent)
    pointing = () if report.url is None else files_that_point_to(store, report.url)
    leads = sum(add_without(store, item, report.url or "") for item in pointing)
    about = {
        "by": by, "reason": reason, "reports": reports, "releases": [one.name for one in holding if with_releases],
        "also": sorted({piece for one in holding for piece in one.pieces}) if with_releases else [],
    }  # fmt: skip
    with store.writing():
        for item in pointing:
            store.journal.erase(item.original, {**about, "reports": [], "releases": [], "also": []})
        store.journal.erase(report.original, about, hashes=hashes)
        finish_erasing(store)
    return Erasure(
        reports, by, reason, len(others), len(hashes), tuple(one.name for one in holding), with_releases, copies,
        packed, leads,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeriesErasure(Record):
    """What of a series was erased: the files, as they were called when they came in.

    `packed` are files that this casebook was packed into while it held them.
    """

    series: str
    files: tuple[str, ...]
    by: str
    reason: str
    packed: tuple[str, ...]


def erase_series(store: Store, name: str, *, file: str | None, by: str, reason: str) -> SeriesErasure:
    """Erase the files of a series, or the one that was called `file`. The caller holds the run lock.

    Raises:
        ObjectUnknown: there is no such file.
        SettingInvalid: nobody, or no reason, is named.
    """
    check_said(by, reason)
    items = files_of_series(store, name, file=file)
    packed = erase_files(store, items, by=by, reason=reason)
    return SeriesErasure(name, tuple(item.name for item in items), by, reason, packed)


@dataclass(frozen=True, slots=True)
class LeadsErasure(Record):
    """Which files of leads were erased, by the name that they came in under.

    `packed` are files that this casebook was packed into while it held them.
    """

    files: tuple[str, ...]
    by: str
    reason: str
    packed: tuple[str, ...]


def erase_leads(store: Store, name: str, *, by: str, reason: str) -> LeadsErasure:
    """Erase the files of leads that were called so. The caller holds the run lock.

    Raises:
        ObjectUnknown: there is no such file.
        SettingInvalid: nobody, or no reason, is named.
    """
    check_said(by, reason)
    items = files_of_leads(store, name)
    packed = erase_files(store, items, by=by, reason=reason)
    return LeadsErasure(tuple(item.name for item in items), by, reason, packed)


def erase_files(store: Store, items: Sequence[Item], *, by: str, reason: str) -> tuple[str, ...]:
    """Erase files that hold no report; return the packed files that hold them still."""
    packed = dict.fromkeys(one for item in items for one in packed_since(store, item.original))
    about = {"by": by, "reason": reason, "reports": [], "releases": [], "also": []}
    with store.writing():
        for item in items:
            store.journal.erase(item.original, about)
        finish_erasing(store)
    return tuple(packed)


def check_said(by: str, reason: str) -> None:
    """Refuse to erase where nobody, or no reason, is named."""
    if not by.strip() or not reason.strip():
        raise SettingInvalid(
            "erase: found no name or no reason, expected both",
            hint="what stays in the journal is who erased and why: name the request, never the person it protects",
        )


def finish_erasing(store: Store) -> None:
    """Do what the journal says was erased and is still there. The caller holds the run lock."""
    graves = store.journal.graves()
    left = [one for grave in graves for one in grave.originals if store.originals.has(one)]
    left += to_be_erased(store)
    items = sorted({item for grave in graves for item in grave.items})
    if not left and not (items and store.tables.one(ROWS, (items,))):
        return
    with store.writing():
        for original in left:
            store.originals.erase(original)
        store.search.forget()
        store.parts.forget(items=items, reports={report for grave in graves for report in grave.reports})


def rows_of(store: Store, condition: str, *values: str) -> Iterator[Report]:
    """Yield the reports under a condition."""
    return map(
        report_of_row, store.tables.rows(f"select * from reports where {condition} order by id", values)
    )


def as_document(report: Report) -> dict[str, str | None]:
    """Return a report as a document of its own."""
    return {"text": report.text, **{field: getattr(report, field) for field in FIELDS}}


def is_about(entry: Entry, reports: frozenset[str]) -> bool:
    """Whether a decision goes with some reports: it names no other, or holds words of one of them."""
    named = frozenset(match.decode() for match in REPORT_ID.findall(canonical_json(entry.body)))
    words = any(entry.body.get(field) is not None for field in ("seen", "value"))
    return not named.isdisjoint(reports) and (words or named <= reports)


def holds(store: Store, release: Release, reports: tuple[str, ...]) -> bool:
    """Whether a release names one of some reports."""
    tail = b""
    for content in release_bytes(store, release):
        if any(report.encode() in tail + content for report in reports):
            return True
        tail = content[-64:]
    return False


def packed_since(store: Store, original: str) -> Iterator[str]:
    """Yield the files that the casebook was packed into after an original had come in."""
    received = store.journal.received(original)
    for entry in store.journal.entries(PACKED):
        if received is not None and entry.received >= received:
            yield str(entry.body["name"])
