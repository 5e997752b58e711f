"""Every view: readable by everybody, on a phone too, and deaf to what a report would like it to do."""

import re
from pathlib import Path

import pytest

from tests.desk.conftest import ROOT, show
from tests.desk.reports import HOSTILE

TABLE = (ROOT / "desk" / "src" / "views.ts").read_text(encoding="utf-8")
VIEWS = re.findall(r'\{ name: "(\w+)"', TABLE)
AXE = ROOT / "desk" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def address_of(page):
    """The address of a view; one of a single thing gets the first that there is."""

    def first(what: str) -> str:
        return page.evaluate("what => fetch(`/api/${what}?limit=1`).then(said => said.json())", what)["rows"][
            0
        ]["id"]

    def address(view: str) -> str:
        single = {"incident": "incidents", "claim": "claims", "report": "reports"}
        return f"{view}/{first(single[view])}" if view in single else view

    return address


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_no_serious_finding_of_axe_in_light_and_dark(view, page, address_of):
    show(page, address_of(view))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for finding in page.evaluate("axe.run()")["violations"]:
            if finding["impact"] in GRAVE:
                found += [(scheme, finding["id"], node["html"][:200]) for node in finding["nodes"]]

    assert found == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_fits_a_phone(view, page, address_of):
    page.set_viewport_size(PHONE)
    show(page, address_of(view))

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_hostile_report_is_shown_as_text_and_nothing_of_it_runs_or_is_fetched(page, expect):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, "ledger?text=shelled+British+positions")
    expect(page.get_by_label("The claim in hand")).to_contain_text("onerror")
    page.keyboard.press("o")

    expect(page.locator("main[data-view='report'] h1")).to_contain_text(
        "<script>document.title='taken'</script>"
    )
    expect(page.locator(".marked")).to_contain_text(HOSTILE)
    expect(page.locator(".marked :is(script, img, a, b)")).to_have_count(0)
    assert page.title() != "taken"
    assert all(url.startswith(page.url.split("#")[0]) for url in asked), asked


def test_the_page_may_run_no_script_but_its_own(page):
    policy = page.request.get("/").headers["content-security-policy"]

    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


def test_the_page_writes_no_markup_that_it_has_not_written_itself():
    sources = [*Path(ROOT / "desk" / "src").rglob("*.svelte"), *Path(ROOT / "desk" / "src").rglob("*.ts")]

    assert not [
        path
        for path in sources
        if re.search(r"\{@html|innerHTML|outerHTML|insertAdjacentHTML", path.read_text())
    ]
