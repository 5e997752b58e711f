"""Measure what each look at a large casebook costs the desk: CPU time of the server, without a network.

The casebook is the sample that ships with fogline, laid down as often as gives --incidents, each
time with other ids. BOOK is another casebook to do so with, so that the sample is not read anew.

Each look is asked for three times. The first fills what the desk remembers until something
changes, and is shown beside the best of the others.

    python benchmarks/desk.py
    python benchmarks/desk.py BOOK --incidents 10000
"""

import argparse
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from fastapi.testclient import TestClient

from fogline.casebook import Casebook, open_casebook
from fogline.sample import dispatch_folder, lay_registries
from fogline.store.store import Store
from fogline.web.app import create_app
from fogline.web.local import LocalGate

ID = re.compile(r"\b([rci])-([0-9a-f]{4})([0-9a-f]{28})\b")
ONCE = ("measured", "cells", "spans", "sources", "signatures")
"""Tables that no list shows: they stay as they are."""

LOOKS = (
    "book", "today", "claims", "claims?after=20000", "claims?stance=denied", "claims?sayer=Argentina",
    "claims?party=Argentina", "claims?place=Port%20Stanley", "claims?text=shot%20down", "incidents",
    "incidents?order=killed&after=5000", "incidents?status=contested", "incidents?party=Argentina",
    "incidents?place=Port%20Stanley", "incidents?text=cruiser", "incidents?grade=C&since=1982-05-01",
    "timeline?party=Argentina", "map", "map?status=contested", "reports", "review", "places", "sources", "actors",
    "names",
)  # fmt: skip
TIMES = 3


def main() -> None:
    """Make the casebook, look at it, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path, nargs="?", help="a casebook that was run; without it, the sample")
    parser.add_argument("--incidents", type=int, default=10_000, help="so many at least")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.fog"
        if chosen.book is None:
            read_sample(path)
        else:
            shutil.copytree(chosen.book, path)
        repeat(path, chosen.incidents)
        book = open_casebook(path)
        began = time.process_time()
        book.hold()
        took = time.process_time() - began
        print(
            f"{len(book.incidents()):,} incidents, {len(book.claims()):,} claims, held in {took:.1f} s of CPU\n"
        )
        print("| look | rows in all | first, ms of CPU | again, ms of CPU |\n| -- | --: | --: | --: |")
        for line in measured(book):
            print(line, flush=True)


def read_sample(path: Path) -> None:
    """Read the sample into a casebook."""
    lay_registries(path)
    book = open_casebook(path)
    book.add(dispatch_folder())
    book.run()


def repeat(path: Path, incidents: int) -> None:
    """Lay down what a casebook derived as often as gives so many incidents, each time with other ids."""
    store = Store(path)
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in {table for batch in store.parts.batches() for table in batch.parts}:
        for name in store.parts.names(table):
            tables.setdefault(table, []).extend(pq.read_table(store.parts.folder / name).to_pylist())
    times = -(-incidents // len(tables["incidents"]))
    with store.parts.write("benchmark", maker="benchmark") as writer:
        for table, rows in tables.items():
            for number in range(1 if table in ONCE else times):
                for row in rows:
                    writer.add(table, again(row, number))
        made = writer.finish()
    with store.writing():
        store.parts.replace(add=[made], drop=lambda _: True)


def again(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a row with the ids of another time; its item, which tells copies of one file, is another too."""
    other = {name: other_ids(value, number) for name, value in row.items()}
    return {**other, "item": f"{number}-{row['item']}"} if number and "item" in row else other


def other_ids(value: Any, number: int) -> Any:
    """Return a value with its ids of reports, claims and incidents changed, the same way wherever one stands."""
    if isinstance(value, str):
        return ID.sub(lambda id: f"{id[1]}-{int(id[2], 16) ^ number:04x}{id[3]}", value)
    if isinstance(value, list):
        return [other_ids(one, number) for one in value]
    return {name: other_ids(one, number) for name, one in value.items()} if isinstance(value, dict) else value


def measured(book: Casebook) -> Iterator[str]:
    """Yield a row of the table for each look."""
    gate = LocalGate("Ada Kern")
    client = TestClient(create_app(book, gate), base_url="http://127.0.0.1")
    client.cookies.set(gate.cookie, gate.session)
    incident = client.get("/api/incidents?order=claims&limit=1").json()["rows"][0]["id"]
    claim = client.get("/api/claims?limit=1").json()["rows"][0]
    single = (f"incidents/{incident}", f"claims/{claim['id']}", f"reports/{claim['report']}")
    for look in (*LOOKS, *single):
        took = []
        for _ in range(TIMES):
            began = time.process_time()
            answer = client.get(f"/api/{look}")
            took.append((time.process_time() - began) * 1000)
            answer.raise_for_status()
        found = answer.json().get("total")
        shown = ID.sub(r"\1-…", look.replace("%20", " "))
        total = "" if found is None else f"{found:,}"
        yield f"| `{shown}` | {total} | {took[0]:,.0f} | {min(took[1:]):,.0f} |"


if __name__ == "__main__":
    main()
