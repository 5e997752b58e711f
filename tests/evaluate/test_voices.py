"""Voices within voices are counted one by one."""

from fogline.evaluate.voices import Voice, score_passage


def voice(source, cue, content, inside=None):
    return Voice(frozenset(range(*source)), frozenset(range(*cue)), frozenset(range(*content)), inside)


OUTER = voice((0, 2), (2, 3), (3, 20))
INNER = voice((4, 6), (6, 8), (8, 20), inside=0)


def test_a_nested_voice_is_right_when_what_it_stands_in_is_right_too():
    outermost, nested = score_passage([OUTER, INNER], [OUTER, INNER])
    assert (outermost.right, outermost.found, outermost.gold) == (1, 1, 1)
    assert (nested.right, nested.found, nested.gold) == (1, 1, 1)


def test_a_nested_voice_that_stands_by_itself_is_wrong():
    _, nested = score_passage([OUTER, INNER], [OUTER, voice((4, 6), (6, 8), (8, 20))])
    assert (nested.right, nested.found, nested.gold) == (0, 0, 1)


def test_another_source_is_wrong_and_so_is_one_where_none_is_named():
    other = voice((10, 12), (6, 8), (8, 20), inside=0)
    assert [score.right for score in score_passage([OUTER, INNER], [OUTER, other])] == [1, 0]
    unnamed = voice((0, 0), (6, 8), (8, 20), inside=0)
    assert [score.right for score in score_passage([OUTER, unnamed], [OUTER, INNER])] == [1, 0]
    assert [score.right for score in score_passage([OUTER, unnamed], [OUTER, unnamed])] == [1, 1]
