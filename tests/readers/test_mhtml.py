"""A page that a browser saved is read with the address and the time that the browser wrote down."""

import base64
import quopri

import pytest

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


CYRILLIC = "Армия ушла из Салихии."


def saved_in(charset, *, declared, encoding="quoted-printable"):
    """Return a page in a charset with a frame in another one, each encoded as browsers do."""
    body = f"<!DOCTYPE html><html><head>{declared}</head><body><p>{CYRILLIC * 8}</p></body></html>".encode(
        charset
    )
    frame = "<p>\u0440\u0435\u043a\u043b\u0430\u043c\u0430</p>".encode("koi8-r")
    packed = quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes
    told = "" if declared else f"; charset={charset}"
    parts = [(f"text/html{told}", "a1", body), ("text/html; charset=koi8-r", "frame", frame)]
    lines = [b"From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/a1\nMIME-Version: 1.0",
             b'Content-Type: multipart/related; boundary="--B"\n']  # fmt: skip
    for kind, name, content in parts:
        head = f"----B\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n"
        lines += [f"{head}Content-Location: https://wire.example/{name}\n".encode(), packed(content)]
    return b"\n".join([*lines, b"----B--\n"])


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("windows-1251", ""),
        ("windows-1251", "<meta charset=windows-1251>"),
        ("utf-8", "<meta charset=utf-8>"),
    ],
)
def test_each_part_is_read_in_its_own_charset(read_one, charset, declared, encoding):
    report = read_one(saved_in(charset, declared=declared, encoding=encoding), "page.mhtml")

    assert report.text == CYRILLIC * 8
