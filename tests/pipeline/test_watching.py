"""A watch takes each thing in once: from folders and feeds, politely, however often it is killed."""

import os
from pathlib import Path

import pytest

from fogline.casebook import Casebook
from fogline.errors import SettingInvalid
from tests.fake_stages import fake_stages
from tests.fake_web import START, Clock, Page, serving
from tests.readers.samples import TEXT, page


@pytest.fixture(scope="module")
def server():
    with serving() as web:
        yield web


@pytest.fixture
def web(server):
    server.pages, server.asked = {}, []
    return server


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Casebook:
    """A casebook that may open addresses on this machine."""
    folder = tmp_path / "a.fog"
    folder.mkdir()
    (folder / "fogline.toml").write_text("[sources]\nallow_private = true\n", encoding="utf-8")
    return Casebook(folder, stages=fake_stages(), clock=clock)


@pytest.fixture
def watch(book, clock):
    """Return a fresh watcher of some sources, as after a start of the program."""
    return lambda *sources: book.watcher(*sources, sleep=clock.sleep)


def look(watcher):
    return watcher.look(lambda _: None)


def article(number: int) -> bytes:
    """Return a page without any fields of its own."""
    return f"<html><body><p>Number {number}. {TEXT}</p><p>{TEXT}</p></body></html>".encode()


# Folders


def test_files_are_taken_in_once_and_when_they_change(book, watch, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    first = written(inbox / "a.txt", "Ostre shelled the mill.")
    watcher = watch(inbox)

    assert [look(watcher).new, look(watcher).new] == [1, 0]
    written(inbox / "b.txt", "Varn denied it.")
    written(first, "Ostre shelled the mill and left.")
    assert look(watcher).new == 2
    assert look(watch(inbox)).new == 0
    assert len(book.reports()) == 3


def test_a_file_that_may_still_be_written_is_left_for_the_next_look(watch, tmp_path, clock):
    path = written(tmp_path / "inbox" / "a.txt", "Ostre shelled the mill.", age=3)
    watcher = watch(path.parent)

    assert look(watcher).new == 0
    clock.move(10)
    assert look(watcher).new == 1


def test_what_cannot_be_read_is_named_once(watch, tmp_path):
    path = written(tmp_path / "inbox" / "a.xyz", "\x00\x01")
    watcher = watch(path.parent)

    (skipped,) = look(watcher).skipped

    assert "a.xyz" in skipped.reason
    assert look(watcher).skipped == ()


def test_a_source_that_is_not_there_is_refused(watch, tmp_path):
    with pytest.raises(SettingInvalid, match="no such folder or file"):
        watch(tmp_path / "nowhere")


def written(path: Path, text: str, *, age: float = 60) -> Path:
    """Write a file that is some seconds old by the test's clock."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (START.timestamp() - age,) * 2)
    return path


# Feeds


def test_new_entries_are_fetched_whole_with_what_the_feed_knows(book, web, watch):
    web.pages["/a1"] = Page(article(1))
    feed = web.feed(web.item("/a1", "In short."))

    looked = look(watch(feed))

    assert (looked.new, looked.feeds, looked.own_words, looked.skipped) == (1, 1, 0, ())
    (report,) = book.reports()
    assert "Number 1." in report.text
    assert (report.url, report.outlet, report.title) == (f"{web.address}/a1", "Northern Wire", "News")
    assert report.published == "2022-05-20T10:00:00+00:00"


def test_what_the_page_says_of_itself_wins_over_its_feed(book, web, watch):
    web.pages["/a1"] = Page(page())

    look(watch(web.feed(web.item("/a1", "In short.", day=21))))

    assert book.reports()[0].published == "2022-05-20T18:30:00+02:00"


def test_an_entry_is_fetched_once_whoever_looks_again(web, watch):
    web.pages["/a1"], web.pages["/a2"] = Page(article(1)), Page(article(2))
    feed = web.feed(web.item("/a1", "In short."))
    watcher = watch(feed)
    look(watcher)
    web.feed(web.item("/a2", "Later."), web.item("/a1", "In short, again."))

    assert [look(watcher).new, look(watch(feed)).new] == [1, 0]
    assert web.paths.count("/a1") == 1


def test_a_watch_that_is_killed_before_it_notes_what_it_took_in_doubles_nothing(
    book, web, watch, monkeypatch
):
    web.pages["/a1"] = Page(article(1))
    feed = web.feed(web.item("/a1", "In short."), web.item(None, f"{TEXT} By itself."))

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("fogline.store.journal.Journal.append", killed)
        with pytest.raises(KeyboardInterrupt):
            look(watch(feed))

    assert look(watch(feed)).new == 0
    assert web.paths.count("/a1") == 1
    assert len(book.reports()) == 2


def test_what_was_erased_does_not_come_back_with_its_feed(book, web, watch):
    web.pages["/a1"] = Page(article(1))
    feed = web.feed(web.item("/a1", "In short."))
    look(watch(feed))
    book.erase(book.reports()[0], by="M. Ostrova", reason="order 17/26")
    web.pages["/a1"] = Page(article(1) + b"<!-- another -->")

    assert look(watch(feed)).new == 0
    assert web.address.encode() not in (book.path / "journal.db").read_bytes()


def test_a_feed_that_did_not_change_is_not_sent_again(web, watch):
    web.pages["/a1"] = Page(article(1))
    feed = web.feed(web.item("/a1", "In short."), etag='"7"')
    watcher = watch(feed)
    look(watcher)
    look(watcher)
    look(watch(feed))

    assert [headers.get("if-none-match") for path, headers in web.asked if path == "/feed.xml"] == [
        None,
        '"7"',
        '"7"',
    ]


def test_a_page_that_does_not_come_is_tried_again_and_then_the_feeds_words_stand(book, web, watch, clock):
    web.pages["/a1"] = Page(status=503)
    watcher = watch(web.feed(web.item("/a1", f"In short: {TEXT}"), etag='"7"'))
    looks = []
    for _ in range(5):
        looks.append(look(watcher))
        clock.move(24 * 3600)

    assert [(one.new, one.waiting, one.own_words) for one in looks] == [(0, 1, 0)] * 4 + [(1, 0, 1)]
    assert book.reports()[0].text.startswith("In short: The army")


@pytest.mark.parametrize(
    "answer",
    [
        Page(status=404),
        Page(status=410),
        Page(b"<html><body>Accept cookies?</body></html>"),
        Page(b"\x00", kind="a/b"),
    ],
)
def test_where_a_page_has_less_than_its_feed_the_feeds_words_stand(book, web, watch, answer):
    web.pages["/a1"] = answer

    looked = look(watch(web.feed(web.item("/a1", TEXT))))

    assert (looked.new, looked.own_words) == (1, 1)
    assert (book.reports()[0].text, book.reports()[0].url) == (TEXT, f"{web.address}/a1")


def test_a_page_that_the_host_forbids_is_not_fetched(web, watch):
    web.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /a", kind="text/plain")

    looked = look(watch(web.feed(web.item("/a1", TEXT))))

    assert (looked.new, looked.own_words) == (1, 1)
    assert "/a1" not in web.paths


def test_a_feed_that_fails_is_named_and_the_others_are_looked_at(web, watch):
    web.pages["/broken.xml"] = Page(b"no feed")
    good = web.feed(web.item(None, TEXT))

    looked = look(watch(f"{web.address}/broken.xml", f"{web.address}/gone.xml", good))

    assert (looked.new, looked.feeds) == (1, 3)
    assert ["broken.xml" in looked.skipped[0].reason, "status 404" in looked.skipped[1].reason] == [
        True,
        True,
    ]


def test_the_feeds_of_an_opml_file_are_watched_and_the_file_is_read_at_each_look(web, watch, tmp_path):
    one, two = web.feed(web.item(None, TEXT)), web.feed(web.item(None, f"{TEXT} Two."), path="/two.xml")
    listed = tmp_path / "feeds.opml"
    outline = "<outline text='North'><outline type='rss' xmlUrl='{}'/></outline>"
    opml = "<opml version='2.0'><head/><body>{}</body></opml>"
    listed.write_text(opml.format(outline.format(one)), encoding="utf-8")
    watcher = watch(listed)

    first = look(watcher)
    listed.write_text(opml.format(outline.format(one) + outline.format(two)), encoding="utf-8")
    second = look(watcher)

    assert [(first.feeds, first.new), (second.feeds, second.new)] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    "content",
    [
        "<opml><body/></opml>", "<opml", "words",
        "<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body><outline xmlUrl='&a;'/></body></opml>",
    ],
)  # fmt: skip
def test_a_file_that_lists_no_feeds_is_named(watch, tmp_path, content):
    path = tmp_path / "feeds.opml"
    path.write_text(content, encoding="utf-8")

    assert "expected" in look(watch(path)).skipped[0].reason
