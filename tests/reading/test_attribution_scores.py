"""Score attributions: exact spans, characters, linked triples."""

from fogline.evaluate.attribution import score_attributions

GOLD = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]}


def test_equal_attributions_are_right_in_every_measure() -> None:
    found = {"source": ((0, 4),), "cue": ((5, 9),), "content": ((10, 20),)}

    scores = score_attributions([([GOLD], [found])])

    assert [score.f1 for score in scores] == [1.0] * len(scores)


def test_a_content_cut_short_is_linked_and_half_covered_but_not_exact() -> None:
    found = {"source": ((0, 4),), "cue": ((5, 9),), "content": ((10, 15),)}

    scores = {score.measure: score for score in score_attributions([([GOLD], [found])])}

    assert scores["content, exact"].right == 0
    assert scores["content, overlap"].recall == 0.5
    assert scores["triple, linked"].f1 == 1.0
    assert scores["triple, exact"].right == 0


def test_a_missing_source_agrees_only_with_a_missing_source() -> None:
    unnamed = {"source": (), "cue": ((5, 9),), "content": ((10, 20),)}

    scores = {score.measure: score for score in score_attributions([([GOLD], [unnamed])])}

    assert scores["triple, linked"].right == 0
