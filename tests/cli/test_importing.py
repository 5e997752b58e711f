"""`fogline import` and `fogline leads`: what each kind of file brings, and what is said of it."""

import json
import re
import shutil

import pytest

from tests.importers.test_actors_and_places import FRONT, feature
from tests.importers.test_leads import events, polecat


@pytest.fixture
def mine(book, tmp_path):
    """A copy of the casebook, to be changed."""
    return shutil.copytree(book, tmp_path / "mine.fog")


def test_a_lead_is_listed_with_its_codes_and_is_no_claim(run, mine, tmp_path):
    (tmp_path / "1.export.CSV").write_text(events({}, {"GLOBALEVENTID": "72", "EventCode": "016"}))
    (tmp_path / "polecat.txt").write_text(polecat({}))
    claims = run("claims", mine, "--json").out

    done = run("import", mine, tmp_path / "1.export.CSV", tmp_path / "polecat.txt")
    again = run("import", mine, tmp_path / "polecat.txt")
    listed = run("leads", mine)

    assert (done.status, listed.status) == (0, 0)
    assert "1.export.CSV: 2 rows, 1 addresses" in done.out
    assert "nothing was done" in again.out
    assert "2 leads, no claims" in listed.out
    assert run("claims", mine, "--json").out == claims


def test_leads_are_given_as_addresses_and_as_objects(run, mine, tmp_path):
    (tmp_path / "1.export.CSV").write_text(events({}))
    run("import", mine, tmp_path / "1.export.CSV")

    assert run("leads", mine, "--urls").out == "https://wire.example/shells\n"
    (lead,) = map(json.loads, run("leads", mine, "--json").out.splitlines())
    assert (lead["mentions"], lead["codings"][0]["plover"], lead["report"]) == (4, "ASSAULT", None)
    assert run("leads", mine, "--type", "PROTEST").out.endswith("0 leads, no claims\n")


def test_actors_places_and_reports_come_in_by_what_their_files_are(run, mine, tmp_path):
    (tmp_path / "front.ftm.json").write_text(FRONT)
    (tmp_path / "valley.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature()]})
    )
    run("export", mine, "--out", tmp_path / "north.jsonl")

    done = run(
        "import", mine, *(tmp_path / name for name in ("front.ftm.json", "valley.geojson", "north.jsonl"))
    )

    assert done.status == 0
    for said in ("1 actors imported", "1 places imported", "2 reports new"):
        assert said in done.out


def test_a_ledger_comes_back_as_corrections_in_a_name(run, mine, tmp_path):
    path = tmp_path / "claims.csv"
    run("export", mine, "--format", "csv", "--out", path)
    written = path.read_text(encoding="utf-8")
    path.write_text(re.sub(",denied(_responsibility)?,", ",questioned,", written), encoding="utf-8")

    nameless = run("import", mine, path)
    done = run("import", mine, path, "--by", "Ada Kern")

    assert nameless.status == 2
    assert re.search("stance: denied(_responsibility)? -> questioned", done.out)
    assert "1 cells changed" in done.out


def test_a_file_that_does_not_hold_is_skipped_by_line_and_the_others_come_in(run, mine, tmp_path):
    (tmp_path / "broken.CSV").write_text(events({}) + "71\tshort\n")
    (tmp_path / "whole.CSV").write_text(events({}))

    done = run("import", mine, tmp_path / "broken.CSV", tmp_path / "whole.CSV")

    assert done.status == 3
    assert "broken.CSV: line 2: found 2 fields, expected 61" in done.err
    assert "whole.CSV: 1 rows" in done.out
