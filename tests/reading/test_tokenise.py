"""Cut texts into words and marks: contractions, abbreviations, figures, addresses; every character is in its place."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fogline.reading.tokenise import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They won't, he'd've said.", "They|wo|n't|,|he|'d|'ve|said|."),
        ("We’re sure it isn’t theirs", "We|’re|sure|it|is|n’t|theirs"),
        ("Dont cannot let's well its ill", "Do|nt|can|not|let|'s|well|its|ill"),
        ("Gen. Novak of the U.S. Army, born Jan. 5", "Gen.|Novak|of|the|U.S.|Army|,|born|Jan.|5"),
        ("He joined NATO. Then J. Smith left Brno.", "He|joined|NATO|.|Then|J.|Smith|left|Brno|."),
        ("a Senator (D-Ore.), and R-Fla. too", "a|Senator|(|D|-|Ore.|)|,|and|R|-|Fla.|too"),
        ("well-known 16-year-old mid-1990s 3-4 A-10s", "well|-|known|16|-|year|-|old|mid-1990s|3|-|4|A-10s"),
        ("US$5m, £3.5, 10km at 11am, 45% (20°C)", "US$|5|m|,|£|3.5|,|10|km|at|11|am|,|45|%|(|20|°|C|)"),
        ("10.000,50 and 1,200; 3:40 p.m.", "10.000,50|and|1,200|;|3:40|p.m."),
        ("``Go,'' she said -- \"now\"...", "`|`|Go|,|''|she|said|--|\"|now|\"|..."),
        ("Write to press@example.org, or see https://example.org/a-b/c?d=e.",
         "Write|to|press@example.org|,|or|see|https://example.org/a-b/c?d=e|."),
        ("the city.The mayor; east/west and/or", "the|city|.|The|mayor|;|east|/|west|and/or"),
        ("Brno's boys' mayor—an ex-soldier–said", "Brno|'s|boys|'|mayor|—|an|ex|-|soldier|–|said"),
        ("tanks,guns 10+ @ #1 *", "tanks|,|guns|10|+|@|#|1|*"),
    ],
)  # fmt: skip
def test_words_and_marks_are_parted(text: str, words: str) -> None:
    assert [text[start:end] for start, end in tokenise(text)] == words.split("|")


def test_only_the_space_behind_a_word_is_no_token() -> None:
    text = "  One  two \n three\tfour "

    assert [text[start:end] for start, end in tokenise(text)] == [
        "  ",
        "One",
        " ",
        "two",
        "\n ",
        "three",
        "\t",
        "four",
    ]


@given(st.text(st.sampled_from("aB1é.,'’-()\"$%/:@ \n"), max_size=60) | st.text(max_size=60))
@example("''")
@example("5.km.")
def test_every_character_but_a_single_space_stands_in_one_token(text: str) -> None:
    at = 0
    for start, end in tokenise(text):
        assert at <= start < end
        assert text[at:start] in ("", " ")
        at = end
    assert text[at:] in ("", " ")
