"""What counts as right of an annotated cue: stance, sayer, polarity, content and what is answered."""

import json

import pytest

from fogline.evaluate.stance import judge, measure_stance, score_stances
from fogline.model.reading import Attribution, ReadClaim, Reading, Voice

TEXT = "Rebels said that the mill burned. The army denied that it burned the mill."
OUTLET = Voice("Corvane Courier", "outlet")


def span_of(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


REBELS, SAID, FIRE = span_of("Rebels"), span_of("said"), span_of("the mill burned")
ARMY, DENIED, NOT_US = span_of("The army"), span_of("denied"), span_of("it burned the mill")


def attribution(source, cue, content, stance):
    return Attribution((source,), (cue,), (content,), "indirect", None, TEXT[slice(*source)], stance)


def claim(source, cue, content, stance, **more):
    voice = Voice(TEXT[slice(*source)], "organisation", span=source, cue=cue)
    return ReadClaim(
        content, (OUTLET, voice), stance, more.pop("polarity", "affirmed"), "stated", 0.8, **more
    )


@pytest.fixture
def reading():
    return Reading(
        attributions=(
            attribution(REBELS, SAID, FIRE, "asserted"),
            attribution(ARMY, DENIED, NOT_US, "denied"),
        ),
        claims=(claim(REBELS, SAID, FIRE, "asserted"), claim(ARMY, DENIED, NOT_US, "denied", answers=0)),
    )


def mark(**more):
    whole = {
        "set": "wire/train", "key": "n", "split": "test", "cue": [DENIED], "stance": "denied",
        "polarity": "affirmed", "sayer": [ARMY], "content": [NOT_US], "answered": [FIRE],
    }  # fmt: skip
    return whole | more


def figures(judged):
    return {score.measure: (score.right, score.found, score.gold) for score in score_stances([judged])}


def test_a_cue_read_as_marked_is_right_in_everything(reading):
    found = figures(judge(mark(), reading))

    assert found["denied"] == found["accuracy"] == found["polarity"] == (1, 1, 1)
    assert found["sayer, of those found"] == found["sayer, end to end"] == (1, 1, 1)
    assert found["linked answers"] == found["linked answers, both read"] == (1, 1, 1)
    assert found["content, overlap"] == (18, 18, 18)


def test_a_statement_that_was_not_read_cannot_be_linked(reading):
    found = figures(judge(mark(answered=[span_of("that")]), reading))

    assert found["linked answers"] == (0, 1, 1)
    assert found["linked answers, both read"] == (0, 0, 0)


def test_who_is_marked_to_have_said_it_is_as_good_as_what_was_said(reading):
    found = figures(judge(mark(answered=[span_of("Rebels said")]), reading))

    assert found["linked answers"] == (1, 1, 1)


def test_what_is_denied_counts_where_another_voice_told_it_too(reading):
    found = figures(judge(mark(content=[FIRE], answered=[span_of("that")]), reading))

    assert found["linked answers"] == (1, 1, 1)


def test_a_link_to_what_the_answer_itself_names_is_right(reading):
    inside = Voice("it", "document", cue=span_of("it"))
    named = ReadClaim(span_of("burned the mill"), (OUTLET, inside), "asserted", "affirmed", "stated", 0.8)
    whole = claim(ARMY, DENIED, (DENIED[0], NOT_US[1]), "denied", answers=2)
    read = Reading(attributions=reading.attributions, claims=(reading.claims[0], whole, named))

    assert figures(judge(mark(), read))["linked answers"] == (1, 1, 1)


def test_a_denial_without_an_attribution_of_its_own_is_the_claim_that_holds_its_cue(reading):
    whole = claim(ARMY, DENIED, (DENIED[0], NOT_US[1]), "denied", answers=0)
    read = Reading(attributions=reading.attributions[:1], claims=(reading.claims[0], whole))

    assert figures(judge(mark(cue=[span_of("that", 1)]), read))["linked answers"] == (1, 1, 1)


def test_a_cue_without_attribution_is_none_and_its_sayer_missed(reading):
    found = figures(judge(mark(cue=[span_of("that")]), reading))

    assert found["denied"] == (0, 0, 1)
    assert found["sayer, of those found"] == (0, 0, 0)
    assert found["sayer, end to end"] == (0, 0, 1)
    assert found["linked answers"] == (0, 0, 1)


@pytest.mark.parametrize("stance", ["none", "hedged"])
def test_no_attribution_and_hedged_are_one_class(reading, stance):
    marked = mark(
        stance=stance, sayer=None, content=None, polarity=None, answered=None, cue=[span_of("that")]
    )

    assert figures(judge(marked, reading))["accuracy"] == (1, 1, 1)


def test_an_attribution_where_none_is_marked_counts_as_a_confusion(reading):
    marked = mark(stance="none", sayer=None, content=None, polarity=None, answered=None)
    macro = score_stances([judge(marked, reading)])[0]

    assert [(one.gold, one.read, one.count) for one in macro.confusions] == [("none", "denied", 1)]


def test_another_sayer_polarity_and_link_are_wrong(reading):
    marked = mark(sayer=[REBELS], polarity="negated", answered=[NOT_US])
    found = figures(judge(marked, reading))

    assert found["sayer, end to end"] == found["polarity"] == found["linked answers"] == (0, 1, 1)


def test_a_link_where_nothing_is_answered_counts_against_precision(reading):
    assert figures(judge(mark(answered=None), reading))["linked answers"] == (0, 1, 0)


def test_a_passage_is_read_from_where_it_begins(reading):
    moved = mark(**{
        field: [[start + 100, end + 100] for start, end in mark()[field]]
        for field in ("cue", "sayer", "content", "answered")
    })  # fmt: skip

    assert judge(moved, reading, offset=100) == judge(mark(), reading)


def test_the_test_part_alone_is_measured(tmp_path):
    lines = {
        "wire/train.jsonl": [{"key": "n", "text": TEXT, "published": "2024-05-15"}],
        "marks.jsonl": [mark(), mark(split="train", cue=[SAID], stance="asserted", sayer=[REBELS])],
    }
    for name, rows in lines.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    scores = {
        score.measure: score for score in measure_stance(tmp_path, annotations=tmp_path / "marks.jsonl")
    }

    assert scores["macro-F1"].gold == 1
    assert scores["accuracy"].right == 1
