"""Query the derived tables with DuckDB, in place."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from fogline.errors import CasebookError
from fogline.store.layout import SCHEMAS, Row, to_batch
from fogline.store.parquet import opened_parts
from fogline.store.parts import Parts

__all__ = ["TABLES", "Subset", "Tables"]

TABLES = ("reports", "readings", "claims", "answers", "incidents", "series", "origins", "sources")
"""What `Tables.table` and SQL know."""

MEMORY = "2GB"
# So many columns of ids are remembered; one of 40,000 takes 4 MB.
REMEMBERED = 16
# Rows a step when results are streamed: a claim's object is about three thousand characters.
STREAMED = 500


@dataclass(frozen=True, slots=True)
class Subset:
    """Some reports, each with its origin among them alone, and rows of the decisions and answers among them."""

    origins: Mapping[str, str]
    corrections: Sequence[Row] = ()
    rulings: Sequence[Row] = ()
    answers: Sequence[Row] = ()


MERGED = """
    create view merged_decided as
        select decided_claims.*, origin_parts.origin
        from decided_claims
        left join origin_parts on origin_parts.report = decided_claims.report;
    create view merged_claims as select * from claims;
    create view merged_rulings as select * from rulings
"""
"""What is merged where no subset is asked for."""

HELD = ("reports", "claims", "incidents", "answers")
"""What `Tables.hold` keeps in memory; readings, which are looked at one at a time, stay on disk."""

LATER = ("months", "blocks", "measuring", "series", "leads")
"""Views over what is merged, in the order in which they build on each other."""

PART_VIEWS: Mapping[str, str] = {f"{table.removesuffix('s')}_parts": table for table in SCHEMAS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The subset that was asked for last, with the parts of that moment, and the database that shows it."""

    subset: Subset
    batches: object
    base: duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Held:
    """The joined tables of one moment in memory, with the parts of that moment."""

    batches: object
    base: duckdb.DuckDBPyConnection
    columns: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    """What single columns came to that were asked for last, by query and values."""


class Tables:
    """The derived tables as DuckDB sees them: reads only, and only in `derived/`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._base: duckdb.DuckDBPyConnection | None = None
        self._shown: object = None
        self._chosen: Chosen | None = None
        self._held: Held | None = None
        self._guard = threading.Lock()

    def rows(
        self, query: str, parameters: Sequence[Any] = (), *, subset: Subset | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield a query's rows as dicts, a few hundred at a time in memory.

        Args:
            query: SQL over the tables; `?` stands for each of `parameters`.
            subset: `merged_claims` shows only the claims of these reports; without it, all.
        """
        with self.connection(subset) as connection, query_errors():
            for batch in connection.execute(query, parameters).to_arrow_reader(STREAMED):
                yield from batch.to_pylist()

    def one(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first value of the first row, None when there is no row."""
        with self.connection() as connection, query_errors():
            row = connection.execute(query, parameters).fetchone()
        return None if row is None else row[0]

    def arrow(self, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Return a query's result as an Arrow table."""
        with self.connection() as connection, query_errors():
            return connection.execute(query, parameters).to_arrow_table()

    def grouped(self, query: str, *, keys: Sequence[str], into: Sequence[str]) -> pa.Table:
        """Return what a query's rows come to: a row for each of what `keys` hold, with the aggregates of `into`."""
        with self.connection() as connection, query_errors():
            return (
                connection.sql(query).aggregate(", ".join([*keys, *into]), ", ".join(keys)).to_arrow_table()
            )

    def column(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return the only column of a query's result; while the tables are held it is looked up once.

        Whoever leafs through a list asks the same again for each page, and for how many there are.
        """
        held, asked = self._held, (query, repr(parameters))
        found = None if held is None else held.columns.get(asked)
        if found is None:
            found = self.arrow(query, parameters).column(0).to_pylist()
        if held is not None and held is self._held:
            held.columns.pop(asked, None)
            held.columns[asked] = found
            for oldest in list(held.columns)[:-REMEMBERED]:
                held.columns.pop(oldest, None)
        return found

    @contextmanager
    def connection(self, subset: Subset | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a connection that shows the tables as they are at this moment."""
        with query_errors(), closing(self._current() if subset is None else self._among(subset)) as cursor:
            yield cursor

    def hold(self) -> None:
        """Keep the tables in memory as they are at this moment, and show them so until it is called again.

        A look then costs no join and opens no file. What is derived later is not seen; `is_behind` tells.
        """
        batches = self._parts.batches()
        base = self._open(None)
        with query_errors():
            for table in HELD:
                base.execute(f"create table held_{table} as select * from {table}")
                base.execute(f"create or replace view {table} as select * from held_{table}")
        with self._guard:
            self._held = Held(batches, base)

    @property
    def is_behind(self) -> bool:
        """Whether something has been derived since the tables were held; not while they are not held."""
        return self._held is not None and self._held.batches is not self._parts.batches()

    def _current(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor on the tables of this moment; who still walks an older query is not disturbed."""
        with self._guard:
            if self._held is not None:
                cursor = self._held.base.cursor()
                self._unseal(cursor)
                return cursor
            if self._base is None:
                self._base = self._open(None)
            batches = self._parts.batches()
            if self._shown is not batches:
                self._unseal(self._base)
                self._base.execute(self._part_views())
                self._shown = batches
            cursor = self._base.cursor()
            self._unseal(cursor)
            return cursor

    def _among(self, subset: Subset) -> duckdb.DuckDBPyConnection:
        """Return a cursor on the tables of a subset, kept open until another one is asked for: it has many queries."""
        with self._guard:
            batches = self._parts.batches()
            if (
                self._chosen is None
                or self._chosen.subset is not subset
                or self._chosen.batches is not batches
            ):
                self._chosen = Chosen(subset, batches, self._open(subset))
            cursor = self._chosen.base.cursor()
            self._unseal(cursor)
            return cursor

    def _unseal(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Give a connection the encrypted parts as Arrow tables; what it is given no other cursor sees."""
        if (key := self._parts.seal.parquet_key) is None:
            return
        for table, schema in SCHEMAS.items():
            if paths := [self._parts.folder / name for name in self._parts.names(table)]:
                connection.register(f"sealed_{table}", opened_parts(paths, schema, key))

    def _open(self, subset: Subset | None) -> duckdb.DuckDBPyConnection:
        """Open a database in memory with views over the parts."""
        folder = self._parts.folder.resolve()
        connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY})
        # DuckDB 1.5 cannot encrypt what it spills: over an encrypted casebook it works in memory alone.
        spill = "" if self._parts.seal.keyed else f"{folder}/.spill"
        # Nothing is fetched, nothing outside the casebook is read or written, whatever a query says.
        connection.execute(
            f"set autoinstall_known_extensions = false; set autoload_known_extensions = false;"
            f"set allowed_directories = [{quoted(str(folder))}]; set temp_directory = {quoted(spill)};"
            f"set enable_external_access = false"
        )
        for table, schema in SCHEMAS.items():
            keep_table(connection, f"no_{table}", schema.empty_table())
        self._unseal(connection)
        merged = MERGED
        if subset is not None:
            keep_table(connection, "subset", to_table(subset.origins))
            given_rows = {
                "corrections": subset.corrections, "rulings": subset.rulings, "answers": subset.answers,
            }  # fmt: skip
            for table, rows in given_rows.items():
                given = pa.Table.from_batches([to_batch(table, rows)], SCHEMAS[table])
                keep_table(connection, f"given_{table}", given)
            merged = sql("subset")
        connection.execute(";".join([self._part_views(), sql("views"), merged, *map(sql, LATER)]))
        connection.execute("set lock_configuration = true")
        return connection

    def _part_views(self) -> str:
        """Return statements that show the parts of each table as one view."""
        folder = self._parts.folder.resolve()
        statements = []
        for view, table in PART_VIEWS.items():
            paths = ", ".join(quoted(f"{folder}/{name}") for name in self._parts.names(table))
            shown = f"read_parquet([{paths}])" if paths else f"no_{table}"
            if paths and self._parts.seal.keyed:
                shown = f"sealed_{table}"
            statements.append(f"create or replace view {view} as select * from {shown}")
        return ";".join(statements)


def keep_table(connection: duckdb.DuckDBPyConnection, name: str, content: pa.Table) -> None:
    """Put a table into the database itself, where all its cursors see it."""
    connection.register("given", content)
    connection.execute(f"create table {name} as select * from given")
    connection.unregister("given")


def sql(name: str) -> str:
    """Return the statements of `sql/<name>.sql`."""
    return (files("fogline.store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def to_table(origins: Mapping[str, str]) -> pa.Table:
    """Return reports and their origins as an Arrow table."""
    return pa.table([list(origins), list(origins.values())], schema=SCHEMAS["origins"])


def quoted(text: str) -> str:
    """Return a SQL string."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def query_errors() -> Iterator[None]:
    """Turn what DuckDB refuses into a CasebookError."""
    try:
        yield
    except duckdb.Error as error:
        if ".parquet" in str(error):
            raise CasebookError(
                f"derived: {first_line(error)}, expected whole parts",
                hint="remove the casebook's derived folder and run again: everything in it is made from the originals",
            ) from error
        raise CasebookError(
            f"query: {first_line(error)}", hint=f"the tables are {', '.join(TABLES)}"
        ) from error


def first_line(error: Exception) -> str:
    """Return the first line of a library's message."""
    return next(iter(str(error).splitlines()), type(error).__name__)
