"""Keep derived tables as immutable Parquet parts and one list that says which of them count.

    derived/parts.json               the batches in force: which stage made which parts, by what maker
    derived/claims/3f….parquet       a part, named by its content

A stage writes its parts first and then replaces the list: a reader sees a batch
whole or not at all. Parts that no list names any more are removed an hour later,
when nobody who started on an older list is likely to need them.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from fogline.model.records import Record, canonical_json
from fogline.store.files import disk_errors, replace_file, sync_folder, temporary_beside
from fogline.store.layout import SCHEMAS, Row, to_batch

__all__ = ["Batch", "BatchWriter", "Parts"]

FORMAT = 1
# Rows are gathered to Arrow batches of this many: memory stays flat, and writing is by column.
ROWS = 1_000
# A row group is written, and let go, past this size.
GROUP_BYTES = 32 * 1024 * 1024
# Someone who reads an older list is done after this long.
KEPT_S = 3_600
# More than this many batches of fewer rows than this are joined: a run of any length keeps some tens of parts a table.
MOST_SMALL, SMALL_ROWS = 64, 20_000


@dataclass(frozen=True, slots=True)
class Batch(Record):
    """What one step of one stage made.

    `scope` says of what (a block of incidents; "" where the rows say it) and
    `inputs` is the digest of what it was made from, where the stage needs it to
    know whether it is still in force. `parts` lists files by table.
    """

    stage: str
    maker: str
    scope: str
    inputs: str
    parts: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]


class Parts:
    """The folder `derived/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._list = folder / "parts.json"
        self._seen: tuple[int, int, int] | None = None
        self._batches: tuple[Batch, ...] = ()

    def batches(self) -> tuple[Batch, ...]:
        """Return the batches in force; a batch of which a part is missing is not."""
        try:
            status = self._list.stat()
        except FileNotFoundError:
            self._seen, self._batches = None, ()
            return ()
        seen = (status.st_mtime_ns, status.st_size, status.st_ino)
        if seen != self._seen:
            self._batches = tuple(filter(self._is_whole, self._load()))
            self._seen = seen
        return self._batches

    def names(self, table: str) -> tuple[str, ...]:
        """Return the parts of a table that are in force, relative to the folder."""
        return tuple(f"{table}/{part}" for batch in self.batches() for part in batch.parts.get(table, ()))

    def replace(self, *, add: Iterable[Batch] = (), drop: Callable[[Batch], bool] = lambda _: False) -> None:
        """Put batches in force and others out of it, at once. The caller holds the casebook's write lock."""
        self._seen = None
        kept = [batch for batch in self.batches() if not drop(batch)]
        content = {"format": FORMAT, "batches": [*kept, *add]}
        with disk_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self._list, canonical_json(content))
        self._seen = None

    def forget_broken(self) -> None:
        """Take batches with missing parts off the list for good. The caller holds the casebook's write lock.

        Done before anything is made again: a part that is made again has its old name,
        and would bring the old batch back beside the new one.
        """
        self._seen = None
        if self._list.exists() and len(self.batches()) < len(self._load()):
            self.replace()

    def write(self, stage: str, *, maker: str, scope: str = "", inputs: str = "") -> "BatchWriter":
        """Return a writer of one batch; it is in force when `replace` has added it."""
        return BatchWriter(self.folder, stage=stage, maker=maker, scope=scope, inputs=inputs)

    def join_small(self, stage: str) -> None:
        """Join a stage's small batches into one when there are many. The caller holds the casebook's write lock.

        A list of many parts is slow to write and to query; what stands in them stays the same.
        """
        small = [
            batch
            for batch in self.batches()
            if batch.stage == stage and not batch.scope and sum(batch.rows.values()) < SMALL_ROWS
        ]
        if len(small) <= MOST_SMALL or len({batch.maker for batch in small}) > 1:
            return
        with self.write(stage, maker=small[0].maker) as writer:
            for batch in small:
                for table, parts in batch.parts.items():
                    for part in parts:
                        writer.copy(table, self.folder / table / part)
            self.replace(add=[writer.finish()], drop=lambda batch: batch in small)

    def remove_unlisted(self) -> None:
        """Remove parts that are in no list and older than an hour. The caller holds the casebook's write lock."""
        listed = {name for table in SCHEMAS for name in self.names(table)}
        oldest = time.time() - KEPT_S
        with disk_errors(self.folder):
            for path in self.folder.glob("*/*.parquet"):
                if f"{path.parent.name}/{path.name}" not in listed and path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)

    def _load(self) -> list[Batch]:
        """Return the batches of the list, none when it is damaged or of another format: all is made again."""
        with disk_errors(self._list):
            content = self._list.read_bytes()
        try:
            listed = json.loads(content)
            if listed["format"] != FORMAT:
                return []
            return [
                Batch(**{**batch, "parts": {table: tuple(names) for table, names in batch["parts"].items()}})
                for batch in listed["batches"]
            ]
        except (ValueError, KeyError, TypeError, AttributeError):
            return []

    def _is_whole(self, batch: Batch) -> bool:
        """Whether every part of a batch is there."""
        return all(
            table in SCHEMAS and (self.folder / table / part).is_file()
            for table, parts in batch.parts.items()
            for part in parts
        )


class BatchWriter:
    """Writes the parts of one batch; nothing of it counts before `Parts.replace` adds what `finish` returns.

    Use it as a context manager: what is left unfinished is removed.
    """

    def __init__(self, folder: Path, *, stage: str, maker: str, scope: str, inputs: str) -> None:
        self._folder = folder
        self._about: dict[str, Any] = {"stage": stage, "maker": maker, "scope": scope, "inputs": inputs}
        self._tables: dict[str, PartWriter] = {}

    def add(self, table: str, row: Row) -> None:
        """Add a row to a table."""
        self._writer(table).add(row)

    def copy(self, table: str, part: Path) -> None:
        """Add all rows of a finished part."""
        self._writer(table).copy(part)

    def finish(self) -> Batch:
        """Make the parts durable under their names, and return the batch."""
        parts = {table: (writer.finish(),) for table, writer in sorted(self._tables.items())}
        rows = {table: writer.rows for table, writer in sorted(self._tables.items())}
        return Batch(**self._about, parts=parts, rows=rows)

    def _writer(self, table: str) -> "PartWriter":
        """Return the writer of a table's part."""
        if table not in self._tables:
            self._tables[table] = PartWriter(self._folder, table)
        return self._tables[table]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for writer in self._tables.values():
            writer.discard()


class PartWriter:
    """Writes one Parquet file, a thousand rows at a time."""

    def __init__(self, folder: Path, table: str) -> None:
        self._table = table
        self._folder = folder / table
        with disk_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        self._unfinished = temporary_beside(self._folder / "part")
        self._pending: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self._writer: pq.ParquetWriter | None = None
        self.rows = 0

    def add(self, row: Row) -> None:
        """Add a row."""
        self.rows += 1
        self._pending.append(row)
        if len(self._pending) >= ROWS:
            self._gather()

    def copy(self, part: Path) -> None:
        """Add all rows of a finished part."""
        self._gather()
        with disk_errors(part), pq.ParquetFile(part) as file:
            for batch in file.iter_batches(ROWS):
                self.rows += batch.num_rows
                self._take(batch)

    def finish(self) -> str:
        """Write what is left, make the file durable and return its name."""
        self._gather()
        self._flush()
        with disk_errors(self._folder):
            self._writer_of_file().close()
            with self._unfinished.open("rb") as stream:
                name = f"{hashlib.file_digest(stream, 'sha256').hexdigest()[:32]}.parquet"
                os.fsync(stream.fileno())
            self._unfinished.replace(self._folder / name)
            sync_folder(self._folder)
        return name

    def discard(self) -> None:
        """Remove what is not finished."""
        if self._writer is not None:
            self._writer.close()
        self._unfinished.unlink(missing_ok=True)

    def _gather(self) -> None:
        """Turn pending rows into an Arrow batch."""
        if self._pending:
            self._take(to_batch(self._table, self._pending))
            self._pending = []

    def _take(self, batch: pa.RecordBatch) -> None:
        """Hold a batch until there are enough for a row group."""
        self._batches.append(batch)
        if sum(batch.nbytes for batch in self._batches) >= GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        """Write the gathered batches as one row group."""
        if self._batches:
            with disk_errors(self._unfinished):
                self._writer_of_file().write_table(pa.Table.from_batches(self._batches))
            self._batches = []

    def _writer_of_file(self) -> pq.ParquetWriter:
        """Open the file when first it is needed."""
        if self._writer is None:
            with disk_errors(self._unfinished):
                self._writer = pq.ParquetWriter(self._unfinished, SCHEMAS[self._table], compression="zstd")
        return self._writer
