"""Incidents become numbers an area and month, and what nobody reported on is no number."""

import pytest

from fogline.errors import PluginInvalid
from fogline.measures import load_measures, parse_measure
from fogline.pipeline.measure import Number, Unit, coverage_of, measured
from tests.measures.ledger import Told, lay_down

AFG = Unit("country", "AFG", None)
BAGHLAN = Unit("admin1", "AFG", "Baghlan")
HEADER = "-- name: A\n-- unit: incidents\n-- meaning: M.\n-- counts: C.\n"


def row_with(**other):
    """Return a select of one row, right but for some columns."""
    right = {
        "level": "country",
        "country": "AFG",
        "admin1": None,
        "period": "1822-05",
        "value": 1,
        "low": 1,
        "high": 1,
    }
    columns = (
        f"{'null' if value is None else repr(value)} as {name}" for name, value in {**right, **other}.items()
    )
    return "select " + ", ".join(columns)


@pytest.fixture
def numbers(tmp_path):
    """What a measure gives for what is told, by area, month and party."""

    def numbers_of(key, *told):
        (measure,) = (one for one in load_measures() if one.key == key)
        store = lay_down(tmp_path / "a.fog", told)
        return {
            (unit, period, party) if party else (unit, period): number
            for unit, period, party, number in measured(store, measure, coverage_of(store))
        }

    return numbers_of


def test_deaths_of_a_month_are_added_with_their_range(numbers):
    found = numbers("killed", Told(killed=(3, 5, 8)), Told(day="1822-05-20", killed=(10, 10, 12)))

    assert found == {(AFG, "1822-05"): Number(15, 13, 20), (BAGHLAN, "1822-05"): Number(15, 13, 20)}


def test_deaths_without_a_number_are_unknown_and_not_0(numbers):
    found = numbers("killed", Told(killed=(None, None, None)))

    assert found[AFG, "1822-05"] == Number(None, 0, None)


def test_deaths_without_a_number_leave_the_others_open_above(numbers):
    found = numbers("killed", Told(killed=(None, None, None)), Told(killed=(4, 4, 4)))

    assert found[AFG, "1822-05"] == Number(4, 4, None)


def test_an_incident_of_which_nobody_tells_a_death_adds_none(numbers):
    assert numbers("killed", Told())[AFG, "1822-05"] == Number(0, 0, 0)


def test_a_discounted_incident_counts_only_in_what_may_have_been(numbers):
    found = numbers("incidents", Told(status="discounted"), Told(status="corroborated", origins=2), Told())

    assert found[AFG, "1822-05"] == Number(2, 1, 3)


def test_a_month_without_a_report_on_the_area_has_no_number(numbers):
    found = numbers("incidents", Told(), Told(day="1822-08-01", published="1822-08-02"))

    assert {period for _, period in found} == {"1822-05", "1822-08"}


def test_a_month_with_reports_and_nothing_counted_is_0(numbers):
    assert numbers("battles", Told(acled=("Riots", "Mob violence"), type="mob"))[AFG, "1822-05"] == Number(
        0, 0, 0
    )


def test_what_happened_in_an_earlier_month_than_it_was_told_counts_there(numbers):
    found = numbers("incidents", Told(day="1822-04-30", published="1822-05-02"))

    assert found[AFG, "1822-04"] == Number(1, 0, 1)
    assert found[AFG, "1822-05"] == Number(0, 0, 0)


def test_an_incident_without_a_time_counts_in_the_month_of_its_first_report_and_never_surely(numbers):
    found = numbers("incidents", Told(day=None, precision=None, status="corroborated", origins=2))

    assert found[AFG, "1822-05"] == Number(1, 0, 1)


def test_what_is_known_to_a_year_alone_is_in_no_month(numbers):
    assert numbers("incidents", Told(precision="year", day="1822-01-01"))[AFG, "1822-05"] == Number(0, 0, 0)


def test_a_province_stands_in_its_country_too_and_a_place_outside_every_country_in_none(numbers):
    found = numbers("incidents", Told(), Told(admin1=None), Told(country=None))

    assert found == {(AFG, "1822-05"): Number(2, 0, 2), (BAGHLAN, "1822-05"): Number(1, 0, 1)}


def test_civilians_are_those_whom_the_teller_calls_so(numbers):
    found = numbers("killed_civilians", Told(killed=(9, 9, 9), civilians=(4, 4)), Told(killed=(2, 2, 2)))

    assert found[AFG, "1822-05"] == Number(4, 4, 4)


def test_each_party_denies_for_itself_and_its_silence_is_0(numbers):
    found = numbers(
        "denials",
        Told(stance="denied", sayer="Ostre"),
        Told(published="1822-06-01", day="1822-06-01", stance="denied", sayer="Varn"),
    )

    assert found[AFG, "1822-05", "Ostre"] == Number(1, 1, 1)
    assert found[AFG, "1822-05", "Varn"] == Number(0, 0, 0)


def test_rows_are_added_up_and_what_is_unknown_makes_no_nought(tmp_path):
    rows = [row_with(value=2), row_with(value=None, high=None), row_with(period="1822-06", value=0, low=0)]
    unknown = row_with(period="1822-06", value=None, low=None, high=None)
    sql = " union all ".join([*rows, unknown])
    store = lay_down(tmp_path / "a.fog", [])

    found = list(measured(store, parse_measure("mine", HEADER + sql, where="mine.sql"), {}))

    assert [(period, number) for _, period, _, number in found] == [
        ("1822-05", Number(2, 2, None)), ("1822-06", Number(None, 0, None)),
    ]  # fmt: skip


def test_a_casebooks_own_measure_comes_before_the_shipped_one(tmp_path):
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "killed.sql").write_text(HEADER + "select 1", encoding="utf-8")

    (own,) = (one for one in load_measures(tmp_path) if one.key == "killed")

    assert (own.name, own.sql) == ("A", "select 1")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("Killed!", HEADER + "select 1"),
        ("killed", "select 1"),
        ("killed", HEADER),
        ("killed", HEADER + "-- by: month\nselect 1"),
        ("killed", "-- sum: x\n" + HEADER + "select 1"),
    ],
)
def test_a_file_that_is_no_measure_is_refused_by_name(key, text):
    with pytest.raises(PluginInvalid, match=r"k.sql"):
        parse_measure(key, text, where="k.sql")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("drop view claims", "drop"),
        ("select 1; select 2", "select and select"),
        ("select 1 as value", "level"),
        ("select * from nowhere", "nowhere"),
        (row_with(low=2), "low"),
        (row_with(period="May"), "May"),
        (row_with(level="town"), "town"),
    ],
)
def test_a_measure_that_gives_no_series_is_refused_by_name(sql, said, tmp_path):
    store = lay_down(tmp_path / "a.fog", [])

    with pytest.raises(PluginInvalid, match=rf"measures/mine.sql: .*{said}"):
        list(measured(store, parse_measure("mine", HEADER + sql, where="mine.sql"), {}))
