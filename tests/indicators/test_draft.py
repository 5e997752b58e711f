"""A draft proposes what voices say that something depends on, as a board that holds together."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.indicators.board import parse_board
from fogline.indicators.draft import Conditional, draft_board, suggest

THREE = ["weapons", "shelter", "training"]


def conditional(if_, then="the front wins", **fields):
    made = {
        "claim": "c-1",
        "sayer": "Ioreth Vale",
        "outlet": "The Post",
        "published": "1822-05-04",
        "parties": (),
    }
    return Conditional(if_=if_, then=then, **{**made, **fields})


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("to gain stronger external support, for supplies of weapons, shelter and training", THREE),
        ("if it gains external support: weapons, shelter, training", THREE),
        ("if it gains weapons, shelter and training", THREE),
        ("if it has the help of Umbar and Harad", ["umbar", "harad"]),
        ("without external help", ["external-help"]),
        ("in the absence of foreign intervention", ["foreign-intervention"]),
        ("unless the pass reopens before winter", ["pass-reopens-before-winter"]),
        ("if talks on prisoners and grain resume", ["talks-on-prisoners-and-grain-resume"]),
        ("if", ["if"]),
    ],
)  # fmt: skip
def test_a_list_becomes_an_indicator_a_thing(words, ids):
    assert [one.id for one in suggest(conditional(words))] == ids


def test_things_of_a_list_are_found_by_themselves_and_by_what_they_are_part_of():
    weapons, *_ = suggest(conditional("if it gains external support: weapons, shelter, training"))

    assert weapons.words == ("weapon*", "support")
    assert weapons.name == "external support: weapons"


def test_what_is_told_of_a_thing_is_not_looked_for():
    assert suggest(conditional("unless the pass reopens before winter"))[0].words == ("pass reopen*",)


def test_a_draft_is_a_board():
    text = draft_board(
        [
            conditional("if it gains arms, shelter and training", parties=("Arnor Front",)),
            conditional("unless rain falls"),
        ],
        title="Watch",
    )

    board = parse_board(tomllib.loads(text), where="draft")

    assert [one.id for one in board.conditions] == ["arms", "shelter", "training", "rain-falls"]
    assert board.conditions[0].parties == ("Arnor Front",)
    assert [len(alert.rule.of) for alert in board.alerts] == [3, 1]
    assert "# Ioreth Vale, The Post, 1822-05-04 (c-1)" in text


def test_the_same_condition_is_proposed_once():
    assert draft_board([conditional("unless rain falls")] * 2, title="Watch").count("[[condition]]") == 1


def test_nothing_to_propose_is_said():
    assert "there is nothing to propose" in draft_board([], title="Watch")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5), st.text(), st.text())
def test_whatever_a_text_says_a_draft_is_toml(conditions, then, sayer):
    text = draft_board([conditional(one, then, sayer=sayer) for one in conditions], title="Watch")

    document = tomllib.loads(text)
    if "condition" in document:
        parse_board(document, where="draft")
