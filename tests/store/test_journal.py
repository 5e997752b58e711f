"""The journal is append-only, chained, and shows what was changed."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import CasebookError, CasebookNewer, JournalBroken
from fogline.model.ids import sha256_hex
from fogline.store import journal_schema
from fogline.store.chain import merkle_root
from fogline.store.databases import Database
from fogline.store.journal import Item, Journal, now
from fogline.store.postgres import PostgresSchema
from fogline.store.sqlite import SqliteFile

hashes = st.lists(st.integers(0, 50).map(lambda number: sha256_hex(str(number).encode())), max_size=20)


def item(name: str) -> Item:
    return Item(sha256_hex(name.encode()), "text", {}, name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """What keeps a journal, in all its kinds."""
    if request.param == "sqlite":
        return SqliteFile(tmp_path / "journal.db")
    return PostgresSchema(request.getfixturevalue("address"))


@pytest.fixture
def journal(database: Database) -> Journal:
    journal = Journal(database, clock=now)
    journal.prepare()
    return journal


def tamper(database: Database, statement: str) -> None:
    """Change the tables as someone would who may do anything to the database."""
    if isinstance(database, PostgresSchema):
        with database.changing() as connection:
            connection.exec_driver_sql("set local session_replication_role = 'replica'")
            connection.exec_driver_sql(statement)
        return
    with closing(sqlite3.connect(database.where)) as file, file:
        for table in ("entries", "items", "versions"):
            for change in ("update", "delete"):
                file.execute(f"drop trigger {table}_no_{change}")
        file.execute(statement)


def test_entries_come_back_in_order_with_what_they_say(journal: Journal) -> None:
    journal.append("note", {"a": "\x00\ud800"})
    journal.append("other", {"b": [1, None]})

    assert [(entry.number, entry.kind, entry.body) for entry in journal.entries()] == [
        (1, "note", {"a": "\x00\ud800"}),
        (2, "other", {"b": [1, None]}),
    ]
    assert journal.verify() == 2


def test_an_item_comes_in_once(journal: Journal) -> None:
    assert journal.append_items([item("a"), item("b"), item("a")]) == {item("a").id, item("b").id}
    assert journal.append_items([item("a"), item("c")]) == {item("c").id}
    assert journal.append_items([item("a")]) == frozenset()

    assert list(journal.items()) == [item("a"), item("b"), item("c")]
    assert journal.verify() == 2


def test_the_name_of_an_input_does_not_make_it_another_item() -> None:
    assert Item("0" * 64, "text", {}, "a.txt").id == Item("0" * 64, "text", {}, "b.txt").id
    assert Item("0" * 64, "text", {}, "a.txt").id != Item("0" * 64, "html", {}, "a.txt").id


@pytest.mark.parametrize(
    ("table", "column"), [("entries", "kind"), ("items", "body"), ("versions", "version")]
)
@pytest.mark.parametrize("change", ["delete from {table}", "update {table} set {column} = {column}"])
def test_the_database_refuses_to_change_or_remove_rows(
    database: Database, journal: Journal, table: str, column: str, change: str
) -> None:
    journal.append_items([item("a")])

    with (
        pytest.raises(CasebookError, match="append-only"),
        database.changing() as connection,
    ):
        connection.exec_driver_sql(change.format(table=table, column=column))

    assert journal.verify() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update entries set body = '{}' where number = 2",
        "update entries set received = '2001-01-01' where number = 1",
        "delete from entries where number = 1",
        "delete from entries where number = 2",
        "delete from items where place = 0",
        "update items set original = item",
        "update items set body = '{}'",
        "insert into items values ('x', 3, 7, 'y', '{}')",
        "insert into entries values (4, 'note', '2001', '{}', '', '')",
    ],
)
def test_tampering_is_found(database: Database, journal: Journal, statement: str) -> None:
    journal.append_items([item("a"), item("b")])
    journal.append("note", {"a": 1})
    journal.append("note", {"a": 2})

    tamper(database, statement)

    with pytest.raises(JournalBroken):
        journal.verify()


def test_removing_the_last_items_with_their_entry_is_found_by_whoever_kept_its_hash(
    database: Database, journal: Journal
) -> None:
    first = journal.append("note", {"a": 1})
    journal.append("note", {"a": 2})

    tamper(database, "delete from entries where number = 2")

    # A cut end leaves a chain that holds: what shows it is the hash of the last entry, kept elsewhere.
    assert journal.verify() == 1
    assert [entry.hash for entry in journal.entries()] == [first.hash]


def test_received_never_runs_backwards(database: Database) -> None:
    moments = iter([datetime(1900, 1, 2, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)])
    journal = Journal(database, clock=lambda: next(moments))
    journal.prepare()

    journal.append_items([item("a")])
    journal.append_items([item("b")])

    first, second = journal.entries()
    assert first.received == second.received


def test_a_past_state_is_a_prefix(database: Database) -> None:
    moments = iter([datetime(1900, 1, 1, tzinfo=UTC), datetime(1900, 1, 3, tzinfo=UTC)])
    journal = Journal(database, clock=lambda: next(moments))
    journal.prepare()
    journal.append_items([item("a")])
    journal.append_items([item("b")])

    known = list(journal.items(received_until=datetime(1900, 1, 2, tzinfo=UTC)))

    assert known == [item("a")]


def test_an_earlier_schema_is_led_forward_and_keeps_its_entries(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(journal_schema, "STEPS", journal_schema.STEPS[:1])
        earlier.setattr(journal_schema, "VERSION", 1)
        old = Journal(database, clock=now)
        old.prepare()
        old.append("note", {"a": 1})

    journal = Journal(database, clock=now)
    journal.prepare()
    journal.append_items([item("a")])

    assert [entry.kind for entry in journal.entries()] == ["note", "items"]
    assert journal.verify() == 2


@pytest.mark.usefixtures("journal")
def test_a_later_schema_is_refused(database: Database) -> None:
    with database.changing() as connection:
        connection.exec_driver_sql("insert into versions values (99)")

    with pytest.raises(CasebookNewer, match="99") as caught:
        Journal(database, clock=now).prepare()

    assert "upgrade" in (caught.value.hint or "")


def test_a_file_that_is_no_database_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"not a database at all" * 100)

    with pytest.raises(CasebookError) as caught:
        Journal(SqliteFile(tmp_path / "journal.db"), clock=now).prepare()

    assert caught.value.hint


def test_appending_at_once_keeps_one_chain(journal: Journal) -> None:
    def append(start: int) -> None:
        for number in range(start, start + 5):
            journal.append_items([item(str(number)), item("same")])

    threads = [threading.Thread(target=append, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert journal.verify() == 15
    assert journal.count_items() == 16


@settings(deadline=None)
@given(hashes, hashes)
def test_a_merkle_root_stands_for_its_leaves_in_their_order(ours: list[str], theirs: list[str]) -> None:
    assert (merkle_root(ours) == merkle_root(theirs)) == (ours == theirs)


def test_clock_tells_utc() -> None:
    assert now().utcoffset() == timedelta()
