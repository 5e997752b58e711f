"""Show the incidents of an earlier day: what the casebook had then, or what the world could have read by then."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from fogline.model.incident import Incident
from fogline.pipeline.answer import answers_among
from fogline.pipeline.decisions import decided_among, decisions_in_force, named_rows
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.link import signed_reports
from fogline.pipeline.measure import Measurer, measure_incidents
from fogline.pipeline.merge import incidents_of, merge_incidents
from fogline.pipeline.progress import silent
from fogline.pipeline.register import open_register
from fogline.pipeline.run import Stages
from fogline.pipeline.series import read_again, write_rows
from fogline.pipeline.withdrawn import withdrawn
from fogline.store.layout import answer_row, origin_row
from fogline.store.store import Store
from fogline.store.tables import Subset

__all__ = ["end_of", "moment_of", "past_incidents", "past_store", "reports_until"]

PAST = "past"
COPIED = {"reports": "id", "readings": "report", "claims": "report", "cells": "item", "spans": "item"}
"""Tables whose rows are taken over, with the column that says whose they are: a report's, or a file's of series."""


def past_incidents(
    store: Store,
    stages: Stages,
    *,
    as_of: date | None = None,
    published_until: date | None = None,
) -> Iterator[Incident]:
    """Yield the incidents that follow from some reports and decisions alone, read by the reader of today.

    Args:
        as_of: only reports that this casebook had received, and decisions that people had made, by then.
        published_until: only reports that had been published by then; one whose day is not known had not.
    """
    known, subset = subset_of(store, stages, as_of=as_of, published_until=published_until)
    yield from incidents_of(store, known.merger, subset)


@contextmanager
def past_store(
    store: Store,
    stages: Stages,
    *,
    as_of: date | None = None,
    published_until: date | None = None,
    series: Collection[str] | None = None,
) -> Iterator[Store]:
    """Lay down the tables of an earlier day beside the casebook, series and grades too, while the block runs.

    Files of series count from the day on which they were received.

    Args:
        store: the casebook.
        stages: what merges and measures.
        as_of: as of `past_incidents`.
        published_until: likewise.
        series: the own series that are wanted; all when None.
    """
    known, subset = subset_of(store, stages, as_of=as_of, published_until=published_until)
    until = None if as_of is None else end_of(as_of)
    gone, gone_since = withdrawn(store, until=until), withdrawn(store)
    items = [item for item in store.journal.items(received_until=until) if item.id not in gone]
    with TemporaryDirectory(prefix="fogline-past-") as folder:
        past = Store(Path(folder), seal=store.seal)
        with past.parts.write(PAST, maker=PAST) as writer:
            for table, key in COPIED.items():
                held = f"select * from {table.removesuffix('s')}_parts where {key} in (select unnest(?))"
                for row in store.tables.rows(held, ([*subset.origins, *(item.id for item in items)],)):
                    writer.add(table, row)
            for item in items:
                if item.id in gone_since:
                    write_rows(store, writer, item, read_again(store, item))
            for report, origin in subset.origins.items():
                writer.add("origins", origin_row(report, origin))
            for table in ("corrections", "rulings", "answers"):
                for row in getattr(subset, table):
                    writer.add(table, row)
            past.parts.replace(add=[writer.finish()])
        merge_incidents(past, known.merger, notify=silent)
        measure_incidents(past, SomeMeasures(known.measurer, series), notify=silent)
        yield past


class SomeMeasures:
    """A measurer that counts only what is wanted; all when that is None."""

    def __init__(self, measurer: Measurer, wanted: Collection[str] | None) -> None:
        self._measurer = measurer
        self.measures = [one for one in measurer.measures if wanted is None or one.key in wanted]
        self.code = measurer.code
        self.area_names = measurer.area_names

    def country_name(self, code: str) -> str:
        """Return what a country is called."""
        return self._measurer.country_name(code)


def subset_of(
    store: Store, stages: Stages, *, as_of: date | None, published_until: date | None
) -> tuple[Stages, Subset]:
    """Return what a casebook had by then to derive from, and the stages that know whom people knew by then."""
    chosen = frozenset(reports_until(store, as_of, published_until))
    signed = (one for one in signed_reports(store) if one.report in chosen)
    until = None if as_of is None else end_of(as_of)
    register = open_register(store, until=until)
    stages = stages.knowing(register.listed)
    codes = Knowledge(store.folder).codes
    decided = decided_among(store, decisions_in_force(store, until=until), codes, register.names)
    corrections = [*decided.corrections, *named_rows(store, register.names, besides=decided.reports)]
    subset = Subset(stages.copies.group(signed), corrections, decided.rulings)
    answers = answers_among(store, stages.answers, subset)
    return stages, replace(subset, answers=[answer_row(answer) for answer in answers])


def reports_until(store: Store, as_of: date | None, published_until: date | None) -> Iterator[str]:
    """Yield the ids of the reports that were received and published by then."""
    received = (
        None if as_of is None else {item.id for item in store.journal.items(received_until=end_of(as_of))}
    )
    for row in store.tables.rows("select id, item, published from reports"):
        if received is not None and row["item"] not in received:
            continue
        if published_until is None or was_published(row["published"], published_until):
            yield row["id"]


def moment_of(written: str | date) -> date:
    """Return a date or a datetime; a datetime without an offset is UTC.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(written, str):
        if len(written) <= len("2022-05-12"):
            return date.fromisoformat(written)
        written = datetime.fromisoformat(written)
    if isinstance(written, datetime) and written.tzinfo is None:
        return written.replace(tzinfo=UTC)
    return written


def end_of(moment: date) -> datetime:
    """Return the last instant that `moment` covers."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, UTC)


def was_published(published: str | None, until: date) -> bool:
    """Whether a report was out by a moment. One of which only the day is known is out when the day is over."""
    if published is None:
        return False
    try:
        return end_of(moment_of(published)) <= end_of(until)
    except ValueError:
        return False
