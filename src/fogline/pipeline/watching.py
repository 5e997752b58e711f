"""Look at folders and feeds, and take in what is new there, each thing once however often a watch is killed.

What was seen in a feed stands in the journal, as hashes: another start of the watch
knows it, and so does the casebook after an erasure, which the feed would undo otherwise.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fogline.errors import InputError, SettingInvalid, SourceBusy, SourceUnreadable
from fogline.model.ids import sha256_hex
from fogline.model.records import Record
from fogline.pipeline.documents import receive_documents
from fogline.pipeline.groups import in_groups
from fogline.pipeline.ingest import ingest, receive_inputs
from fogline.pipeline.progress import AddSummary, Notify, Progress, Skipped, skipped_because
from fogline.readers import (
    Input,
    Polite,
    ReadOptions,
    Received,
    feed_entries,
    find_inputs,
    is_subscriptions,
    receive,
    subscribed_feeds,
)  # fmt: skip
from fogline.store.store import Store

__all__ = ["SEEN", "Looked", "Watcher"]

SEEN = "seen"
"""Kind of the journal's entries about what was seen in a feed."""

STAGE = "watch"
# Kept after so many, so that a watch that is killed loses no more than their fetching.
TOGETHER = 10
# After so many failures the feed's own words stand for a page that does not come.
TRIES = 5
# A file that changed later than this may still be written.
SETTLED_S = 10.0
# Fields that a page may leave out and its feed may know.
KNOWN_TO_FEEDS = ("published", "outlet", "title", "author")
NAME_CHARS = 32
URLS_HELD = "select distinct url from reports where list_contains(?, url)"


@dataclass(frozen=True, slots=True)
class Looked(Record):
    """What one look at all sources brought. `feeds` were asked; `own_words` stand for pages that did not come.

    `waiting` are entries that are fetched at a later look.
    """

    new: int = 0
    feeds: int = 0
    own_words: int = 0
    waiting: int = 0
    skipped: tuple[Skipped, ...] = ()


@dataclass(slots=True)
class Feed:
    """What is known of a feed: how its last answer was marked, what was seen in it, what failed how often."""

    etag: str | None = None
    modified: str | None = None
    seen: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)


class Watcher:
    """Looks at folders and feeds for a casebook, again and again."""

    def __init__(
        self,
        store: Store,
        sources: Sequence[str | Path],
        *,
        options: ReadOptions,
        polite: Polite,
        clock: Callable[[], datetime],
        settled_s: float = SETTLED_S,
    ) -> None:
        """Watch some sources.

        Args:
            store: the casebook's.
            sources: folders, addresses of feeds, and OPML files that list such addresses.
            options: how sources are opened.
            polite: asks the servers.
            clock: tells the time.
            settled_s: how many seconds a file must have stayed as it is.

        Raises:
            SettingInvalid: a source is none of these.
        """
        self.store, self.options, self.polite = store, options, polite
        self.clock, self.settled_s = clock, settled_s
        self.sources = [checked(str(source)) for source in sources]
        self.files: dict[Path, tuple[int, int]] = {}
        self.feeds = feeds_seen(store)

    def look(self, notify: Notify) -> Looked:
        """Look at every source once and take in what is new; what fails is named and never ends it."""
        total = Looked()
        for number, source in enumerate(self.sources, start=1):
            for found in self.look_at(source):
                total = joined(total, found)
                notify(Progress(STAGE, number, len(self.sources)))
        return total

    def look_at(self, source: str) -> Iterator[Looked]:
        """Yield what a look at one source brings, piece by piece."""
        if is_address(source):
            yield from self.look_at_feed(source)
        elif Path(source).is_dir():
            yield self.look_into_folder(Path(source))
        else:
            try:
                feeds = listed_feeds(Path(source), self.options)
            except InputError as error:
                yield Looked(skipped=(skipped_because(error),))
                return
            for feed in feeds:
                yield from self.look_at_feed(feed)

    # Folders

    def look_into_folder(self, folder: Path) -> Looked:
        """Take in the files that are new or changed and that nobody writes any more."""
        fresh = [one for one in find_inputs(folder) if isinstance(one, InputError) or self.is_fresh(one)]
        errors = [Received(None, (one,)) for one in fresh if isinstance(one, InputError)]
        paths = [one.path for one in fresh if isinstance(one, Input) and one.path is not None]
        added = self.keep([*errors, *receive_inputs(paths, self.options)])
        return Looked(new=added.new, skipped=added.skipped)

    def is_fresh(self, found: Input) -> bool:
        """Whether a file is another one than at the last look; it counts as looked at."""
        if found.path is None:
            return False
        try:
            state = found.path.stat()
        except OSError:
            # It went between the listing and now.
            return False
        mark = (state.st_mtime_ns, state.st_size)
        if self.files.get(found.path) == mark or self.clock().timestamp() - state.st_mtime < self.settled_s:
            return False
        self.files[found.path] = mark
        return True

    # Feeds

    def look_at_feed(self, address: str) -> Iterator[Looked]:
        """Fetch a feed and take in what is new in it, some entries at a time."""
        feed = self.feeds.setdefault(name_of(address), Feed())
        try:
            answer = self.polite.get(address, etag=feed.etag, modified=feed.modified)
            if answer.status == 304:
                yield Looked(feeds=1)
                return
            if answer.status != 200:
                raise SourceUnreadable(f"{address}: status {answer.status}, expected a feed")
            entries = feed_entries(
                answer.content, name=address, charset=answer.charset, bounds=self.options.bounds
            )
        except InputError as error:
            yield Looked(feeds=1, skipped=(skipped_because(error),))
            return
        yield Looked(feeds=1)
        marks = {"etag": answer.headers.get("etag"), "modified": answer.headers.get("last-modified")}
        missing = 0
        # A feed has its latest entry first; what is older is taken in first.
        groups = list(in_groups(self.unseen(feed, entries[::-1]), TOGETHER))
        for number, group in enumerate(groups, start=1):
            is_whole = number == len(groups) and not missing
            looked = self.take_in(address, feed, group, marks if is_whole else {})
            missing += looked.waiting
            yield looked
        if not missing:
            feed.etag, feed.modified = marks["etag"], marks["modified"]

    def unseen(self, feed: Feed, entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the entries that were not seen in the feed and whose pages did not come in otherwise."""
        fresh = {key: entry for entry in entries if (key := key_of(entry)) not in feed.seen}
        links = [entry["url"] for entry in fresh.values() if entry.get("url")]
        held = {row["url"] for row in self.store.tables.rows(URLS_HELD, (links,))} if links else set()
        feed.seen.update(key for key, entry in fresh.items() if entry.get("url") in held)
        return [entry for key, entry in fresh.items() if key not in feed.seen]

    def take_in(
        self, address: str, feed: Feed, entries: Sequence[Mapping[str, Any]], marks: Mapping[str, str | None]
    ) -> Looked:
        """Fetch the pages of some entries, keep them, and note in the journal that they were seen.

        `marks` stand with them when they are all that the feed still had: while it has
        the same marks nothing in it is new.
        """
        kept: list[Received] = []
        seen: list[str] = []
        own_words = 0
        for entry in entries:
            key = key_of(entry)
            received = self.page_of(entry, last_try=feed.tries.get(key, 0) + 1 >= TRIES)
            if received is None:
                feed.tries[key] = feed.tries.get(key, 0) + 1
                continue
            own_words += received.source is not None and received.source.reader == "document"
            kept.append(received)
            seen.append(key)
        added = self.keep(kept)
        if seen:
            whole = marks if len(seen) == len(entries) else {}
            with self.store.writing():
                self.store.journal.append(SEEN, {"feed": name_of(address), "keys": sorted(seen), **whole})
            feed.seen.update(seen)
        return Looked(added.new, 0, own_words, len(entries) - len(seen), added.skipped)

    def page_of(self, entry: Mapping[str, Any], *, last_try: bool) -> Received | None:
        """Return an entry's page with its reports, or the feed's own words; None when the page may come later."""
        link = entry.get("url")
        if not link or not is_address(link):
            return own_words_of(entry)
        try:
            answer = self.polite.get(link)
        except SourceBusy:
            return own_words_of(entry) if last_try else None
        except InputError:
            return own_words_of(entry)
        if answer.status != 200:
            return own_words_of(entry)
        told = dataclasses.replace(
            self.options, url=link, media_type=answer.media_type, charset=answer.charset
        )
        received = receive(answer.content, name=link, options=told)
        if not received.reports or is_shorter(received, entry):
            return own_words_of(entry)
        return completed(received, entry, told)

    def keep(self, received: Iterable[Received]) -> AddSummary:
        """Keep what came in."""
        return ingest(self.store, received, notify=lambda _: None)


def checked(source: str) -> str:
    """Return a source; raise SettingInvalid when nothing can be watched there."""
    if is_address(source) or Path(source).is_dir() or Path(source).is_file():
        return source
    raise SettingInvalid(
        f"{source}: found no such folder or file, expected a folder, an OPML file or the address of a feed",
        hint="make the folder first, or write the address with https://",
    )


def is_address(source: str) -> bool:
    """Whether a source stands on the web."""
    return source.lower().startswith(("http://", "https://"))


def listed_feeds(path: Path, options: ReadOptions) -> list[str]:
    """Return the addresses in an OPML file.

    Raises:
        SourceUnreadable: it cannot be read, or is none.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"{path}: {error.strerror}, expected an OPML file") from error
    if not is_subscriptions(content[:65536]):
        raise SourceUnreadable(
            f"{path}: begins with {content[:20]!r}, expected an OPML file",
            hint="put reports into a folder, and watch the folder",
        )
    return subscribed_feeds(content, name=str(path), bounds=options.bounds)


def feeds_seen(store: Store) -> dict[str, Feed]:
    """Return what the journal knows of each feed, by its name."""
    feeds: dict[str, Feed] = {}
    for entry in store.journal.entries(SEEN):
        feed = feeds.setdefault(entry.body["feed"], Feed())
        feed.seen.update(entry.body["keys"])
        if "etag" in entry.body:
            feed.etag, feed.modified = entry.body["etag"], entry.body["modified"]
    return feeds


def name_of(address: str) -> str:
    """Return the name under which the journal knows a feed or an entry: no address stands in it."""
    return sha256_hex(address.encode("utf-8", "surrogatepass"))[:NAME_CHARS]


def key_of(entry: Mapping[str, Any]) -> str:
    """Return what tells an entry from others: its address, else its words."""
    return name_of(entry.get("url") or f"{entry.get('title')}\n{entry['text']}")


def own_words_of(entry: Mapping[str, Any]) -> Received:
    """Return an entry's own text as a document, or the reason why it is none."""
    known = {name: entry.get(name) for name in ("text", "url", *KNOWN_TO_FEEDS)}
    (received,) = receive_documents([{name: value for name, value in known.items() if value}])
    return received


def is_shorter(received: Received, entry: Mapping[str, Any]) -> bool:
    """Whether a page gives fewer words than its feed, as behind a wall or a consent form."""
    return sum(len(report.text) for report in received.reports) < len(entry["text"])


def completed(received: Received, entry: Mapping[str, Any], told: ReadOptions) -> Received:
    """Return a page of one report with what its feed knows and the page leaves out."""
    if len(received.reports) != 1 or received.source is None:
        return received
    (report,) = received.reports
    known = {
        name: entry[name] for name in KNOWN_TO_FEEDS if getattr(report, name) is None and entry.get(name)
    }
    if not known:
        return received
    return receive(
        received.source.data, name=received.source.name, options=dataclasses.replace(told, **known)
    )


def joined(one: Looked, other: Looked) -> Looked:
    """Return what two looks brought together."""
    return Looked(
        one.new + other.new,
        one.feeds + other.feeds,
        one.own_words + other.own_words,
        one.waiting + other.waiting,
        (*one.skipped, *other.skipped),
    )
