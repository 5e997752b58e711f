"""Incidents are chosen by one rule, whether they stand in a table or are of an earlier day."""

import pytest

from fogline.casebook import Casebook
from fogline.errors import SettingInvalid
from tests.fake_stages import documents, fake_stages


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Casebook:
    made = Casebook(tmp_path_factory.mktemp("looking") / "north.fog", stages=fake_stages())
    made.add_documents(documents(6))
    made.run()
    return made


@pytest.mark.parametrize(
    "wanted",
    [
        {}, {"place": "SORVIK"}, {"place": "gn:1"}, {"place": "Sorv"}, {"type": "shelling"}, {"status": "single"},
        {"status": ["contested", "single"]}, {"status": "contested"}, {"since": "1822-05-02"},
        {"until": "1822-05-02"}, {"party": "Ostre1"}, {"grade": "C"}, {"place": "(.*"},
    ],
    ids=str,
)  # fmt: skip
def test_this_moment_and_an_earlier_one_choose_alike(book, wanted):
    now = [incident.id for incident in book.incidents(**wanted)]
    then = [incident.id for incident in book.incidents(as_of="2999-01-01", **wanted)]

    assert now == then


def test_words_are_looked_for_in_this_moment_alone(book):
    assert len(book.incidents(text="shelled the mill")) > 0
    with pytest.raises(SettingInvalid, match="earlier moment"):
        book.incidents(text="shelled", as_of="2999-01-01")


def test_what_is_held_stays_until_it_is_held_anew(book):
    held = book.apart()
    held.hold()
    before = len(held.reports())
    book.add_documents(documents(1, start=40))
    book.run()

    assert (len(held.reports()), held.is_behind) == (before, True)
    held.hold()
    assert (len(held.reports()), held.is_behind) == (before + 1, False)
    assert not book.is_behind
