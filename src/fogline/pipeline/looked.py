"""Keep when each person last looked at what is new: beside the casebook, no part of its truth."""

import json
from datetime import datetime
from pathlib import Path

from fogline.store.chain import written
from fogline.store.files import disk_errors, replace_file
from fogline.store.store import Store

__all__ = ["last_look", "look"]

FILE = "looked.json"


def last_look(store: Store, by: str) -> str | None:
    """Return when somebody last looked (UTC); None when they never did."""
    return read(store.folder / FILE).get(by)


def look(store: Store, by: str, *, at: datetime) -> str:
    """Note that somebody looks, and return when."""
    path, moment = store.folder / FILE, written(at)
    with store.writing():
        replace_file(path, json.dumps({**read(path), by: moment}, indent=1, sort_keys=True).encode())
    return moment


def read(path: Path) -> dict[str, str]:
    """Return who looked when; nobody where the file is missing or damaged: it is a convenience."""
    if not path.is_file():
        return {}
    with disk_errors(path):
        content = path.read_bytes()
    try:
        kept = json.loads(content)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
