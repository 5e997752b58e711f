"""A casebook briefs on a period and on areas, redacted where wanted, with what is open on its record."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.odds import BaseRate, Odds
from fogline.model.question import Question
from fogline.pipeline.asking import put_on_record
from fogline.pipeline.briefing import day_after
from fogline.pipeline.outlook import outlook_of
from tests.fake_stages import documents, fake_stages

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUESTION = Question(
    text="Will the mill of Oldenfurt burn?", asked="2026-03-01", opens="2026-03-01", closes="2026-06-30",
    event="a fire", relation="happens", source="a person", ambiguity="void",
)  # fmt: skip
ODDS = Odds(0.33, 0.2, 0.48, "unlikely", "rates", ("mills burn",), QUESTION, BaseRate("mills", 0.22, 12, 55))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Casebook(tmp_path_factory.mktemp("brief") / "mills.fog", stages=fake_stages(), clock=lambda: NOW)
    book.add_documents(documents(4))
    book.run()
    later = replace(ODDS, question=replace(QUESTION, text="Will it rain?", closes="2026-04-30"))
    over = replace(
        ODDS, question=replace(QUESTION, text="Did it snow?", opens="2025-01-01", closes="2026-01-31")
    )
    put_on_record(book._store, [(odds, {"by": "M. Ostrova"}) for odds in (ODDS, later, over)])
    return book


def test_a_briefing_is_made_of_all_that_is_held(book):
    page = book.brief().decode()

    assert "<h1><bdi>mills</bdi></h1>" in page
    assert f"{len(book.incidents())} incident" in page


def test_open_questions_stand_in_the_outlook_with_their_base_rate(book):
    words = book.brief(format="md").decode()

    assert "Unlikely (33%) by 30 June 2026: yes to “Will the mill of Oldenfurt burn?”" in words
    assert "Nine times in ten such a chance lies between 20% and 48%." in words
    assert "Base rate: 22%, 12 of 55 mills." in words
    assert "Did it snow?" not in words


@pytest.mark.parametrize(
    ("scale", "words"), [("icd203", "Unlikely"), ("phia", "Unlikely"), ("ipcc", "Unlikely")]
)
def test_words_of_likelihood_are_those_of_a_scale_and_its_steps_are_told(book, scale, words):
    outlook = outlook_of(book._store, on="2026-03-02", scale=scale, areas=(), most=9)

    assert {one.words for one in outlook.foreseen} == {words.lower()}
    assert outlook.steps[0][1] == 0
    assert outlook.steps[-1][2] == 1
    assert all(one[2] == two[1] for one, two in zip(outlook.steps, outlook.steps[1:], strict=False))


def test_the_soonest_stands_first_and_the_rest_is_counted(book):
    outlook = outlook_of(book._store, on="2026-03-02", scale="icd203", areas=(), most=1)

    assert [one.closes for one in outlook.foreseen] == ["2026-04-30"]
    assert outlook.more == 1


def test_only_what_is_about_an_area_is_foreseen_for_it(book):
    outlook = outlook_of(book._store, on="2026-03-02", scale="icd203", areas=["oldenfurt"], most=9)

    assert [one.what for one in outlook.foreseen] == ["yes to “Will the mill of Oldenfurt burn?”"]


def test_an_area_that_no_claim_knows_is_an_error_and_no_empty_page(book):
    with pytest.raises(ObjectUnknown, match="Nowhere"):
        book.brief(area="Nowhere")


def test_an_area_keeps_the_incidents_that_lie_in_it(book):
    place = next(place for one in book.incidents() for place in one.places)
    inside = [one for one in book.incidents() if place.name in {p.name for p in one.places}]

    assert f"tell of {len(inside)} incident" in book.brief(area=place.name).decode()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"since": "May"}, "since"),
        ({"since": "2022-05-02", "until": "2022-05-01"}, "until"),
        ({"scale": "guess"}, "icd203"),
        ({"redact": "secret"}, "careful"),
    ],
)
def test_what_cannot_be_briefed_is_said(book, wanted, message):
    with pytest.raises(SettingInvalid, match=message):
        book.brief(**wanted)


@pytest.mark.parametrize(
    ("last", "end"),
    [("2022-05-31", "2022-06-01"), ("2024-02-28", "2024-02-29"), ("9999-12-31", "9999-12-31")],
)
def test_the_last_day_of_a_period_counts(last, end):
    assert day_after(last) == end


def test_a_redacted_briefing_says_what_it_leaves_out(book):
    public = book.brief(redact="public", format="md").decode()

    assert "Left out for people's safety" in public
    assert "texts and titles of reports (4; only statements are public)" in public
    assert "Left out" not in book.brief(format="md").decode()
