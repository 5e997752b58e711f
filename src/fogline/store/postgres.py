"""Keep tables in a schema of a PostgreSQL server, for a team whose members work on several machines.

The address is that of libpq, `postgresql://user@host:port/database?schema=north`; what else
libpq knows may stand in it, such as `sslmode=verify-full`. A password never does: libpq
takes it from PGPASSWORD or from the file that PGPASSFILE names, else `~/.pgpass`.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine, Table, create_engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from fogline.errors import CasebookError, SettingInvalid
from fogline.store.journal_schema import metadata

__all__ = ["PostgresSchema"]

WAIT_S = 120
"""As long as a SQLite file is waited for."""
CONNECT_S = 10
DRIVER = "postgresql+psycopg"
SCHEMA = "fogline"
NAME = re.compile(r"[a-z_][a-z0-9_]{0,49}")
# Statements have no percent sign: the driver would take it for a parameter.
REFUSE = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end $$
"""
ALLOW = """
create or replace function allow_erasing() returns trigger language plpgsql as $$
declare
  bare record;
  is_erased boolean;
begin
  bare := old;
  bare.body := '';
  execute 'select exists (select 1 from ' || quote_ident(tg_table_schema) || '.erased where id = $1)'
    into is_erased using to_jsonb(old) ->> tg_argv[0];
  if new is distinct from bare or not is_erased then
    raise exception 'the journal is append-only';
  end if;
  return new;
end $$
"""
FUNCTIONS = ("refuse_change", "allow_erasing")


class PostgresSchema:
    """A schema of a PostgreSQL database."""

    def __init__(self, address: str) -> None:
        """Take an address; nothing is reached before it is used.

        Raises:
            SettingInvalid: it is no address of PostgreSQL, has a password, or the driver is not installed.
        """
        self._url, self.schema = parsed(address)
        self._engine = postgres_engine(self._url, self.schema)

    @property
    def where(self) -> str:
        """The address."""
        shown = self._url.update_query_dict({"schema": self.schema})
        return shown.set(drivername="postgresql").render_as_string(hide_password=True)

    def within(self, schema: str) -> Self:
        """Return another schema of the same database."""
        address = self._url.set(drivername="postgresql").update_query_dict({"schema": schema})
        return type(self)(address.render_as_string())

    def is_there(self) -> bool:
        """Whether the schema holds a journal."""
        with self.reading() as connection:
            return inspect(connection).has_table("versions", schema=self.schema)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one state of it."""
        with self.errors(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("set transaction isolation level repeatable read, read only")
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Open it to change it; a lock in the database, which ends with the transaction, lets others wait."""
        with self.errors(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({lock_number(self.schema)})")
            yield connection

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what the server refuses into a CasebookError."""
        try:
            yield
        except DBAPIError as error:
            found = str(error.orig).strip().splitlines() or ["no answer"]
            code = getattr(error.orig, "sqlstate", None) or next(
                (code for word, code in UNCODED if word in found[0]), ""
            )
            raise CasebookError(
                f"{self.where}: {found[0]}, expected a journal that can be used",
                hint=HINTS.get(code, "see the server's log"),
            ) from error

    def make_room(self, connection: Connection) -> None:
        """Make the schema where it is missing."""
        connection.exec_driver_sql(f"create schema if not exists {self.schema}")

    def refuse_changes(self, connection: Connection, table: str) -> None:
        """Refuse to change or remove rows, or to empty the table."""
        connection.exec_driver_sql(REFUSE)
        for change, each in (("update", "row"), ("delete", "row"), ("truncate", "statement")):
            connection.exec_driver_sql(
                f"create trigger {table}_no_{change} before {change} on {table} "
                f"for each {each} execute function refuse_change()"
            )

    def allow_erasing(self, connection: Connection, table: Table, own: str) -> None:
        """Let bodies be emptied."""
        connection.exec_driver_sql(ALLOW)
        connection.exec_driver_sql(f"drop trigger {table.name}_no_update on {table.name}")
        connection.exec_driver_sql(
            f"create trigger {table.name}_no_update before update on {table.name} "
            f"for each row execute function allow_erasing('{own}')"
        )

    def scrub(self) -> None:
        """Write the tables anew. The server's log, its replicas and its backups are its keeper's."""
        with self.errors(), self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in self._tables(connection):
                alone.exec_driver_sql(f"vacuum (full) {table}")

    def beside(self) -> Self:
        """Return an empty schema beside it."""
        another = self.within(f"{self.schema}_anew")
        another.destroy()
        return another

    def replace(self, another: Self) -> None:
        """Put the tables of another schema in the place of those of this one."""
        with self.changing() as connection:
            self._drop(connection)
            for table in self._tables(connection, another.schema):
                connection.exec_driver_sql(f"alter table {another.schema}.{table} set schema {self.schema}")
            for function in FUNCTIONS:
                connection.exec_driver_sql(
                    f"alter function {another.schema}.{function} set schema {self.schema}"
                )
            connection.exec_driver_sql(f"drop schema {another.schema}")

    def destroy(self) -> None:
        """Drop the tables, and the schema when nothing else is in it."""
        with self.changing() as connection:
            if self.schema not in inspect(connection).get_schema_names():
                return
            self._drop(connection)
            if not inspect(connection).get_table_names(schema=self.schema):
                connection.exec_driver_sql(f"drop schema {self.schema}")

    def _drop(self, connection: Connection) -> None:
        """Drop our own tables and functions; a schema may hold other things too."""
        if tables := self._tables(connection):
            connection.exec_driver_sql(f"drop table {', '.join(tables)}")
        for function in FUNCTIONS:
            connection.exec_driver_sql(f"drop function if exists {self.schema}.{function}")

    def _tables(self, connection: Connection, schema: str | None = None) -> list[str]:
        """Return those of our tables that are in a schema."""
        there = set(inspect(connection).get_table_names(schema=schema or self.schema))
        return [table.name for table in metadata.sorted_tables if table.name in there]


def parsed(address: str) -> tuple[URL, str]:
    """Return the address for the driver, and the schema."""
    expected = "postgresql://user@host/database?schema=name"
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise SettingInvalid(f"keeping.journal: found {address!r}, expected {expected}") from error
    if url.drivername not in ("postgresql", "postgres") or not url.database:
        raise SettingInvalid(
            f"keeping.journal: found {url.render_as_string()!r}, expected {expected}",
            hint="leave it empty to keep the journal in the casebook's folder",
        )
    if url.password is not None or "password" in url.query:
        raise SettingInvalid(
            "keeping.journal: found a password in the address, expected none in a casebook",
            hint="put it into ~/.pgpass, or into the variable PGPASSWORD",
        )
    schema = url.query.get("schema", SCHEMA)
    if not isinstance(schema, str) or not NAME.fullmatch(schema):
        raise SettingInvalid(
            f"keeping.journal: found the schema {schema!r}, expected lower-case letters, digits and _",
        )
    return url.difference_update_query(["schema"]).set(drivername=DRIVER), schema


def postgres_engine(url: URL, schema: str) -> Engine:
    """Return an engine whose connections see one schema; each is made for one use, as those of SQLite."""
    options = f"-c search_path={schema} -c lock_timeout={WAIT_S}s -c client_encoding=utf8"
    try:
        return create_engine(
            url, connect_args={"options": options, "connect_timeout": CONNECT_S}, poolclass=NullPool
        )
    except ModuleNotFoundError as error:
        raise SettingInvalid(
            "keeping.journal: found a PostgreSQL address and no psycopg, expected the driver",
            hint="pip install 'fogline[pg]'",
        ) from error


def lock_number(schema: str) -> int:
    """Return the number of the lock over a schema's journal; locks are of one database."""
    digest = hashlib.sha256(f"fogline journal {schema}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


REACH = "start the server, or correct keeping.journal in fogline.toml"
PASSWORD = "put the password into ~/.pgpass (mode 600), or into the variable PGPASSWORD"
UNCODED = (("password", "28P01"), ("does not exist", "3D000"), ("", "08001"))
"""What libpq says before there is a server that gives a code."""
HINTS = {
    "08001": REACH,
    "08006": REACH,
    "57P01": REACH,
    "57P03": "the server starts or stops: try again in a minute",
    "28P01": PASSWORD,
    "28000": "let this user in from this machine: pg_hba.conf on the server",
    "3D000": "make the database and the user on the server: createuser, createdb --owner",
    "42501": "grant this user the right to create in the database, or let it own the schema",
    "42P01": "the schema holds no journal: correct keeping.journal, or fogline journal BOOK --to ADDRESS",
    "55P03": "another process has held the journal for two minutes: end it and run again",
    "25006": "the server takes no changes: name its primary, not a standby",
    "53100": "make room on the server's disk and run again: what was finished is kept",
}
"""What to do, by SQLSTATE."""
