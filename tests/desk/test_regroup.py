"""Incidents that a person puts together and takes apart, in a real browser."""

import pytest

from tests.desk.conftest import show


@pytest.fixture
def frigate(page):
    """A page on the incident that both sides speak of."""
    show(page, "incidents?status=conceded")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Merge").wait_for()
    return page


def statements(page):
    return page.locator(".said li.card")


def test_two_incidents_are_merged_after_a_look_at_both_and_the_merger_taken_back(frigate, expect):
    before = statements(frigate).count()
    frigate.keyboard.press("m")
    dialog = frigate.get_by_role("dialog", name="Merge with another incident")
    expect(dialog.get_by_role("button", name="Merge", exact=True)).to_be_disabled()
    dialog.get_by_label("Words of the other incident").fill("shelled British positions")
    dialog.get_by_role("radio").first.check()

    expect(dialog.get_by_role("region", name="This incident")).to_contain_text(
        "admitted that a British frigate"
    )
    expect(dialog.get_by_role("region", name="The other one")).to_contain_text("shelled British positions")
    dialog.get_by_role("button", name="Merge", exact=True).click()

    expect(dialog).to_have_count(0)
    expect(statements(frigate).filter(has_text="shelled British positions")).to_have_count(1)

    frigate.keyboard.press("u")

    expect(statements(frigate)).to_have_count(before)


def test_a_claim_is_split_off_an_incident_and_the_split_taken_back(frigate, expect):
    before = statements(frigate).count()
    frigate.keyboard.press("x")
    dialog = frigate.get_by_role("dialog", name="Split claims off")
    dialog.get_by_role("checkbox", name="4 British sailors were killed").check()
    expect(dialog.get_by_role("status")).to_contain_text(f"1 of {before} go")
    dialog.get_by_label("Why").fill("another ship")
    dialog.get_by_role("button", name="Split off").click()

    expect(statements(frigate)).to_have_count(before - 1)

    frigate.keyboard.press("u")

    expect(statements(frigate)).to_have_count(before)


def test_a_claim_is_attached_to_an_incident_and_taken_off_again(frigate, expect):
    frigate.keyboard.press("a")
    dialog = frigate.get_by_role("dialog", name="Attach a claim")
    dialog.get_by_label("Words of the claim").fill("shelled British positions")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Attach", exact=True).click()

    attached = statements(frigate).filter(has_text="shelled British positions")
    expect(attached).to_have_count(1)

    frigate.keyboard.press("u")

    expect(attached).to_have_count(0)


def test_a_grade_is_set_with_its_reason_and_taken_back(frigate, expect):
    frigate.keyboard.press("e")
    dialog = frigate.get_by_role("dialog", name="Set the grade")
    dialog.get_by_label("The sources are").select_option("A")
    dialog.get_by_label("What they tell is").select_option("1")
    dialog.get_by_label("Why").fill("both governments say so")
    dialog.get_by_role("button", name="Grade A1").click()

    graded = frigate.get_by_text("grade A1", exact=True)
    expect(graded).to_be_visible()

    frigate.keyboard.press("u")

    expect(graded).to_have_count(0)


def test_a_refusal_is_read_in_the_dialog_and_nothing_is_lost(frigate, expect):
    refusal = {"error": "Ida: found a coder without the scope 'review'", "hint": "ask an admin"}
    frigate.route("**/api/review", lambda route: route.fulfill(status=403, json=refusal))
    frigate.keyboard.press("e")
    dialog = frigate.get_by_role("dialog", name="Set the grade")
    dialog.get_by_label("Why").fill("read twice")
    frigate.keyboard.press("Enter")

    expect(dialog.get_by_role("alert")).to_contain_text("without the scope 'review'")
    expect(dialog.get_by_label("Why")).to_have_value("read twice")

    frigate.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(frigate.get_by_role("button", name="Sign off")).to_be_visible()


def test_why_reports_are_one_incident_is_looked_up_when_it_is_opened(frigate, expect):
    asked = []
    frigate.on("request", lambda request: asked.append(request.url))
    frigate.get_by_text("Why these reports are one incident").click()

    expect(frigate.locator("details").get_by_role("listitem").first).to_contain_text("report")
    assert [url for url in asked if url.endswith("/why")]
