"""How sure a claim's reading is."""

from dataclasses import replace

import pytest

from fogline.model.basis import Basis, Part
from fogline.model.reading import Attribution
from fogline.reading.confidence import features, rate_links, rate_outlet
from fogline.reading.engine import read


def attribution(
    sure: float | None, found: Part = "encoder and rules", sayer: str | None = "Lorn"
) -> Attribution:
    """Return "Lorn said" with a content of fifty letters."""
    return Attribution(
        source=((0, 4),), cue=((5, 9),), content=((10, 60),), kind="indirect", inside=None, sayer=sayer,
        stance="asserted", basis=Basis(found, sure=sure),
    )  # fmt: skip


def test_the_surer_the_encoder_the_higher_the_confidence() -> None:
    rated = [rate_links([attribution(sure)], heard=True) for sure in (0.2, 0.5, 0.8, 0.99)]
    assert rated == sorted(set(rated))


def test_what_the_encoder_read_alone_counts_less_than_what_the_rules_read_too() -> None:
    alone, both = attribution(0.8, "encoder"), attribution(0.8)
    assert rate_links([alone], heard=True) < rate_links([both], heard=True)


def test_nobody_named_counts_less() -> None:
    assert rate_links([attribution(0.8, sayer=None)], heard=True) < rate_links([attribution(0.8)], heard=True)


def test_every_link_of_a_chain_has_to_be_right() -> None:
    one = rate_links([attribution(0.8)], heard=True)
    assert rate_links([attribution(0.8)] * 2, heard=True) == pytest.approx(one**2, abs=0.01)


def test_a_short_content_counts_less_than_a_long_one() -> None:
    short = replace(attribution(0.8), content=((10, 15),))
    assert rate_links([short], heard=True) < rate_links([attribution(0.8)], heard=True)


def test_without_an_encoder_the_share_of_the_rules_is_stated() -> None:
    by_rules = replace(attribution(None), basis=Basis("rules"))
    assert rate_links([by_rules], heard=False) > rate_links([by_rules], heard=True)


@pytest.mark.parametrize("sure", [0.0, 1.0, None])
def test_no_probability_of_the_encoder_makes_it_certain(sure: float | None) -> None:
    assert all(abs(value) < 10 for value in features(attribution(sure)))
    assert 0 < rate_links([attribution(sure)], heard=True) < 1


def test_the_outlets_own_claims_have_their_measured_share() -> None:
    assert rate_outlet("event", heard=True) > rate_outlet("event", heard=False)


def test_claims_of_one_kind_differ_in_confidence_as_their_sentences_do() -> None:
    plain = "The army shelled the market of Brenna on Sunday, Mayor Ada Lorn said."
    strange = "According to one account, the town of Brenna fell on Monday."
    (sure, *_), (unsure, *_) = (read(text).claims for text in (plain, strange))
    assert sure.confidence > unsure.confidence
