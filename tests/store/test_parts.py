"""Derived parts count whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from fogline.errors import CasebookError
from fogline.store.layout import origin_row
from fogline.store.parts import Batch, Parts
from fogline.store.tables import Tables


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path / "derived")


def written(parts: Parts, *reports: str, stage: str = "link") -> Batch:
    with parts.write(stage, maker="m") as writer:
        for report in reports:
            writer.add("origins", origin_row(report, f"o-{report}"))
        return writer.finish()


def shown(parts: Parts) -> list[str]:
    return [row["report"] for row in Tables(parts).rows("select report from origins order by report")]


def test_nothing_counts_before_it_is_listed(parts: Parts) -> None:
    batch = written(parts, "a", "b")
    assert shown(parts) == []

    parts.replace(add=[batch])

    assert shown(parts) == ["a", "b"]


def test_a_replaced_batch_is_gone_at_once(parts: Parts) -> None:
    parts.replace(add=[written(parts, "a")])

    parts.replace(add=[written(parts, "b")], drop=lambda batch: batch.stage == "link")

    assert shown(parts) == ["b"]


def test_part_names_depend_on_what_is_in_them(parts: Parts) -> None:
    assert written(parts, "a", "b").parts == written(parts, "a", "b").parts
    assert written(parts, "a", "b").parts != written(parts, "a", "c").parts


def test_a_writer_that_is_given_up_leaves_nothing(parts: Parts) -> None:
    with parts.write("link", maker="m") as writer:
        writer.add("origins", origin_row("a", "o"))

    assert [path for path in parts.folder.rglob("*") if path.is_file()] == []


def test_a_batch_of_which_a_part_is_missing_does_not_count(parts: Parts) -> None:
    batch = written(parts, "a")
    parts.replace(add=[batch, written(parts, "b")])
    (parts.folder / "origins" / batch.parts["origins"][0]).unlink()

    assert shown(Parts(parts.folder)) == ["b"]


@pytest.mark.parametrize(
    "content", ["", "{", '{"format": 99, "batches": []}', "[]", '{"format": 1, "batches": [3]}']
)
def test_a_damaged_list_is_an_empty_one(parts: Parts, content: str) -> None:
    parts.replace(add=[written(parts, "a")])
    (parts.folder / "parts.json").write_text(content)

    assert Parts(parts.folder).batches() == ()


def test_only_old_unlisted_parts_are_removed(parts: Parts) -> None:
    listed, fresh, old = written(parts, "a"), written(parts, "b"), written(parts, "c")
    parts.replace(add=[listed])
    for batch in (listed, old):
        os.utime(parts.folder / "origins" / batch.parts["origins"][0], (0, 0))

    parts.remove_unlisted()

    left = {path.name for path in (parts.folder / "origins").iterdir()}
    assert left == {listed.parts["origins"][0], fresh.parts["origins"][0]}


def test_a_listing_that_is_being_walked_is_not_disturbed(parts: Parts) -> None:
    parts.replace(add=[written(parts, *map(str, range(2_000)))])
    walk = Tables(parts).rows("select report from origins")
    next(walk)

    parts.replace(add=[written(parts, "later")], drop=lambda _: True)

    assert len(list(walk)) == 1_999


@pytest.mark.parametrize(
    "query",
    [
        "copy (select 1) to '{}/x.csv'",
        "select * from read_csv('{}/secret')",
        "select * from '{}/secret'",
        "attach '{}/x.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "select nothing",
    ],
)
def test_queries_reach_nothing_outside(tmp_path: Path, parts: Parts, query: str) -> None:
    (tmp_path / "secret").write_text("a,b")

    with pytest.raises(CasebookError):
        Tables(parts).arrow(query.format(tmp_path))

    assert {path.name for path in tmp_path.iterdir()} == {"secret"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_the_disk_refuses_is_an_error_with_a_hint_and_leaves_the_list(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    parts.replace(add=[written(parts, "a")])
    batch = written(parts, "b")

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(CasebookError) as caught:
            parts.replace(add=[batch])

    assert caught.value.hint
    assert shown(parts) == ["a"]
    assert list(parts.folder.rglob(".tmp-*")) == []


def test_many_small_batches_are_joined_and_show_the_same(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fogline.store.parts.MOST_SMALL", 3)
    for number in range(4):
        parts.replace(add=[written(parts, f"a{number}", f"b{number}", stage="sign")])
    before = shown(parts)

    parts.join_small("sign")

    (batch,) = parts.batches()
    assert batch.rows == {"origins": 8}
    assert shown(parts) == before
