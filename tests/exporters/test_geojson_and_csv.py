"""Incidents on a map and claims in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import pytest

from fogline.exporters import exporter
from fogline.exporters._table import csv_lines, harmless
from tests.exporters.conftest import BRENNA, Held


def read_geojson(held):
    return json.loads(b"".join(exporter("geojson").write(held)))


def test_a_place_that_is_known_is_a_point_with_what_is_reported(make_incident):
    collection = read_geojson(Held([make_incident(claims=2)]))
    (feature,) = collection["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [20.0, 10.0]}
    assert [feature["properties"][f"killed_{bound}"] for bound in ("low", "best", "high")] == [5, 8, 12]
    assert (feature["properties"]["n_claims"], feature["properties"]["n_independent"]) == (2, 2)
    assert collection["unmappable"] == []


def test_a_province_is_an_area_and_never_a_pin(make_incident):
    province = replace(BRENNA, where_prec=4, radius_km=80.0)
    (feature,) = read_geojson(Held([make_incident(places=(province,))]))["features"]

    assert feature["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize("places", [(), (replace(BRENNA, lat=None, lon=None),)])
def test_what_cannot_be_mapped_is_listed(make_incident, places):
    incident, claims = make_incident(places=places)
    collection = read_geojson(Held([(incident, claims)]))

    assert collection["features"] == []
    assert [one["incident_id"] for one in collection["unmappable"]] == [incident.id]
    assert [one["places"] for one in collection["unmappable"]] == [[place.name for place in places]]


def test_no_incident_is_on_the_map_and_off_it(make_incident):
    held = Held([make_incident(), make_incident(places=()), make_incident()])
    collection = read_geojson(held)

    assert len(collection["features"]) == 2
    assert len(collection["unmappable"]) == 1


def test_every_claim_is_a_row_with_its_sayer_and_sentence(make_incident, make_claim):
    held = Held([make_incident(claims=2)], loose=[make_claim(quote='said, "no"\nand left')])
    rows = list(csv.DictReader(io.StringIO(b"".join(exporter("csv").write(held)).decode())))

    assert [row["claim"] for row in rows] == [claim.id for claim in held.claims()]
    assert [row["status"] for row in rows] == ["contested", "contested", ""]
    assert rows[2]["quote"] == 'said, "no" and left'
    assert {row["sayer"] for row in rows} == {"Army of Arnor"}


@pytest.mark.parametrize(
    "words",
    [
        "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "\u200b+1",
        "\uff1d1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\ufe66cmd", "\u3000\uff1d1",
    ],
)  # fmt: skip
def test_words_that_a_spreadsheet_would_run_are_made_harmless(words):
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize("cell", [-5, -1.5, None, "plain", "", " ", "a=1", "\u2013 a dash", "1-2"])
def test_numbers_and_plain_words_stay(cell):
    assert harmless(cell) == cell


def test_a_table_can_be_read_back():
    rows = [["a", 'b "c"', "d\ne"], ["1", "", "2"]]

    assert list(csv.reader(io.StringIO(b"".join(csv_lines(rows)).decode(), newline=""))) == rows
