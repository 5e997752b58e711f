"""What the scores of times count: wars without a day of publication, news passages by keys and offsets."""

import json

import pytest

from fogline.evaluate.times import measure_times


def write_lines(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def shared(tmp_path):
    war = {
        "key": "w",
        "text": "It began in 1815.",
        "times": [{"span": [12, 16], "kind": "DATE", "timex": "1815"}],
    }
    news = {
        "key": "n",
        "text": "Troops left on Monday. They met on Tuesday.",
        "published": "2016-09-22",
    }
    write_lines(tmp_path / "times" / "wikiwars_train.jsonl", [war])
    write_lines(tmp_path / "wire" / "train.jsonl", [news])
    return tmp_path


def marks(tmp_path, times, limit=22):
    path = tmp_path / "marks.jsonl"
    write_lines(path, [{"set": "wire/train", "key": "n", "limit": limit, "part": "test", "times": times}])
    return path


def figures(scores):
    return {score.measure: (score.right, score.found, score.gold) for score in scores}


def test_news_counts_only_what_lies_before_the_passage_ends(shared):
    path = marks(shared, [{"span": [15, 21], "kind": "DATE", "timex": "2016-09-19"}])

    scores = figures(measure_times(shared, annotations=path))

    assert scores["news test, relaxed"] == scores["news test, value"] == (1, 1, 1)


def test_a_match_with_another_value_is_found_but_not_right(shared):
    path = marks(shared, [{"span": [12, 21], "kind": "DATE", "timex": "2016-09-12"}])

    scores = figures(measure_times(shared, annotations=path))

    assert (scores["news test, relaxed"], scores["news test, value"]) == ((1, 1, 1), (0, 1, 1))


def test_without_the_projects_own_marks_only_wars_are_measured(shared):
    scores = figures(measure_times(shared, annotations=shared / "none.jsonl"))

    assert list(scores) == ["span, strict", "span, relaxed", "value", "interval"]
    assert scores["value"] == (1, 1, 1)
