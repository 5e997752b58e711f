"""A journal moves to PostgreSQL and back without a changed hash, and a casebook works the same with either."""

from pathlib import Path

import pytest

from fogline.casebook import Casebook
from fogline.config import set_in, settings_template
from fogline.errors import CasebookError, CasebookMissing, SettingInvalid
from fogline.pipeline.encrypting import decrypt_casebook, encrypt_casebook
from fogline.pipeline.packing import unpack_casebook
from fogline.pipeline.progress import silent
from fogline.store.journal import Entry
from fogline.store.keys import Secret
from tests.fake_stages import documents
from tests.keeping.conftest import Make, exported, places_of


def entries_of(book: Casebook) -> list[Entry]:
    return list(book._store.journal.entries())


def test_a_journal_moves_to_a_server_and_back_without_a_changed_hash(
    book: Casebook, make: Make, address: str
) -> None:
    before, objects = entries_of(book), exported(book)

    moved = book.move_journal(address)

    assert moved.head == before[-1].hash
    assert moved.entries == len(before)
    assert not (book.path / "journal.db").exists()
    again = make("a")
    assert again.journal == moved
    assert entries_of(again) == before
    assert again.run().incidents == len(list(book.incidents()))
    assert exported(again) == objects

    again.move_journal()

    assert entries_of(make("a")) == before
    assert make("a").journal.where == str(book.path / "journal.db")
    # Nothing of it is left on the server, so that it can go there again.
    make("a").move_journal(address)
    assert make("a").verify().holds


def test_a_casebook_works_the_same_with_its_journal_on_a_server(
    make: Make, address: str, tmp_path: Path
) -> None:
    team, alone = make("team", documents(1)), make("alone", documents(1))
    team.move_journal(address)
    for name in ("team", "alone"):
        book = make(name, documents(3))
        claim = min(book.claims(), key=lambda one: one.id)
        decided = book.review.correct(claim, "stance", "accused", by="M. Ostrova")
        book.review.undo(decided, by="J. Varn")
        book.review.reject(claim, by="J. Varn", reason="not said")
        book.keep_release("first", by="M. Ostrova")
        book.run()
        book.erase(min(book.reports(), key=lambda one: one.id), by="M. Ostrova", reason="request 4")
        book.run()

    team, alone = make("team"), make("alone")
    assert exported(team) == exported(alone)
    assert [entry.kind for entry in entries_of(team)] == [entry.kind for entry in entries_of(alone)]
    assert team.verify().holds
    assert team._store.journal.graves()[0].by == "M. Ostrova"
    team.pack(tmp_path / "team.fogpack")
    unpack_casebook(tmp_path / "team.fogpack", tmp_path / "b.fog", secret=None, notify=silent)
    again = make("b")
    again.run()
    assert exported(again) == exported(alone)
    assert (again.path / "journal.db").is_file()
    assert make("alone").merge(again, by="M. Ostrova").entries > 0
    assert make("team").merge(make("alone"), by="M. Ostrova").entries > 0
    assert make("team").verify().holds


def test_a_casebook_on_a_server_is_encrypted_and_decrypted_there(
    book: Casebook, make: Make, address: str, secret: Secret, keyfile: Path
) -> None:
    book.review.reject(min(book.claims(), key=lambda one: one.id), by="M. Ostrova", reason="made-up words")
    book.move_journal(address)
    before = entries_of(book)

    encrypt_casebook(book.path, secret, notify=silent)

    locked = make("a", keyfile=keyfile)
    assert entries_of(locked) == before
    with locked._store.journal.database.reading() as connection:
        bodies = connection.exec_driver_sql("select body from entries").scalars().all()
    assert not any("made-up" in body for body in bodies)
    assert locked._store.journal.verify() == len(before)

    decrypt_casebook(book.path, secret, notify=silent)

    assert entries_of(make("a")) == before


def test_an_interrupted_move_goes_on(book: Casebook, make: Make, address: str) -> None:
    settings = (book.path / "fogline.toml").read_text()
    kept = (book.path / "journal.db").read_bytes()
    moved = book.move_journal(address)
    (book.path / "fogline.toml").write_text(settings)
    (book.path / "journal.db").write_bytes(kept)

    assert make("a").move_journal(address) == moved


def test_a_schema_with_another_journal_is_refused(book: Casebook, make: Make, address: str) -> None:
    make("b", documents(1)).move_journal(address)

    with pytest.raises(SettingInvalid, match="another journal"):
        book.move_journal(address)

    assert make("a").verify().holds


def test_a_journal_is_not_moved_to_where_it_is(book: Casebook) -> None:
    with pytest.raises(SettingInvalid, match="another place"):
        book.move_journal()


def test_a_wrong_schema_makes_no_second_journal(book: Casebook, make: Make, address: str) -> None:
    book.move_journal(address)
    path = book.path / "fogline.toml"
    path.write_text(set_in(path.read_text(), "keeping.journal", f"{address}_mistyped"))

    with pytest.raises(CasebookError, match="originals and no journal") as caught:
        make("a")

    assert "keeping.journal" in (caught.value.hint or "")


def test_a_lost_journal_is_said_and_no_empty_one_made(book: Casebook, make: Make) -> None:
    (book.path / "journal.db").unlink()

    with pytest.raises(CasebookError, match=r"journal\.db") as caught:
        make("a")

    assert "backup" in (caught.value.hint or "")
    assert not isinstance(caught.value, CasebookMissing)


def test_no_password_comes_into_the_folder(book: Casebook, address: str) -> None:
    with pytest.raises(SettingInvalid, match="password"):
        book.move_journal(address.replace("keeper@", "keeper:hidden@"))

    assert not places_of(book.path, b"hidden")


def test_settings_keep_their_other_lines_and_comments() -> None:
    document = '# ours\n[reading]\nworkers = 2  # two\n\n[keeping]\n# journal = ""  # where\n\n[odds]\nwords = "phia"\n'

    changed = set_in(document, "keeping.journal", "postgresql://desk@db/fogline")

    assert changed == document.replace('# journal = ""  # where', 'journal = "postgresql://desk@db/fogline"')
    assert set_in(changed, "keeping.journal", "") == document.replace(
        '# journal = ""  # where', 'journal = ""'
    )
    assert set_in("", "keeping.journal", "") == '[keeping]\njournal = ""\n'
    assert 'journal = "x"' in set_in(settings_template(), "keeping.journal", "x")
    with pytest.raises(SettingInvalid, match="by itself"):
        set_in('keeping.journal = "a"\n', "keeping.journal", "x")
