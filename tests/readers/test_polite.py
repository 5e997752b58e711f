"""Servers are asked by their rules, no faster than they want, and left alone when they fail."""

from email.utils import format_datetime

import pytest

from fogline.errors import SourceBusy, SourceRefused, SourceTooLarge
from fogline.readers import Bounds, Polite
from tests.fake_web import START, Clock, Page, serving


@pytest.fixture(scope="module")
def server():
    with serving() as web:
        yield web


@pytest.fixture
def web(server):
    """The server with one page and nothing asked."""
    server.pages = {"/a": Page(b"words", etag='"1"')}
    server.asked.clear()
    return server


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def polite(clock):
    return Polite(
        agent="fogline desk@wire.example", allow_private=True, bounds=Bounds(url_bytes=10_000), clock=clock,
        sleep=clock.sleep,
    )  # fmt: skip


def robots(web, text, **given):
    web.pages["/robots.txt"] = Page(text.encode(), kind="text/plain", **given)


def test_it_says_who_asks(web, polite):
    polite.get(f"{web.address}/a")

    assert {headers["user-agent"] for _, headers in web.asked} == {"fogline desk@wire.example"}


def test_the_hosts_rules_are_asked_for_first_and_once_a_day(web, polite, clock):
    for _ in range(2):
        polite.get(f"{web.address}/a")
    clock.move(25 * 3600)
    polite.get(f"{web.address}/a")

    assert web.paths == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: fogline\nDisallow: /a\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /b", True),
        ("<html>no rules</html>", True),
    ],
)
def test_what_the_rules_forbid_is_not_asked_for(web, polite, rules, is_allowed):
    robots(web, rules)

    if is_allowed:
        assert polite.get(f"{web.address}/a").content == b"words"
        return
    with pytest.raises(SourceRefused, match=r"robots\.txt forbids it"):
        polite.get(f"{web.address}/a")
    assert web.paths == ["/robots.txt"]


def test_a_host_whose_rules_fail_is_left_alone(web, polite):
    robots(web, "", status=503)

    with pytest.raises(SourceBusy):
        polite.get(f"{web.address}/a")

    assert web.paths == ["/robots.txt"]


def test_a_known_answer_is_not_sent_again(web, polite):
    first = polite.get(f"{web.address}/a")
    again = polite.get(
        f"{web.address}/a", etag=first.headers["etag"], modified="Fri, 20 May 2022 10:00:00 GMT"
    )

    assert (again.status, again.content) == (304, b"")
    assert web.asked[-1][1]["if-modified-since"] == "Fri, 20 May 2022 10:00:00 GMT"


def test_there_is_a_gap_between_two_requests(web, polite, clock):
    robots(web, "User-agent: *\nCrawl-delay: 7")

    polite.get(f"{web.address}/a")
    polite.get(f"{web.address}/a")

    assert clock.slept == [1.0, 7.0]


def test_a_host_that_fails_is_left_alone_for_twice_as_long_each_time(web, polite, clock):
    web.pages["/a"] = Page(status=500)
    waits = []
    for _ in range(3):
        with pytest.raises(SourceBusy) as caught:
            polite.get(f"{web.address}/a")
        waits.append(caught.value.hint)
        asked = len(web.asked)
        with pytest.raises(SourceBusy, match="left alone for"):
            polite.get(f"{web.address}/a")
        assert len(web.asked) == asked
        clock.move(float(waits[-1].split(" ")[-2]))

    assert [wait.split(" ")[-2] for wait in waits] == ["60", "120", "240"]


def test_an_answer_ends_the_waiting(web, polite, clock):
    web.pages["/a"] = Page(status=500)
    with pytest.raises(SourceBusy):
        polite.get(f"{web.address}/a")
    clock.move(60)
    web.pages["/a"] = Page(b"words")
    polite.get(f"{web.address}/a")
    web.pages["/a"] = Page(status=500)

    with pytest.raises(SourceBusy) as caught:
        polite.get(f"{web.address}/a")

    assert "after 60 s" in caught.value.hint


@pytest.mark.parametrize("asked", ["600", format_datetime(START.replace(minute=10, second=1), usegmt=True)])
def test_a_server_is_left_alone_for_as_long_as_it_asks(web, polite, clock, asked):
    web.pages["/a"] = Page(status=429, headers={"retry-after": asked})
    with pytest.raises(SourceBusy) as caught:
        polite.get(f"{web.address}/a")

    assert "after 600 s" in caught.value.hint
    clock.move(599)
    with pytest.raises(SourceBusy, match="left alone for 1 s more"):
        polite.get(f"{web.address}/a")


def test_a_host_that_is_not_there_is_left_alone_and_others_are_not(web, polite):
    for message in ("expected an answer", "left alone"):
        with pytest.raises(SourceBusy, match=message):
            polite.get("http://127.0.0.1:1/a")

    assert polite.get(f"{web.address}/a").status == 200


def test_a_page_that_is_too_large_says_nothing_of_its_host(web, polite):
    web.pages["/large"] = Page(b"x" * 20_000)
    with pytest.raises(SourceTooLarge):
        polite.get(f"{web.address}/large")

    assert polite.get(f"{web.address}/a").status == 200


def test_private_addresses_are_refused_unless_allowed(web, clock):
    strict = Polite(agent="fogline", allow_private=False, bounds=Bounds(), clock=clock, sleep=clock.sleep)

    with pytest.raises(SourceRefused, match="public address"):
        strict.get(f"{web.address}/a")
