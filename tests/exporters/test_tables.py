"""Claims and incidents as Parquet, as a workbook, in POLECAT's columns and on a map, opened by what reads them."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import geopandas
import openpyxl
import pyarrow.parquet as pq
import pytest

from fogline.exporters import exporter
from fogline.exporters.polecat import COLUMNS as POLECAT
from tests.exporters.conftest import Held, killed
from tests.merging.conftest import toll


def content(name, held):
    return b"".join(exporter(name).write(held))


def lost(name, held):
    return {loss.what: loss.count for loss in exporter(name).losses(held)}


# Parquet


def test_a_table_of_parquet_has_a_row_a_claim_with_types(make_incident, make_claim):
    told = [toll(3, None, suffered_by="Gondor"), toll(0, 0, measure="wounded")]
    held = Held([make_incident(claims=2)], loose=[make_claim(tolls=told), make_claim(type=None)])
    rows = pq.read_table(io.BytesIO(content("parquet", held))).to_pylist()

    assert [row["claim"] for row in rows] == [claim.id for claim in held.claims()]
    assert [row["status"] for row in rows] == ["contested", "contested", None, None]
    assert [(one["low"], one["high"], one["party"]) for one in rows[2]["tolls"]] == [
        (3, None, "Gondor"),
        (0, 0, None),
    ]
    assert (rows[3]["type"], rows[3]["tolls"], rows[3]["places"]) == (None, None, None)
    assert (rows[0]["start"], rows[0]["end"], rows[0]["reported_killed_best"]) == (0, 2, 8)


def test_rows_beyond_one_group_are_all_there(make_incident, monkeypatch):
    monkeypatch.setattr("fogline.exporters.parquet.ROWS", 2)
    file = pq.ParquetFile(io.BytesIO(content("parquet", Held([make_incident(claims=5)]))))

    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (5, 3)


# XLSX


@pytest.fixture
def book(make_incident, make_claim):
    held = Held([make_incident(claims=2)], loose=[make_claim(quote="=HYPERLINK(1)", outlet="+49")])
    return openpyxl.load_workbook(io.BytesIO(content("xlsx", held)))


def test_a_workbook_has_claims_incidents_and_what_it_does_not_carry(book):
    assert book.sheetnames == ["Claims", "Incidents", "Not carried"]
    assert [sheet.max_row for sheet in book.worksheets[:2]] == [4, 2]
    assert {row[0] for row in book["Not carried"].iter_rows(min_row=2, values_only=True)} >= {
        "texts of reports"
    }


def test_no_cell_of_a_workbook_is_a_formula(book):
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_numbers_are_numbers_and_unknown_is_an_empty_cell(book):
    head, row = list(book["Incidents"].iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))

    assert (told["Reported killed"], told["Latitude"], told["Reported injured"]) == (8, 10.0, None)


def test_a_workbook_says_no_day_on_which_it_was_made(book):
    assert book.properties.created.replace(tzinfo=UTC) == datetime(1980, 1, 1, tzinfo=UTC)


def test_the_end_of_a_sentence_that_no_cell_holds_is_counted(make_claim):
    held = Held([], loose=[make_claim(quote="x" * 40_000)])

    assert lost("xlsx", held)["ends of long sentences"] == 1
    assert openpyxl.load_workbook(io.BytesIO(content("xlsx", held)))["Claims"].max_row == 2


# POLECAT


def polecat(held):
    head, *lines = content("polecat", held).decode().splitlines()
    assert tuple(head.split("\t")) == POLECAT
    return [dict(zip(POLECAT, line.split("\t"), strict=True)) for line in lines]


def coded(claim, **other):
    return replace(claim, event=replace(claim.event, plover="ASSAULT"), **other)


def test_a_claimed_event_is_a_row_of_polecat(make_claim):
    (row,) = polecat(Held([], loose=[coded(make_claim(outlet="The\tWire"))]))

    assert len(row) == 40
    assert (row["Event Type"], row["Event Mode"], row["Event Date"]) == ("ASSAULT", "None", "1982-05-02")
    assert (row["Actor Name"], row["Recipient Name"], row["Placename"]) == ("Arnor", "Gondor", "Amon")
    assert (row["Source"], row["Publication Date"]) == ("The Wire", "1982-05-03")


@pytest.mark.parametrize(
    ("other", "mode"),
    [
        ({"stance": "denied"}, "negation"),
        ({"polarity": "negated"}, "negation"),
        ({"stance": "predicted"}, "future"),
        ({"stance": "questioned"}, "hypothetical"),
    ],
)
def test_what_its_sayer_does_not_affirm_is_told_by_its_mode(make_claim, other, mode):
    (row,) = polecat(Held([], loose=[coded(make_claim(), **other)]))

    assert row["Event Mode"] == mode


def test_claims_that_are_no_row_of_polecat_are_counted(make_claim):
    held = Held([], loose=[make_claim(), make_claim(type=None), coded(make_claim(when=None))])

    assert polecat(held) == []
    assert [loss.count for loss in exporter("polecat").losses(held) if loss.what == "claims"] == [1, 1, 1]


# GeoJSON


def test_the_map_is_opened_by_geopandas(make_incident):
    held = Held([make_incident(), make_incident(places=()), make_incident(tolls=(killed(None, None, None),))])
    frame = geopandas.read_file(io.BytesIO(content("geojson", held)))

    assert len(frame) == 2
    assert set(frame.geometry.geom_type) == {"Point"}
    assert set(frame["status"]) == {"contested"}
