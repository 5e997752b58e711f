"""Addresses are fetched on request, from public hosts, within bounds; the servers here are on this machine."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from fogline.errors import SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.readers import Bounds, ReadOptions, find_inputs, read_source
from fogline.readers._fetch import fetch, is_public
from tests.readers.samples import PUBLISHED, page, pdf

TINY = Bounds(url_bytes=20_000, url_s=20.0, url_redirects=2)
IMPATIENT = Bounds(url_bytes=20_000, url_s=0.5, url_redirects=2)


class Pages(BaseHTTPRequestHandler):
    """Serve a page, a PDF, redirects, a flood and a trickle."""

    def do_GET(self):
        """Answer by path; the query of /to is where it redirects."""
        path, _, query = self.path.partition("?")
        if path == "/to":
            self.send_response(302)
            self.send_header("location", query)
            self.end_headers()
            return
        if path == "/missing":
            self.send_error(404)
            return
        kind = {"/page": "text/html; charset=utf-8", "/file": "application/pdf"}.get(path, "text/plain")
        self.send_response(200)
        self.send_header("content-type", kind)
        self.end_headers()
        if path == "/flood":
            self.flood()
        elif path == "/trickle":
            self.trickle()
        else:
            self.wfile.write(
                {"/page": page(), "/file": pdf("The army left.")}.get(path, self.headers["host"].encode())
            )

    def flood(self):
        """Send more than anyone wants, until the other side has had enough."""
        try:
            for _ in range(100):
                self.wfile.write(b"words " * 1000)
        except OSError:
            return

    def trickle(self):
        """Send a word now and then, so that no single wait is long."""
        stopped = self.server.stopped
        try:
            while not stopped.wait(0.05):
                self.wfile.write(b"word ")
                self.wfile.flush()
        except OSError:
            return

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    """The address of a server on the loopback interface."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    running.daemon_threads = True
    running.stopped = threading.Event()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.stopped.set()
    running.shutdown()
    running.server_close()
    thread.join()


def read_address(url, **options):
    return [part for found in find_inputs(url) for part in read_source(found, ReadOptions(**options))]


def test_a_page_is_fetched_and_read(server):
    (received,) = read_address(f"{server}/page", allow_private=True)

    assert received.source.data == page()
    assert [report.published for report in received.reports] == [PUBLISHED]
    assert received.reports[0].url == f"{server}/page"


def test_the_content_type_tells_the_format(server):
    (received,) = read_address(f"{server}/file", allow_private=True)

    assert received.source.reader == "pdf"
    assert received.reports[0].text == "The army left."


def test_private_addresses_are_refused_unless_allowed(server):
    (received,) = read_address(f"{server}/page")

    assert received.source is None
    assert isinstance(received.errors[0], SourceRefused)
    assert "127.0.0.1" in str(received.errors[0])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.1",
        "0x7f.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
    ],
)
def test_other_spellings_of_closed_hosts_are_refused(host):
    with pytest.raises((SourceRefused, SourceUnreadable)) as caught:
        fetch(f"http://{host}:1/", allow_private=False, bounds=TINY)

    assert isinstance(caught.value, SourceRefused) or "expected an answer" in str(caught.value)


def test_a_redirect_is_followed(server):
    fetched = fetch(f"{server}/to?/page", allow_private=True, bounds=TINY)

    assert (fetched.url, fetched.content) == (f"{server}/page", page())


def test_a_redirect_to_a_closed_host_is_refused(server, monkeypatch):
    """The first hop counts as public here, the one it redirects to does not."""
    resolved = []

    def is_first(address):
        resolved.append(str(address))
        return len(resolved) == 1

    monkeypatch.setattr("fogline.readers._fetch.is_public", is_first)

    with pytest.raises(SourceRefused):
        fetch(f"{server}/to?http://127.0.0.2/secret", allow_private=False, bounds=TINY)

    assert resolved == ["127.0.0.1", "127.0.0.2"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://wire.example/", "gopher://127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(server, target):
    with pytest.raises((SourceRefused, SourceUnreadable)):
        fetch(f"{server}/to?{target}", allow_private=True, bounds=TINY)


def test_a_name_is_resolved_once_and_the_checked_address_is_used(server, monkeypatch):
    """A name that leads elsewhere when it is asked again leads nowhere: it is not asked again."""
    port = int(server.rsplit(":", 1)[1])
    asked = []
    real = socket.getaddrinfo

    def rebinding(host, *rest, **more):
        if host != "wire.example":
            return real(host, *rest, **more)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    fetched = fetch(f"http://wire.example:{port}/host", allow_private=True, bounds=TINY)

    assert asked == ["wire.example"]
    assert fetched.content == f"wire.example:{port}".encode()


def test_redirects_have_an_end(server):
    with pytest.raises(SourceTooLarge, match="redirects"):
        fetch(f"{server}/to?/to?/to?/to?/page", allow_private=True, bounds=TINY)


def test_a_flood_is_cut_off(server):
    with pytest.raises(SourceTooLarge, match="20,000 bytes"):
        fetch(f"{server}/flood", allow_private=True, bounds=TINY)


def test_a_trickle_is_cut_off(server):
    with pytest.raises(SourceTooLarge, match=r"0\.5 s"):
        fetch(f"{server}/trickle", allow_private=True, bounds=IMPATIENT)


def test_no_success_is_an_error(server):
    with pytest.raises(SourceUnreadable, match="status 404"):
        fetch(f"{server}/missing", allow_private=True, bounds=TINY)


def test_nobody_there_is_an_error():
    with pytest.raises(SourceUnreadable, match="expected an answer"):
        fetch("http://127.0.0.1:1/", allow_private=True, bounds=TINY)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://[",
        "http://a b/",
        "http://\x00/",
        "https://" + "a" * 300 + ".example/",
        "http://127.0.0.1:99999/",
    ],
)
def test_malformed_addresses_are_errors(url):
    (received,) = read_address(url)

    assert len(received.errors) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.0.1", False), ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1", False), ("fc00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(ip_address(address)) is public
