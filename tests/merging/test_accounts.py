"""Losses are drawn up by rules that stand in the module, one by one."""

from dataclasses import replace

import pytest

from fogline.merging.accounts import draw_up_tolls, groups_told
from fogline.merging.profiles import shipped_profiles, sides_of
from fogline.model.reading import Party, Voice

from .conftest import party, toll


def whole(claims, measure="killed"):
    """Return low, best and high of the whole incident, None where nobody tells of it."""
    rows = [row for row in draw_up_tolls(claims) if row.measure == measure and row.party is None]
    return (rows[0].low, rows[0].best, rows[0].high) if rows else None


def own_voice(make_claim, *tolls, report, published="1982-05-03", quote="x", **other):
    return make_claim(
        voice="", outlet=report, report=report, origin=report, tolls=list(tolls), published=published, quote=quote,
        span=(0, len(quote)), **other,
    )  # fmt: skip


def test_what_one_claim_tells_is_added_up(make_claim):
    assert whole([own_voice(make_claim, toll(1, 1), toll(2, 2), report="a")]) == (3, 3, 3)


def test_one_of_those_is_not_added(make_claim):
    quote = "four people were shot, one fatally"
    four = toll(4, 4, measure="casualties")
    one = toll(1, 1, measure="casualties")
    four = type(four)(**{**fields(four), "span": (0, 11)})
    one = type(one)(**{**fields(one), "span": (23, 26)})

    assert whole([own_voice(make_claim, four, one, report="a", quote=quote)], "casualties") == (4, 4, 4)


def test_a_reports_largest_figure_stands_for_its_total(make_claim):
    claims = [own_voice(make_claim, toll(number, number), report="a") for number in (1, 4, 2)]

    assert whole(claims) == (4, 4, 4)


@pytest.mark.parametrize(("later", "held"), [(12, 12), (6, 6), (1, 8)])
def test_a_later_report_replaces_the_earlier_but_one_victim_takes_nothing_back(make_claim, later, held):
    claims = [
        make_claim(voice="Ministry", tolls=[toll(8, 8)], published="1982-05-03"),
        make_claim(voice="Ministry", tolls=[toll(later, later)], published="1982-05-04"),
    ]

    assert whole(claims) == (held, held, held)


def test_who_was_hit_and_did_not_die_is_wounded(make_claim):
    claims = [
        own_voice(make_claim, toll(5, 5, measure="casualties"), report="a"),
        own_voice(make_claim, toll(2, 2), report="a"),
    ]

    assert whole(claims, "wounded") == (3, 3, 3)


def test_casualties_by_this_noun_tell_of_no_wounded(make_claim):
    claims = [own_voice(make_claim, toll(5, 5, measure="casualties"), report="a", quote="five casualties")]

    assert whole(claims, "wounded") is None


def test_one_wounded_who_is_the_one_dead_is_counted_once(make_claim):
    claims = [
        own_voice(make_claim, toll(1, 1, measure="wounded"), report="a"),
        own_voice(make_claim, toll(1, 1), report="b", published="1982-05-04"),
    ]

    assert whole(claims, "wounded") is None
    assert whole(claims) == (1, 1, 1)


def test_one_dead_and_one_wounded_side_by_side_are_two(make_claim):
    claims = [own_voice(make_claim, toll(1, 1), toll(1, 1, measure="wounded"), report="a")]

    assert whole(claims, "wounded") == (1, 1, 1)


def test_best_is_the_lower_middle_one_of_what_reports_tell(make_claim):
    claims = [own_voice(make_claim, toll(number, number), report=f"r{number}") for number in (4, 6, 7, 9)]

    assert whole(claims) == (4, 6, 9)


def test_a_witness_who_tells_of_one_victim_tells_of_one_of_those(make_claim):
    shot = own_voice(make_claim, toll(5, 5), report="a")
    hurt = Party(None, "Ada Lorn", "Ada Lorn", None)
    witness = make_claim(
        tolls=[toll(1, 1)], report="a", origin="a", chain=(Voice(None, "outlet"), Voice("Ada Lorn", "person"))
    )
    claims = [replace(shot, event=replace(shot.event, target=hurt)), witness]
    rows = draw_up_tolls(claims, sides_of(claims, shipped_profiles()))

    assert [(row.low, row.best, row.high) for row in rows if row.party is None] == [(1, 5, 5)]


def test_a_person_is_no_party(make_claim):
    named = toll(1, 1)
    named = type(named)(**{**fields(named), "party": type(party("x"))(None, "B. Frodo", "Bob Frodo", None)})

    assert [row.party for row in draw_up_tolls([own_voice(make_claim, named, report="a")])] == [
        None,
        "unknown",
    ]


def test_whom_voices_call_civilians_and_combatants_is_shown(make_claim):
    claims = [
        make_claim(voice="Army", tolls=[toll(9, 9, suffered_by="Gondor", group="combatant")]),
        make_claim(voice="Elders", tolls=[toll(9, 9, suffered_by="Gondor", group="civilian")]),
    ]

    assert {(told.sayer, told.group) for told in groups_told(claims)} == {
        ("Army", "combatant"),
        ("Elders", "civilian"),
    }
    assert groups_told(claims[:1]) == ()


def fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
