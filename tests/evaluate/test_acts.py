"""Test that acts are counted by sentence, from the types of events and the people killed."""

import json

import pytest

from fogline.evaluate.acts import acts_in, measure_acts
from fogline.model.reading import Event, Reading, Toll


def event(at, event_type, tolls=(), factuality=3.0, tense="past"):
    """Return an event at a place in the text."""
    return Event((at, at + 1), event_type, None, None, factuality, tense, None, None, (), None, tolls, None)


def test_an_air_strike_with_dead_is_force_and_a_killing():
    """The dead count where they are told, the strike where it is."""
    toll = Toll((25, 30), "killed", None, 3, 3, "exact", "unknown", None, False, None)
    reading = Reading(events=(event(5, "air_drone_strike", (0,)), event(45, "arrests")), tolls=(toll,))

    found = acts_in(reading, [(0, 20), (20, 40), (40, 60)])

    assert [sorted(found[at]) for at in range(3)] == [["force"], ["killing"], ["arrest"]]


@pytest.mark.parametrize(
    "unreal",
    [
        event(5, "killing", factuality=-2.5),
        event(5, "killing", tense="hypothetical"),
        event(5, "killing", tense="future"),
        event(5, None),
    ],
)
def test_what_did_not_happen_is_not_found(unreal):
    """Threats, plans and denials tell of no act."""
    assert not acts_in(Reading(events=(unreal,)), [(0, 20)])[0]


def test_force_neither_helps_nor_hurts_where_a_killing_is_all_that_is_told(tmp_path):
    """A killing is force by itself: typed as an attack it is no error."""
    text = "Gunmen murdered a judge in Brenna. The market was open."
    row = {
        "set": "made/up",
        "key": "one",
        "limit": len(text),
        "sentences": [[0, 34], [35, len(text)]],
        "acts": [{"span": [0, 34], "acts": ["killing"]}],
    }
    (tmp_path / "made").mkdir()
    document = {"key": "one", "text": text, "published": "2024-05-15"}
    (tmp_path / "made" / "up.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    marks = tmp_path / "marks.jsonl"
    marks.write_text(json.dumps(row) + "\n", encoding="utf-8")

    killing, _, force = measure_acts(tmp_path, annotations=marks)

    assert (killing.right, killing.found, killing.gold) == (1, 1, 1)
    assert (force.found, force.gold) == (0, 0)
