"""A journal on a PostgreSQL server: what is refused is said, two who append at once lose nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from fogline.errors import CasebookError, SettingInvalid
from fogline.model.ids import sha256_hex
from fogline.store.journal import Item, Journal, now
from fogline.store.postgres import PostgresSchema
from tests.postgres_server import PASSWORD

APPENDING = """
import sys
from fogline.model.ids import sha256_hex
from fogline.store.journal import Item, Journal, now
from fogline.store.postgres import PostgresSchema

journal = Journal(PostgresSchema(sys.argv[1]), clock=now)
journal.prepare()
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    journal.append("note", {"by": sys.argv[2], "number": number})
    name = f"{number}"
    journal.append_items([Item(sha256_hex(name.encode()), "text", {}, name)])
"""


def test_two_processes_that_append_at_once_lose_nothing_and_double_nothing(address: str) -> None:
    Journal(PostgresSchema(address), clock=now).prepare()
    count = 15
    command = [sys.executable, "-c", APPENDING, address]
    both = [
        subprocess.Popen(
            [*command, name, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("north", "south")
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"

    for one in both:
        one.communicate("go\n", timeout=120)

    assert [one.returncode for one in both] == [0, 0]
    journal = Journal(PostgresSchema(address), clock=now)
    noted = [(entry.body["by"], entry.body["number"]) for entry in journal.entries("note")]
    assert sorted(noted) == [(name, number) for name in ("north", "south") for number in range(count)]
    # What both brought came in once.
    assert [item.name for item in journal.items()] == [str(number) for number in range(count)]
    assert journal.verify() == 3 * count


def test_what_was_erased_is_gone_from_the_tables(address: str) -> None:
    database = PostgresSchema(address)
    journal = Journal(database, clock=now)
    journal.prepare()
    secret = Item(sha256_hex(b"a"), "text", {"note": "made-up words to erase"}, "a")
    journal.append_items([secret])

    journal.erase(secret.original, {"by": "M. Ostrova", "reason": "request 4", "also": [], "reports": []})

    assert list(journal.items()) == []
    assert journal.verify() == 2
    with database.reading() as connection:
        assert connection.exec_driver_sql("select body from items").scalars().all() == [""]


def test_a_body_that_no_entry_erased_cannot_be_emptied(address: str) -> None:
    database = PostgresSchema(address)
    journal = Journal(database, clock=now)
    journal.prepare()
    journal.append("note", {"a": 1})

    with pytest.raises(CasebookError, match="append-only"), database.changing() as connection:
        connection.exec_driver_sql("update entries set body = ''")

    with pytest.raises(CasebookError, match="append-only"), database.changing() as connection:
        connection.exec_driver_sql("truncate items, entries")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("mysql://desk@db/fogline", "mysql"),
        ("journal of the north", "journal of the north"),
        ("postgresql://desk@db", "postgresql://desk@db"),
        ("postgresql://desk:made-up@db/fogline", "password"),
        ("postgresql://desk@db/fogline?password=made-up", "password"),
        ("postgresql://desk@db/fogline?schema=north;drop", "north;drop"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(address: str, found: str) -> None:
    with pytest.raises(SettingInvalid, match=found) as caught:
        PostgresSchema(address)

    assert "made-up" not in str(caught.value)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    database = PostgresSchema(f"postgresql://desk@/fogline?host={tmp_path}&schema=north")

    with pytest.raises(CasebookError, match="schema=north") as caught:
        database.is_there()

    assert "start the server" in (caught.value.hint or "")


def test_the_password_comes_from_a_file_or_the_environment(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with pytest.raises(CasebookError) as caught:
        PostgresSchema(address).is_there()
    assert "PGPASSWORD" in (caught.value.hint or "")

    monkeypatch.setenv("PGPASSWORD", "another")
    with pytest.raises(CasebookError) as caught:
        PostgresSchema(address).is_there()
    assert "PGPASSWORD" in (caught.value.hint or "")

    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert not PostgresSchema(address).is_there()


def test_a_database_or_a_user_that_the_server_does_not_know_is_said(address: str) -> None:
    with pytest.raises(CasebookError, match="nowhere") as caught:
        PostgresSchema(address.replace("/postgres?", "/nowhere?")).is_there()

    assert "createdb" in (caught.value.hint or "")


def test_without_the_driver_the_hint_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(SettingInvalid) as caught:
        PostgresSchema("postgresql://desk@db/fogline")

    assert "fogline[pg]" in (caught.value.hint or "")
