"""Judge passages of made-up dispatches: polarity, certainty, medium, evidence, condition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.evaluate.attribution import Nobody
from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.document import Document, Labels
from fogline.reading.parse import parse
from fogline.reading.passages import MORE_AT, PassageJudge, halves, trailing_comment
from fogline.reading.registry import Registry

LANGUAGE = load_documents("languages")["en"]
JUDGE = PassageJudge(LANGUAGE, Registry.load())
FINDER = AttributionFinder(LANGUAGE)


def span_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "passage", "polarity"),
    [
        ("He said there were no casualties.", "there were no casualties", "negated"),
        ("He said the port was not hit.", "the port was not hit", "negated"),
        ("He denied there was fighting.", "there was fighting", "affirmed"),
        ("Nobody was hurt.", "Nobody was hurt.", "negated"),
        ("The front has never left the valley.", "The front has never left the valley.", "negated"),
        (
            "The front lost the valley without a fight.",
            "The front lost the valley without a fight.",
            "affirmed",
        ),
    ],
)
def test_polarity_is_that_of_the_proposition(text: str, passage: str, polarity: str) -> None:
    assert JUDGE.polarity_of(parse(text), span_of(text, passage)) == polarity


@pytest.mark.parametrize(
    ("text", "passage", "certainty"),
    [
        ("The port was hit at dawn.", "The port was hit at dawn", "stated"),
        ("The port was reportedly hit at dawn.", "The port was reportedly hit at dawn", "hedged"),
        ("The raid may have killed two men.", "The raid may have killed two men", "hedged"),
        ("Unconfirmed reports said the port was hit.", "the port was hit", "unconfirmed"),
        (
            "The mill burned, he said. The claim could not be independently verified.",
            "The mill burned",
            "unconfirmed",
        ),
        (
            "The mill burned, he said. The army could not confirm the number of ships.",
            "The mill burned",
            "stated",
        ),
    ],
)
def test_certainty_follows_hedges_and_missing_checks(text: str, passage: str, certainty: str) -> None:
    span = span_of(text, passage)
    found = FINDER.find(parse(text), Nobody())
    cues = [cue for said in found if said.content[0][0] <= span[0] < said.content[-1][1] for cue in said.cue]

    assert JUDGE.certainty_of(parse(text), span, cues) == certainty


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Venn said in a tweet that the town had fallen.", "tweet"),
        ("The ministry said in a statement that the port was safe.", "statement"),
        ("In a statement to the channel, Venn called for calm.", "statement"),
        ("Venn said the town had fallen.", None),
        ("The report said that the dam had burst.", "document"),
        ("Venn told state television that the town had fallen.", "broadcast"),
    ],
)
def test_the_medium_is_where_the_sayer_says_it(text: str, medium: str | None) -> None:
    parsed = parse(text)
    found = FINDER.find(parsed, Nobody())

    assert [JUDGE.medium_of(parsed, attribution) for attribution in found] == [medium]


def test_evidence_is_named_with_its_phrase() -> None:
    text = "They admitted it when images of their dead began to spread."

    found = JUDGE.evidence_in(parse(text), (0, len(text)))

    assert [(evidence.kind, text[slice(*evidence.span)]) for evidence in found] == [
        ("image", "images of their dead")
    ]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("The town will fall if no help comes.", "if no help comes"),
        ("Its chances are unlikely without external help.", "without external help"),
        (
            "They pose no threat in the absence of foreign intervention.",
            "in the absence of foreign intervention",
        ),
        ("The town fell on Monday.", None),
    ],
)
def test_a_condition_is_what_must_be_first(text: str, condition: str | None) -> None:
    found = JUDGE.condition_of(parse(text), (0, len(text)))

    assert (None if found is None else text[slice(*found.if_)]) == condition


def test_a_condition_that_stands_around_all_else_is_the_whole() -> None:
    text = "If they hold"
    words = text.split()
    labels = Labels(words, words, ["X"] * 3, ["dep"] * 3, [2, 1, 2], ["O"] * 3, [""] * 3)
    doc = Document(text, [(0, 2), (3, 7), (8, 12)], labels)

    found = halves(list(doc), doc[2].subtree, (0, len(text)))

    assert found is not None
    assert (found.if_, found.then) == ((0, 12), None)


def test_what_is_needed_for_an_aim_is_its_condition() -> None:
    text = "For the front to pose a real threat, they will need to gain stronger support."

    found = JUDGE.condition_of(parse(text), (0, len(text)))

    assert found is not None
    assert text[slice(*found.if_)] == "to gain stronger support"
    assert found.then is not None
    assert text[slice(*found.then)] == "For the front to pose a real threat"


def test_a_question_below_the_end_of_the_article_is_a_comment() -> None:
    text = "The town fell on Monday. The army said it would return.\n\nMore at:\n\nWill they ever come back?"

    found = trailing_comment(parse(text))

    assert found is not None
    assert text[slice(*found)] == "Will they ever come back?"


def test_an_article_without_an_end_mark_has_no_comment() -> None:
    assert trailing_comment(parse("The town fell on Monday.\n\nWill it be taken again?")) is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc if, not no.\n“”may without images ", min_size=1, max_size=60), st.data())
def test_any_passage_of_any_text_is_judged(text: str, data: st.DataObject) -> None:
    parsed = parse(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = (start, data.draw(st.integers(start + 1, len(text))))

    assert JUDGE.polarity_of(parsed, span) in ("affirmed", "negated")
    assert JUDGE.certainty_of(parsed, span, [span]) in ("stated", "hedged", "unconfirmed")
    for evidence in JUDGE.evidence_in(parsed, span):
        assert span[0] <= evidence.span[0] < evidence.span[1] <= span[1]
    condition = JUDGE.condition_of(parsed, span)
    if condition is not None:
        for part in (condition.if_, condition.then or condition.if_):
            assert span[0] <= part[0] < part[1] <= span[1]


def test_a_thousand_empty_lines_cost_no_more_than_their_number():
    """What leads on to another page is looked for line by line."""
    assert MORE_AT.match("\n" * 10 + "Read more: x") is None
    assert MORE_AT.search("\n" * 10 + "Read more: x")[0] == "Read more: x"
