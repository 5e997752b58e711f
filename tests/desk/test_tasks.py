"""The desk's main tasks, each from its first key to its end, in a real browser."""

import csv
import io
import json
import re
from pathlib import Path

from tests.desk.conftest import show


def test_the_denial_is_found_and_both_sides_are_seen(page, expect):
    show(page, "ledger")
    page.locator("select[name='stance']").select_option("denied")

    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Ministry of Defence")
    expect(page.get_by_label("The claim in hand")).to_contain_text("denied that a British frigate was sunk")

    page.keyboard.press("Escape")
    page.keyboard.press("i")

    expect(page.locator("main[data-view='incident'] h1")).to_be_visible()
    sides = page.locator("section[aria-labelledby^='side-']")
    expect(sides).to_have_count(2)
    expect(sides.filter(has_text="Argentine aircraft sank a British frigate")).to_have_count(1)
    expect(sides.filter(has_text="denied that a British frigate was sunk")).to_have_count(1)


def test_every_sentence_of_an_incident_stands_with_its_words_marked(page, expect):
    show(page, "incidents?status=conceded")
    page.keyboard.press("Enter")

    marked = page.locator("mark").filter(has_text="Argentine aircraft sank a British frigate")
    expect(marked).to_be_visible()
    expect(page.locator("li.card").filter(has=marked)).to_contain_text(
        "The Argentine Joint Chiefs of Staff said"
    )


def test_tolls_stand_as_ranges_by_sayer(page, expect):
    show(page, "incidents?status=conceded")
    page.keyboard.press("Enter")

    tolls = page.locator("table.tolls")
    expect(tolls.filter(has_text="20–30").first).to_be_visible()
    expect(tolls.filter(has_text="British Ministry of Defence").filter(has_text="21").first).to_be_visible()


def test_a_filter_is_a_link_that_can_be_sent(page, new_page, expect):
    show(page, "ledger")
    page.keyboard.press("/")
    page.keyboard.type("frigate was sunk")
    expect(page).to_have_url(re.compile("text=frigate"))
    expect(page.locator("table tbody tr")).to_have_count(2)

    other = new_page(page.url.split("#/")[1])

    expect(other.locator("table tbody tr")).to_have_count(2)
    expect(other.locator("input[name='text']")).to_have_value("frigate was sunk")


def test_a_toll_is_corrected_and_the_correction_taken_back(page, expect):
    show(page, "ledger?text=between+20+and+30")
    hand = page.get_by_label("The claim in hand")
    hand.get_by_role("button", name="Correct killed: 20–30").click()
    hand.get_by_label("killed, at least").fill("25")
    hand.get_by_label("Why").fill("counted again")
    page.keyboard.press("Enter")

    decisions = hand.get_by_role("listitem").filter(has_text="counted again")
    expect(decisions).to_contain_text("Ida")

    page.keyboard.press("u")

    expect(decisions).to_have_count(0)
    expect(page.get_by_text("taken back")).to_be_visible()


def test_an_incident_is_signed_off_and_the_signature_taken_back(page, expect):
    show(page, "incidents?status=conceded")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()
    page.keyboard.press("s")

    about = page.get_by_label("About the incident")
    expect(about.get_by_role("heading", name="Decisions")).to_be_visible()

    about.get_by_role("button", name="Undo").click()

    expect(about.get_by_role("heading", name="Decisions")).to_have_count(0)


def test_a_decision_is_seen_at_once_on_another_page_that_is_open(page, new_page, expect):
    show(page, "incidents?status=conceded")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign off")).to_be_visible()
    other = new_page(page.url.split("#/")[1])
    decided = other.get_by_label("About the incident").get_by_role("heading", name="Decisions")
    expect(decided).to_have_count(0)

    page.keyboard.press("s")
    expect(decided).to_be_visible()

    page.keyboard.press("u")
    expect(decided).to_have_count(0)


def test_a_review_goes_on_by_one_key_a_decision(page, expect):
    show(page, "review")
    sentence = page.locator("article.claim .sentence")
    first = sentence.inner_text()

    page.keyboard.press("a")
    expect(sentence).not_to_have_text(first)

    page.keyboard.press("u")
    expect(sentence).to_have_text(first)

    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("skip=1"))
    expect(sentence).not_to_have_text(first)


def test_words_of_a_report_say_what_they_gave_and_are_corrected_there(page, expect):
    show(page, "ledger?text=between+20+and+30")
    page.keyboard.press("o")
    expect(page.locator("main[data-view='report'] h1")).to_have_text("Frigate reported sunk")

    page.locator(".marked span", has_text="20 and 30").first.hover()
    expect(page.locator(".readout")).to_contain_text("killed")

    read = page.get_by_label("What was read")
    read.get_by_role("button", name="Correct stance: asserted").click()
    read.locator("select[name='value']").select_option("admitted")
    read.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_text("correct: ")).to_be_visible()

    page.keyboard.press("u")
    expect(page.get_by_text("taken back")).to_be_visible()


def test_a_decision_that_somebody_was_faster_with_shows_theirs_first(page, expect):
    theirs = {"id": "d-1", "by": "Noor", "at": "1982-06-07T08:00:00Z", "act": "reject", "about": "claim",
              "words": "no such claim is made", "reason": "read twice"}  # fmt: skip
    refusal = {"error": "Noor has decided on it meanwhile", "hint": "look again", "decisions": [theirs]}
    show(page, "review")
    page.route(
        re.compile("/api/review$"),
        lambda route: route.fulfill(status=409, content_type="application/json", body=json.dumps(refusal)),
    )
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    page.keyboard.press("a")

    dialog = page.get_by_role("dialog", name="Somebody else was faster")
    expect(dialog).to_contain_text("no such claim is made")
    expect(dialog).to_contain_text("Noor")
    dialog.get_by_role("button", name="Leave theirs").click()
    expect(dialog).to_have_count(0)


def test_the_ledger_is_taken_away_and_says_what_the_file_lacks(page, expect):
    show(page, "exports")
    row = page.locator("tr").filter(has=page.get_by_role("rowheader", name="csv", exact=True))
    with page.expect_download() as waiting:
        row.get_by_role("link", name="Download .csv").click()

    kept = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    stances = {line["stance"] for line in csv.DictReader(io.StringIO(kept))}
    assert {"denied", "admitted"} <= stances

    row.get_by_role("button", name="What is lost").click()
    expect(row.get_by_role("listitem").first).to_be_visible()


def test_what_is_not_there_is_said_in_words(page, expect):
    show(page, "ledger?text=nothing+of+the+kind")
    expect(page.get_by_text("No claim fits all of that.")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("table tbody tr").first).to_be_visible()

    page.goto("/#/incident/i-00")
    expect(page.get_by_role("alert")).to_contain_text("i-00: found no object")


def test_help_lists_the_keys_and_goes_away_by_escape(page, expect):
    show(page, "ledger")
    page.keyboard.press("?")

    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next claim")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.locator("main[data-view='review']")).to_be_visible()


def test_dark_stays_dark_when_the_page_is_opened_again(page, expect):
    page.get_by_role("button", name="Switch to dark").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Switch to light")).to_be_visible()
