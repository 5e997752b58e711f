"""Take inputs in: their bytes become originals, an entry of the journal and rows of reports."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fogline.errors import FormatUnknown, InputError, SourceRefused
from fogline.model.records import plain
from fogline.model.report import Report
from fogline.pipeline.documents import DOCUMENT, outcomes_of
from fogline.pipeline.groups import in_groups
from fogline.pipeline.leads import LEADS, is_leads, keep_leads_again, leads_maker
from fogline.pipeline.makers import maker_of, package_digest
from fogline.pipeline.progress import AddSummary, Notify, Progress, Skipped, skipped_because
from fogline.pipeline.series import SERIES, is_series, keep_again, series_maker
from fogline.readers import Outcome, ReadOptions, Received, Source, find_inputs, read_bytes, read_source
from fogline.store.journal import Item
from fogline.store.layout import report_row, source_row, storable
from fogline.store.parts import Batch, BatchWriter
from fogline.store.store import Store

__all__ = ["STAGE", "ingest", "receive_inputs", "report_again"]

STAGE = "ingest"
# A batch is one entry of the journal and one wait for the disk.
BATCH_SOURCES = 1_000
BATCH_BYTES = 16 * 1024 * 1024
# What a kept original needs to be read again; bounds and the like do not change what is read.
KEPT_OPTIONS = (
    "key", "outlet", "published", "title", "author", "url", "lang", "columns", "media_type", "charset", "depth",
)  # fmt: skip


def receive_inputs(inputs: Iterable[str | Path], options: ReadOptions) -> Iterator[Received]:
    """Yield what files, folders, patterns and addresses hold."""
    for pattern in inputs:
        for found in find_inputs(pattern):
            if isinstance(found, InputError):
                yield Received(None, (found,))
            else:
                yield from read_source(found, options)


def ingest(store: Store, received: Iterable[Received], *, notify: Notify) -> AddSummary:
    """Keep what comes in, a batch at a time.

    A batch's originals are durable before the journal names them, and the journal
    names them before their reports can be seen. A source that came in before, with
    the same bytes, reader and options, is left alone.
    """
    total = AddSummary()
    for batch in batches(received):
        total += keep(store, batch)
        notify(Progress(STAGE, total.new + total.known))
    return total


def batches(received: Iterable[Received]) -> Iterator[list[Received]]:
    """Gather sources until a batch has enough of them, or enough bytes."""
    batch: list[Received] = []
    size = 0
    for one in received:
        batch.append(one)
        size += len(one.source.data) if one.source else 0
        if len(batch) >= BATCH_SOURCES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def keep(store: Store, batch: list[Received]) -> AddSummary:
    """Keep one batch."""
    skipped = tuple(skipped_because(error) for received in batch for error in received.errors)
    # A source without any report is not kept: nothing leads back to it, and another try reads it again.
    sources = {item_of(one.source).id: one for one in batch if one.source is not None and one.reports}
    counted = sum(len(received.reports) for received in batch)
    if not sources:
        return AddSummary(0, counted, skipped)
    with store.writing():
        known = store.journal.known(list(sources))
        erased = store.journal.buried([one.source.sha256 for one in sources.values() if one.source])
        skipped += tuple(
            was_erased(one.source) for one in sources.values() if one.source and one.source.sha256 in erased
        )
        fresh = {
            item: received
            for item, received in sources.items()
            if item not in known and received.source is not None and received.source.sha256 not in erased
        }
        store.originals.put(received.source.data for received in fresh.values() if received.source)
        store.journal.append_items(
            [item_of(received.source) for received in fresh.values() if received.source]
        )
        if fresh:
            with store.parts.write(STAGE, maker=ingest_maker()) as writer:
                for received in fresh.values():
                    if received.source is not None:
                        add_rows(writer, item_of(received.source), received.outcomes)
                store.parts.replace(add=[writer.finish()])
            store.parts.join_small(STAGE)
    new = sum(len(received.reports) for received in fresh.values())
    return AddSummary(new, counted - new, skipped)


def was_erased(source: Source) -> Skipped:
    """Say that a source does not come in again."""
    error = SourceRefused(
        f"{source.name}: found what was erased from this casebook, expected something else",
        hint="fogline verify says by whom and why",
    )
    return skipped_because(error)


def report_again(store: Store, *, options: ReadOptions, notify: Notify) -> int:
    """Make the rows of originals that have none: a run was killed, `derived/` was removed, or what reads changed.

    Returns:
        how many originals were read again.
    """
    with store.writing():
        makers = {STAGE: ingest_maker(), SERIES: series_maker(), LEADS: leads_maker()}

        def is_old(batch: Batch) -> bool:
            return batch.maker != makers.get(batch.stage, batch.maker)

        if any(map(is_old, store.parts.batches())):
            store.parts.replace(drop=is_old)
        if store.tables.one("select count(*) from sources") == (total := store.journal.count_items()):
            return 0
        done = {row["item"] for row in store.tables.rows("select item from sources")}
        again = 0
        missing = (item for item in store.journal.items() if item.id not in done)
        for group in in_groups(missing, BATCH_SOURCES):
            with store.parts.write(STAGE, maker=makers[STAGE]) as writer:
                for item in group:
                    if not is_series(item) and not is_leads(item):
                        add_rows(writer, item, outcomes_again(store, item, options))
                store.parts.replace(add=[writer.finish()])
            for item in filter(is_series, group):
                keep_again(store, item)
            for item in filter(is_leads, group):
                keep_leads_again(store, item)
            again += len(group)
            notify(Progress(STAGE, again, total - len(done)))
        return again


def outcomes_again(store: Store, item: Item, options: ReadOptions) -> Iterator[Outcome]:
    """Read a kept original as it was read when it came in."""
    content = store.originals.get(item.original)
    if item.reader == DOCUMENT:
        yield from outcomes_of(content, name=item.name)
        return
    known = {name: item.options[name] for name in KEPT_OPTIONS if name in item.options}
    own = dataclasses.replace(options, reader=item.reader, **known)
    try:
        yield from read_bytes(content, name=item.name, reader=item.reader, options=own)
    except FormatUnknown as error:
        yield error


def add_rows(writer: BatchWriter, item: Item, outcomes: Iterable[Outcome]) -> None:
    """Add the rows of one item: its reports, and itself with their count and what was skipped."""
    reports, skipped = 0, []
    for outcome in outcomes:
        if isinstance(outcome, Report):
            writer.add("reports", report_row(outcome, item=item.id))
            reports += 1
        else:
            skipped.append(skipped_because(outcome))
    row = source_row(item.id, item.original, item.reader, item.name, reports=reports, skipped=skipped)
    writer.add("sources", row)


def item_of(source: Source) -> Item:
    """Return a source as the journal names it."""
    return Item(source.sha256, source.reader, kept_options(source.options), storable(source.name))


def kept_options(options: ReadOptions) -> Mapping[str, Any]:
    """Return the options that are needed to read a kept original again, without those that are unset."""
    unset = ReadOptions()
    return {
        name: storable(value) if isinstance(value, str) else plain(value)
        for name in KEPT_OPTIONS
        if (value := getattr(options, name)) != getattr(unset, name)
    }


def ingest_maker() -> str:
    """Return what makes reports of originals."""
    return maker_of(STAGE, package_digest("fogline.readers"))
