"""A page that a browser saved is read with the address and the time that the browser wrote down."""

from tests.readers.samples import PUBLISHED, TEXT, mail, mhtml, page

SAVED = "2022-05-20T16:30:00+00:00"


def test_the_page_is_the_report_with_the_saved_address(read_one):
    report = read_one(mhtml(), "page.mhtml")

    assert TEXT in report.text
    assert "comment of a reader" not in report.text
    assert report.url == "https://wire.example/a1?page=1"
    assert (report.outlet, report.title) == ("Northern Wire", "Troops leave Salihiya")
    assert report.reader == "mhtml"


def test_the_pages_own_day_counts_and_the_time_of_saving_stands_in(read_one):
    undated = f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode()

    assert read_one(mhtml(), "page.mhtml").published == PUBLISHED
    assert read_one(mhtml(undated), "page.mhtml").published == SAVED
    assert read_one(mhtml(undated, dated="soon"), "page.mhtml").published is None


def test_what_the_caller_knows_wins(read_one):
    report = read_one(mhtml(), "page.mhtml", published="2022-05-19", url="https://wire.example/")

    assert (report.published, report.url) == ("2022-05-19", "https://wire.example/")


def test_it_is_told_from_its_bytes_and_a_mail_stays_one(read_one):
    assert read_one(mhtml(), "saved").reader == "mhtml"
    assert read_one(mhtml(), "saved.eml").reader == "mhtml"
    assert read_one(mail(), "mail").reader == "email"


def test_the_page_at_the_saved_address_is_read_and_no_frame(read_one):
    frames = (
        mhtml()
        .replace(b"a1?page=1\nContent-Transfer", b"ad\nContent-Transfer")
        .replace(b"image/png", b"text/html")
        .replace(b"https://wire.example/a.png", b"https://wire.example/a1?page=1")
        .replace(b"iVBORw==", b"VGhlIGZyYW1lIGl0c2VsZi4=")
    )

    assert read_one(frames, "page.mht").text == "The frame itself."


def test_a_file_without_a_page_is_told(told):
    content = mhtml().replace(b"text/html", b"text/css")

    assert "no page among multipart/related parts" in told(content, "page.mhtml")[0]


def test_a_part_that_only_the_file_knows_gives_no_address(read_one):
    content = mhtml(page(head="<meta name=a>")).replace(
        b"Snapshot-Content-Location: https://wire.example/a1?page=1\n", b""
    )
    local = content.replace(
        b"Content-Location: https://wire.example/a1?page=1", b"Content-Location: cid:1@mhtml.blink"
    )

    assert read_one(local, "page.mhtml").url == "https://wire.example/a1"
