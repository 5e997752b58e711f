"""Pages in a web archive are read with the address and the time at which they were fetched; all else is passed over."""

import gzip

import pytest

from fogline.readers import Bounds
from tests.readers.samples import PUBLISHED, TEXT, page, warc

UNDATED = f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode()


def test_each_page_is_a_report_with_its_address(read):
    first, second = read(warc(), "crawl.warc")

    assert [first.url, second.url] == ["https://wire.example/a1", "https://wire.example/a2"]
    assert TEXT in first.text
    assert (first.outlet, first.published, first.reader) == ("Northern Wire", PUBLISHED, "warc")


def test_the_time_of_the_fetch_stands_in_for_a_day_that_the_page_does_not_name(read_one):
    assert read_one(warc({"body": UNDATED}), "crawl.warc").published == "2022-05-21T06:00:00+00:00"


def test_only_pages_that_were_answered_with_are_read(read_one):
    others = (
        {"type": "image/png", "body": b"\x89PNG"},
        {"type": "application/json", "body": b"{}"},
        {"status": "404 Not Found"},
        {"status": "302 Found", "body": b""},
        {"uri": "urn:text:https://wire.example/a1"},
    )

    assert read_one(warc(*others, {"uri": "https://wire.example/kept"}), "crawl.warc").url.endswith("/kept")


def test_each_page_is_an_original_of_its_own_that_reads_again(receive, read):
    parts = receive(warc(), "crawl.warc")

    assert [len(part.reports) for part in parts] == [1, 1]
    assert [read(part.source.data, "crawl.warc")[0].id for part in parts] == [
        part.reports[0].id for part in parts
    ]
    assert all(part.source.data.startswith(b"WARC/1.") for part in parts)


@pytest.mark.parametrize("packed", [True, False])
def test_a_packed_archive_is_read_as_it_is(receive, packed):
    content = warc(packed=True) if packed else gzip.compress(warc())

    parts = receive(content, "crawl.warc.gz")

    assert [part.reports[0].url for part in parts] == ["https://wire.example/a1", "https://wire.example/a2"]


def test_a_packed_answer_is_unpacked(read_one):
    answer = {"body": gzip.compress(page()), "headers": [("Content-Encoding", "gzip")]}

    assert TEXT in read_one(warc(answer), "crawl.warc").text


def test_an_answer_that_is_a_bomb_is_refused(told):
    answer = {"body": gzip.compress(b"<p>" + b"a" * 50_000_000), "headers": [("Content-Encoding", "gzip")]}

    assert "200 times" in told(warc(answer), "crawl.warc")[0]


def test_an_unknown_packing_is_told(told):
    assert "packed as 'zip64'" in told(warc({"headers": [("Content-Encoding", "zip64")]}), "crawl.warc")[0]


def test_an_answer_that_is_too_large_is_told_and_the_next_one_read(receive):
    content = warc({"body": page() + b" " * 20_000}, {"uri": "https://wire.example/a2"})

    (error, kept) = receive(content, "crawl.warc", bounds=Bounds(row_bytes=10_000))

    assert "expected at most 10,000" in str(error.errors[0])
    assert kept.reports[0].url == "https://wire.example/a2"


def test_a_cut_archive_gives_what_stands_before_the_cut_and_an_error(receive):
    parts = receive(warc()[:-500], "crawl.warc")

    assert [len(part.reports) for part in parts] == [1, 0]
    assert "cut off after" in str(parts[1].errors[0])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "expected a record that begins with"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "of the length '-5'"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "without an end"),
        (b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "no page inside"),
    ],
)
def test_what_is_no_archive_is_told(told, content, message):
    assert message in told(content, "crawl.warc", reader="warc")[0]
