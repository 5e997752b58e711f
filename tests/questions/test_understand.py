"""A question in plain English becomes one with a rule, and what was assumed is said aloud."""

from datetime import date

import pytest

from fogline.errors import QuestionNotUnderstood
from fogline.questions.context import AreaTold, Context, Named
from fogline.questions.understand import understand

ASKED = date(2022, 5, 20)
BIDEN = Named("Brandon", "Joe Biden", "fl:joe-biden", "person", ("USA",))
SEED = Context(
    areas=(AreaTold("Afghanistan", "AFG", 40), AreaTold("United States", "USA", 6)), named=(BIDEN,)
)


def test_nickname_us_and_back_are_resolved_by_what_the_reports_tell():
    understood = understand("What are the odds Brandon sends us back?", asked=ASKED, context=SEED)

    assert understood.meant == "What are the odds Joe Biden sends United States troops back to Afghanistan?"
    assert understood.question.area == "AFG"
    assert understood.question.subject == "United States"
    assert understood.question.closes == "2023-05-20"
    assert any("“Brandon” is Joe Biden" in said for said in understood.question.assumed)
    assert any("taken to ask for a year" in said for said in understood.question.assumed)


def test_a_stated_mean_is_put_into_the_yardstick():
    understood = understand(
        "Will there be more than ten times as many 'Riots' in Peru for the 30 days before 2022-07-01 compared to one "
        "plus the 30-day average of 'Riots' over the 360 days preceding 2022-05-20?",
        asked=ASKED,
        background="One plus the 30-day average of 'Riots': 3.5",
    )

    assert understood.question.yardstick is not None
    assert understood.question.yardstick.value == 2.5
    assert understood.question.yardstick.level == 35.0


def test_the_closing_day_counts_where_the_words_name_none():
    question = understand("Will Ruritania invade Peru?", asked=ASKED, closes=date(2022, 9, 1)).question

    assert question.closes == "2022-09-01"
    assert question.relation == "happens"


def test_what_lasts_is_told_from_what_happens():
    assert understand("Will he remain president until 2 June 2022?", asked=ASKED).question.relation == "holds"


def test_who_settles_it_is_taken_from_the_criteria():
    question = understand(
        "Will Peru sign?",
        asked=ASKED,
        criteria="Outcome will be resolved based on reporting from the Daily Ruritanian.",
    ).question

    assert question.source == "reporting from the Daily Ruritanian"


@pytest.mark.parametrize(
    ("text", "missing"),
    [("", "expected a sentence"), ("Will it end before 1 May 2022?", "before the day it is asked")],
)
def test_no_question_and_a_window_in_the_past_are_refused(text, missing):
    with pytest.raises(QuestionNotUnderstood, match=missing):
        understand(text, asked=ASKED)


def test_a_question_for_a_number_is_told_to_ask_for_one():
    with pytest.raises(QuestionNotUnderstood, match="asks for a number"):
        understand("How many deaths will there be in Mali in May 2026?", asked=date(2026, 1, 1))
