"""Words that no alphabet has, that end lines or that programs run: every format carries them and stays whole."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pyarrow.parquet as pq
import pytest

from fogline.exporters import exporter, exporter_names
from fogline.model.decision import Reviewed
from fogline.model.reading import Voice
from tests.exporters.conftest import Held

STRANGE = "=cmd\ud800\0\x1b[2J\u2028\t\r\n\u202e</script>\U0001f30a"


@pytest.fixture
def held(make_incident):
    incident, claims = make_incident(claims=2)
    strange = tuple(
        replace(
            claim, quote=STRANGE, outlet=STRANGE, reviewed=Reviewed(STRANGE, "2022-05-04", "d-1"),
            chain=(Voice(STRANGE, "outlet"), Voice(STRANGE, "person")),
        )
        for claim in claims
    )  # fmt: skip
    return Held([(incident, strange)])


def content(name, held):
    return b"".join(exporter(name).write(held))


@pytest.mark.parametrize("name", sorted({*exporter_names()} - {"canonical", "parquet", "xlsx"}))
def test_a_format_of_text_stays_utf_8(name, held):
    assert content(name, held).decode("utf-8")


@pytest.mark.parametrize("name", ["claimreview", "geojson", "prov", "web_annotation"])
def test_a_format_of_json_stays_json(name, held):
    assert json.loads(content(name, held))


def test_lines_of_json_stay_lines(held):
    assert all(map(json.loads, content("followthemoney", held).decode().split("\n")[:-1]))


@pytest.mark.parametrize("name", ["acled", "csv", "followthemoney_statements", "hxl", "ucdp_ged"])
def test_a_table_keeps_its_columns_and_no_cell_is_run(name, held):
    rows = list(csv.reader(io.StringIO(content(name, held).decode(), newline="")))

    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "@", "\t", "\r")) for row in rows for cell in row)


def test_a_line_of_polecat_keeps_its_columns(held):
    assert {line.count("\t") for line in content("polecat", held).decode().split("\n")[:-1]} == {39}


def test_parquet_and_a_workbook_can_be_opened(held):
    (quote, _) = pq.read_table(io.BytesIO(content("parquet", held)))["quote"].to_pylist()
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx", held)))

    assert quote.startswith("=cmd?\0")
    assert {cell.data_type for row in book["Claims"].iter_rows() for cell in row} == {"s", "n"}
