"""Fetch an address, on request only: public addresses, few redirects, within a size and a time."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import httpx

from fogline.errors import SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.readers._seam import AGENT, Bounds

__all__ = ["Fetched", "ask", "ask_once", "fetch", "too_many_redirects"]

REDIRECTS = frozenset((301, 302, 303, 307, 308))
HEADERS = {"user-agent": AGENT, "accept": "*/*", "accept-encoding": "identity"}
MOST_PORT = 65_535
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the last address after redirects, the bytes, and what the server said of them.

    `leads_to` is the address to which a redirect that was not followed leads.
    """

    url: str
    content: bytes
    media_type: str | None
    charset: str | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    leads_to: str | None = None


Fetching = Callable[[httpx.AsyncClient, httpx.URL, bool, Bounds], Awaitable[Fetched]]


def fetch(url: str, *, allow_private: bool, bounds: Bounds) -> Fetched:
    """Return what stands at an address.

    Before every hop the host's name is resolved, all its addresses are checked, and the
    connection goes to one that was checked: a name that changes its mind in between is
    not followed. Proxies of the environment are not used, since they would resolve names again.

    Raises:
        SourceRefused: it, or a redirect, leads to this machine, a private network or another scheme.
        SourceTooLarge: past the bounds on size, time or redirects.
        SourceUnreadable: no answer, or an answer that is no success.
    """
    fetched = ask(url, allow_private=allow_private, bounds=bounds)
    if not 200 <= fetched.status < 300:
        raise SourceUnreadable(
            f"{fetched.url}: status {fetched.status}, expected 200", hint="open the address yourself"
        )
    return fetched


def ask(
    url: str, *, allow_private: bool, bounds: Bounds, headers: Mapping[str, str] | None = None
) -> Fetched:
    """Return what a server answers, whatever its status; `headers` are sent with the request. Raises as `fetch`."""
    return run_in_time(fetch_hops, url, allow_private, bounds, headers or {})


def ask_once(
    url: str, *, allow_private: bool, bounds: Bounds, headers: Mapping[str, str] | None = None
) -> Fetched:
    """Return what a server answers, also where that is a redirect, without its content. Raises as `fetch`."""
    return run_in_time(fetch_hop, url, allow_private, bounds, headers or {})


def run_in_time(
    fetching: Fetching, url: str, allow_private: bool, bounds: Bounds, headers: Headers
) -> Fetched:
    """Fetch in a thread of its own, since the caller may run inside an event loop already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, in_time(fetching, url, allow_private, bounds, headers)).result()


async def in_time(
    fetching: Fetching, url: str, allow_private: bool, bounds: Bounds, headers: Headers
) -> Fetched:
    """Fetch before the time is up, however slowly the server speaks."""
    try:
        async with (
            asyncio.timeout(bounds.url_s),
            httpx.AsyncClient(
                trust_env=False, timeout=bounds.url_s, headers={**HEADERS, **headers}
            ) as client,
        ):
            return await fetching(client, httpx.URL(url), allow_private, bounds)
    except TimeoutError as error:
        raise SourceTooLarge(
            f"{url}: not received after {bounds.url_s:g} s, expected less",
            hint="try later, or raise sources.wait_s",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        raise SourceUnreadable(f"{url}: {error or type(error).__name__}, expected an answer") from error


async def fetch_hops(
    client: httpx.AsyncClient, url: httpx.URL, allow_private: bool, bounds: Bounds
) -> Fetched:
    """Follow redirects to the content."""
    at = url
    for _ in range(bounds.url_redirects + 1):
        fetched = await fetch_hop(client, at, allow_private, bounds)
        if fetched.leads_to is None:
            return fetched
        at = httpx.URL(fetched.leads_to)
    raise too_many_redirects(str(url), bounds)


async def fetch_hop(
    client: httpx.AsyncClient, url: httpx.URL, allow_private: bool, bounds: Bounds
) -> Fetched:
    """Ask one address for its content, or where it leads."""
    address = await checked_address(url, allow_private)
    answer = await client.send(pinned_request(client, url, address), stream=True, follow_redirects=False)
    try:
        if answer.status_code in REDIRECTS and "location" in answer.headers:
            leads_to = str(url.join(answer.headers["location"]))
            return Fetched(str(url), b"", None, None, answer.status_code, dict(answer.headers), leads_to)
        return await received(url, answer, bounds)
    finally:
        await answer.aclose()


def too_many_redirects(url: str, bounds: Bounds) -> SourceTooLarge:
    """Return what is raised when an address leads on and on."""
    return SourceTooLarge(f"{url}: more than {bounds.url_redirects} redirects, expected at most that")


async def checked_address(url: httpx.URL, allow_private: bool) -> str:
    """Return an address of the host to connect to.

    Raises:
        SourceRefused: the scheme is not HTTP, or any of the host's addresses is not public.
        SourceUnreadable: there is no such port.
        OSError: the name cannot be resolved.
    """
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceRefused(f"{url}: found the scheme {url.scheme!r}, expected http or https and a host")
    port = url.port or (443 if url.scheme == "https" else 80)
    if port > MOST_PORT:
        raise SourceUnreadable(f"{url}: found the port {port}, expected at most {MOST_PORT}")
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    if not allow_private and (closed := [a for a in addresses if not is_public(ipaddress.ip_address(a))]):
        raise SourceRefused(
            f"{url}: leads to {closed[0]}, expected a public address",
            hint="if you trust where this leads, set allow_private = true under [sources] in fogline.toml",
        )
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether an address is reached through the open internet, also when it wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def pinned_request(client: httpx.AsyncClient, url: httpx.URL, address: str) -> httpx.Request:
    """Return a request that connects to `address` and speaks to the URL's host, in HTTP and in TLS."""
    extensions: dict[str, Any] = {"timeout": client.timeout.as_dict(), "sni_hostname": url.host}
    host = url.netloc.decode("ascii")
    return client.build_request(
        "GET", url.copy_with(host=address), headers={"host": host}, extensions=extensions
    )


async def received(url: httpx.URL, answer: httpx.Response, bounds: Bounds) -> Fetched:
    """Return the content of an answer; stop at the bound, whatever length the server announced."""
    pieces, size = [], 0
    async for piece in answer.aiter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > bounds.url_bytes:
            raise SourceTooLarge(
                f"{url}: more than {bounds.url_bytes:,} bytes, expected at most that",
                hint="raise sources.url_mib",
            )
    kind = Message()
    kind["content-type"] = answer.headers.get("content-type", "application/octet-stream")
    return Fetched(
        str(url),
        b"".join(pieces),
        kind.get_content_type(),
        kind.get_content_charset(),
        answer.status_code,
        dict(answer.headers),
    )
