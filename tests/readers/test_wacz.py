"""What a crawler packed is read page by page; its index and lists are no reports."""

import gzip

import pytest

from fogline.readers import Bounds
from tests.readers.samples import page, wacz, warc, zipped

CHUNKED = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))


def chunked(content):
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content)


def test_its_pages_are_read_and_nothing_else(receive):
    parts = receive(wacz(), "crawl.wacz")

    assert [part.reports[0].url for part in parts] == ["https://wire.example/a1", "https://wire.example/a2"]
    assert not any(part.errors for part in parts)
    assert parts[0].source.name.endswith("crawl.wacz/archive/data.warc.gz/data.warc")


def test_an_archive_that_is_not_packed_again_is_read_too(receive):
    content = zipped({"archive/data.warc": warc({}), "datapackage.json": b"{}"})

    assert len(receive(content, "crawl.wacz")) == 1


def test_it_is_told_from_its_bytes_and_a_zip_stays_one(receive):
    assert len(receive(wacz(), "crawl")) == 2
    (part,) = receive(zipped({"pages/a.txt": b"The army left."}), "pages.zip")
    assert part.source.reader == "text"


def test_a_bomb_is_refused(receive):
    parts = receive(wacz(archive=warc({"body": b"a" * 60_000_000}, packed=True)), "crawl.wacz")

    assert "200 times" in str(parts[-1].errors[0])
    assert not any(part.reports for part in parts)


def test_the_pages_of_an_archive_are_counted_against_its_bound(receive):
    parts = receive(wacz(), "crawl.wacz", bounds=Bounds(archive_members=3))

    assert "more than 3 files inside" in str(parts[-1].errors[0])


def test_a_file_without_an_archive_is_told(receive):
    (part,) = receive(zipped({"datapackage.json": b"{}"}), "crawl.wacz")

    assert "expected archive/*.warc" in str(part.errors[0])


@pytest.mark.parametrize(
    "archive",
    [
        gzip.compress(warc({})),
        warc({"body": chunked(gzip.compress(page())), "headers": CHUNKED}, packed=True),
        warc({"headers": [("Transfer-Encoding", "chunked")]}, packed=True),
        warc({"headers": [("Content-Encoding", "gzip")]}, packed=True),
        warc({"uri": "<https://wire.example/a1>"}, packed=True),
        warc({"uri": "urn:text:https://wire.example/a1", "type": "text/plain"}, {}, packed=True),
    ],
    ids=[
        "packed as one",
        "in chunks",
        "chunks undone",
        "unpacked already",
        "address in brackets",
        "beside words",
    ],
)
def test_records_are_read_as_crawlers_write_them(receive, archive):
    (part,) = receive(wacz(archive=archive), "crawl.wacz")

    assert [report.url for report in part.reports] == ["https://wire.example/a1"]
    assert not part.errors


def test_an_archive_without_its_lists_is_read(receive):
    assert len(receive(zipped({"archive/data.warc.gz": warc({}, packed=True)}), "crawl.wacz")) == 1


def test_a_crawl_that_was_packed_again_with_its_folder_is_read(receive):
    files = {
        "crawl/archive/data.warc.gz": warc({}, packed=True),
        "crawl/pages/pages.jsonl": b"{}",
        "__MACOSX/crawl/archive/._data.warc.gz": b"\0\5\7",
    }

    (part,) = receive(zipped(files), "crawl.wacz")

    assert not part.errors
    assert len(part.reports) == 1


def test_a_broken_archive_does_not_take_the_others_with_it(receive):
    files = {"archive/a.warc.gz": warc({}, packed=True), "archive/b.warc.gz": b"\x1f\x8b\x08 no"}

    parts = receive(zipped(files), "crawl.wacz")

    assert sum(len(part.reports) for part in parts) == 1
    assert [str(error).rpartition("/")[2] for part in parts for error in part.errors]
