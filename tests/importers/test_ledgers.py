"""A ledger that went through a spreadsheet comes back: each cell that a person changed is a correction."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.casebook import Casebook
from fogline.errors import FormatUnknown, SettingInvalid, SourceUnreadable
from fogline.exporters import exporter
from fogline.importers import importer
from fogline.pipeline.ledgers import changes_in
from tests.exporters.conftest import Held
from tests.fake_stages import fake_stages
from tests.merging.conftest import make_claim

__all__ = ["make_claim"]

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(voice=WORDS, quote=WORDS, initiator=WORDS)
def test_a_ledger_that_nobody_touched_changes_nothing(make_claim, voice, quote, initiator):
    claim = make_claim(voice=voice, quote=quote, initiator=initiator)
    text = b"".join(exporter("csv").write(Held([], loose=[claim]))).decode()

    (row,) = importer("ledger").read(text, "claims.csv")

    assert list(changes_in(row, claim)) == []


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Casebook(tmp_path_factory.mktemp("ledger") / "a.fog", stages=fake_stages())
    book.add_documents([{"text": "Arnor shelled Velm. Gondor denied it", "outlet": "Wire"}])
    book.run()
    return book


def edited(book, delimiter=",", **cells):
    """Export the ledger, write cells into its first row, and return the file."""
    head, *rows = csv.reader(io.StringIO(b"".join(book.export("csv")).decode()))
    for column, word in cells.items():
        rows[0][head.index(column)] = word
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    path = book.path.parent / "claims.csv"
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    return path, rows[0][0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"quote": "something else"}, "line 2: found 'something else' in quote"),
        ({"stance": "shouted"}, "line 2: stance: found 'shouted'"),
        ({"type": "regatta"}, "line 2: event.type: found 'regatta'"),
        ({"stance": ""}, "line 2: found nothing in stance"),
        ({"claim": "c-0"}, "line 2: found the claim 'c-0'"),
    ],
)
def test_what_no_cell_can_say_refuses_the_file_by_line_and_changes_nothing(book, cells, said):
    path, _ = edited(book, **({"initiator": "Harad"} | cells))
    decided = len(list(book.review.decisions()))

    with pytest.raises(SourceUnreadable) as refused:
        book.add_ledger(path, by="Ada Kern")

    assert f"claims.csv: {said}" in str(refused.value)
    assert len(list(book.review.decisions())) == decided


def test_nobody_changes_a_ledger_without_a_name(book):
    path, _ = edited(book, stance="predicted")

    with pytest.raises(SettingInvalid):
        book.add_ledger(path, by="")


def test_a_ledger_is_no_gazetteer_and_a_table_no_ledger(book):
    path = book.path.parent / "plain.csv"
    path.write_text("area,period,value\n")

    with pytest.raises(FormatUnknown, match="expected a ledger of claims"):
        book.add_ledger(path, by="Ada Kern")


def test_a_changed_cell_is_a_correction_by_whoever_brings_it(book):
    path, claim = edited(book, ";", stance="warned", initiator="Ostre")

    changes = book.add_ledger(path, by="Ada Kern")
    book.run()

    assert [(one.field, one.value) for one in changes] == [("stance", "warned"), ("initiator", "Ostre")]
    found = book.find(claim)
    assert (found.stance, found.event.initiator.name, found.reviewed.by) == ("warned", "Ostre", "Ada Kern")
    assert book.add_ledger(edited(book)[0], by="Ada Kern") == ()
