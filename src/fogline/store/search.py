"""Find words in reports and claims.

The index is a SQLite FTS5 file in `derived/`: it grows by the parts that came in
since it was last asked, where DuckDB's full-text extension would build all of it
again. It holds no text, only where each word stands. In an encrypted casebook the
file is sealed whole and opened in memory.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from fogline.model.records import Record
from fogline.store.files import destroy, disk_errors, replace_file
from fogline.store.locks import Lock
from fogline.store.parquet import open_part
from fogline.store.parts import Parts
from fogline.store.sealing import Unsealable
from fogline.store.sqlite import file_errors
from fogline.store.tables import Tables

__all__ = ["Hit", "Search"]

NAME = "search.db"
INDEXED: Mapping[str, tuple[str, ...]] = {
    "reports": ("title", "text"),
    "claims": ("quote", "sayer", "initiator", "target"),
}
SCHEMA = """
    create table if not exists parts (name text primary key) without rowid;
    create table if not exists rows (number integer primary key, kind text, id text);
    create virtual table if not exists words using fts5(body, content='', tokenize='unicode61 remove_diacritics 2');
"""
TERM = re.compile(r'"([^"]*)"|(\S+)')
WORD = re.compile(r"\w+")
# A hit shows this many characters before and after the first word that was found.
AROUND = 80
ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Hit(Record):
    """A report or a claim that holds the words that were looked for, the best first.

    `kind` is "report" or "claim"; `excerpt` the text around the first word, cut to
    one line's length.
    """

    kind: str
    id: str
    report: str
    outlet: str | None
    published: str | None
    excerpt: str


class Search:
    """The index of words."""

    def __init__(self, parts: Parts, tables: Tables, lock: Lock) -> None:
        self._parts = parts
        self._tables = tables
        self._path = parts.folder / NAME
        self._lock = lock

    def find(self, text: str, *, limit: int) -> tuple[Hit, ...]:
        """Return what holds all words of `text`; words in double quotes as a phrase, `word*` as a beginning."""
        if not (expression := match_expression(text)) or not self._parts.batches():
            return ()
        with self._lock.held(), file_errors(self._path), closing(self._open()) as index:
            self._update(index)
            found = index.execute(
                "select kind, id from words join rows on rows.number = words.rowid "
                "where words match ? order by rank, id limit ?",
                (expression, limit),
            ).fetchall()
        return tuple(self._hits(found, text))

    def forget(self) -> None:
        """Overwrite and remove the index; the next look makes it anew."""
        with self._lock.held():
            for path in self._path.parent.glob(f"{NAME}*"):
                destroy(path)

    def _open(self) -> sqlite3.Connection:
        """Open the index; start anew when a part that it knows is not in force any more."""
        index = self._connect()
        known = {name for (name,) in index.execute("select name from parts")}
        if known <= {name for name, _ in self._listed()}:
            return index
        index.close()
        self._path.unlink()
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        """Open the file. It is a cache: no wait for the disk."""
        if self._parts.seal.keyed:
            index = sqlite3.connect(":memory:", isolation_level=None)
            with suppress(FileNotFoundError, Unsealable):
                index.deserialize(self._parts.seal.open(self._path.read_bytes(), about=NAME))
        else:
            index = sqlite3.connect(self._path, isolation_level=None)
        index.execute("pragma synchronous = off")
        index.executescript(SCHEMA)
        return index

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Yield the parts to index, relative to `derived/`, with their table."""
        for table in INDEXED:
            for name in self._parts.names(table):
                yield name, table

    def _update(self, index: sqlite3.Connection) -> None:
        """Index the parts that are not indexed yet, each whole or not at all."""
        known = {name for (name,) in index.execute("select name from parts")}
        fresh = [(name, table) for name, table in self._listed() if name not in known]
        for name, table in fresh:
            with whole_transaction(index):
                self._index_part(index, name, table)
        if fresh and self._parts.seal.keyed:
            replace_file(self._path, self._parts.seal.close(index.serialize(), about=NAME))

    def _index_part(self, index: sqlite3.Connection, name: str, table: str) -> None:
        """Index one part."""
        columns = INDEXED[table]
        with disk_errors(self._parts.folder), open_part(self._parts.folder / name, self._parts.seal) as part:
            for batch in part.iter_batches(ROWS, columns=["id", *columns]):
                for row in batch.to_pylist():
                    body = "\n".join(row[column] for column in columns if row[column])
                    inserted = index.execute(
                        "insert into rows (kind, id) values (?, ?)", (table.removesuffix("s"), row["id"])
                    )
                    index.execute("insert into words (rowid, body) values (?, ?)", (inserted.lastrowid, body))
        index.execute("insert into parts values (?)", (name,))

    def _hits(self, found: list[tuple[str, str]], text: str) -> Iterator[Hit]:
        """Yield hits in the order in which they were found."""
        terms = [word.casefold() for word in WORD.findall(text)]
        ids = {kind: [one for other, one in found if other == kind] for kind in ("report", "claim")}
        rows: dict[str, dict[str, Any]] = {}
        for row in self._tables.rows(
            "select id, id as report, outlet, published, text as body from reports where list_contains(?, id) "
            "union all "
            "select id, report, outlet, published, quote as body from claims where list_contains(?, id)",
            (ids["report"], ids["claim"]),
        ):
            rows[row["id"]] = row
        for kind, one in dict.fromkeys(found):
            if one in rows:
                row = rows[one]
                yield Hit(
                    kind, one, row["report"], row["outlet"], row["published"], excerpt(row["body"], terms)
                )


@contextmanager
def whole_transaction(index: sqlite3.Connection) -> Iterator[None]:
    """Do all of what follows or nothing."""
    index.execute("begin")
    try:
        yield
    except BaseException:
        index.execute("rollback")
        raise
    index.execute("commit")


def match_expression(text: str) -> str:
    """Return what a user typed as an FTS5 expression in which nothing but phrases and beginnings has a meaning."""
    terms = []
    for match in TERM.finditer(text.replace("\x00", " ")):
        phrase = match[1] if match[1] is not None else match[2].replace('"', " ")
        if WORD.search(phrase):
            terms.append(f'"{phrase.strip("*")}"' + ("*" if match[2] and phrase.endswith("*") else ""))
    return " ".join(terms)


def excerpt(body: str, terms: list[str]) -> str:
    """Return the text around the first of the words, on one line."""
    folded = body.casefold()
    places = [place for term in terms if (place := folded.find(term)) >= 0]
    start = max(0, min(places, default=0) - AROUND)
    cut = " ".join(body[start : start + 2 * AROUND].split())
    return f"{'…' if start else ''}{cut}{'…' if start + 2 * AROUND < len(body) else ''}"
