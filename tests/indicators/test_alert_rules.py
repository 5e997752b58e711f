"""What rules ask for is read from a file, and judged from facts alone."""

import tomllib
from dataclasses import replace

import pytest

from fogline.errors import PluginInvalid
from fogline.indicators.alert_facts import contested, denied, met, moved
from fogline.indicators.alert_rules import parse_alerts
from fogline.model.asked import Asked
from fogline.model.board import BoardSeen, MeasuredSeen
from fogline.model.claim import Claim
from fogline.model.incident import Incident, IncidentPlace, IncidentReport, SayerToll, TollRow, When
from fogline.model.reading import Voice

WHOLE = """
[[alert]]
id = "disputed"
when = "contested"
over = 10
place = "Herat"
to = ["desk", "stdout"]

[[alert]]
id = "guard"
when = "denial"
by = "Umbar Guard"

[[alert]]
id = "shells"
when = "threshold"
board = "north"
indicator = "shelling"

[[alert]]
id = "chances"
when = "odds"
points = 15
question = "ceasefire"

[to.desk]
kind = "webhook"
url = "https://desk.example/alerts"
secret = "FOGLINE_DESK"
"""


def rules(text=WHOLE):
    return {rule.common.id: rule for rule in parse_alerts(tomllib.loads(text), where="alerts.toml").rules}


def test_rules_say_what_they_ask_for():
    assert [rule.trigger for rule in rules().values()] == [
        "a contested incident in Herat with more than 10 reported killed",
        "a denial by Umbar Guard",
        "shelling of the board north becomes met",
        "odds of a question with “ceasefire” that moved by 15 points or more",
    ]
    assert [rule.common.to for rule in rules().values()] == [("desk", "stdout"), *[("stdout",)] * 3]


def test_a_rule_is_another_one_when_its_own_lines_change_and_not_when_its_targets_do():
    before = rules()["disputed"].common.written

    assert rules(WHOLE.replace("over = 10", "over = 11"))["disputed"].common.written != before
    assert rules(WHOLE.replace('"desk", "stdout"', '"stdout"'))["disputed"].common.written == before
    assert rules(WHOLE.replace("points = 15", "points = 5"))["disputed"].common.written == before


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (('when = "denial"', 'when = "maybe"'), "found 'maybe', expected \"contested\" or"),
        (('by = "Umbar Guard"', ""), "by: found nothing"),
        (('to = ["desk", "stdout"]', 'to = ["desks"]'), "found 'desks', expected one of stdout, desk"),
        (("over = 10", "over = 1.5"), "found 1.5, expected a whole number"),
        (('id = "guard"', 'id = "disputed"'), "'disputed' twice"),
        (('kind = "webhook"', 'kind = "pigeon"'), "found 'pigeon'"),
        (('url = "https', 'uri = "https'), "url: found nothing"),
        (("points = 15", "points = 15\ncolour = 3"), "colour: found a key that is not known"),
        (('kind = "webhook"\nurl = "https://desk.example/alerts"',
          'kind = "email"\nserver = "a"\nfrom = "b"'), "receivers: found none"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named(change, found):
    with pytest.raises(PluginInvalid) as caught:
        rules(WHOLE.replace(*change))

    assert found in str(caught.value)
    assert "get-alerts.md" in caught.value.hint


def incident(status="contested", low=8, high=None, said=((8, 8), (14, 14))):
    by_sayer = tuple(SayerToll(f"V{number}", *ends, f"c-{number}") for number, ends in enumerate(said))
    return Incident(
        id="i-1", was=("i-0",), type="shelling", status=status, when=When("1982-05-03", "1982-05-04", "day"),
        places=(IncidentPlace("gn:1", "Herat", None, None, None, 1),), parties=(),
        tolls=(TollRow("killed", None, None, low, low, high, by_sayer),), grade=None, origins=2,
        reports=(IncidentReport("r-1", None, True),), claims=("c-0", "c-1"),
    )  # fmt: skip


def test_a_contested_incident_stands_when_anybody_says_more_than_the_rule_allows():
    rule = rules()["disputed"]

    (one,) = contested(rule, [incident()])

    assert (one.names, one.claims, one.reports) == (("i-1", "i-0"), ("c-0", "c-1"), ("r-1",))
    assert (
        one.words
        == "contested shelling, Herat, 1982-05-03: reported killed at least 8, 2 voices with a number"
    )
    assert contested(replace(rule, over=14), [incident()]) == []
    assert contested(rule, [incident("single"), incident(low=None, said=())]) == []


def claim(id="c-1", *, origin="o-1", incident="i-1", stance="denied", report="r-1"):
    return Claim(
        id=id, report=report, key=None, outlet="Post", published="1982-05-04", span=(0, 4), quote="We hit\nnothing.",
        chain=(Voice("Post", "outlet"), Voice("Umbar Guard", "organisation")), stance=stance, polarity="affirmed",
        certainty="stated", confidence=0.9, grade=None, event=None, answers=(), reverses=(), evidence=(),
        condition=None, origin=origin, incident=incident, made_by="", reviewed=None,
    )  # fmt: skip


def test_denials_in_copies_of_one_text_are_one():
    copies = [
        claim(),
        claim("c-2", report="r-2"),
        claim("c-3", origin="o-2"),
        claim("c-4", stance="asserted"),
    ]

    first, second = denied(rules()["guard"], copies)

    assert (first.names, first.reports) == (("c-1", "c-2"), ("r-1", "r-2"))
    assert first.words == "Umbar Guard denied: “We hit nothing.”"
    assert second.names == ("c-3",)


def board(state):
    one = MeasuredSeen(
        id="shelling", name="Shelling in Herat", series="battles", source="fogline", unit=None, area="Herat",
        first="1982-05", last="1982-05", value=3, low=3, high=3, threshold=2, compared=None, state=state,
        certain=True, trigger="at least 2", reason="3, at least 2", claims=("c-1",),
    )  # fmt: skip
    return BoardSeen("north", "North", "", "", "1982-05-31", None, None, None, (), (one,), ())


def test_an_indicator_stands_in_the_state_that_the_rule_names():
    rule = rules()["shells"]

    assert [one.names for one in met(rule, board("met"))] == [("north/shelling/met",)]
    assert met(rule, board("not met")) == met(replace(rule, indicator="other"), board("met")) == []


def asked(number, probability, *, about="a ceasefire", rule="k-1"):
    class One(Asked):
        rule = None

    class Question:
        text = f"Will there be {about}?"

    one = object.__new__(One)
    for name, value in {
        "id": f"q-{number}", "probability": probability, "question": Question, "claims": (), "reports": (),
    }.items():  # fmt: skip
        object.__setattr__(one, name, value)
    One.rule = rule
    return one


def test_odds_are_held_against_those_of_the_last_alert():
    steps = [asked(number, value) for number, value in enumerate([0.30, 0.40, 0.45, 0.55, 0.31, 0.30])]
    others = [
        asked(10, 0.1, about="an election", rule="k-2"),
        asked(11, 0.9, about="an election", rule="k-2"),
    ]

    found = moved(rules()["chances"], [*steps, *others])

    assert [one.names for one in found] == [("q-2",), ("q-5",)]
    assert found[0].words == "odds moved by +15 points, from 30% to 45%: Will there be a ceasefire?"
