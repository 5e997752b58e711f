"""Timeline and map draw what is known at the size at which it is known, and list the rest."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.briefing.coast import decode_land, trim
from fogline.briefing.geomap import map_figure
from fogline.briefing.selection import select
from fogline.briefing.timeline import timeline_figure
from fogline.model.incident import IncidentPlace, When
from tests.briefing.conftest import html_of

SQUARE = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]]],
    "objects": {"land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[0, -2]]]}]}},
}


def test_a_timeline_has_one_mark_an_incident_that_leads_to_it(make_incident):
    incidents = [
        make_incident(id=f"i-{n}", when=When(f"1911-05-0{n}", f"1911-05-0{n + 1}", "day")) for n in (1, 2, 3)
    ]

    drawing = html_of(timeline_figure(select(incidents, (), (), since=None, until=None), {}))

    assert re.findall(r'href="#(i-\d)"', drawing) == ["i-1", "i-2", "i-3"]
    assert "2 May 1911: Shelling at Oldenfurt, contested" in drawing


def test_each_status_has_a_form_of_its_own(make_incident):
    incidents = [
        make_incident(id=f"i-{status}", status=status)
        for status in ("contested", "conceded", "corroborated", "single", "discounted")
    ]

    drawing = html_of(timeline_figure(select(incidents, (), (), since=None, until=None), {}))

    assert 'class="sign contested"' in drawing
    assert "<polygon" in drawing
    assert re.search(r'<rect[^>]*class="sign conceded"', drawing)


@pytest.mark.parametrize("last", ["1911-05-01", "1911-08-30", "1914-02-01", "2020-01-01", "9999-12-31"])
def test_a_timeline_can_be_a_day_or_eight_thousand_years(make_incident, last):
    ends = [make_incident(), make_incident(id="i-2", when=When(last, None, "day"))]

    drawing = html_of(timeline_figure(select(ends, (), (), since=None, until=None), {}))

    assert 1 <= drawing.count('text-anchor="middle"') <= 24
    assert "nan" not in drawing
    assert "inf" not in drawing


def test_a_far_off_day_does_not_shrink_the_rest_and_is_named(make_incident):
    near = [make_incident(id=f"i-{n}", when=When(f"1911-05-{n + 1:02}", None, "day")) for n in range(20)]
    far = make_incident(id="i-far", when=When("1815-06-18", None, "day"))

    drawing = html_of(timeline_figure(select([*near, far], (), (), since=None, until=None), {}))

    assert "Outside of the drawing" in drawing
    assert "18 June 1815" in drawing.partition("</svg>")[2]
    assert "from 1911-05-01" in drawing


def test_incidents_without_a_day_draw_no_timeline(make_incident):
    undated = make_incident(when=When(None, None, None))

    assert "<svg" not in html_of(timeline_figure(select([undated], (), (), since=None, until=None), {}))


def test_a_province_is_an_area_and_never_a_pin(make_incident):
    province = make_incident(places=(IncidentPlace(None, "Northmark", 51.0, 7.0, 90.0, 4),))
    town = make_incident(id="i-2", places=(IncidentPlace(None, "Oldenfurt", 51.2, 7.2, 4.0, 1),))

    drawing = html_of(map_figure([province, town], {}))

    assert drawing.count('class="reach contested area"') == 1
    assert drawing.count('class="reach contested"') == 1
    assert drawing.count('class="point contested"') == 1


def test_what_has_no_coordinates_is_listed_and_not_dropped(make_incident):
    lost = make_incident(id="i-2", places=(IncidentPlace(None, "Nowhere", None, None, None, 6),))
    wrong = make_incident(id="i-3", places=(IncidentPlace(None, "Beyond", 123.0, 7.0, 1.0, 1),))

    drawing = html_of(map_figure([make_incident(), lost, wrong], {}))

    assert "Not on the map: 2 incidents without coordinates" in drawing
    assert 'href="#i-2"' in drawing
    assert 'href="#i-3"' in drawing


def test_incidents_at_one_place_share_a_circle(make_incident):
    drawing = html_of(map_figure([make_incident(), make_incident(id="i-2")], {}))

    assert drawing.count('class="reach contested"') == 1
    assert "×2" in drawing


def test_places_close_together_get_a_map_of_their_own(make_incident):
    spots = [(51.0, 7.0), (51.1, 7.1), (51.0, 7.2), (20.0, 60.0)]
    incidents = [
        make_incident(id=f"i-{n}", places=(IncidentPlace(None, f"Town {n}", lat, lon, 2.0, 1),))
        for n, (lat, lon) in enumerate(spots)
    ]

    drawing = html_of(map_figure(incidents, {}))

    assert drawing.count("<svg") == 2
    assert drawing.count('class="inset"') == 1


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90),
            st.floats(-180, 180),
            st.one_of(st.none(), st.floats(0, 3000)),
            st.integers(1, 7),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_places_on_earth_can_be_drawn(make_incident, spots):
    incidents = [
        make_incident(id=f"i-{n}", places=(IncidentPlace(None, "P", lat, lon, radius, prec),))
        for n, (lat, lon, radius, prec) in enumerate(spots)
    ]

    drawing = html_of(map_figure(incidents, {}))

    numbers = [float(value) for value in re.findall(r' (?:cx|cy|r|x|y|width|height)="([^"]+)"', drawing)]
    assert all(math.isfinite(number) for number in numbers)


def test_coastlines_are_read_from_topojson():
    (ring,) = decode_land(SQUARE)

    assert ring.points[0] == (0, 0)
    assert (ring.west, ring.east, ring.south, ring.north) == (0, 10, 0, 10)


@given(st.lists(st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)), max_size=12))
def test_land_is_cut_to_the_page(corners):
    cut = trim(corners, 1000, 600)

    assert all(-5 <= x <= 1005 and -5 <= y <= 605 for x, y in cut)


def test_land_that_holds_the_whole_page_fills_it():
    cut = trim([(-5000.0, -5000.0), (5000.0, -5000.0), (5000.0, 5000.0), (-5000.0, 5000.0)], 1000, 600)

    assert sorted(cut) == [(-4.0, -4.0), (-4.0, 604.0), (1004.0, -4.0), (1004.0, 604.0)]
