"""PDF files give their pages as one report: their text layer, or the words recognised on scans."""

import pytest

import fogline.readers.pdf as pdf_reader
from fogline.errors import SourceTooLarge
from fogline.readers import Bounds
from fogline.readers._confine import confined as really_confined
from tests.readers.samples import pdf, scan


def test_pages_become_one_text(read_one):
    report = read_one(
        pdf("Salihiya, 20 May 2022. The army left.", "It had run out of supplies."), "report.pdf"
    )

    assert report.text == "Salihiya, 20 May 2022. The army left.\n\nIt had run out of supplies."
    assert (report.title, report.author) == ("Troops leave Salihiya", "Jane Roe")


def test_the_day_it_was_made_counts_where_the_text_names_that_month(read_one):
    assert read_one(pdf("Salihiya, May 2022. Words."), "a.pdf").published == "2022-05-20"
    assert read_one(pdf("Salihiya, May 1982. Words."), "a.pdf").published is None


def test_a_title_that_a_program_made_up_is_none(read_one):
    assert read_one(pdf("Words.", info="/Title (Microsoft Word - notes_final2.docx)"), "a.pdf").title is None


def test_garbage_is_an_error(told):
    assert "expected" in told(b"%PDF-1.7\n" + bytes(range(256)) * 50, "a.pdf")[0]


def test_pages_without_words_or_pictures_are_told(told):
    assert "expected a text layer" in told(pdf(" "), "a.pdf")[0]


def test_without_the_extra_a_scan_says_what_reads_it(read, monkeypatch):
    monkeypatch.setattr(pdf_reader, "find_spec", lambda _: None)

    (error,) = read(scan(b"\xff"), "a.pdf")

    assert "1 pages are pictures without text (1), expected a text layer" in str(error)
    assert error.hint == "pip install 'fogline[ocr]' reads scans"


@pytest.fixture
def recognised(monkeypatch):
    """Put words in the place of what would be recognised on each page, or an error in the place of all."""
    words = {}
    monkeypatch.setattr(pdf_reader, "find_spec", lambda _: True)

    def confined(parser, original, **options):
        if parser != "_recognise:page_words":
            return really_confined(parser, original, **options)
        if isinstance(words[options["number"]], Exception):
            raise words[options["number"]]
        return words[options["number"]]

    monkeypatch.setattr(pdf_reader, "confined", confined)
    return words


def test_recognised_words_are_marked_as_such_and_carry_no_day_of_the_scan(read_one, recognised):
    recognised[0] = "Salihiya, 20 May 2022. The army left."

    report = read_one(scan(b"\xff"), "a.pdf")

    assert (report.text, report.reader, report.published) == (recognised[0], "pdf+ocr", None)


def test_a_scanned_page_that_takes_too_long_is_told(told, recognised):
    recognised[0] = SourceTooLarge("a.pdf: not parsed after 180 s")

    assert told(scan(b"\xff"), "a.pdf") == ["a.pdf: not parsed after 180 s"]


def test_scanned_pages_past_the_bound_are_refused(told, recognised):
    assert "expected at most 0" in told(scan(b"\xff"), "a.pdf", bounds=Bounds(ocr_pages=0))[0]
    assert recognised == {}


def test_a_scan_is_read_without_a_network(read_one):
    """The page is drawn here: a text layer as a picture of it."""
    pdfium = pytest.importorskip("pypdfium2", reason="reading scans needs the extra ocr")
    pytest.importorskip("rapidocr", reason="reading scans needs the extra ocr")
    document = pdfium.PdfDocument(pdf("The army left the village of Salihiya."))
    drawn = document[0].render(scale=2, grayscale=True)

    report = read_one(scan(bytes(drawn.buffer), width=drawn.stride, height=drawn.height), "a.pdf")

    assert report.text == "The army left the village of Salihiya."
    assert report.reader == "pdf+ocr"


def test_pages_past_the_bound_are_refused(told):
    assert "3 pages" in told(pdf("One.", "Two.", "Three."), "a.pdf", bounds=Bounds(pdf_pages=2))[0]


def test_a_cut_file_is_read_or_told(read):
    content = pdf()

    for length in range(0, len(content), 97):
        assert read(content[:length], "a.pdf")
