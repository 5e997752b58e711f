"""Test that texts in ALL CAPITALS get a case that names survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.reading.recase import is_all_capitals, recase

WIRE = (
    "KABUL, 9 MAY 89 (NORTHPRESS) -- GENERAL JOSE VELMAR SAID THE ARVEL PEOPLE'S LEAGUE (APL) ATTACKED A POST "
    "IN COSTA RICA.  I THINK THE APL MAY RETURN IN MARCH, HE SAID."
)


@pytest.mark.parametrize(
    "name", ["Kabul, 9 May 89", "General Jose Velmar", "(APL)", "the APL may return", "Costa Rica.  I think"]
)
def test_names_of_a_wire_get_their_capitals(name):
    """Places, months, persons, abbreviations: what the parser takes for a name, it can find again."""
    assert name in recase(WIRE)


def test_common_words_of_a_wire_are_small():
    """What is an English word is no name."""
    assert "attacked a post in" in recase(WIRE)


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("FROM SOUTH AMERICA THEY FLEW TO ATLANTA", "From south America they flew to Atlanta"),
        ("DESPITE RAIN SEVEN NORTHERN COUNTIES VOTED", "Despite rain seven northern counties voted"),
        ("A CABLE (NORTHPRESS, WILSON) NAMES [WILSON]", "A cable (Northpress, Wilson) names [Wilson]"),
        ("THE EMBASSY IN ISRAEL SENT THE SURVIVORS HOME", "The embassy in Israel sent the survivors home"),
    ],
)
def test_what_the_word_list_knows_as_a_name_has_a_capital(capitals, expected):
    """A name is no abbreviation, and words that the list lacks are no names."""
    assert recase(capitals) == expected


def test_a_text_in_mixed_case_stays_as_it_is():
    """Only texts in capitals are touched."""
    text = "NATO and the UN met in Kabul."

    assert recase(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_the_length_never_changes(text):
    """Every offset into the re-cased text is one into the text."""
    capitals = text.upper()

    assert len(recase(capitals)) == len(capitals)
    assert len(recase("ATTACKED NEAR THE BRIDGE IN THE NIGHT " + capitals)) == len(capitals) + 38


def test_a_few_capitals_are_no_wire():
    """An abbreviation alone is not a text in capitals."""
    assert not is_all_capitals("UN")
