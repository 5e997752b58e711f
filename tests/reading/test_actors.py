"""Who is meant: names, roles and pronouns of made-up texts."""

import pytest

from fogline.plugins import load_documents
from fogline.reading.actors import Cast, CastFinder
from fogline.reading.parse import parse
from fogline.reading.registry import Registry


@pytest.fixture(scope="module")
def finder() -> CastFinder:
    return CastFinder(Registry.load(), load_documents("languages")["en"])


@pytest.fixture(scope="module")
def read(finder):
    def read_cast(text: str) -> Cast:
        return finder.find(parse(text))

    return read_cast


def span_of(text: str, words: str, *, after: str = "") -> tuple[int, int]:
    start = text.index(words, text.index(after))
    return start, start + len(words)


NORTH = (
    "The Northern River Front (NRVF) said on Monday that it had taken a bridge. "
    "Its spokesman, Taro Belmin, told reporters that the group had lost nobody. "
    "“We hold the bridge,” he said. Belmin added that government troops had fled."
)


@pytest.mark.parametrize(
    ("words", "after", "name"),
    [
        ("it", "Monday that", "Northern River Front"),
        ("Its", "bridge.", "Northern River Front"),
        ("Its spokesman", "bridge.", "Taro Belmin"),
        ("the group", "that", "Northern River Front"),
        ("We", "nobody", "Northern River Front"),
        ("he", "bridge,”", "Taro Belmin"),
        ("Belmin", "he said", "Taro Belmin"),
    ],
)
def test_pronouns_and_roles_mean_whom_the_text_has_named(read, words, after, name):
    cast = read(NORTH)

    mention = cast.mention_at(span_of(NORTH, words, after=after))

    assert mention is not None
    assert mention.name == name


def test_a_span_that_names_nobody_keeps_its_own_words(read):
    cast = read(NORTH)

    party = cast.party(span_of(NORTH, "a bridge"))

    assert (party.name, party.actor) == ("bridge", None)


def test_a_voice_of_no_words_has_no_sayer(read):
    assert read(NORTH).voice([]) == (None, "unnamed", None)


@pytest.mark.parametrize("land", ["South Georgia", "New Georgia"])
def test_a_land_that_bears_a_states_name_is_not_that_state(read, land):
    text = f"British troops recaptured {land} on Sunday, the Ministry of Defence said."

    assert read(text).party(span_of(text, land)).actor is None


def test_a_state_whose_name_begins_with_a_direction_stays_itself(read):
    text = "South Korea shelled the harbour of Brenna on Sunday, the mayor said."

    assert read(text).party(span_of(text, "South Korea")).actor == "fl:kor"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("some 600 paratroops", "paratroops"),
        ("about 1,000 mercenaries", "mercenaries"),
        ("several hundred herders", "herders"),
        ("17", "17"),
    ],
)
def test_what_only_counts_people_is_not_in_their_name(read, words, name):
    text = f"The army attacked {words} near Brenna on Sunday, the mayor said."

    assert read(text).party(span_of(text, words)).name == name
