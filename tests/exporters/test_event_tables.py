"""Incidents in the columns of ACLED, UCDP GED and HXL: what a row holds, what is no row, what is lost."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.briefing.compose import shipped_names
from fogline.exporters import exporter
from fogline.importers import acled, ucdp_ged
from fogline.model.incident import When
from tests.exporters.conftest import Held, killed

ACLED_PAIRS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
}  # fmt: skip
"""ACLED's event types with their sub-event types (codebook)."""
HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*")


def rows_of(name, held):
    text = b"".join(exporter(name).write(held)).decode()
    return list(csv.DictReader(io.StringIO(text)))


def lost(name, held):
    return {loss.what: (loss.count, loss.why) for loss in exporter(name).losses(held)}


def test_an_incident_is_a_row_of_acled(make_incident):
    (row,) = rows_of("acled", Held([make_incident(claims=2)]))

    assert len(row) == 31
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == ("2022-05-01", "1", "1")
    assert (row["event_type"], row["sub_event_type"], row["fatalities"]) == ("Battles", "Armed clash", "5")
    assert (row["actor1"], row["actor2"], row["location"]) == ("Arnor", "Gondor", "Brenna")
    assert "contested" in row["tags"]


def test_no_figure_of_deaths_is_an_empty_cell_and_never_0(make_incident):
    (row,) = rows_of("acled", Held([make_incident(tolls=())]))

    assert row["fatalities"] == ""


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"type": "capture_of_nothing"}, "codebook"),
        ({"when": When(None, None, None)}, "day"),
        ({"when": When("2022-05-01", "2022-05-04", None)}, "day"),
        ({"when": When("2022-03-01", "2022-06-01", "season")}, "month"),
        ({"when": When("2021-01-01", "2022-01-01", "year")}, "month"),
        ({"when": When("2010-01-01", "2020-01-01", "longer")}, "month"),
        ({"places": ()}, "coordinates"),
    ],
)
def test_what_acled_would_not_record_is_counted_and_no_row(make_incident, other, why):
    held = Held([make_incident(**other)])

    assert rows_of("acled", held) == []
    assert lost("acled", held)["incidents"][0] == 1
    assert why in lost("acled", held)["incidents"][1]


def test_a_month_is_exact_enough_for_acled(make_incident):
    (row,) = rows_of("acled", Held([make_incident(when=When("2022-05-01", "2022-06-01", "month"))]))

    assert (row["event_date"], row["time_precision"]) == ("2022-05-01", "3")


@pytest.mark.parametrize("kind", sorted(shipped_names()))
def test_every_type_is_one_of_acleds_pairs_or_no_row(make_incident, kind):
    for row in rows_of("acled", Held([make_incident(type=kind)])):
        assert row["sub_event_type"] in ACLED_PAIRS[row["event_type"]]
        assert row["disorder_type"] in {
            "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
        }  # fmt: skip


def test_a_row_of_acled_is_read_by_the_importer_of_acled(make_incident):
    held = Held([make_incident(), make_incident(tolls=())])
    text = b"".join(exporter("acled").write(held)).decode()

    assert acled.read(text, "ours.csv").cells


def test_an_incident_is_a_row_of_ged(make_incident):
    (row,) = rows_of("ucdp_ged", Held([make_incident(tolls=(killed(5, 8, 12), killed(3, 3, 3, "Gondor")))]))

    assert len(row) == 49
    assert (row["low"], row["best"], row["high"]) == ("5", "8", "12")
    assert [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["0", "3", "0", "5"]
    assert (row["side_a"], row["side_b"], row["source_original"]) == ("Arnor", "Gondor", "Army of Arnor")


def test_a_row_of_ged_is_read_by_the_importer_of_ged(make_incident):
    (row,) = rows_of("ucdp_ged", Held([make_incident()]))
    text = b"".join(exporter("ucdp_ged").write(Held([make_incident()]))).decode()

    assert row["date_start"] == row["date_end"] == "2022-05-01"
    assert ucdp_ged.read(text, "ours.csv").cells


NUMBER = st.none() | st.integers(0, 500)


SIDES = st.lists(st.tuples(st.sampled_from(["Arnor", "Gondor", "civilians", "unknown"]), NUMBER), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(whole=st.tuples(NUMBER, NUMBER, NUMBER), sides=SIDES)
def test_ged_has_low_best_and_high_in_order_and_sides_that_add_up_to_best(make_incident, whole, sides):
    known = sorted(number for number in whole if number is not None)
    ends = (known[0], known[len(known) // 2], known[-1]) if known else (None, None, None)
    tolls = (killed(*ends), *(killed(number, number, number, side) for side, number in sides))

    for row in rows_of("ucdp_ged", Held([make_incident(tolls=tolls)])):
        numbers = {name: int(row[name]) for name in ("low", "best", "high")}
        parts = [int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown")]
        assert 0 <= numbers["low"] <= numbers["best"] <= numbers["high"]
        assert sum(parts) == numbers["best"]
        assert min(parts) >= 0


def test_an_incident_without_a_reported_death_is_no_row_of_ged(make_incident):
    held = Held([make_incident(tolls=(killed(0, 0, 0),))])

    assert rows_of("ucdp_ged", held) == []
    assert "death" in lost("ucdp_ged", held)["incidents"][1]


def test_hxl_tags_every_column_in_its_second_row(make_incident):
    header, tags, row = csv.reader(
        io.StringIO(b"".join(exporter("hxl").write(Held([make_incident()]))).decode())
    )

    assert len(header) == len(tags) == len(row)
    assert all(HXL_TAG.fullmatch(tag) for tag in tags)
    assert len(set(tags)) == len(tags)
    assert row[tags.index("#affected+killed")] == "8"


def test_losses_that_a_row_carries_are_not_counted_as_dropped(make_incident):
    tolls = (
        killed(5, 8, 12),
        replace(killed(3, 3, 3), measure="wounded"),
        replace(killed(2, 2, 2), measure="missing"),
    )
    held = Held([make_incident(tolls=tolls)])

    assert lost("acled", held)["other losses than deaths"][0] == 2
    assert lost("hxl", held)["other losses than deaths and injuries"][0] == 1


def test_rows_that_are_missing_are_told_first(make_incident):
    held = Held([make_incident(claims=2), make_incident(places=())])

    assert exporter("acled").losses(held)[0].what == "incidents"


@pytest.mark.parametrize("name", ["acled", "ucdp_ged", "hxl", "geojson"])
def test_what_a_row_drops_is_counted(make_incident, name):
    assert lost(name, Held([make_incident(claims=3)]))["claims with their sayer, stance and sentence"][0] == 3
