"""Templates: which victims and perpetrators of a report may fill MUC-4's slots, and in which words."""

import pytest

from fogline.evaluate.relevance import Logistic, age_of, kind_features, load_judge
from fogline.evaluate.template_fills import number_words, organisations_told, people_told
from fogline.evaluate.template_mentions import (
    find_organisations,
    find_people,
    known_names,
    split_report,
    surroundings,
)
from fogline.evaluate.templates import Template, agree, count, read_gold, read_template, value_score
from fogline.model.reading import Event, Reading, TimeMention, Toll

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


def people_in(text):
    return list(find_people(split_report(text), Reading(), text))


def around(words, text):
    mention = next(one for one in people_in(text) if words in one.wordings)
    return set(surroundings(split_report(text), mention))


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("THEY KILLED THE MAYOR.", "MAYOR", "1"),
        ("THEY KILLED TWO YOUNG JUDGES.", "JUDGES", "2"),
        ("THEY KILLED JUDGES.", "JUDGES", "PLURAL"),
        ("THEY KILLED 14 PEOPLE.", "PEOPLE", "14"),
        ("THEY KILLED WATCHMEN.", "WATCHMEN", "PLURAL"),
    ],
)
def test_people_count_by_the_numeral_before_them_or_by_their_form(text, words, number):
    assert [(one.wordings, one.number) for one in people_in(text)] == [({words}, number)]


@pytest.mark.parametrize(
    "text",
    [
        "THEY KILLED MAYOR ORVILO DE ZANTRA.",
        "THEY KILLED ORVILO DE ZANTRA, THE MAYOR, AT HOME.",
    ],
)
def test_a_name_goes_with_its_title_and_with_what_stands_behind_the_comma(text):
    (mayor,) = people_in(text)

    assert (mayor.wordings, mayor.number) == ({"ORVILO DE ZANTRA", "MAYOR"}, "1")


def test_people_far_from_violence_are_left_out():
    assert people_in("THE MINISTER VISITED A SCHOOL. TEN TEACHERS SPOKE.") == []


def test_a_title_with_a_full_stop_ends_no_sentence():
    report = split_report("THEY SHOT DR. ZANTRA. HE LIVES.")

    assert len(report.sentences) == 2


def test_surroundings_tell_who_is_struck_from_who_strikes():
    text = "THE JUDGE WAS KILLED LAST NIGHT BY TWO GUNMEN."

    struck, striking = around("JUDGE", text), around("GUNMEN", text)

    assert "before kill be" in struck
    assert "after kill by" in striking


def test_organisations_are_known_by_the_registry_or_by_what_their_name_ends_in():
    text = 'THE FMLN AND THE "ZANTRA POPULAR FRONT" [ZPF] ATTACKED THE FRONT OF A HOUSE.'

    known, front = find_organisations(split_report(text), text)

    assert "FMLN" in known.wordings
    assert front.wordings == {"ZANTRA POPULAR FRONT", "ZPF"}


def test_a_loss_gives_the_number_and_no_losses_are_nobody():
    reading = Reading(
        tolls=(toll("TWO JUDGES", low=2, high=None), toll("NO ONE", measure="wounded", low=0, high=0)),
        events=(event("KILLED", tolls=(0,)), event("HURT", kind="wounding", tolls=(1,))),
    )

    by_words = {fill.wordings: fill for fill in people_told(reading, TEXT, None, {"ATTACK": 0.9})}

    assert by_words[frozenset({"JUDGES"})].number == "2-"
    assert by_words[frozenset({"-"})].number is None
    assert "toll killed" in by_words[frozenset({"JUDGES"})].features


def test_the_mayor_is_the_one_whose_name_was_told():
    text = "THEY KILLED MAYOR ORVILO ZANTRA. THE MAYOR WAS SHOT AT HOME. ZANTRA'S KILLERS FLED."

    found = [fill for fill in people_told(Reading(), text, None, {}) if "head mayor" in fill.features]

    assert [fill.wordings for fill in found] == [{"ORVILO ZANTRA", "MAYOR"}]


def test_an_organisation_carries_what_is_claimed_of_its_deeds():
    assert organisations_told(Reading(events=(event("KILLED"),)), TEXT, None, {}) == []


def test_optional_fills_may_be_read_and_need_not_be():
    gold = read_gold([{"HUM TGT: NUMBER": ['1: "MAYOR"', '? 2: "GUARDS"']}])
    mayor, guards = (frozenset({"MAYOR"}), frozenset({"1"})), (frozenset({"GUARDS"}), frozenset({"2"}))

    without = count([(gold, Template(numbers=[mayor]))], "numbers", "numbers")
    with_both = count([(gold, Template(numbers=[mayor, guards]))], "numbers", "numbers")

    assert (without.precision, without.recall) == (with_both.precision, with_both.recall) == (1.0, 1.0)


def test_a_named_target_may_be_called_by_its_description():
    gold = read_gold([{
        "HUM TGT: DESCRIPTION": ['"MAYOR OF BRENNA" / "MAYOR": "ORVILO ZANTRA"'],
        "HUM TGT: NUMBER": ['1: "ORVILO ZANTRA"'],
    }])  # fmt: skip

    read = Template(numbers=[(frozenset({"MAYOR"}), frozenset({"1"}))])

    assert count([(gold, read)], "numbers", "numbers").right == 1


def test_one_target_in_two_incidents_counts_once():
    line = {"HUM TGT: EFFECT OF INCIDENT": ['DEATH: "MAYOR" / "ZANTRA"']}
    again = {"HUM TGT: EFFECT OF INCIDENT": ['DEATH: "ZANTRA"', 'INJURY: "ZANTRA"']}

    assert [values for _, values in read_gold([line, again]).effects] == [{"DEATH"}, {"INJURY"}]


def test_values_alone_count_once_a_document():
    gold = read_gold([{"HUM TGT: EFFECT OF INCIDENT": ['DEATH: "A"', 'DEATH: "B"', 'INJURY: "C"']}])
    read = Template(effects=[(frozenset({"X"}), frozenset({"DEATH"}))])

    score = value_score([(gold, read)], "effect", "effects")

    assert (score.right, score.found, score.gold) == (1, 1, 2)


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


def test_the_shipped_models_hold_no_names_of_persons():
    judge = load_judge()

    names = {
        name
        for models in (judge.kinds, judge.fills, judge.confidences)
        for model in models.values()
        for name in model.weights
    }

    assert {name for name in names if name != name.lower()} == set()
    assert {name for name in names if known_names().intersection(name.split()[1:])} == set()
