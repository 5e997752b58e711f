"""Whose attitude it is: of the cues that are found, and with every missed cue missed."""

from fogline.evaluate.attribution import holder_scores
from fogline.evaluate.intervals import pooled
from fogline.model.reading import Attribution

EVENT = {"cue": [[7, 11]], "holder": [[[0, 6]], [[20, 23]]]}


def attribution(*, source, cue):
    return Attribution(source, cue, ((30, 40),), "indirect", None, None, "asserted")


def figures(found):
    return {s.measure: (s.right, s.found, s.gold) for s in pooled([[*holder_scores(EVENT, found)]])}


def test_any_mention_of_the_holder_is_right():
    found = figures([attribution(source=((20, 23),), cue=((8, 11),))])

    assert set(found.values()) == {(1, 1, 1)}


def test_a_cue_that_was_not_found_misses_its_holder_end_to_end_alone():
    found = figures([attribution(source=((0, 6),), cue=((50, 54),))])

    assert found["cue found"] == found["holder overlap, end to end"] == (0, 0, 1)
    assert found["holder overlap, of the cues found"] == (0, 0, 0)


def test_an_attribution_without_source_names_nobody():
    found = figures([attribution(source=(), cue=((7, 11),))])

    assert found["holder overlap, of the cues found"] == (0, 0, 1)
