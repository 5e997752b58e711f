"""Which words of claims are parties of an incident."""

import pytest

from fogline.merging.incidents import names_nobody
from fogline.model.reading import Party


@pytest.mark.parametrize("name", ["17", "She", "one", "Amon"])
def test_numbers_pronouns_and_the_place_fought_for_are_no_parties(make_claim, name):
    assert names_nobody(Party((0, 4), name, name, None), make_claim())


@pytest.mark.parametrize("actor", [None, "fl:royal-marines"])
def test_a_named_force_is_a_party(make_claim, actor):
    assert not names_nobody(Party((0, 6), "paras", "paratroops", actor), make_claim())
