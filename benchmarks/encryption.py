"""Measure what encryption costs: a casebook is copied, the copy encrypted, and both are worked with in turns.

    python benchmarks/encryption.py north.fog --rounds 5

Seconds of CPU of this process, the middle one of all rounds: to open, to add reports
(without reading them), and to ask for claims, for incidents, and for a table by SQL.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fogline.casebook import open_casebook
from fogline.evaluate.scale import made_up_documents
from fogline.pipeline.encrypting import encrypt_casebook
from fogline.store.keys import secret_from

PASSPHRASE = "a passphrase for measuring"
ADDED = 200
TABLE = "select type, count(*) as incidents from incidents group by type order by type"


def main() -> None:
    """Measure and print a row a step."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path, help="a casebook in the clear; it is copied, and stays as it is")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        clear, sealed = (
            Path(shutil.copytree(chosen.book, Path(scratch) / name)) for name in ("clear", "sealed")
        )
        secret = secret_from(PASSPHRASE, None)
        if secret is None:
            raise SystemExit("no secret")
        started = time.process_time()
        encrypt_casebook(sealed, secret, notify=lambda _: None)
        print(
            f"to encrypt it: {time.process_time() - started:.2f} s; {size_mb(clear):.1f} MB, then {size_mb(sealed):.1f}"
        )
        took: dict[str, tuple[list[float], list[float]]] = {}
        for number in range(chosen.rounds + 1):  # the first round warms up and counts for nothing
            for side, (folder, passphrase) in enumerate(((clear, None), (sealed, PASSPHRASE))):
                for step, seconds in work(folder, passphrase, number).items():
                    if number:
                        took.setdefault(step, ([], []))[side].append(seconds)
    for step, (plain, closed) in took.items():
        one, other = statistics.median(plain), statistics.median(closed)
        print(f"| {step} | {one:.3f} | {other:.3f} | {other / one:.2f} |")


def work(folder: Path, passphrase: str | None, number: int) -> dict[str, float]:
    """Return how long each step took with a casebook."""
    took: dict[str, float] = {}

    def timed(step: str, do: Callable[[], Any]) -> Any:
        started = time.process_time()
        done = do()
        took[step] = time.process_time() - started
        return done

    book = timed("open", lambda: open_casebook(folder, passphrase=passphrase))
    new = [{**one, "key": f"{number}-{one['key']}"} for one in made_up_documents(ADDED, seed=number)]
    timed(f"add {ADDED} reports", lambda: book.add_documents(new))
    timed("all claims", lambda: sum(1 for _ in book.claims()))
    timed("all incidents", lambda: sum(1 for _ in book.incidents()))
    timed("a table by SQL", lambda: book.sql(TABLE))
    return took


def size_mb(folder: Path) -> float:
    """Return what the files of a folder take on the disk."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
