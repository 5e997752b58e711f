"""Work on one team casebook from all sides at once, and check that nothing is lost and nothing doubled.

Two people decide over HTTP, each with a token; a third page listens; beside them
`fogline run` brings report after report in. Afterwards the journal must hold every
decision that was answered with 200, once; every report, once; and a chain that holds.
Each decision must have been told to the page that listens, and nobody may have ended early.

    python benchmarks/team.py --minutes 10
    python benchmarks/team.py --minutes 10 --journal "postgresql://desk@db.example/fogline?schema=bench"
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

import fogline
from fogline.web.accounts import add_account, make_token

FOGLINE = [sys.executable, "-c", "from fogline.cli import main; main()"]
PEOPLE = {"Anna Lind": "reviewer", "Ben Okoro": "coder"}
PLACES = ("Sorvik", "Talmar", "Ostre", "Lune", "Varnholm")
SETTINGS = '[reading]\nreader = "fast"\n'
WAIT_S = 120.0
# What a listener has not been told after so long it is not told.
TOLD_S = 60.0

Wanted = Callable[[int], bool]
"""Whether somebody who has done so much goes on."""


@dataclass
class Tally:
    """What was done, and what came of it."""

    decided: dict[str, str] = field(default_factory=dict)
    """Who made each decision that was answered with 200, by its id."""
    refused: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    heads: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    brought: list[str] = field(default_factory=list)
    runs: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def text_of(number: int) -> str:
    """Return a made-up report."""
    place = PLACES[number % len(PLACES)]
    return (
        f"{place}, May 4 (Tolmar Wire {number}) - Rebels shelled the mill near {place} on Tuesday and killed "
        f"{number % 9 + 2} soldiers, the army said. A rebel spokesman denied that they had attacked {place}."
    )


def run_book(book: Path, *inputs: Path) -> None:
    """Bring reports in, as a user does."""
    done = subprocess.run(
        [*FOGLINE, "run", str(book), *map(str, inputs)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)


@contextmanager
def served(book: Path) -> Iterator[str]:
    """Serve the team's desk; yield its address."""
    command = [*FOGLINE, "serve", str(book), "--team", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        if desk.stdout is None:
            raise RuntimeError("serve: found no output, expected the address")
        try:
            yield desk.stdout.readline().strip()
        finally:
            desk.send_signal(signal.SIGINT)
            desk.wait(WAIT_S)


def decide(address: str, name: str, token: str, tally: Tally, wanted: Wanted) -> None:
    """Look at claims and decide about them, in sight of what the page saw when it looked."""
    with client_of(address, token) as client:
        done = 0
        while wanted(done):
            head = client.get("/api/book").json()["head"]
            rows = client.get("/api/claims", params={"limit": 50}).json()["rows"]
            tally.looks[name] += 1
            target = rows[(done * 7) % len(rows)]["id"]
            correct = {"kind": "correct", "fields": {"field": "certainty", "value": "hedged"}}
            wish = correct if done % 2 else {"kind": "accept", "fields": {}}
            began = time.perf_counter()
            answer = client.post(
                "/api/review", json={**wish, "target": target, "head": head, "reason": f"{done}"}
            )
            tally.seconds.append(time.perf_counter() - began)
            done += 1
            if answer.status_code == 200:
                tally.decided[answer.json()["decision"]["id"]] = name
                tally.heads.add(answer.json()["head"])
            elif answer.status_code == 409 and answer.json()["decisions"]:
                tally.refused[name] += 1
            else:
                tally.wrong.append(f"{name}: {answer.status_code} {answer.text[:300]}")


def listen(address: str, token: str, tally: Tally, ready: threading.Event, ended: threading.Event) -> None:
    """Take down the head of each event, until the desk ends the stream."""
    stopped = suppress(httpx.RemoteProtocolError)
    with stopped, client_of(address, token) as client, client.stream("GET", "/api/events") as events:
        for line in events.iter_lines():
            ready.set()
            if line.startswith("data: "):
                told: dict[str, Any] = json.loads(line.removeprefix("data: "))
                tally.told.add(told["head"])
            if ended.is_set():
                return


def bring(book: Path, inbox: Path, tally: Tally, wanted: Wanted) -> None:
    """Bring one report after another in, each by a `fogline run` of its own."""
    while wanted(tally.runs):
        number = len(tally.brought)
        path = inbox / f"{number}.txt"
        path.write_text(text_of(number), encoding="utf-8")
        tally.brought.append(path.name)
        run_book(book, path)
        tally.runs += 1


def client_of(address: str, token: str) -> httpx.Client:
    """Return a program that has a token."""
    headers = {"Authorization": f"Bearer {token}", "X-Fogline": "1"}
    return httpx.Client(base_url=address, headers=headers, timeout=WAIT_S)


def mixed_work(
    folder: Path, *, decisions: Wanted, runs: Wanted, journal: str = "", reports: int = 6
) -> Tally:
    """Let all work at once; `decisions` and `runs` say how long. What did not hold is in the tally's `wrong`."""
    folder.mkdir(parents=True, exist_ok=True)
    book, inbox, tally = folder / "team.fog", folder / "inbox", Tally()
    inbox.mkdir()
    book.mkdir()
    (book / "fogline.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(reports):
        (inbox / f"{number}.txt").write_text(text_of(number), encoding="utf-8")
        tally.brought.append(f"{number}.txt")
    run_book(book, inbox)
    held = fogline.open(book)
    if journal:
        held.move_journal(journal)
    now = datetime.now(UTC)
    tokens = {}
    for name, role in PEOPLE.items():
        add_account(held.accounts, name, role, "four words at random", at=now)
        tokens[name], _ = make_token(
            held.accounts, name, label="bench", scopes=["read", "code"], days=1, at=now
        )
    add_account(held.accounts, "Ada", "admin", "four words at random", at=now)
    with served(book) as address:
        ready, ended = threading.Event(), threading.Event()
        listener = threading.Thread(
            target=listen, args=(address, tokens["Anna Lind"], tally, ready, ended), daemon=True
        )
        listener.start()
        ready.wait(WAIT_S)
        with ThreadPoolExecutor() as pool:
            workers = [pool.submit(decide, address, name, tokens[name], tally, decisions) for name in PEOPLE]
            workers.append(pool.submit(bring, book, inbox, tally, runs))
        tally.wrong += [f"a worker ended early: {error}" for one in workers if (error := one.exception())]
        patience = time.monotonic() + TOLD_S
        while tally.heads - tally.told and time.monotonic() < patience:
            ended.wait(0.1)
        ended.set()
    listener.join(WAIT_S)
    run_book(book)
    check(book, tally)
    return tally


def check(book: Path, tally: Tally) -> None:
    """Note what was lost, doubled or not told, a chain that does not hold, and work that nobody did."""
    held = fogline.open(book)
    if not tally.runs or not tally.decided:
        tally.wrong.append(f"{tally.runs} runs and {len(tally.decided)} decisions: expected some of both")
    made = Counter(dict.fromkeys(tally.decided, 0))
    made.update(one.id for one in held.review.decisions(undone=True))
    by = {one.id: one.by for one in held.review.decisions(undone=True)}
    for decision, count in made.items():
        if count != 1:
            tally.wrong.append(f"decision {decision}: {count} times in the journal, expected once")
        elif by[decision] != tally.decided.get(decision):
            tally.wrong.append(
                f"decision {decision}: by {by[decision]}, expected {tally.decided.get(decision)}"
            )
    texts = Counter(report.text for report in held.reports())
    for number in range(len(tally.brought)):
        if texts.pop(text_of(number), 0) != 1:
            tally.wrong.append(f"report {number}: not there once")
    if texts:
        tally.wrong.append(f"{len(texts)} reports that nobody brought")
    if untold := tally.heads - tally.told:
        tally.wrong.append(f"{len(untold)} decisions were not told to the page that listened")
    if held.journal.head != held.head:
        tally.wrong.append("the journal's chain ends elsewhere than the casebook says")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--journal", default="", help="a PostgreSQL address with an unused schema")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60

    def is_time(_: int) -> bool:
        return time.monotonic() < end

    with tempfile.TemporaryDirectory() as folder:
        tally = mixed_work(Path(folder) / "work", decisions=is_time, runs=is_time, journal=options.journal)
    spent = sorted(tally.seconds)
    print(
        f"{len(tally.decided):,} decisions, {sum(tally.refused.values()):,} refused because the other had decided"
    )
    print(f"{tally.runs:,} runs beside them brought {len(tally.brought):,} reports")
    if spent:
        late = spent[int(len(spent) * 0.95)]
        print(f"a decision took {spent[len(spent) // 2]:.3f} s, {late:.3f} s at the 95th percentile")
    for finding in tally.wrong:
        print(f"wrong: {finding}")
    how = f"in {options.minutes:g} minutes of mixed work"
    print(
        f"FAILED: {len(tally.wrong):,} findings {how}"
        if tally.wrong
        else f"nothing lost, nothing doubled {how}"
    )
    sys.exit(bool(tally.wrong))


if __name__ == "__main__":
    main()
