"""Ask servers politely: by their robots.txt, one request at a time, less often when they are slow or say so."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

from fogline.errors import InputError, SourceBusy, SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.readers._seam import AGENT, Bounds

if TYPE_CHECKING:
    from fogline.readers._fetch import Fetched

__all__ = ["Polite"]

# Seconds between two requests to one host, unless its robots.txt asks for more, up to a minute.
GAP_S, MOST_GAP_S = 1.0, 60.0
# After the first failure a host is left alone for a minute, then for twice as long each time, up to six hours.
FIRST_WAIT_S, MOST_WAIT_S = 60.0, 6 * 3600.0
# RFC 9309, 2.4 and 2.5: robots.txt is asked for again after a day, and its first 500 KiB count.
ROBOTS_S = 24 * 3600.0
ROBOTS_BYTES = 500 * 1024
ROBOTS = "/robots.txt"
NOT_FOUND, TOO_MANY = 404, 429


@dataclass(slots=True)
class Host:
    """What is known of a host: its rules, when it may be asked again, how often it failed in a row."""

    robots: RobotFileParser | None = None
    robots_until: float = -math.inf
    ready_at: float = -math.inf
    left_alone_until: float = -math.inf
    failures: int = 0


class Polite:
    """Asks one address at a time, and remembers for each host what it asked for."""

    def __init__(
        self,
        *,
        agent: str,
        allow_private: bool,
        bounds: Bounds,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        """Know nobody yet.

        Args:
            agent: how fogline names itself; robots.txt is read for the name "fogline".
            allow_private: ask addresses on this machine and in private networks.
            bounds: on size and time of an answer.
            clock: tells the time.
            sleep: waits some seconds between two requests to one host.
        """
        self.agent, self.allow_private, self.bounds = agent, allow_private, bounds
        self.clock, self.sleep = clock, sleep
        self.hosts: dict[str, Host] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> "Fetched":
        """Return what a server answers, also when that is 304 or 404.

        A redirect is followed as the address itself is asked for: by the rules of the
        host that it leads to, after that host's gap, and not while that is left alone.

        Args:
            url: the address.
            etag: of the answer that is known, so that the server sends only another one.
            modified: its Last-Modified, likewise.

        Raises:
            SourceBusy: the host did not answer, or asked to be left alone, by now or lately.
            SourceRefused: its robots.txt forbids the address, or it leads into a private network.
            SourceTooLarge: past the bounds.
            SourceUnreadable: the address is none.
        """
        known = {"if-none-match": etag, "if-modified-since": modified}
        headers = {name: value for name, value in known.items() if value}

        def next_hop(at: str) -> "Fetched":
            return self.asked(self.allowing(at), at, headers)

        return self.followed(url, next_hop)

    def followed(self, url: str, ask_hop: Callable[[str], "Fetched"]) -> "Fetched":
        """Return the first answer that leads nowhere else; every hop is asked for as `ask_hop` does."""
        from fogline.readers._fetch import too_many_redirects

        at = url
        for _ in range(self.bounds.url_redirects + 1):
            answer = ask_hop(at)
            if answer.leads_to is None:
                return answer
            at = answer.leads_to
        raise too_many_redirects(url, self.bounds)

    def allowing(self, url: str) -> Host:
        """Return the host of an address that may be asked for it by its rules. Raises as `get`."""
        host = self.host_of(url)
        if self.now() >= host.robots_until:
            self.read_robots(host, url)
        if host.robots is not None and not host.robots.can_fetch(AGENT, url):
            raise SourceRefused(
                f"{url}: the host's robots.txt forbids it, expected a page that programs may fetch",
                hint="ask who runs it, or save the page yourself",
            )
        return host

    def host_of(self, url: str) -> Host:
        """Return what is known of an address's host; raise SourceBusy while it is left alone."""
        host = self.hosts.setdefault(origin_of(url), Host())
        if (left := host.left_alone_until - self.now()) > 0:
            raise SourceBusy(
                f"{url}: its host is left alone for {math.ceil(left):,} s more, expected one that answers"
            )
        return host

    def now(self) -> float:
        """Return the time in seconds."""
        return self.clock().timestamp()

    def read_robots(self, host: Host, url: str) -> None:
        """Fetch a host's rules. Where it has none everything may be fetched; a host that fails is left alone.

        Rules that stand elsewhere are those of the host (RFC 9309, 2.3.1.2); no other
        page of another host passes for them, since its rules may forbid it.
        """
        from fogline.readers._fetch import Fetched

        origin = origin_of(url)

        def next_hop(at: str) -> Fetched:
            if origin_of(at) != origin and urlsplit(at).path != ROBOTS:
                return Fetched(at, b"", None, None, NOT_FOUND)
            return self.asked(self.host_of(at), at, {})

        fetched = self.followed(origin + ROBOTS, next_hop)
        host.robots = RobotFileParser()
        lines = (
            fetched.content[:ROBOTS_BYTES].decode("utf-8", "replace").splitlines()
            if fetched.status == 200
            else []
        )
        host.robots.parse(lines)
        host.robots_until = self.now() + ROBOTS_S

    def asked(self, host: Host, url: str, headers: Mapping[str, str]) -> "Fetched":
        """Ask a host that may be asked, after the gap that it wants; raise SourceBusy when it does not serve."""
        from fogline.readers._fetch import ask_once

        if (wait := host.ready_at - self.now()) > 0:
            self.sleep(wait)
        try:
            answer = ask_once(
                url,
                allow_private=self.allow_private,
                bounds=self.bounds,
                headers={"user-agent": self.agent, **headers},
            )
        except InputError as error:
            # What is too large, or leads where it must not, says nothing of the host; silence does.
            if isinstance(error, SourceRefused | SourceTooLarge) and not isinstance(
                error.__cause__, TimeoutError
            ):
                raise
            raise self.failed(host, str(error), None) from error
        finally:
            host.ready_at = self.now() + gap_of(host)
        if answer.status == TOO_MANY or answer.status >= 500:
            raise self.failed(
                host, f"{url}: status {answer.status}, expected 200", answer.headers.get("retry-after")
            )
        host.failures = 0
        return answer

    def failed(self, host: Host, why: str, retry_after: str | None) -> SourceBusy:
        """Leave a host alone for as long as it asks, at least for twice as long as the last time."""
        host.failures += 1
        wait = min(MOST_WAIT_S, FIRST_WAIT_S * 2 ** min(host.failures - 1, 20))
        wait = max(wait, asked_wait(retry_after, self.now()))
        host.left_alone_until = self.now() + wait
        return SourceBusy(why, hint=f"its host is asked again after {math.ceil(wait):,} s")


def origin_of(url: str) -> str:
    """Return the scheme, host and port of an address, without the name and password of a user.

    Raises:
        SourceUnreadable: the address is none.
    """
    try:
        # As the rules are looked up: an address that is none once it is unquoted is none.
        urlsplit(unquote(url))
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SourceUnreadable(f"{url}: {error}, expected an address") from error
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")


def gap_of(host: Host) -> float:
    """Return the seconds between two requests to a host."""
    asked = None if host.robots is None else host.robots.crawl_delay(AGENT)
    return min(MOST_GAP_S, max(GAP_S, float(asked or 0)))


def asked_wait(retry_after: str | None, now: float) -> float:
    """Return for how many seconds a server asks to be left alone, at most a day; 0 where it does not say."""
    written = (retry_after or "").strip()
    if written.isascii() and written.isdigit():
        return min(float(written), ROBOTS_S)
    try:
        return min(max(0.0, parsedate_to_datetime(written).timestamp() - now), ROBOTS_S)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
