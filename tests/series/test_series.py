"""A series has one source, is journalled as an input, and is there again when what is derived is gone."""

import shutil
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from fogline.casebook import Casebook
from fogline.errors import (
    FormatUnknown,
    ObjectUnknown,
    SettingInvalid,
    SourceRefused,
    SourcesMixed,
    SourceUnreadable,
)
from fogline.pipeline.withdrawn import withdrawals
from tests.fake_stages import documents, fake_stages
from tests.importers.made_up import ged

HEADER = "area,period,value\n"


@pytest.fixture
def book(tmp_path):
    return Casebook(tmp_path / "a.fog", stages=fake_stages())


@pytest.fixture
def table(tmp_path):
    """Write a table and return its path."""

    def write(text, name="deaths.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def numbers(book, **wanted):
    return {(one.area, one.period): one.value for one in book.series(**wanted)}


def test_a_file_is_a_series_at_once_with_its_source_on_every_number(book, table):
    added = book.add_series(table(HEADER + "Mali,1822-05,3\nMali,1822-07,\n"), name="deaths", source="Post 1")

    assert (added.new, added.values, added.first, added.last) == (True, 2, "1822-05", "1822-07")
    assert {(one.source, one.name) for one in book.series()} == {("Post 1", "deaths")}
    assert numbers(book) == {("Mali", "1822-05"): 3, ("Mali", "1822-07"): None}
    assert book.table("series").column("source").to_pylist() == ["Post 1", "Post 1"]
    assert book.sql("select sum(value) as s from series").column("s").to_pylist() == [3]


def test_the_file_is_an_input_of_the_journal_and_its_bytes_are_kept(book, table):
    path = table(HEADER + "Mali,1822-05,3\n")

    book.add_series(path, name="deaths", source="Post 1")

    (item,) = book._store.journal.items()
    assert item.options == {"name": "deaths", "source": "Post 1"}
    assert book._store.originals.get(item.original) == path.read_bytes()


def test_a_series_comes_back_from_its_original(book, table):
    book.add_series(table(ged({}, {"best": 4, "high": 4})), name="ged", source="GED 1")
    before = sorted(map(repr, book.table("series").to_pylist()))

    shutil.rmtree(book.path / "derived")
    book.run()

    assert sorted(map(repr, book.table("series").to_pylist())) == before != []
    assert book.verify().holds


def test_the_same_bytes_come_in_once(book, table):
    for new in (True, False):
        added = book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")
        assert added.new is new

    assert len(book.series()) == 1


def test_a_second_source_under_one_name_is_refused(book, table):
    book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")

    with pytest.raises(SourcesMixed, match=r"'Gazette'.*'Post 1'"):
        book.add_series(table(HEADER + "Mali,1822-06,3\n"), name="deaths", source="Gazette")

    assert numbers(book) == {("Mali", "1822-05"): 3}


def test_a_measure_of_the_casebook_itself_cannot_be_brought_in(book, table):
    with pytest.raises(SourcesMixed, match="killed"):
        book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="killed", source="Post 1")


@pytest.mark.parametrize(
    ("name", "source"), [("", "Post"), ("a:b", "Post"), ("a\x1b", "Post"), ("a", " "), ("a", "x\n")]
)
def test_a_name_or_a_source_that_says_nothing_is_refused(book, table, name, source):
    with pytest.raises(SettingInvalid):
        book.add_series(table(HEADER), name=name, source=source)


def test_a_file_with_a_broken_line_leaves_nothing_behind(book, table):
    with pytest.raises(SourceUnreadable, match=r"deaths\.csv: line 3"):
        book.add_series(table(HEADER + "Mali,1822-05,3\nMali,May,3\n"), name="deaths", source="Post 1")

    assert list(book._store.journal.items()) == []
    assert numbers(book) == {}


def test_a_file_that_holds_no_numbers_is_refused(book, table):
    with pytest.raises(FormatUnknown, match=r"a\.txt"):
        book.add_series(table("Dear Sir,\n", "a.txt"), name="deaths", source="Post 1")


def test_a_later_file_replaces_the_months_of_a_country_that_it_holds(book, table):
    book.add_series(
        table(ged({}, {"date_start": "1822-06-01", "date_end": "1822-06-01"})), name="ged", source="GED"
    )
    book.add_series(
        table(ged({"date_start": "1822-06-02", "date_end": "1822-06-02", "best": 9, "high": 9})),
        name="ged",
        source="GED",
    )

    assert numbers(book, name="ged", level="country") == {("Ostre", "1822-05"): 1, ("Ostre", "1822-06"): 9}


def test_months_between_events_are_0_and_months_outside_are_not_there(book, table):
    book.add_series(
        table(ged({}, {"date_start": "1822-07-01", "date_end": "1822-07-01"})), name="ged", source="GED"
    )

    assert numbers(book, name="ged", level="country") == {
        ("Ostre", "1822-05"): 1, ("Ostre", "1822-06"): 0, ("Ostre", "1822-07"): 1,
    }  # fmt: skip


def test_an_arrow_table_comes_in_as_a_file_does(book):
    table = pa.table({"area": ["Mali", "Mali"], "period": ["1822-05", "1822-06"], "value": [3.5, None]})

    book.add_series(table, name="deaths", source="Post 1")

    assert numbers(book) == {("Mali", "1822-05"): 3.5, ("Mali", "1822-06"): None}


@pytest.mark.parametrize("thing", [3, [1], {"area": []}])
def test_what_is_no_table_is_refused(book, thing):
    with pytest.raises(SourceUnreadable, match="expected a path, an Arrow table or a DataFrame"):
        book.add_series(thing, name="deaths", source="Post 1")


def test_season_and_the_year_before_stand_beside_a_number_and_say_on_how_much_they_rest(book, table):
    months = [f"{year}-{month:02}" for year in (1820, 1821, 1822) for month in range(1, 13)]
    text = HEADER + "".join(f"Mali,{month},{at}\n" for at, month in enumerate(months) if month != "1821-12")
    book.add_series(table(text), name="deaths", source="Post 1")

    (one,) = book.series(since="1822-03", until="1822-03", area="MLI")

    assert one.value == 26
    assert (one.season.mean, one.season.low, one.season.high, one.season.n) == (8, 2, 14, 2)
    assert one.year_before.n == 11
    assert one.year_before.mean == pytest.approx((sum(range(14, 26)) - 23) / 11)


def test_nothing_later_stands_in_what_is_usual(book, table):
    book.add_series(table(HEADER + "Mali,1822-05,3\nMali,1823-05,9\n"), name="deaths", source="Post 1")

    first, second = book.series()

    assert (first.season.n, first.season.mean) == (0, None)
    assert (second.season.n, second.season.mean) == (1, 3)


def test_a_panel_is_of_one_source_and_leaves_out_what_has_no_number(book, table):
    book.add_series(table(HEADER + "Mali,1822-05,3\nMali,1822-07,\n"), name="deaths", source="Post 1")

    assert book.panel("deaths").to_pylist() == [{"area": "Mali", "period": "1822-05", "value": 3.0}]
    with pytest.raises(ObjectUnknown, match="deaths"):
        book.panel("death")


def test_two_casebooks_with_one_name_for_two_sources_stay_two_series(book, table, tmp_path):
    other = Casebook(tmp_path / "b.fog", stages=fake_stages())
    book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")
    other.add_series(table(HEADER + "Mali,1822-05,8\n"), name="deaths", source="Gazette")

    book.merge(other, by="A. N.")
    book.run()

    assert {(one.source, one.value) for one in book.series()} == {("Post 1", 3), ("Gazette", 8)}
    with pytest.raises(SourcesMixed, match="Gazette and Post 1"):
        book.panel("deaths")
    assert book.panel("deaths", source="Gazette").column("value").to_pylist() == [8]


def test_own_series_stand_beside_those_that_came_in(book, table):
    book.add_documents(documents(4))
    book.add_series(table(HEADER + "XXX,1822-05,3\n"), name="deaths", source="Post 1")

    book.run()

    own = {one.name for one in book.series_held() if one.source == "this casebook"}
    assert {"killed", "incidents", "denials"} <= own
    assert all(one.coverage.reports for one in book.series(source="this casebook"))


# Taking out


@pytest.fixture
def clock():
    """Show a day, and a second later each time."""

    class Clock:
        def turn(self, day):
            self.moment = datetime.fromisoformat(day).replace(tzinfo=UTC)

        def __call__(self):
            self.moment += timedelta(seconds=1)
            return self.moment

    shown = Clock()
    shown.turn("1822-06-01")
    return shown


@pytest.fixture
def dated(tmp_path, clock):
    return Casebook(tmp_path / "b.fog", stages=fake_stages(), clock=clock)


def test_a_withdrawn_series_is_gone_frees_its_name_and_comes_back(book, table):
    path = table(HEADER + "Mali,1822-05,3\n")
    book.add_series(path, name="deaths", source="Post 1")

    book.withdraw_series("deaths", by="M", reason="the wrong source")
    assert numbers(book) == {}
    with pytest.raises(SourceRefused, match="withdrawn"):
        book.add_series(path, name="deaths", source="Post 1")
    book.add_series(path, name="deaths", source="Gazette")
    with pytest.raises(SourcesMixed):
        book.put_back_series("deaths", by="M")
    book.withdraw_series("deaths", by="M", reason="the other one was right", file="deaths.csv")
    with pytest.raises(ObjectUnknown, match="found 2 withdrawals"):
        book.put_back_series("deaths", by="M")
    first = withdrawals(book._store)[0]
    book.put_back_series(first.id, by="M")

    assert {one.source for one in book.series()} == {"Post 1"}
    assert book.verify().holds


def test_what_was_withdrawn_stays_out_when_what_is_derived_is_made_again(book, table):
    book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")
    book.withdraw_series("deaths", by="M", reason="no longer trusted")

    shutil.rmtree(book.path / "derived")
    book.run()

    assert numbers(book) == {}


@pytest.mark.parametrize(("by", "reason"), [("", "R"), ("M", " ")])
def test_nothing_is_withdrawn_or_erased_without_a_name_and_a_reason(book, table, by, reason):
    book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")

    for take_out in (book.withdraw_series, book.erase_series):
        with pytest.raises(SettingInvalid):
            take_out("deaths", by=by, reason=reason)

    assert len(book.series()) == 1


def test_an_erased_series_leaves_no_byte_and_never_comes_in_again(book, table):
    path = table(HEADER + "Mali,1822-05,3\n")
    book.add_series(path, name="deaths", source="Post 1")
    book.add_series(table(HEADER + "Mali,1822-06,4\n", "june.csv"), name="deaths", source="Post 1")
    (original,) = (item.original for item in book._store.journal.items() if item.name == "deaths.csv")

    erased = book.erase_series("deaths", file="deaths.csv", by="M", reason="the licence ended")

    assert erased.files == ("deaths.csv",)
    assert numbers(book) == {("Mali", "1822-06"): 4}
    assert not book._store.originals.has(original)
    with pytest.raises(SourceRefused, match="erased"):
        book.add_series(path, name="other", source="Post 2")
    assert book.verify().holds
    assert [grave.reason for grave in book.verify().erased] == ["the licence ended"]


@pytest.mark.parametrize("name", ["killed", "deaths:events", "nothing"])
def test_only_what_came_in_from_a_file_is_taken_out(book, table, name):
    book.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")

    with pytest.raises(ObjectUnknown, match=r"deaths \(deaths.csv\)"):
        book.withdraw_series(name, by="M", reason="R")


def test_the_series_of_an_earlier_day_are_those_that_the_casebook_had_then(dated, clock, table):
    dated.add_series(table(HEADER + "Mali,1822-05,3\n"), name="deaths", source="Post 1")
    clock.turn("1822-07-01")
    dated.add_series(table(HEADER + "Mali,1822-05,4\nMali,1822-06,1\n"), name="deaths", source="Post 1")
    clock.turn("1822-08-01")
    dated.withdraw_series("deaths", by="M", reason="R")

    assert numbers(dated, as_of="1822-05-31") == {}
    assert numbers(dated, as_of="1822-06-30") == {("Mali", "1822-05"): 3}
    assert numbers(dated, as_of="1822-07-31") == {("Mali", "1822-05"): 4, ("Mali", "1822-06"): 1}
    assert numbers(dated, as_of="1822-08-31") == numbers(dated) == {}
