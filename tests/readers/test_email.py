"""Mails give their words and what is attached to them."""

from email.message import EmailMessage

import pytest

from fogline.errors import FormatUnknown
from fogline.model.report import Report
from fogline.readers import Bounds
from tests.readers.samples import PUBLISHED, TEXT, mail, mbox, page, pdf, word


def test_headers_say_who_when_and_what(read_one):
    report = read_one(mail(), "m.eml")

    assert report.text.strip() == TEXT
    assert (report.author, report.outlet, report.title) == (
        "Jäne Roe",
        "Northern Wire",
        "Troops leave Salihiya",
    )
    assert (report.published, report.lang) == (PUBLISHED, "en")


def test_attachments_that_can_be_read_are_further_reports(read):
    content = mail(
        attach=(
            ("statement.pdf", pdf("The army left."), "application/pdf"),
            ("notes.docx", word("Words of the notes."), "application/octet-stream"),
            ("logo.png", b"\x89PNG\r\n", "image/png"),
            ("page.html", page(), "text/html"),
        )
    )

    reports = read(content, "m.eml")

    assert [report.reader for report in reports] == ["email", "pdf", "docx", "html"]
    assert [report.position for report in reports] == [0, 1, 2, 3]
    assert {report.original for report in reports} == {reports[0].original}
    assert (reports[1].published, reports[1].outlet) == (PUBLISHED, "Northern Wire")


def test_an_attachment_that_cannot_be_read_is_counted(read):
    outcomes = read(mail(attach=(("x.bin", b"\0\1\2" * 100, "application/octet-stream"),)), "m.eml")

    assert isinstance(outcomes[0], Report)
    assert isinstance(outcomes[1], FormatUnknown)


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\x\\y.txt", "a\u202etxt.exe.txt"])
def test_names_of_attachments_are_only_shown(read, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    reports = read(mail(attach=((name, b"Words.", "text/plain"),)), "m.eml")

    assert reports[1].text == "Words."
    assert list(tmp_path.iterdir()) == []


def test_of_two_forms_the_plain_one_is_read(read_one):
    message = EmailMessage()
    message["From"], message["Subject"] = "jane@wire.example", "x"
    message.set_content(TEXT)
    message.add_alternative(f"<p>Other words.</p><p>{TEXT}</p>", subtype="html")

    assert "Other words" not in read_one(message.as_bytes(), "m.eml").text


def test_a_body_in_html_is_read(read_one):
    message = EmailMessage()
    message["From"], message["Subject"] = "jane@wire.example", "x"
    message.set_content(f"<table><tr><td><p>{TEXT}</p></td></tr></table>", subtype="html")

    assert TEXT in read_one(message.as_bytes(), "m.eml").text


def test_a_file_of_several_mails_gives_each(read):
    assert [report.position for report in read(mbox(3), "mails.eml")] == [0, 1, 2]


def test_a_large_mailbox_is_cut_before_a_mail(receive):
    received = receive(mbox(6), "mails.mbox", bounds=Bounds(chunk_bytes=len(mbox(2)) + 10))

    assert [len(part.reports) for part in received] == [2, 2, 2]
    assert b"".join(part.source.data for part in received) == mbox(6)


def test_a_forwarded_mail_is_a_report_of_its_own(read):
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "ali@south.example", "Inner"
    inner.set_content("Words of the inner mail.")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "jane@wire.example", "Outer"
    outer.set_content("See below.")
    outer.add_attachment(inner)

    reports = read(outer.as_bytes(), "m.eml")

    assert [report.title for report in reports] == ["Outer", "Inner"]


def test_mails_nest_only_so_deep(read):
    content = mail()
    for _ in range(6):
        content = b"From: a@b.example\nSubject: x\nContent-Type: message/rfc822\n\n" + content

    assert "nested" in str(read(content, "m.eml")[-1])


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 20_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\nFrom: x\n\nwords",
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 300_000,
        b"From: x\nSubject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nwords",
        b"From: " + b"(" * 50_000 + b"\nSubject: x\n\nwords",
        b"From: x\nSubject: y\nContent-Type: text/plain; charset=nonsense\n\nwords \xff",
        b"From: x\nSubject: y\nDate: Fri, 99 May 99999 99:99:99 +9999\n\nwords",
        b"From: x\nSubject: y\nContent-Transfer-Encoding: base64\n\n%%%%not base64",
    ],
)
def test_malformed_mails_are_read_or_told(read, content):
    assert read(content, "m.eml")
