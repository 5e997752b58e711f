"""No measured figure falls under its floor."""

import pytest

from fogline.cli.measuring import TASKS, measure

from .floors import LIMITS, figure_of, name_of, read_floors

WITHOUT_FLOORS = ("seed",)
"""The seed has tests of its own."""


@pytest.mark.shared
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("task", [task for task in TASKS if task not in WITHOUT_FLOORS])
def test_no_figure_falls_under_its_floor(task, shared):
    floors = {name: floor for name, floor in read_floors().items() if name.startswith(f"{task} / ")}
    measured = {name_of(score): figure_of(score) for score in measure(task, shared, LIMITS.get(task))}

    assert floors, f"no floors for {task}: run python -m tests.gates.floors --raise"
    assert floors.keys() <= measured.keys()
    assert {name: value for name, value in measured.items() if value < floors.get(name, -1.0)} == {}
