"""Test that films, drills, laws, figures of speech and what holds of no one day are told from what happened."""

import pytest

from fogline.plugins import load_documents
from fogline.reading.events.estimate import Estimate, hold
from fogline.reading.events.factuality import FactualityJudge
from fogline.reading.parse import parse

JUDGE = FactualityJudge(load_documents("languages")["en"])
REAL = ("past", "ongoing")


def judge(text, word):
    """Return the judgement of the first word that begins so."""
    return JUDGE.judge(next(token for token in parse(text).doc if token.lower_.startswith(word)))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In the film, rebels stormed the palace.", "stormed"),
        ("The novel tells how soldiers massacred a village.", "massacred"),
        ("The opera, in which soldiers massacre the guests, was booed.", "massacre"),
        ("The exercise simulated an attack on a station.", "attack"),
        ("In the drill, the troops attacked a mock village.", "attacked"),
        ("The war game ended with the bombing of the port.", "bombing"),
        ("Actors playing gunmen stormed the stage.", "stormed"),
        ("The penal code punishes the killing of an official.", "killing"),
        ("The deputies attacked the minister with questions.", "attacked"),
        ("The gang kills its captives, the negotiator explained.", "kills"),
        ("Landmines kill long after the wars end.", "kill"),
        ("A coup begins with the arrest of the minister.", "arrest"),
    ],
)
def test_what_is_only_imagined_is_no_incident(text, word):
    """Nothing of it can start an incident."""
    assert judge(text, word).tense not in REAL


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The film caused riots in the city.", "riots"),
        ("The exercise was under way when rebels attacked the range.", "attacked"),
        ("The author of the novel was arrested on Monday.", "arrested"),
        ("The actor who played the warlord was kidnapped on Monday.", "kidnapped"),
        ("The bill was drafted after police shot nine people.", "shot"),
        ("Gunmen kill the mayor of Brenna on Tuesday.", "kill"),
        ("Rebels Attack Base Near Velm", "attack"),
        ("The report documents the killing of nine villagers.", "killing"),
    ],
)
def test_what_stands_beside_an_invention_is_real(text, word):
    """An author is arrested, a drill interrupted, a headline put in the present."""
    judgement = judge(text, word)

    assert judgement.tense in REAL
    assert judgement.factuality >= 1.0


@pytest.mark.parametrize("value", [-5.0, -0.5, 0.0, 0.99, 1.7, 2.7, 9.0])
def test_weights_never_decide_what_happened(value):
    """They say how sure; whether an event counts as one that happened stays with the rules."""
    assert 1.0 <= hold(value, 3.0) <= 3.0
    assert 0.0 <= hold(value, 0.9) < 1.0
    assert -3.0 <= hold(value, -2.5) < 0


def test_a_class_with_a_value_of_ones_own_keeps_it():
    """Who changes the levels of the language file gets the value that was written there."""
    token = parse("Rebels attacked the base.").doc[1]

    assert Estimate(2.0, {"rule 3.0 past": 0.5}).weigh(token, 2.2, "past") == 2.2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The fund bought 300 shares on Monday.", "bought"),
        ("They raised the price of bread on Monday.", "raised"),
    ],
)
def test_what_is_done_with_shares_and_prices_happened(text, word):
    assert judge(text, word).tense == "past"
