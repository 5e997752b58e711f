"""Two people and a `fogline run` work on one team casebook at once: nothing is lost, nothing doubled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.team import Tally, check, mixed_work, text_of
from fogline.casebook import Casebook
from tests.fake_stages import fake_stages


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


REPORTS = 2


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """A casebook in which somebody has decided once."""
    book = Casebook(tmp_path_factory.mktemp("worked") / "a.fog", stages=fake_stages())
    book.add_documents([{"text": text_of(number)} for number in range(REPORTS)])
    book.run()
    book.review.accept(book.claims()[0], by="Anna Lind")
    return book


def worked(book: Casebook) -> Tally:
    """What is written down of that."""
    (decision,) = book.review.decisions()
    return Tally(
        decided={decision.id: decision.by}, heads={"h"}, told={"h"}, runs=1,
        brought=[f"{number}.txt" for number in range(REPORTS)],
    )  # fmt: skip


def test_what_was_kept_as_it_was_done_is_in_order(book: Casebook) -> None:
    tally = worked(book)

    check(book.path, tally)

    assert tally.wrong == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tally: tally.decided.update({"d-lost": "Ben Okoro"}), "d-lost: 0 times in the journal"),
        (lambda tally: tally.decided.clear(), "by Anna Lind, expected None"),
        (lambda tally: tally.decided.update(dict.fromkeys(tally.decided, "Ben Okoro")), "expected Ben Okoro"),
        (lambda tally: tally.brought.append("2.txt"), "report 2: not there once"),
        (lambda tally: tally.brought.pop(), "1 reports that nobody brought"),
        (lambda tally: tally.told.clear(), "1 decisions were not told"),
        (lambda tally: setattr(tally, "runs", 0), "0 runs and 1 decisions"),
    ],
)
def test_what_is_lost_doubled_or_not_told_is_found(
    book: Casebook, change: Callable[[Tally], object], said: str
) -> None:
    tally = worked(book)
    change(tally)

    check(book.path, tally)

    assert [finding for finding in tally.wrong if said in finding]
