"""Servers are asked by their rules, no faster than they want, and left alone when they fail."""

from email.utils import format_datetime

import pytest

from fogline.errors import SourceBusy, SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.readers import Bounds, Polite
from tests.fake_web import START, Clock, Page, serving


@pytest.fixture(scope="module")
def server():
    with serving() as web:
        yield web


@pytest.fixture(scope="module")
def second_server():
    with serving() as web:
        yield web


@pytest.fixture
def elsewhere(second_server):
    """Another host, with one page and nothing asked."""
    second_server.pages = {"/b": Page(b"other words")}
    second_server.asked.clear()
    return second_server


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


def leading(web, path, to):
    web.pages[path] = Page(status=302, headers={"location": to})
    return web.address + path


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


def test_a_redirect_is_followed_by_the_rules_of_where_it_leads(web, elsewhere, polite):
    robots(elsewhere, "User-agent: *\nDisallow: /private")

    answer = polite.get(leading(web, "/moved", f"{elsewhere.address}/b"))

    assert (answer.url, answer.content) == (f"{elsewhere.address}/b", b"other words")
    assert elsewhere.paths == ["/robots.txt", "/b"]


def test_a_redirect_does_not_lead_to_what_another_host_forbids(web, elsewhere, polite):
    robots(elsewhere, "User-agent: *\nDisallow: /b")

    with pytest.raises(SourceRefused, match=r"robots\.txt forbids it"):
        polite.get(leading(web, "/moved", f"{elsewhere.address}/b"))

    assert elsewhere.paths == ["/robots.txt"]


def test_a_redirect_does_not_lead_to_what_its_own_host_forbids(web, polite):
    robots(web, "User-agent: *\nDisallow: /a")

    with pytest.raises(SourceRefused, match=r"robots\.txt forbids it"):
        polite.get(leading(web, "/moved", "/a"))

    assert web.paths == ["/robots.txt", "/moved"]


def test_a_host_that_fails_behind_a_redirect_is_left_alone_and_not_the_one_before_it(web, elsewhere, polite):
    elsewhere.pages["/b"] = Page(status=503)
    moved = leading(web, "/moved", f"{elsewhere.address}/b")

    for message in ("status 503", "left alone"):
        with pytest.raises(SourceBusy, match=message):
            polite.get(moved)

    assert elsewhere.paths == ["/robots.txt", "/b"]
    assert polite.get(f"{web.address}/a").status == 200


def test_the_gap_is_that_of_the_host_that_a_redirect_leads_to(web, elsewhere, polite, clock):
    robots(elsewhere, "User-agent: *\nCrawl-delay: 9")

    polite.get(leading(web, "/moved", f"{elsewhere.address}/b"))
    polite.get(f"{elsewhere.address}/b")

    assert clock.slept == [1.0, 1.0, 9.0]


def test_redirects_have_an_end(web, polite):
    with pytest.raises(SourceTooLarge, match="redirects"):
        polite.get(leading(web, "/round", "/round"))

    assert web.paths.count("/round") == Bounds().url_redirects + 1


def test_rules_that_stand_elsewhere_are_those_of_the_host(web, elsewhere, polite):
    robots(elsewhere, "User-agent: *\nDisallow: /a")
    leading(web, "/robots.txt", f"{elsewhere.address}/robots.txt")

    with pytest.raises(SourceRefused, match=r"robots\.txt forbids it"):
        polite.get(f"{web.address}/a")


def test_no_page_of_another_host_is_fetched_in_place_of_rules(web, elsewhere, polite):
    leading(web, "/robots.txt", f"{elsewhere.address}/b")

    assert polite.get(f"{web.address}/a").content == b"words"
    assert elsewhere.paths == []


def test_a_host_is_the_same_under_every_user_name(web, polite):
    polite.get(f"{web.address}/a")
    polite.get(f"{web.address}/a".replace("://", "://anna@"))

    assert web.paths == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize(
    "address", ["http://[wire/a", "http://wire.example:99999/", "http://wire%5B.example/"]
)
def test_what_is_no_address_is_an_error_and_asks_nobody(polite, address):
    with pytest.raises(SourceUnreadable, match="expected an address"):
        polite.get(address)
