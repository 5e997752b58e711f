"""Measure what each look at a large casebook costs the desk: CPU time of the server, and the page in Chromium.

The casebook is the sample that ships with fogline, laid down as often as gives --incidents, each
time with other ids. BOOK is another casebook to do so with, so that the sample is not read anew.

Each look is asked for three times, without a network. The first fills what the desk remembers
until something changes, and is shown beside the best of the others.

In Chromium each view is opened with an empty cache, until all that it asked for is painted; then
filters are chosen, pages turned, incidents opened and the map's slider moved, each until what it
asked for is painted. With --rounds 0 that is left out.

    python benchmarks/desk.py
    python benchmarks/desk.py BOOK --incidents 10000
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import urlsplit

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

VIEWS = ("today", "ledger", "incidents", "map", "timeline", "sources", "sources/names", "review")
STANCES = ("denied", "admitted", "asserted", "confirmed", "claimed_responsibility", "refused_comment")
BUSY = "main .waiting, main [aria-busy='true']"
QUIET_S = 6
"""What the server puts together before it is asked for has time to get done."""

WATCH = f"""
    let asked = 0;
    const fetched = window.fetch;
    window.fetch = async (...given) => {{
        asked += 1;
        try {{
            const answer = await fetched(...given), json = answer.json.bind(answer);
            asked += 1;
            answer.json = () => json().finally(() => (asked -= 1));
            return answer;
        }} finally {{ asked -= 1; }}
    }};
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    window.isThere = () => asked === 0 && document.querySelector("main h1") && !document.querySelector("{BUSY}");
    const listed = () => Array.from(document.querySelectorAll("main tbody a"), (one) => one.href).join();
    window.until = async (isDone) => {{
        do await frame(); while (!isDone());
        return performance.now();
    }};
    window.painted = async (act) => {{
        const began = performance.now();
        act();
        return await until(isThere) - began;
    }};
    window.relisted = async (act) => {{
        const began = performance.now(), before = listed();
        act();
        const isOther = () => listed() !== before && !document.querySelector("main [aria-busy='true']");
        const took = await until(isOther) - began;
        await until(isThere);
        return took;
    }};
    window.opened = until(isThere);
"""
"""Counts what the page has asked for and not read yet.

In ms: `painted` until all that an act asks for is shown, `relisted` until the list is another one, `opened` until the
page stands for the first time.
"""

ACTS = {
    "choose a filter": (
        "ledger",
        """(round) => relisted(() => {
        const field = document.querySelector("select[name='stance']");
        field.value = STANCES[round % STANCES.length];
        field.dispatchEvent(new Event("change", { bubbles: true }));
    })""",
    ),
    "next page of claims": (
        "ledger",
        "() => relisted(() => document.querySelector('.pages button:last-child').click())",
    ),
    "next claim": (
        "ledger",
        "() => painted(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })))",
    ),
    "next page of incidents": (
        "incidents",
        "() => relisted(() => document.querySelector('.pages button:last-child').click())",
    ),
    "open an incident": (
        "incidents?order=claims",
        """async (round) => {
        const began = performance.now();
        document.querySelectorAll("tbody a")[round].click();
        const took = await until(() => isThere() && document.querySelector("main[data-view='incident']")) - began;
        history.back();
        await until(() => isThere() && document.querySelector("main[data-view='incidents'] tbody a"));
        return took;
    }""",
    ),
    "move the map's slider": (
        "map",
        """() => painted(() => {
        const thumb = document.querySelector("input[aria-label='To']");
        thumb.value = Number(thumb.value) - 1;
        thumb.dispatchEvent(new Event("input", { bubbles: true }));
    })""",
    ),
    "next of the review": (
        "review",
        "() => painted(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true })))",
    ),
}
"""What a person does, where, and how the page does it."""


def main() -> None:
    """Make the casebook, look at it, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path, nargs="?", help="a casebook that was run; without it, the sample")
    parser.add_argument("--incidents", type=int, default=10_000, help="so many at least")
    parser.add_argument("--rounds", type=int, default=25, help="of each thing done in Chromium")
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
        for line in in_chromium(path, rounds=chosen.rounds) if chosen.rounds else ():
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


def in_chromium(path: Path, *, rounds: int) -> Iterator[str]:
    """Yield the rows of a table of what the page takes."""
    with served(path) as open_page:
        time.sleep(QUIET_S)
        yield "\n| in Chromium | times | median, ms | 95 of 100 within, ms |\n| -- | --: | --: | --: |"
        for view in VIEWS:
            took = []
            for _ in range(max(2, rounds // 5)):
                page = open_page(view)
                took.append(page.evaluate("opened"))
                page.context.close()
            yield row_of(f"open {view}", took)
        for what, (view, act) in ACTS.items():
            page = open_page(view)
            page.evaluate("opened")
            yield row_of(what, [page.evaluate(act, number) for number in range(rounds)])
            page.context.close()


def row_of(what: str, took: list[float]) -> str:
    """Return a row of the table."""
    (*_, late) = quantiles(took, n=20, method="inclusive")
    return f"| {what} | {len(took)} | {median(took):,.0f} | {late:,.0f} |"


@contextmanager
def served(path: Path) -> Iterator[Callable[[str], Any]]:
    """Serve a casebook; yield what opens a view in a browser that has opened the link and nothing else."""
    from playwright.sync_api import sync_playwright

    program = "from fogline.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(path), "--no-open", "--by", "Ada Kern"]
    with Popen(command, stdout=PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stdout is not None
        link = server.stdout.readline().strip()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        entered = browser.new_context()
        entered.new_page().goto(link)
        session, parts = entered.storage_state(), urlsplit(link)
        entered.close()

        def open_page(view: str) -> Any:
            context = browser.new_context(storage_state=session, viewport={"width": 1280, "height": 800})
            context.add_init_script(f"window.STANCES = {list(STANCES)};{WATCH}")
            page = context.new_page()
            page.goto(f"{parts.scheme}://{parts.netloc}/#/{view}")
            return page

        try:
            yield open_page
        finally:
            browser.close()
            server.terminate()


if __name__ == "__main__":
    main()
