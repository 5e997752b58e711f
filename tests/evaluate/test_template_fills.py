"""Templates: which victims and perpetrators of a reading may fill MUC-4's slots, and in which words."""

import pytest

from fogline.evaluate.relevance import Logistic, age_of, kind_features, load_judge
from fogline.evaluate.template_fills import bare, number_of, number_words, perpetrators, victims
from fogline.evaluate.templates import Template, agree, count, read_template
from fogline.model.reading import Event, Party, Reading, TimeMention, Toll

TEXT = "BRENNA -- [TEXT] GUNMEN KILLED TWO JUDGES IN BRENNA. NO ONE WAS HURT IN THE MARKET."


def toll(words, *, text=TEXT, measure="killed", low=2, high=2, wording="exact"):
    start = text.index(words)
    return Toll(
        span=(start, start + len(words)), measure=measure, item=None, low=low, high=high, wording=wording,
        group="civilian", party=None, cumulative=False, part_of=None,
    )  # fmt: skip


def event(word, *, text=TEXT, kind="killing", tolls=(), time=None, target=None, tense="past"):
    start = text.index(word)
    return Event(
        trigger=(start, start + len(word)), type=kind, acled=None, plover=None, factuality=1.0, tense=tense,
        initiator=None, target=target, places=(), time=time, tolls=tolls, same=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "wording", "written"),
    [(4, 4, "exact", "4"), (6, 8, "range", "6-8"), (6, None, "at_least", "6-"), (90, 110, "about", "~100"),
     (2, None, "vague", "PLURAL"), (None, 30, "at_most", "-30")],
)  # fmt: skip
def test_numbers_are_written_as_the_key_writes_them(low, high, wording, written):
    assert number_words(toll("TWO JUDGES", low=low, high=high, wording=wording)) == written


@pytest.mark.parametrize(
    ("words", "number"), [("THE MAYOR", "1"), ("TWO JUDGES", "2"), ("JUDGES", "PLURAL"), ("GUNMEN", "PLURAL")]
)
def test_a_target_counts_by_its_number_or_its_form(words, number):
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("at least two\npeasants", "peasants"),
        ("HE", ""),
        ("18", ""),
        ("of the judges", "judges"),
        ("the mayor", "mayor"),
    ],
)
def test_victims_are_known_by_their_words_without_number_and_article(words, left):
    assert bare(words) == left


def test_a_loss_fills_number_and_effect_and_no_losses_are_nobody_unhurt():
    reading = Reading(
        tolls=(toll("TWO JUDGES"), toll("NO ONE", measure="wounded", low=0, high=0)),
        events=(event("KILLED", tolls=(0,)), event("HURT", kind="wounding", tolls=(1,))),
    )

    judges, nobody = victims(reading, TEXT, None, {"ATTACK": 0.9})

    assert (judges.wordings, judges.number, judges.effects) == (frozenset({"JUDGES"}), "2", {"DEATH"})
    assert (nobody.wordings, nobody.number, nobody.effects) == (
        frozenset({"-"}),
        None,
        {"NO INJURY OR DEATH"},
    )


def test_things_and_threats_fill_nothing():
    house = Party(span=None, text="THE HOUSES", name="the houses", actor=None)
    reading = Reading(
        tolls=(toll("TWO JUDGES"),),
        events=(event("KILLED", target=house), event("KILLED", tolls=(0,), tense="hypothetical")),
    )

    assert victims(reading, TEXT, None, {}) == []


def test_only_organisations_fill_organisations():
    assert perpetrators(Reading(events=(event("KILLED"),)), TEXT, {}) == []


def test_the_age_of_an_event_is_told_in_words():
    time = TimeMention(
        span=(0, 1), kind="date", timex="1990-01-01", earliest="1990-01-01", latest="1990-01-02",
        precision="day", anchored=True,
    )  # fmt: skip
    killed = event("KILLED", time=0)

    ages = [
        age_of(Reading(times=(time,)), killed, day)
        for day in ("1990-01-02", "1990-02-01", "1995-01-01", None)
    ]

    assert ages == ["days", "two months", "old", "unknown"]


def test_features_tell_what_is_told_from_what_is_feared():
    reading = Reading(
        events=(event("KILLED", tolls=(0,)), event("HURT", tense="future")), tolls=(toll("TWO JUDGES"),)
    )

    told = kind_features(reading, TEXT, None, (0,))
    feared = kind_features(reading, TEXT, None, (1,))

    assert (told["any told"], feared["any told"]) == (1.0, 0.0)
    assert told["killed number"] == told["in the lead"] == 1.0


def test_a_logistic_model_weighs_features_it_knows():
    model = Logistic(bias=-1.0, threshold=0.5, weights={"any told": 2.0})

    assert model.accepts({"any told": 1.0, "never seen": 9.0})
    assert not model.accepts({})


def test_nobody_is_alike_only_to_nobody():
    assert agree(frozenset({"-"}), frozenset({"-"}))
    assert not agree(frozenset({"-"}), frozenset({"MAYOR"}))


def test_the_shipped_models_read_an_empty_report():
    template = read_template(Reading(), "")

    assert template == Template()
    assert count([(Template(), template)], "organisations", "organisations").right == 0


def test_the_shipped_models_hold_no_upper_case_names():
    judge = load_judge()

    assert all(name == name.lower() or name.startswith(("kind ", "kind of")) for model in (
        *judge.kinds.values(), *judge.fills.values()
    ) for name in model.weights)  # fmt: skip
