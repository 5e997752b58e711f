"""`fogline watch`: look at folders and feeds again and again, and take in what is new."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.alerting import raise_alerts
from fogline.cli.book import make_book
from fogline.cli.casebooks import refuse_folder_of_others
from fogline.cli.output import print_json, print_note, print_text, progress
from fogline.cli.series import say_many
from fogline.errors import SettingInvalid

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.pipeline.progress import RunSummary
    from fogline.pipeline.watching import Looked, Watcher

__all__ = ["watch_command"]

SKIPPED = 3
INTERVAL = re.compile(r"([1-9][0-9]{0,5})(s|m|h)")
SECONDS = {"s": 1, "m": 60, "h": 3600}


@click.command(
    "watch",
    epilog="Example: fogline watch north.fog feeds.opml inbox/ https://wire.example/feed.xml --every 15m",
    no_args_is_help=True,
)
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--once", is_flag=True, help="Look once and end, as for cron.")
@click.option(
    "--every", default="15m", show_default=True, help="Time from one look to the next: 90s, 15m, 2h."
)
@click.option("--json", "as_json", is_flag=True, help="Print one object a look.")
def watch_command(book: Path, sources: tuple[str, ...], once: bool, every: str, as_json: bool) -> int:
    """Look at folders and feeds, take in what is new, and bring BOOK, made when missing, up to date.

    SOURCE is a folder, the address of an RSS or Atom feed, or an OPML file that lists
    feeds. An entry's page is fetched whole, by the host's robots.txt and as often as it
    likes. A watch that is stopped or killed goes on where it was, and takes nothing in twice.
    """
    every_s = seconds_of(every)
    refuse_folder_of_others(book)
    casebook = make_book(book)
    # What does not hold in the rules is said at once, not after the first look.
    if not casebook.alert_plan.rules:
        print_note(f"no alerts: {book / 'alerts.toml'} has no rules")
    if once:
        # Nobody looks again soon, so that what was put there a moment ago comes in too.
        watcher = casebook.watcher(*sources, settled_s=0.0)
        return SKIPPED if look_and_run(casebook, watcher, is_first=True, as_json=as_json) else 0
    return go_on(casebook, casebook.watcher(*sources), every_s=every_s, as_json=as_json, sleep=time.sleep)


def seconds_of(every: str) -> int:
    """Return an interval in seconds; raise SettingInvalid when it is none."""
    match = INTERVAL.fullmatch(every.strip())
    if match is None:
        raise SettingInvalid(
            f"--every: found {every!r}, expected a number with s, m or h", hint="write 90s, 15m or 2h"
        )
    return int(match[1]) * SECONDS[match[2]]


def go_on(
    book: "Casebook", watcher: "Watcher", *, every_s: int, as_json: bool, sleep: Callable[[float], None]
) -> int:
    """Look until somebody ends it; looks begin `every_s` after each other, or at once where one took longer."""
    is_first = True
    while True:
        begun = time.monotonic()
        look_and_run(book, watcher, is_first=is_first, as_json=as_json)
        is_first = False
        sleep(max(0.0, every_s - (time.monotonic() - begun)))


def look_and_run(book: "Casebook", watcher: "Watcher", *, is_first: bool, as_json: bool) -> bool:
    """Look once, read what came in, say what it brought and raise alerts; return whether anything was skipped.

    The first look reads even when nothing is new: the last watch may have been killed before it had read.
    """
    with progress() as notify:
        looked = watcher.look(notify)
        summary = book.run(progress=notify) if looked.new or is_first else None
    skipped = (*looked.skipped, *(() if summary is None else summary.skipped))
    for one in skipped:
        print_note(f"skipped: {one.reason}" + (f" ({one.hint})" if one.hint else ""))
    say_looked(looked, summary, as_json=as_json)
    has_failed = raise_alerts(book, as_json=as_json)
    return bool(skipped) or has_failed


def say_looked(looked: "Looked", summary: "RunSummary | None", *, as_json: bool) -> None:
    """Say what a look brought."""
    if as_json:
        read = None if summary is None else {**summary.to_dict(), "skipped": len(summary.skipped)}
        print_json([{**looked.to_dict(), "run": read}])
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    words = [f"{at}: {say_many(looked.new, 'new report')}", f"{say_many(looked.feeds, 'feed')} asked"]
    if looked.own_words:
        words.append(f"{looked.own_words:,} in the feed's own words")
    if looked.waiting:
        words.append(f"{looked.waiting:,} to be fetched later")
    if summary is not None:
        words.append(f"{summary.claims:,} claims in {summary.incidents:,} incidents")
    print_text(", ".join(words))
