"""Pages give their article and what they say of its publication."""

import pytest

from tests.readers.samples import PUBLISHED, TEXT, page


def test_the_article_is_read_and_the_rest_of_the_page_is_not(read_one):
    report = read_one(page(), "a.html")

    assert TEXT in report.text
    assert "Home" not in report.text
    assert "First comment" not in report.text


def test_linked_data_says_outlet_title_authors_and_time(read_one):
    report = read_one(page(), "a.html")

    assert (report.outlet, report.title, report.author) == (
        "Northern Wire",
        "Troops leave Salihiya",
        "Jane Roe, Ali Doe",
    )
    assert (report.published, report.url, report.lang) == (PUBLISHED, "https://wire.example/a1", "en")


def test_meta_elements_say_it_where_there_is_no_linked_data(read_one):
    head = (
        '<meta property="og:site_name" content="Northern Wire"><meta property="og:title" content="Troops go">'
        '<meta name="author" content="Jane Roe">'
        '<meta property="article:published_time" content="2022-05-20T16:30:00Z">'
    )

    report = read_one(page(head=head), "a.html")

    assert (report.outlet, report.title, report.author) == ("Northern Wire", "Troops go", "Jane Roe")
    assert report.published == "2022-05-20T16:30:00+00:00"


def test_the_day_is_found_in_other_marks(read_one):
    report = read_one(
        page(head='<meta name="x" content="y">', body=f"<time datetime='2022-05-20'>x</time><p>{TEXT}</p>"),
        "a",
    )

    assert report.published == "2022-05-20"


@pytest.mark.parametrize("year", ["0001", "9999", "0000"])
def test_a_year_out_of_time_is_no_date(read_one, year):
    head = f'<meta property="article:published_time" content="{year}-01-01T00:00:00Z">'

    assert read_one(page(head=head), "a.html").published is None


def test_a_declared_charset_is_used(read_one):
    words = "Военные покинули село. " * 20
    content = f'<html><head><meta charset="windows-1251"></head><body><p>{words}</p></body></html>'

    assert "Военные покинули село" in read_one(content.encode("cp1251"), "a.html").text


def test_scripts_are_not_text(read_one):
    content = f"<html><body><script>alert(1)</script><p>{TEXT}</p><style>p {{}}</style></body></html>"

    assert "alert" not in read_one(content.encode(), "a.html").text


def test_a_hundred_thousand_nested_elements_are_read(read_one):
    content = b"<html><body><p>Start.</p>" + b"<div>" * 50_000 + b"<p>The end of it.</p>"

    assert read_one(content, "a.html").text == "Start.\n\nThe end of it."


@pytest.mark.parametrize(
    "content", [b"<script>" * 90_000, b"<!--" * 90_000, b"<p " * 90_000, b"<b><i>" * 40_000]
)
def test_markup_that_never_ends_is_an_error(told, content):
    assert "expected" in told(b"<html><body>" + content, "a.html")[0]


def test_too_many_elements_are_refused(told):
    assert "elements" in told(b"<html>" + b"<p>a</p>" * 200_000, "a.html")[0]


def test_a_short_page_with_a_doctype_is_read(read_one):
    content = b"<!DOCTYPE html><html><body><p>The army left.</p><?mark?><p>It rained.</p></body></html>"

    assert read_one(content, "short.html").text == "The army left.\n\nIt rained."
