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
OPENINGS = (
    "The {one} attacked a checkpoint near {town} on {day}, a spokesman named {name} said, and killed {dead} fighters "
    "of the {other}.",
    "Shells that the {one} fired at the outskirts of {town} on {day} killed {dead} people, a doctor, {name}, said.",
    "{name}, who speaks for the {one}, told reporters that it had captured the bridge at {village} east of {town} "
    "on {day}.",
    "At least {dead} soldiers died on {day} when the {other} ambushed a convoy of the {one} between {village} and "
    "{town}, officials said.",
    "Rockets hit the airfield of {town} on {day}; the mayor, {name}, blamed the {other}.",
    "A car bomb in the market of {village}, a suburb of {town}, wounded {wounded} shoppers on {day}, police said.",
)
REPLIES = (
    "The {other} denied that it had lost any men there and said {wounded} of the attackers were wounded.",
    "There was no word from the {other}, whose commander {second} is believed to be in {village}.",
    "{second}, a lawmaker, said the {other} had pulled out of {village} before nightfall.",
    "The {other} put the number of wounded at {wounded} and accused the {one} of firing at an ambulance.",
    "Both sides said that they hold {village}, a place of {many} houses.",
    "In a statement the {other} claimed to have shot down a drone over {village}.",
)
VOICES = (
    "Residents of {village} told of fire through the night.",
    "“We counted {wounded} explosions,” said {second}, a teacher who lives in {village}.",
    "{second} buried two of his brothers in {village} the next morning.",
    "Aid workers with {second}'s clinic said {many} families had fled {village} by lorry.",
    "A trader from {village}, {second}, said that the road south was closed.",
    "Nurses in {village} are treating {wounded} children, said {second}, their matron.",
)
WARNINGS = (
    "An officer, {third}, warned that the road could stay closed until the {date}.",
    "Talks that {third} was to lead in {village} were put off until the {date}.",
    "{third} asked both parties for a truce of {many} days.",
    "The ministry of {third} plans to send {many} more men to {village} by the {date}.",
    "Analysts such as {third} doubt that the {one} can keep {village}.",
    "Flour in {village} costs {many} crowns a sack, {third} of the chamber of trade said.",
)
CLOSINGS = (
    "“We will hold {town} whatever it costs,” the commander of sector {wounded}, {third}, added.",
    "Rain is expected over {village} and the hills of {name} until the {date}.",
    "The last such strike, near {village}, killed {wounded} people in 2019, a count by {third} shows.",
    "{third} of the {one} declined to comment on {village}.",
    "Some {many} people lived in {village} before the war, {third} recalls.",
    "Power came back to {village} after {wounded} hours, said {third}, an engineer.",
)
SYLLABLES = """
    ar bel cor dun eth fal gor hal ith kel lor min nar os pel ran sul tor und ven wes yar zim mor dal ban
""".split()  # noqa: SIM905  a list of words is read more easily as a text
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
            text = str(first["text"]).replace(" said", " told reporters", 1)
            yield {**first, "key": f"d{number}", "outlet": chance.choice(OUTLETS), "text": text}
            continue
        document = {
            "key": f"d{number}", "outlet": chance.choice(OUTLETS), "published": day, "lang": "en",
            "text": made_up_text(chance, day),
        }  # fmt: skip
        recent = [*recent[-199:], document]
        yield document


def made_up_text(chance: random.Random, day: str) -> str:
    """Return a dispatch of five sentences about invented parties, people and villages."""
    one, other = chance.choice(SIDES)
    facts: dict[str, object] = {
        "one": one, "other": other, "town": chance.choice(TOWNS), "village": made_up_name(chance),
        "name": f"{made_up_name(chance)} {made_up_name(chance)}",
        "second": f"{made_up_name(chance)} {made_up_name(chance)}",
        "third": f"{made_up_name(chance)} {made_up_name(chance)}",
        "day": f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]}",
        "dead": chance.randrange(2, 40), "wounded": chance.randrange(2, 90), "many": chance.randrange(100, 900),
        "date": f"{chance.randrange(4, 21)}th",
    }  # fmt: skip
    slots = (OPENINGS, REPLIES, VOICES, WARNINGS, CLOSINGS)
    sentences = [chance.choice(variants).format(**facts) for variants in slots]
    return f"{sentences[0]}\n{sentences[1]}\n{' '.join(sentences[2:])}"


def made_up_name(chance: random.Random) -> str:
    """Return a name of three syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


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
