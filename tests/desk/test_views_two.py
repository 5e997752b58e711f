"""Map, timeline, sources and outlook: nothing is pinned that is not known, answers are joined, odds show their base."""

import json
import re

import pytest

from tests.desk.conftest import show
from tests.desk.test_views import AXE, GRAVE, PHONE

TABS = (
    "sources/actors",
    "sources/places",
    "sources/names",
    "questions/record",
    "questions/series",
    "questions/boards",
)

MAPPED = {
    "points": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "i-1",
                "geometry": {"type": "Point", "coordinates": [-57.86, -51.69]},
                "properties": {
                    "incident": "i-1",
                    "place": "Port Stanley",
                    "radius_km": 4.0,
                    "where_prec": 1,
                    "type": "air_drone_strike",
                    "status": "contested",
                    "earliest": "1982-05-01",
                    "latest": "1982-05-02",
                },
            }
        ],
    },
    "areas": [
        {
            "name": "Ontario",
            "country": "CAN",
            "admin1": "Ontario",
            "lat": 50.0,
            "lon": -86.0,
            "incidents": [
                {
                    "incident": "i-2",
                    "type": "protest",
                    "status": "single",
                    "earliest": "1982-06-01",
                    "latest": "1982-06-02",
                }
            ],
        },
        {
            "name": "Land of Nowhere",
            "country": "CAN",
            "admin1": "Land of Nowhere",
            "lat": 0.0,
            "lon": -30.0,
            "incidents": [
                {
                    "incident": "i-3",
                    "type": "protest",
                    "status": "single",
                    "earliest": "1982-06-03",
                    "latest": "1982-06-04",
                }
            ],
        },
    ],
    "unmappable": [
        {
            "incident": "i-4",
            "type": "killing",
            "status": "single",
            "earliest": None,
            "latest": None,
            "place": None,
            "why": "no place is told",
        }
    ],
    "first": "1982-05-01",
    "last": "1982-06-04",
}
"""A place, a province, a province that no boundary is known of, and an incident without a place."""

MANY = 10_000
KEPT = "fetch('/api/questions').then(said => said.json())"
DRAWING_MS = 90_000
"""A map is drawn without a graphics card here, on a machine that may be busy."""


def answer(page, path: str, body: object) -> None:
    """Let the server answer a path with a made-up body."""
    page.route(
        re.compile(rf"/api/{path}(\?|$)"),
        lambda route: route.fulfill(content_type="application/json", body=json.dumps(body)),
    )


@pytest.fixture
def mapped(page):
    """The map of MAPPED."""
    answer(page, "map", MAPPED)
    show(page, "map")
    return page


def test_the_map_is_drawn_from_the_desks_own_files_alone(page, expect):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, "map")

    expect(page.locator("[data-drawn]")).to_be_attached(timeout=DRAWING_MS)
    origin = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith(f"{origin}/")] == []


def test_a_place_is_listed_with_its_radius_and_a_province_is_never_a_point(mapped, expect):
    places = mapped.get_by_label("Places", exact=True)

    expect(places.get_by_role("button", name="Port Stanley")).to_contain_text("within 4 km")
    expect(places.get_by_role("button", name="Ontario")).to_contain_text("only the province is known")
    expect(mapped.locator("[data-drawn='1 places, 1 areas']")).to_be_attached(timeout=DRAWING_MS)


def test_what_cannot_be_mapped_is_listed_with_its_reason(mapped, expect):
    places = mapped.get_by_label("Places", exact=True)

    expect(places.get_by_role("listitem").filter(has_text="no place is told")).to_have_count(1)
    expect(places.get_by_role("listitem").filter(has_text="Land of Nowhere")).to_contain_text("no such area")


def test_the_slider_leaves_out_what_lies_at_another_time(mapped, expect):
    mapped.get_by_role("slider", name="To").press("Home")

    expect(mapped.get_by_role("button", name="Port Stanley")).to_be_visible()
    expect(mapped.get_by_role("button", name="Ontario")).to_have_count(0)
    assert "until=1982-05-01" in mapped.url


def test_a_place_that_is_chosen_is_a_link_that_can_be_sent(mapped, new_page, expect):
    mapped.get_by_role("button", name="Port Stanley").click()
    expect(mapped.locator("[data-chosen]")).to_contain_text("air drone strike")

    other = new_page()
    answer(other, "map", MAPPED)
    other.goto(mapped.url)
    expect(other.locator("[data-chosen] h2")).to_have_text("Port Stanley")


def test_without_webgl_the_map_is_a_list_that_says_why(new_page, expect):
    page = new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    answer(page, "map", MAPPED)
    page.reload()
    show(page, "map")

    expect(page.get_by_text("The map cannot be drawn here: this browser has no WebGL 2")).to_be_visible()
    expect(page.get_by_role("button", name="Port Stanley")).to_be_visible()


def test_ten_thousand_incidents_do_not_fill_the_page(page, expect):
    (one,) = MAPPED["points"]["features"]
    many = [
        {
            **one,
            "geometry": {"type": "Point", "coordinates": [(n % 360) - 180, (n % 120) - 60]},
            "properties": {**one["properties"], "incident": f"i-{n}", "place": f"Place {n % 700}"},
        }
        for n in range(MANY)
    ]
    answer(page, "map", {**MAPPED, "points": {"type": "FeatureCollection", "features": many}})
    show(page, "map")

    expect(page.locator("[data-drawn]")).to_be_attached(timeout=DRAWING_MS)
    assert page.locator(".list li").count() < 100


def test_answers_are_joined_to_what_they_answer_and_reached_by_keys(page, expect):
    show(page, "timeline")
    joins = page.evaluate("fetch('/api/timeline').then(said => said.json())")["answers"]
    assert joins
    denial = page.locator(f"[data-claim='{joins[0]['claim']}']")
    denial.focus()
    denial.press("Enter")

    detail = page.locator(".detail")
    expect(detail.get_by_role("heading", name="It answers")).to_be_visible()
    assert page.locator("path.join").count() == len(joins)
    assert page.locator("path.join.lit").count() >= 1


def test_arrow_keys_walk_along_the_line(page, expect):
    show(page, "timeline")
    first = page.locator("[data-claim][tabindex='0']")
    first.focus()
    first.press("End")

    chosen = page.locator("[data-claim][aria-pressed='true']")
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_focused()


def test_the_timeline_has_a_list_beside_it(page, expect):
    show(page, "timeline")
    page.get_by_text("The same as a list").click()

    claims = page.evaluate("fetch('/api/timeline').then(said => said.json())")["claims"]
    expect(page.locator("details tbody tr")).to_have_count(len(claims))


def test_a_question_shows_what_it_means_before_it_is_kept(page, expect):
    show(page, "questions")
    before = page.evaluate(KEPT)["total"]
    page.get_by_label("Ask for odds").fill(
        "Will Argentina and the United Kingdom fight an armed clash before 2027-06-30?"
    )
    page.get_by_role("button", name="What does it mean?").click()

    meaning = page.get_by_label("What the question means")
    expect(meaning.locator("dt", has_text="Base rate")).to_be_visible()
    expect(meaning.get_by_role("img")).to_have_attribute("aria-label", re.compile("nine times in ten"))
    assert page.evaluate(KEPT)["total"] == before


def test_a_question_is_kept_on_the_record_and_settled(page, expect):
    show(page, "questions")
    page.get_by_label("Ask for odds").fill(
        "Will Argentina and the United Kingdom fight an armed clash before 2027-06-30?"
    )
    page.get_by_role("button", name="What does it mean?").click()
    page.get_by_role("button", name="Keep it on the record").click()
    settle = page.locator("form.settle")
    settle.get_by_label("Outcome").select_option("void")
    settle.get_by_label("Because").fill("asked to try the desk")
    settle.get_by_role("button", name="Settle it").click()

    expect(page.get_by_role("listitem").filter(has_text="asked to try the desk")).to_contain_text("void")
    expect(settle).to_have_count(0)


def test_a_name_that_is_none_waits_no_more_until_that_is_taken_back(page, expect):
    show(page, "sources/names")
    names = page.locator("article.card")
    name = names.first.get_by_role("heading").inner_text()
    same = page.get_by_role("heading", name=name, exact=True)
    names.first.get_by_role("button", name="No name of").click()
    expect(same).to_have_count(0)

    page.keyboard.press("u")
    expect(same).to_have_count(1)


def test_a_question_without_a_rule_is_refused_in_words(page, expect):
    show(page, "questions")
    page.get_by_label("Ask for odds").fill("How is the weather?")
    page.get_by_role("button", name="What does it mean?").click()

    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("tab", TABS)
def test_a_part_of_a_view_fits_a_phone_and_has_no_serious_finding_of_axe(tab, page):
    page.set_viewport_size(PHONE)
    show(page, tab)
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = [one["id"] for one in page.evaluate("axe.run()")["violations"] if one["impact"] in GRAVE]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
