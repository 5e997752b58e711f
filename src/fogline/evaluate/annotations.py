"""Find the project's own annotation: stand-off marks and made-up snippets that lie beside the sources."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fogline.errors import SettingInvalid

__all__ = ["ANNOTATIONS", "documents_of", "find_annotation", "read_rows"]

ANNOTATIONS = Path(__file__).parents[3] / "training" / "annotations"
"""Where they lie in a checkout; an installed fogline has none."""


def find_annotation(name: str, folder: Path | None = None) -> Path:
    """Return the file of that name.

    Args:
        name: such as `stance.jsonl`.
        folder: where to look; the checkout's own when None.

    Raises:
        SettingInvalid: there is no such file.
    """
    path = (folder or ANNOTATIONS) / name
    if not path.is_file():
        raise SettingInvalid(
            f"--annotations: no file {str(path)!r}",
            hint="name the folder training/annotations of a checkout: it is not installed with the package",
        )
    return path


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def documents_of(data: Path, marks: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the documents that marks point at, by set and key.

    Args:
        data: folder of the sets, `SET.jsonl` each.
        marks: rows with `set` and `key`.
    """
    wanted = {(mark["set"], mark["key"]) for mark in marks}
    return {
        (name, row["key"]): row
        for name in sorted({name for name, _ in wanted})
        for row in read_rows(data / f"{name}.jsonl")
        if (name, row["key"]) in wanted
    }
