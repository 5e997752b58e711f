"""`fogline eval` finds the project's own annotation, bounds its figures and shows what was confused."""

import json

import pytest

from fogline.cli.measuring import bounds, find_marks
from fogline.errors import SettingInvalid
from fogline.evaluate.scores import Score


@pytest.fixture
def annotations(tmp_path):
    rows = [
        {
            "id": f"s-{number}", "text": "A suicide bomber killed six people at the gate in Corvane.", "split": "test",
            "acled": ["Explosions/Remote violence", kind], "trigger": "killed",
        }
        for number, kind in enumerate(("Suicide bomb", "Grenade"))
    ]  # fmt: skip
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "event_snippets.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_a_task_says_where_its_annotation_is_missing(run, tmp_path):
    outcome = run("eval", "types", "--data", tmp_path, "--annotations", tmp_path)

    assert outcome.status == 2
    assert "event_snippets.jsonl" in outcome.err
    assert "training/annotations" in outcome.err


def test_a_task_that_can_do_without_is_measured_without():
    assert find_marks("times", None) == ()
    assert find_marks("places", None) == ()


def test_a_folder_that_was_named_must_hold_what_is_needed(tmp_path):
    with pytest.raises(SettingInvalid):
        find_marks("times", tmp_path)


def test_the_report_card_shows_bounds_and_what_was_confused(run, annotations):
    outcome = run("eval", "types", "--data", annotations, "--annotations", annotations)

    assert outcome.status == 0
    assert "2 documents" in outcome.out
    assert "Grenade" in outcome.out


def test_json_has_bounds_and_all_confusions(run, annotations):
    outcome = run("eval", "types", "--data", annotations, "--annotations", annotations, "--json")
    scores = {score["measure"]: score for score in map(json.loads, outcome.out.splitlines())}

    assert scores["accuracy"]["low"] <= scores["accuracy"]["f1"] <= scores["accuracy"]["high"]
    assert sum(one["count"] for one in scores["macro-F1"]["confusions"]) == 2


@pytest.mark.parametrize(
    ("score", "says"),
    [
        (Score("a", "b"), ""),
        (Score("a", "b", low=0.25, high=0.5, drawn="8 documents"), "0.250-0.500"),
        (Score("a", "b", low=0.25, high=0.5, drawn="8 answers"), "0.250-0.500*"),
    ],
)
def test_a_star_marks_where_answers_were_drawn(score, says):
    assert bounds(score) == says
