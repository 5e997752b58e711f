"""Offer a server on the loopback interface whose pages a test writes, and a clock that only a test moves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

START = datetime(2022, 5, 20, 12, tzinfo=UTC)


@dataclass
class Page:
    """What an address answers; a page with an etag answers 304 to who knows it."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Web:
    """Pages by path, and every request that came, as (path, headers)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]

    def feed(self, *entries: str, path: str = "/feed.xml", **given: object) -> str:
        """Put a feed up whose entries are `<item>` elements; return its address."""
        body = f"<rss version='2.0'><channel><title>Northern Wire</title>{''.join(entries)}</channel></rss>"
        self.pages[path] = Page(body.encode(), kind="application/rss+xml", **given)
        return self.address + path

    def item(self, path: str | None, text: str, *, day: int = 20) -> str:
        """Return an entry that leads to a page."""
        link = f"<link>{self.address}{path}</link>" if path else ""
        date = f"<pubDate>{day} May 2022 10:00:00 +0000</pubDate>"
        return f"<item><title>News</title>{link}{date}<description>{text}</description></item>"


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's `web`."""

    def do_GET(self) -> None:
        """Answer by path."""
        web: Web = self.server.web
        web.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = web.pages.get(self.path, Page(status=404))
        known = page.etag is not None and self.headers.get("if-none-match") == page.etag
        self.send_response(304 if known else page.status)
        for name, value in {"content-type": page.kind, **page.headers}.items():
            self.send_header(name, value)
        if page.etag:
            self.send_header("etag", page.etag)
        self.end_headers()
        if not known:
            self.wfile.write(page.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Web]:
    """Run a server while the block runs."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    running.web = Web(f"http://127.0.0.1:{running.server_port}")
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield running.web
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


class Clock:
    """Tells a time that moves only when somebody sleeps or a test moves it."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.time

    def move(self, seconds: float) -> None:
        """Let some seconds pass."""
        self.time += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Let some seconds pass at once."""
        self.slept.append(seconds)
        self.move(seconds)
