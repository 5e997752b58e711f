"""Keep what a mind answered, so that the same text is asked once and a casebook can be made again without it."""

import hashlib
import json
import os
from pathlib import Path

from fogline.errors import MindUnavailable
from fogline.model.records import canonical_json

__all__ = ["AnswerBook"]


class AnswerBook:
    """Answers in a folder, one file each, named by what was asked of whom."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, *asked: object) -> object | None:
        """Return the answer that was kept, None when there is none or its file is broken."""
        try:
            kept: object = dict(json.loads(self._path(asked).read_text(encoding="utf-8")))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None  # never asked, or cut short by a full disk: it is asked again
        return kept

    def put(self, answer: object, *asked: object) -> None:
        """Keep an answer; one that JSON cannot hold, or not so deep, is not kept and is asked for again.

        Raises:
            MindUnavailable: the folder cannot be written.
        """
        path = self._path(asked)
        beside = path.with_suffix(f".{os.getpid()}")
        try:
            content = canonical_json({"answer": answer})
        except (ValueError, RecursionError):
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as error:
            raise MindUnavailable(f"{path.parent}: {error}, expected room for what the mind said") from error

    def _path(self, asked: tuple[object, ...]) -> Path:
        return self._folder / f"{hashlib.sha256(canonical_json(list(asked))).hexdigest()}.json"
