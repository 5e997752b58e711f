"""Tables of events become numbers by area and month, and say what they do not know."""

import pytest

from fogline.errors import SourceUnreadable
from fogline.importers import Opening, importer
from tests.importers.made_up import ACLED_COLUMNS, acled, ged

SHORTER = ("id", "type_of_violence", "country", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
           "deaths_unknown", "best", "high", "low")  # fmt: skip


def numbers(form, text, *, part="", level="country"):
    """What a table gives for one part, by area and month: value, low, high."""
    read = importer(form).read(text, "table.csv")
    return {
        (cell.area, cell.period): (cell.value, cell.low, cell.high)
        for cell in read.cells
        if (cell.part, cell.level) == (part, level)
    }


@pytest.mark.parametrize("header", [True, False])
def test_deaths_are_added_by_month_with_or_without_a_header(header):
    text = ged({"best": 5, "low": 3, "high": 9}, {"best": 2, "low": 2, "high": 2}, header=header)

    assert numbers("ucdp-ged", text) == {("Ostre", "1822-05"): (7, 5, 11)}
    assert numbers("ucdp-ged", text, level="admin1") == {("Velm, Ostre", "1822-05"): (7, 5, 11)}


def test_an_older_release_with_fewer_columns_is_read_by_its_header():
    assert numbers("ucdp-ged", ged({}, columns=SHORTER)) == {("Ostre", "1822-05"): (1, 1, 1)}


def test_each_kind_of_violence_is_a_part_of_its_own():
    text = ged({"best": 5, "high": 5}, {"type_of_violence": 3, "best": 2, "high": 2, "deaths_civilians": 2})

    assert numbers("ucdp-ged", text, part="one_sided") == {("Ostre", "1822-05"): (2, 1, 2)}
    assert numbers("ucdp-ged", text, part="state_based") == {("Ostre", "1822-05"): (5, 1, 5)}
    assert numbers("ucdp-ged", text, part="events") == {("Ostre", "1822-05"): (2, 2, 2)}


def test_deaths_of_unknown_side_may_be_civilians():
    text = ged({"best": 5, "high": 5, "deaths_civilians": 2, "deaths_unknown": 3})

    assert numbers("ucdp-ged", text, part="civilians") == {("Ostre", "1822-05"): (2, 2, 5)}


def test_an_event_over_several_months_counts_when_it_ends_and_may_count_in_each():
    text = ged({"date_start": "1822-05-30", "date_end": "1822-07-01", "best": 9, "low": 9, "high": 9})

    assert numbers("ucdp-ged", text) == {
        ("Ostre", "1822-05"): (0, 0, 9), ("Ostre", "1822-06"): (0, 0, 9), ("Ostre", "1822-07"): (9, 0, 9),
    }  # fmt: skip


def test_a_range_that_does_not_hold_its_best_is_widened_and_told():
    read = importer("ucdp-ged").read(ged({"best": 7, "low": 7, "high": 6}), "table.csv")

    assert [(cell.low, cell.value, cell.high) for cell in read.cells if cell.part == ""] == [(6, 7, 7)] * 2
    assert read.notes[0].startswith("1 events")


def test_silence_means_0_only_between_the_first_and_the_last_event_and_in_areas_that_are_named():
    read = importer("ucdp-ged").read(
        ged({}, {"date_start": "1822-09-01", "date_end": "1822-09-02"}), "table.csv"
    )

    spans = {(span.level, span.area, span.first, span.last) for span in read.spans if span.part == ""}
    assert spans == {
        ("country", "Ostre", "1822-05", "1822-09"),
        ("admin1", "Velm, Ostre", "1822-05", "1822-09"),
    }


def test_a_candidate_that_is_not_clear_is_counted_and_set_apart():
    text = ged({}, {"code_status": "Check deaths", "best": 4, "high": 4})

    assert numbers("ucdp-candidate", text) == {("Ostre", "1822-05"): (5, 2, 5)}
    assert numbers("ucdp-candidate", text, part="unclear") == {("Ostre", "1822-05"): (4, 1, 4)}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"best": "many"}, "'many' in best"),
        ({"best": "-3"}, "'-3' in best"),
        ({"best": "nan"}, "'nan' in best"),
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"date_start": "May"}, "'May' in date_start"),
        ({"date_start": "1822-06-01"}, "before date_start"),
        ({"country": ""}, "nothing in country"),
        ({"country": "a,b"}, "50 fields"),
    ],
)
def test_a_line_of_ucdp_that_does_not_hold_refuses_the_file_by_line(row, said):
    with pytest.raises(SourceUnreadable, match=r"table.csv: line 3: ") as refused:
        importer("ucdp-ged").read(ged({}, row), "table.csv")

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("form", "text"), [("ucdp-ged", "a,b\n1,2\n"), ("acled", ""), ("csv", "area;value\n")]
)
def test_a_table_without_its_columns_is_refused(form, text):
    with pytest.raises(SourceUnreadable, match=r"table.csv"):
        importer(form).read(text, "table.csv")


def test_acleds_0_is_no_number():
    text = acled({}, {"event_date": "1822-06-01"}, {"event_date": "1822-06-02", "fatalities": 4})

    assert numbers("acled", text) == {
        ("Ostre", "1822-05"): (None, 0, None),
        ("Ostre", "1822-06"): (4, 4, None),
    }
    assert numbers("acled", text, part="battles") == {
        ("Ostre", "1822-05"): (1, 1, 1),
        ("Ostre", "1822-06"): (2, 2, 2),
    }


@pytest.mark.parametrize("day", ["2025-05-16", "16 May 2025", "0025-05-16", "16 may 2025"])
def test_acleds_days_are_read_as_it_writes_them(day):
    assert set(numbers("acled", acled({"event_date": day}), part="events")) == {("Ostre", "2025-05")}


def test_an_export_by_actor_counts_each_event_once():
    columns = (*ACLED_COLUMNS, "actor_type")
    text = acled({"event_id_cnty": "OST7"}, {"event_id_cnty": "OST7"}, columns=columns)

    assert numbers("acled", text, part="events") == {("Ostre", "1822-05"): (1, 1, 1)}


def test_an_event_that_stands_twice_is_refused_and_one_without_an_id_is_not():
    with pytest.raises(SourceUnreadable, match="line 3"):
        importer("acled").read(acled({"event_id_cnty": "OST7"}, {"event_id_cnty": "OST7"}), "table.csv")

    text = acled({"event_id_cnty": ""}, {"event_id_cnty": ""})
    assert numbers("acled", text, part="events") == {("Ostre", "1822-05"): (2, 2, 2)}


def test_an_unknown_kind_of_event_is_refused():
    with pytest.raises(SourceUnreadable, match="Regatta"):
        importer("acled").read(acled({"event_type": "Regatta"}), "table.csv")


@pytest.mark.parametrize(
    ("form", "name", "text"),
    [
        ("ucdp-ged", "GEDEvent_v25_1.csv", ged({})),
        ("ucdp-ged", "some.csv", ged({}, header=False)),
        ("ucdp-candidate", "GEDEvent_candidate_v24_0_1.csv", ged({}, header=False)),
        ("acled", "export.csv", acled({})),
        ("csv", "deaths.csv", "area,period,value\n"),
        ("geonames", "AF.txt", "\t" * 18),
        ("whosonfirst", "places.tsv", "wof_id\tname"),
        ("gdelt-events", "18220504.export.CSV", "7" + "\t" * 60),
        ("gdelt-mentions", "18220504.mentions.CSV", "7" + "\t" * 15),
        ("polecat", "ngecEvents.txt", "Event ID\tEvent Date\tEvent Type\tSource\tPublication Date"),
        ("followthemoney", "entities.ftm.json", '{"id": "x", "schema": "Person", "properties": {}}'),
        ("canonical", "north.jsonl", '{"answers":[],"certainty":"stated","made_by":"words 1"}'),
        ("canonical", "north.jsonl", '{"author":null,"id":"r-1","original":""}'),
        ("ledger", "claims.csv", "claim,report,key,sayer,stance,polarity,certainty,quote"),
        ("geojson", "places.geojson", '{"type": "FeatureCollection", "features": []}'),
    ],
)
def test_a_format_is_told_from_the_file_by_one_importer_alone(form, name, text):
    from fogline.importers import importers

    assert [one for one, known in importers().items() if known.tells(Opening(name, text))] == [form]
