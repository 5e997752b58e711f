"""Claims speak for a condition, against it, or of it as to come; copies speak once, what is taken back not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.indicators.conditions import judge_condition, side_of, word_pattern
from fogline.model.decision import Reviewed
from fogline.model.vocabulary import STANCES
from tests.indicators.claims import WHERE_IT_DEPENDS, make_claim, make_condition


@pytest.mark.parametrize(
    ("fields", "side"),
    [
        ({}, "for"),
        ({"stance": "confirmed"}, "for"),
        ({"stance": "admitted"}, "for"),
        ({"stance": "accused"}, "for"),
        ({"polarity": "negated"}, "against"),
        ({"stance": "denied"}, "against"),
        ({"stance": "denied", "polarity": "negated"}, "for"),
        ({"stance": "refused", "tense": "future"}, "against"),
        ({"factuality": -3.0}, "against"),
        ({"factuality": -3.0, "polarity": "negated"}, "against"),
        ({"tense": "future"}, "outlook"),
        ({"tense": "hypothetical"}, "outlook"),
        ({"stance": "threatened"}, "outlook"),
        ({"stance": "predicted", "polarity": "negated"}, "outlook"),
        ({"condition": WHERE_IT_DEPENDS}, "outlook"),
        ({"stance": "questioned"}, "open"),
        ({"confidence": 0.1}, "open"),
        ({"confidence": 0.1, "reviewed": Reviewed("Ada Kern", "1822-05-05", ())}, "for"),
        ({"tense": None, "stance": "assessed"}, "for"),
    ],
)
def test_a_claim_speaks_by_its_stance_polarity_and_time(fields, side):
    assert side_of(make_claim(**fields)) == side


def test_a_word_of_the_board_turns_a_claim():
    claim = make_claim("only a few weapons reached the front", stance="assessed", tense=None)

    assert side_of(claim, word_pattern(["only", "lack of"])) == "against"


@pytest.mark.parametrize(
    ("spoken", "at_least", "state"),
    [
        ([], 1, "silent"),
        (["for"], 1, "met"),
        (["for"], 2, "signs"),
        (["for", "for"], 2, "met"),
        (["against"], 1, "against"),
        (["for", "against"], 1, "contested"),
    ],
)
def test_the_state_follows_from_independent_origins(spoken, at_least, state):
    claims = [
        make_claim(id=f"c-{at}", origin=f"o-{at}", stance="denied" if side == "against" else "asserted")
        for at, side in enumerate(spoken)
    ]

    assert judge_condition(make_condition(at_least=at_least), claims).state == state


@given(st.integers(2, 50))
def test_copies_speak_once(copies):
    claims = [make_claim(id=f"c-{at}") for at in range(copies)]

    seen = judge_condition(make_condition(at_least=2), claims)

    assert (seen.state, seen.origins["for"], len(seen.for_)) == ("signs", 1, copies)


def test_a_denial_that_was_taken_back_is_shown_and_counts_no_more():
    denial, admission = (
        make_claim(id="c-1", stance="denied"),
        make_claim(id="c-2", origin="o-2", stance="admitted"),
    )

    seen = judge_condition(make_condition(), [denial, admission], taken_back={"c-1"})

    assert seen.state == "met"
    assert [one.taken_back for one in seen.against] == [True]


@given(
    st.lists(st.tuples(st.sampled_from(STANCES), st.sampled_from(["affirmed", "negated"]), st.integers(0, 5)))
)
def test_every_claim_stands_on_one_side_and_the_counts_are_of_origins(spoken):
    claims = [
        make_claim(id=f"c-{at}", origin=f"o-{origin}", stance=stance, polarity=polarity)
        for at, (stance, polarity, origin) in enumerate(spoken)
    ]

    seen = judge_condition(make_condition(), claims)

    shown = [*seen.for_, *seen.against, *seen.outlook, *seen.open]
    assert sorted(one.claim for one in shown) == sorted(claim.id for claim in claims)
    assert seen.origins["for"] == len({one.origin for one in seen.for_})


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("weapon*", "no weaponry came", True),
        ("weapon", "no weaponry came", False),
        ("lack of", "a lack\nof arms", True),
        ("arms", "the farms burned", False),
        ("Munition", "MUNITION was found", True),
    ],
)
def test_words_are_whole_unless_a_star_says_otherwise(word, text, found):
    from fogline.indicators.conditions import plainer

    assert (word_pattern([word]).search(plainer(text)) is not None) == found
