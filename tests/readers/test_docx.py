"""Word documents give paragraphs and tables in order."""

import io
import zipfile

from fogline.readers import Bounds
from tests.readers.samples import TEXT, word, zipped


def test_paragraphs_and_tables_are_read_in_order(read_one):
    report = read_one(word("Salihiya, 3 May 2022", TEXT), "notes.docx")

    assert report.text == f"Salihiya, 3 May 2022\n\n{TEXT}\n\nIn the table"
    assert (report.title, report.author) == ("Troops leave Salihiya", "Jane Roe")


def test_another_archive_under_this_suffix_is_told(told):
    assert (
        "expected .docx" in told(zipped({"[Content_Types].xml": b"<x/>", "xl/a.xml": b"<x/>"}), "a.docx")[0]
    )


def test_a_bomb_inside_is_refused(told):
    content = io.BytesIO(word())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"\0" * 30_000_000)

    assert "unpack" in told(content.getvalue(), "a.docx", bounds=Bounds(document_bytes=1_000_000))[0]


def test_entities_do_not_expand(read):
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as sound, zipfile.ZipFile(content, "w") as changed:
        for entry in sound.infolist():
            part = sound.read(entry)
            if entry.filename == "word/document.xml":
                bomb = b'<!DOCTYPE x [<!ENTITY a "%s">]><w:document' % (b"ha" * 1000)
                part = part.replace(b"<w:document", bomb, 1).replace(b"In the table", b"&a;" * 1000)
            changed.writestr(entry, part)

    for outcome in read(content.getvalue(), "a.docx"):
        assert len(getattr(outcome, "text", "")) < 10_000
