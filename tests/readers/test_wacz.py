"""What a crawler packed is read page by page; its index and lists are no reports."""

from fogline.readers import Bounds
from tests.readers.samples import wacz, warc, zipped


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
