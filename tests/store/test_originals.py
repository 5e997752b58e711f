"""Originals come back byte for byte, and a damaged one is found."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import CasebookError, OriginalBroken
from fogline.model.ids import sha256_hex
from fogline.store.originals import Originals


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=10))
def test_bytes_come_back_as_they_were_received(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        originals = Originals(Path(folder))

        originals.put(contents)
        originals.put(contents)

        assert [originals.get(sha256_hex(content)) for content in contents] == contents
        assert len([path for path in Path(folder).rglob("*") if path.is_file()]) == len(set(contents))


def test_a_missing_original_is_named(tmp_path: Path) -> None:
    with pytest.raises(OriginalBroken, match="found nothing"):
        Originals(tmp_path).get("ab" * 32)


@pytest.mark.parametrize("place", [0, 8, -1])
def test_a_changed_original_is_found(tmp_path: Path, place: int) -> None:
    originals = Originals(tmp_path)
    originals.put([b"as received " * 10])
    path = originals.path(sha256_hex(b"as received " * 10))
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)

    with pytest.raises(OriginalBroken):
        originals.get(sha256_hex(b"as received " * 10))


def test_a_cut_original_is_found(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.put([b"as received " * 10])
    path = originals.path(sha256_hex(b"as received " * 10))
    path.write_bytes(path.read_bytes()[:-5])

    with pytest.raises(OriginalBroken):
        originals.get(sha256_hex(b"as received " * 10))


def test_a_folder_that_cannot_be_written_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("in the way")

    with pytest.raises(CasebookError) as caught:
        Originals(tmp_path / "originals").put([b"x"])

    assert caught.value.hint
