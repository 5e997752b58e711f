"""A board is read whole or refused with the file, the key, what was found and what was expected."""

import tomllib

import pytest

from fogline.errors import PluginInvalid
from fogline.indicators.board import Period, Reference, Rule, Threshold, parse_board

MEASURED = '[[measured]]\nid = "deaths"\nseries = "killed"\narea = "AFG"\n'
CONDITION = '[[condition]]\nid = "weapons"\nwords = ["weapon*"]\n'
WHOLE = f"""
title = "The north"
area = "AFG"

{MEASURED}period = "last 3 months"
rises_to = 2.0
compared_with = "season"

{CONDITION}days = 90
at_least = 2

[arrow]
deteriorated = {{ of = ["deaths", "weapons"], at_least = 2 }}

[[alert]]
id = "war"
kind = "conflict risk"
of = ["weapons:outlook"]
"""


def parsed(text):
    return parse_board(tomllib.loads(text), where="watch.toml")


def with_title(text):
    return f'title = "T"\n{text}'


def test_a_whole_board_is_read():
    board = parsed(WHOLE)

    (deaths,), (weapons,), (war,) = board.measured, board.conditions, board.alerts
    assert (deaths.period, deaths.threshold) == (Period("last", 3), Threshold("rises_to", 2.0, "season"))
    assert (weapons.words, weapons.days, weapons.at_least) == (("weapon*",), 90, 2)
    assert board.arrow.deteriorated == Rule((Reference("deaths"), Reference("weapons")), 2)
    assert war.rule.of == (Reference("weapons", "outlook"),)


def test_the_area_of_the_board_is_that_of_its_measures():
    board = parsed('title = "T"\narea = "SYR"\n[[measured]]\nid = "a"\nseries = "killed"\nat_least = 1\n')

    assert board.measured[0].area == "SYR"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CONDITION, "watch.toml: title: found nothing, expected a text"),
        ('title = 3\n' + CONDITION, "title: found 3, expected a text"),
        ('title = "T"', "no indicator, expected at least one"),
        (with_title(CONDITION + 'wrods = ["a"]'), "condition 1 (weapons): wrods: found a key that is not known"),
        (with_title('[[condition]]\nid = "Weapons!"\nwords = ["a"]'), "id: found 'Weapons!', expected small letters"),
        (with_title('[[condition]]\nid = "a"'), "found neither words nor types"),
        (with_title('[[condition]]\nid = "a"\nwords = ["*"]'), "words: found '*', expected a word"),
        (with_title('[[condition]]\nid = "a"\nwords = "arms"'), "words: found 'arms', expected a list of texts"),
        (with_title(CONDITION + "at_least = 0"), "at_least: found 0, expected a whole number of at least 1"),
        (with_title(CONDITION + "days = true"), "days: found True, expected a whole number"),
        (with_title(CONDITION + CONDITION), "found 'weapons' twice"),
        (with_title(MEASURED), "threshold: found none, expected exactly one of at_least"),
        (with_title(MEASURED + "at_least = 1\nat_most = 3"), "found at_least and at_most, expected exactly one"),
        (with_title(MEASURED + "rises_to = 0.5"), "rises_to: found 0.5, expected more than 1"),
        (with_title(MEASURED + "falls_to = 2"), "falls_to: found 2, expected 0 to 1"),
        (with_title(MEASURED + 'record = "highest"'), "found 'highest', expected \"high\" or \"low\""),
        (with_title(MEASURED + 'at_least = 1\nperiod = "last week"'), "period: found 'last week', expected"),
        (with_title(MEASURED + 'rises_to = 2\ncompared_with = "ever"'), "compared_with: found 'ever'"),
        (with_title('condition = 3'), "condition: found 3, expected tables, each under [[condition]]"),
        (with_title(CONDITION + "[arrow]"), "arrow: deteriorated: found no trigger"),
        (with_title(CONDITION + '[arrow]\nimproved = { of = ["arms"] }'), "found 'arms', expected ids that can stand"),
        (with_title(CONDITION + '[arrow]\nimproved = { of = ["weapons:gone"] }'), "expected a state that it can have"),
        (with_title(CONDITION + '[arrow]\nimproved = { of = ["weapons"], at_least = 2 }'), "expected at most 1"),
        (with_title(CONDITION + '[[alert]]\nid = "w"\nkind = "war"\nof = ["weapons"]'), "kind: found 'war', expected"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named(text, words):
    with pytest.raises(PluginInvalid) as refused:
        parsed(text)

    assert words in str(refused.value)
    assert str(refused.value).startswith("watch.toml: ")
    assert refused.value.hint


def test_what_is_only_foretold_moves_no_arrow_of_the_past():
    with pytest.raises(PluginInvalid, match="a state that it can have here"):
        parsed(with_title(CONDITION + '[arrow]\ndeteriorated = { of = ["weapons:outlook"] }'))


def test_a_month_that_is_not_over_moves_no_arrow():
    unfinished = MEASURED + 'period = "this month"\nat_least = 1\n[arrow]\ndeteriorated = { of = ["deaths"] }'

    with pytest.raises(PluginInvalid, match="found 'deaths', expected ids that can stand here: none"):
        parsed(with_title(unfinished))
