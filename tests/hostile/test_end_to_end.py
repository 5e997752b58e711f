"""Send hostile documents through the program: it tells or skips, in time, inertly, and stays inside its folder."""

import gzip
import io
import json
import os
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from fogline.cli import main

SECONDS = 20
"""Far above what a document takes, far below what one takes that hangs."""

ESCAPE = "\x1b[31m\x1b]0;owned\x07"
OVERRIDE = "\u202e\u2066"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
CLIMB = "../../outside.txt"
NASTY = f"{ESCAPE}{OVERRIDE}{MARKUP}{FORMULA}{CLIMB}\x00"
NEWS = "Rebels attacked Herat on Tuesday and killed five soldiers, a spokesman said. The army denied it."

TEXTS = {
    "blank": "   \n\n",
    "one-nul": "\x00",
    "nul-in-text": NEWS.replace(" ", " \x00", 3),
    "surrogates": NEWS + " \ud83d\ud83d \udc00.",
    "no-spaces": "x" * 300_000,
    "brackets": NEWS + " " + "(" * 60_000,
    "quotation-marks": NEWS + " " + "“" * 30_000 + '"' * 30_000,
    "nested-quotations": "“He said " * 100 + NEWS + "” he said" * 100,
    "one-name": NEWS + " Kabul" * 1_000,
    "one-figure": NEWS + " 10 killed," * 200,
    "empty-lines": NEWS + "\n" * 20_000 + NEWS,
    "years": f"On 31 December 9999 and 1 January 0001 {NEWS} In 99999 and since the year 0, a day before 0001-01-01.",
    "overrides": OVERRIDE + NEWS.replace("army", f"{OVERRIDE}army"),
    "escapes": NEWS.replace("army", f"{ESCAPE}army"),
    "markup": NEWS.replace("army", f"{MARKUP} army"),
    "formula": f"{FORMULA}\n{NEWS}",
}


def in_capitals(text):
    return {"key": text, "title": text, "outlet": text, "author": text, "url": text, "lang": "en"}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a casebook of all hostile documents, and what its run printed."""
    folder = tmp_path_factory.mktemp("hostile") / "in"
    folder.mkdir()
    with (folder / "texts.jsonl").open("w", encoding="utf-8") as lines:
        for key, text in TEXTS.items():
            lines.write(
                json.dumps({"key": key, "text": text, "outlet": "Post", "published": "2022-05-20"}) + "\n"
            )
        for published in ("9999-12-31", "0001-01-01", "9999-12-31T23:59:59-14:00", "yesterday", 7, [1]):
            lines.write(
                json.dumps({"key": str(published), "text": f"{NEWS} Last week too.", "published": published})
                + "\n"
            )
        lines.write(json.dumps({"text": NEWS, **in_capitals(NASTY), "published": "2022-05-20"}) + "\n")
        lines.write(
            json.dumps({"key": "again", "text": NEWS})
            + "\n"
            + json.dumps({"key": "again", "text": NEWS})
            + "\n"
        )
        lines.write('{"key": "deep", "text": ' + "[" * 50_000 + "]" * 50_000 + "}\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "nul.txt").write_bytes(b"\x00")
    (folder / f"{ESCAPE}{OVERRIDE}<b>.txt").write_text(NEWS, encoding="utf-8")
    (folder / "table.csv").write_text(
        f'text,outlet\n"{NEWS}","{FORMULA.replace(chr(34), chr(39))}"\n', encoding="utf-8"
    )
    (folder / "bomb.gz").write_bytes(gzip.compress(b"0" * 200_000_000, 9))
    (folder / "bomb.zip").write_bytes(
        zip_of({CLIMB: NEWS.encode(), "/etc/passwd.txt": NEWS.encode(), "big.txt": b"0" * 90_000_000})
    )
    (folder / "mail.eml").write_bytes(mail_with_attachment())
    before = everything_in(folder.parent)
    status, out, err = call("run", folder.parent / "h.fog", folder)
    return folder.parent / "h.fog", status, out + err, before


def zip_of(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def mail_with_attachment():
    mail = EmailMessage()
    mail["Subject"] = MARKUP
    mail["From"] = "a@b.example"
    mail.set_content(NEWS)
    mail.add_attachment(NEWS.encode(), maintype="text", subtype="plain", filename=CLIMB)
    return mail.as_bytes()


def everything_in(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if ".fog" not in str(path)}


def call(*arguments):
    """Run the command line as a process would, with what it prints; nothing but an exit may come out of it."""
    import contextlib

    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as stopped,
    ):
        main([str(argument) for argument in arguments])
    return stopped.value.code, out.getvalue(), err.getvalue()


def is_inert(printed):
    """Tell whether a terminal would show text as text."""
    return re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printed) is None


def test_a_run_over_hostile_documents_ends_with_what_it_skipped(book):
    _, status, printed, _ = book

    assert status == 3
    assert "Traceback" not in printed
    assert is_inert(printed)
    assert "bomb.gz" in printed


def test_nothing_is_written_outside_the_casebook(book):
    path, _, _, before = book

    assert everything_in(path.parent) == before
    assert not (path.parent.parent / "outside.txt").exists()


def test_documents_with_one_key_are_kept_apart(book):
    path, *_ = book

    _, out, _ = call("claims", path, "--json")

    claims = [json.loads(line) for line in out.splitlines()]
    assert len({claim["id"] for claim in claims}) == len(claims)


@pytest.mark.parametrize(
    "command",
    [("claims",), ("claims", "--json"), ("incidents",), ("incidents", "--json"), ("search", "army")],
)
def test_listings_are_inert(book, command):
    path, *_ = book
    name, *options = command

    status, out, err = call(name, path, *options)

    assert status == 0
    assert out
    assert is_inert(out + err)


def test_every_claim_and_its_report_are_shown_inertly(book):
    path, *_ = book
    _, out, _ = call("claims", path, "--json")
    claims = [json.loads(line) for line in out.splitlines()]
    nasty = [claim["id"] for claim in claims if "alert(1)" in (claim["outlet"] or "") + claim["quote"]]

    status, out, err = call("show", path, *nasty)

    assert nasty
    assert status == 0
    assert is_inert(out + err)


def test_a_briefing_runs_nothing(book, tmp_path):
    path, *_ = book
    target = tmp_path / "page.html"

    status, _, _ = call("brief", path, "--to", target)
    page = target.read_text(encoding="utf-8")

    assert status == 0
    assert "alert(1)</script>" not in page
    assert "<img src=x" not in page
    assert is_inert(page)


@pytest.mark.parametrize("key", TEXTS)
@pytest.mark.timeout(SECONDS)
def test_a_hostile_text_is_read_or_told(key, tmp_path):
    """`fogline read --json` prints one object, with spans inside the text."""
    path = tmp_path / f"{key}.json"
    path.write_text(json.dumps({"text": TEXTS[key]}), encoding="utf-8")

    status, out, err = call("read", path, "--json", "--published", "2022-05-20")

    assert status in (0, 3)
    assert is_inert(out + err)
    for line in out.splitlines():
        reading = json.loads(line)
        assert status == 3 or reading["error"] is None
        assert all(
            0 <= start < end <= len(TEXTS[key])
            for start, end in (claim["span"] for claim in reading.get("claims", ()))
        )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path):
    path = tmp_path / "closed.txt"
    path.write_text(NEWS, encoding="utf-8")
    path.chmod(0)

    status, _, err = call("read", path)

    assert status == 3
    assert "closed.txt" in err


def test_a_folder_without_reports_is_told(tmp_path):
    (tmp_path / "empty").mkdir()

    status, _, err = call(
        "run", tmp_path / "a.fog", tmp_path / "empty", tmp_path / "missing", Path("/dev/null")
    )

    assert status == 3
    assert "missing" in err
