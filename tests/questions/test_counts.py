"""A question that counts says what, where, and against what."""

import pytest

from fogline.model.question import Yardstick
from fogline.questions.counts import counted_in


@pytest.mark.parametrize(
    ("text", "measure", "area", "relation", "yardstick"),
    [
        ("Will UCDP record at least 25 deaths in Mali in March 2020?", "fatalities", "MLI", "at_least",
         Yardstick("number", 25.0)),
        ("Will more than two hundred people be killed in Haiti in May?", "fatalities", "HTI", "more_than",
         Yardstick("number", 200.0)),
        ("Will there be fewer than 1,200 battles in South Sudan?", "Battles", "SSD", "fewer_than",
         Yardstick("number", 1200.0)),
        ("Will there be any riots in Chad?", "Riots", "TCD", "at_least", Yardstick("number", 1.0)),
        ("Will there be no battles in Chad?", "Battles", "TCD", "at_most", Yardstick("number", 0.0)),
        ("Will there be more 'Protests' in Peru for the 30 days before 2026-02-03 compared to the 30-day average of "
         "'Protests' over the 360 days preceding 2026-01-04?",
         "Protests", "PER", "more_than", Yardstick("mean", days=360)),
        ("Will there be more than ten times as many fatalities in Peru for the 30 days before 2026-02-03 compared to "
         "one plus the 30-day average of fatalities over the 360 days preceding 2026-01-04?",
         "fatalities", "PER", "more_than", Yardstick("mean", times=10.0, plus=1.0, days=360)),
        ("Will deaths in Sudan be twice as many as the mean of the past year?", "fatalities", "SDN", "more_than",
         Yardstick("mean", times=2.0, days=365)),
        ("Will battles in Sudan hit a record high in 2026?", "Battles", "SDN", "more_than", Yardstick("record")),
        ("Will there be more deaths in Mali than in Niger in May?", "fatalities", "MLI", "more_than",
         Yardstick("area", area="NER")),
    ],
)  # fmt: skip
def test_words_give_measure_area_and_yardstick(text, measure, area, relation, yardstick):
    counted = counted_in(text)

    assert counted is not None
    assert counted.area is not None
    assert (counted.measure, counted.area.code, counted.relation) == (measure, area, relation)
    assert counted.yardstick == yardstick


@pytest.mark.parametrize(
    "text", ["Will Russia capture Lyman?", "Will the ceasefire hold?", "Are protests legal in Peru?"]
)
def test_a_question_that_holds_no_count_against_anything_counts_nothing(text):
    assert counted_in(text) is None


def test_who_counts_may_stand_in_the_rule():
    counted = counted_in("Will there be at least 5 riots in Peru?", rule="Resolves by the ACLED dataset.")

    assert counted is not None
    assert counted.source == "ACLED"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Will deaths in Mali rise in May 2026?", "more_than"),
        ("Will riots in Peru drop by 2027?", "fewer_than"),
    ],
)
def test_a_count_that_rises_without_a_number_is_held_against_the_mean_of_the_past_year(text, relation):
    found = counted_in(text)

    assert (found.relation, found.yardstick.kind, found.yardstick.days) == (relation, "mean", 365)
