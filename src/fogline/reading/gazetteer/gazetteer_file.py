"""Keep named arrays in one file that processes share by mapping it into memory."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["Arrays", "map_arrays", "write_arrays"]

Arrays = Mapping[str, "np.ndarray[Any, Any]"]

MAGIC = b"fogline arrays 1\n"
ALIGNMENT = 16


def write_arrays(path: Path, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Write one-dimensional arrays and a JSON object about them, whole or not at all.

    The same arrays give the same bytes. Raises OSError where the folder cannot be written.
    """
    places: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.size, offset)
        offset += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    head = json.dumps({"arrays": places, "about": about}, sort_keys=True, ensure_ascii=False).encode("utf-8")
    head += b" " * (-(len(MAGIC) + 9 + len(head)) % ALIGNMENT)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + b"%08d\n" % len(head) + head)
            for array in arrays.values():
                file.write(array.tobytes())
                file.write(b"\0" * (-array.nbytes % ALIGNMENT))
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise


def map_arrays(path: Path) -> tuple[Arrays, Mapping[str, Any]]:
    """Return the arrays of a file, read from disk as they are used, and what was said about them.

    Raises OSError where the file cannot be read, ValueError where it is not one of ours.
    """
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    start = len(MAGIC) + 9
    if mapped[: len(MAGIC)].tobytes() != MAGIC:
        raise ValueError(f"{path}: begins with other bytes, expected {MAGIC!r}")
    length = int(mapped[len(MAGIC) : start].tobytes())
    head = json.loads(mapped[start : start + length].tobytes())
    body = start + length
    arrays = {}
    for name, (kind, count, offset) in head["arrays"].items():
        dtype = np.dtype(kind)
        begin = body + offset
        arrays[name] = mapped[begin : begin + count * dtype.itemsize].view(dtype)
    return arrays, head["about"]
