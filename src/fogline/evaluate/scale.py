"""Measure a whole casebook: thousands of made-up documents, a third of them copies, killed once and gone on with."""

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.casebook import open_casebook
from fogline.model.ids import sha256_hex
from fogline.model.records import Record

__all__ = ["Scale", "made_up_documents", "measure_scale"]

COPIES = 0.3
OUTLETS = (
    "Channel Wire",
    "Southern Press Agency",
    "The Morning Ledger",
    "Harbour Post",
    "Radio North",
    "Evening Bell",
)
SIDES = (
    ("Arnorian army", "Gondorian militia"),
    ("Rohan Front", "Umbar Guard"),
    ("Dale Brigade", "Isen Column"),
)
TOWNS = (
    "Kunduz",
    "Herat",
    "Mosul",
    "Homs",
    "Sirte",
    "Gao",
    "Maiduguri",
    "Baidoa",
    "Taiz",
    "Marawi",
    "Goma",
    "Kismayo",
)
ACTS = (
    "attacked a checkpoint near {town}", "shelled the outskirts of {town}", "captured a bridge east of {town}",
    "ambushed a convoy on the road to {town}", "fired rockets at the airfield of {town}",
)  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June")


@dataclass(frozen=True, slots=True)
class Scale(Record):
    """What a run over many documents took. Memory is the peak of the whole process in MB.

    `first_mb` is that peak after the first tenth, `peak_mb` at the end: flat memory
    means that they are near each other. `resumed_same` tells whether a run that was
    killed half way and started again gave the same canonical export.
    """

    documents: int
    copies: int
    claims: int
    incidents: int
    seconds: float
    documents_per_s: float
    first_mb: float
    peak_mb: float
    killed_after_s: float
    resumed_same: bool


def made_up_documents(count: int, *, seed: int = 1982) -> Iterator[dict[str, Any]]:
    """Yield `count` short documents; about COPIES of them are edited copies of one before."""
    chance = random.Random(seed)
    recent: list[dict[str, Any]] = []
    for number in range(count):
        day = f"2021-{1 + number % 6:02}-{1 + chance.randrange(28):02}"
        if recent and chance.random() < COPIES:
            first = chance.choice(recent)
            text = str(first["text"]).replace("said on", "told reporters on", 1)
            yield {**first, "key": f"d{number}", "outlet": chance.choice(OUTLETS), "text": text}
            continue
        document = {
            "key": f"d{number}", "outlet": chance.choice(OUTLETS), "published": day, "lang": "en",
            "text": made_up_text(chance, number, day),
        }  # fmt: skip
        recent = [*recent[-199:], document]
        yield document


def made_up_text(chance: random.Random, number: int, day: str) -> str:
    """Return a dispatch of five sentences about invented parties."""
    one, other = chance.choice(SIDES)
    town = chance.choice(TOWNS)
    act = chance.choice(ACTS).format(town=town)
    month = MONTHS[int(day[5:7]) - 1]
    dead, wounded = chance.randrange(1, 40), chance.randrange(1, 90)
    return (
        f"The {one} {act} on {int(day[8:])} {month}, a spokesman said on Tuesday, "
        f"and killed {dead} fighters of the {other}.\n"
        f"The {other} denied that it had lost any men there and said {wounded} of the attackers were wounded.\n"
        f"Residents of the district {number % 97} told of fire through the night. "
        f"An officer warned that the road could stay closed until the {chance.randrange(2, 28)}th. "
        f"“We will hold {town} whatever it costs,” the commander of sector {number % 53} added."
    )


def measure_scale(folder: Path, *, count: int = 10_000, workers: int = 1) -> Scale:
    """Read `count` documents into a casebook in `folder`, then again with a kill half way, and compare.

    A tenth is read first, so that later memory can be compared with it. A
    casebook that an earlier call left there is gone on with.
    """
    steady = open_casebook(folder / "steady.fog")
    started = time.monotonic()
    steady.add_documents(made_up_documents(max(1, count // 10)))
    steady.run(workers=workers)
    first = peak_mb()
    steady.add_documents(made_up_documents(count))
    summary = steady.run(workers=workers)
    seconds = time.monotonic() - started
    killed_after = max(2.0, seconds / 2)
    run_and_kill(folder / "killed.fog", count, after_s=killed_after)
    killed = open_casebook(folder / "killed.fog")
    killed.add_documents(made_up_documents(count))
    killed.run(workers=workers)
    copies = int(
        steady.sql("select count(*) - count(distinct origin) as copies from reports")["copies"][0].as_py()
    )
    return Scale(
        documents=summary.reports,
        copies=copies,
        claims=summary.claims,
        incidents=summary.incidents,
        seconds=seconds,
        documents_per_s=summary.reports / seconds,
        first_mb=first,
        peak_mb=peak_mb(),
        killed_after_s=killed_after,
        resumed_same=export_digest(steady) == export_digest(killed),
    )


def run_and_kill(path: Path, count: int, *, after_s: float) -> None:
    """Start the same run in a process of its own and kill it without warning."""
    code = (
        "import sys; from fogline.casebook import open_casebook; from fogline.evaluate.scale import made_up_documents; "
        "book = open_casebook(sys.argv[1]); book.add_documents(made_up_documents(int(sys.argv[2]))); book.run()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path), str(count)]) as process:
        try:
            process.wait(timeout=after_s)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


def export_digest(book: Any) -> str:
    """Return the digest of a casebook's canonical export."""
    return sha256_hex(b"\n".join(sha256_hex(line).encode() for line in book.export_canonical()))


def peak_mb() -> float:
    """Return this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
