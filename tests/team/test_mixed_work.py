"""Two people and a `fogline run` work on one team casebook at once: nothing is lost, nothing doubled."""

from pathlib import Path

import pytest

from benchmarks.team import mixed_work


# Six processes that each load a reader: a slow machine takes its time.
@pytest.mark.timeout(1200)
def test_nothing_is_lost_and_nothing_doubled_when_all_work_at_once(tmp_path: Path, address: str) -> None:
    tally = mixed_work(
        tmp_path / "work",
        decisions=lambda done: done < 5,
        runs=lambda done: done < 1,
        journal=address,
        reports=2,
    )

    assert tally.wrong == []
    assert len(tally.decided) + sum(tally.refused.values()) == 10
    assert len(tally.brought) == 3
