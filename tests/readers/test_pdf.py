"""PDF files with a text layer give their pages as one report."""

from fogline.readers import Bounds
from tests.readers.samples import pdf


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


def test_a_scan_says_that_it_has_no_text(told):
    assert "text layer" in told(pdf(" "), "a.pdf")[0]


def test_pages_past_the_bound_are_refused(told):
    assert "3 pages" in told(pdf("One.", "Two.", "Three."), "a.pdf", bounds=Bounds(pdf_pages=2))[0]


def test_a_cut_file_is_read_or_told(read):
    content = pdf()

    for length in range(0, len(content), 97):
        assert read(content[:length], "a.pdf")
