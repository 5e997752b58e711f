"""Plain text is read whole, after its header lines."""

import pytest

from tests.readers.samples import TEXT


def test_header_lines_are_about_the_report_and_not_in_it(read_one):
    head = "Title: Troops leave\nOutlet: Northern Wire\nPublished: 20 May 2022\nAuthor: Jane Roe\nUrl: https://w.example\n\n"

    report = read_one((head + TEXT).encode(), "a.txt")

    assert report.text == TEXT
    assert (report.title, report.outlet, report.author) == ("Troops leave", "Northern Wire", "Jane Roe")
    assert (report.published, report.url) == ("2022-05-20", "https://w.example")


def test_a_text_that_opens_with_a_colon_keeps_its_words(read_one):
    text = "Source: the army.\nIt said so on Friday.\n\nNothing else is known."

    assert read_one(text.encode(), "a.txt").text == text


def test_the_caller_wins_over_the_header_lines(read_one):
    content = b"Outlet: Northern Wire\nPublished: 2022-05-20\n\nWords."

    report = read_one(content, "a.txt", outlet="Southern Wire", published="2022-05-21", key="k")

    assert (report.outlet, report.published, report.key) == ("Southern Wire", "2022-05-21", "k")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_told_apart(read_one, encoding):
    text = "The “army” said that Gómez had left the village, and that the café had closed."

    assert read_one(text.encode(encoding), "a.txt").text == text


def test_one_kind_of_line_end(read_one):
    assert read_one(b"One.\r\nTwo.\rThree.\n", "a.txt").text == "One.\nTwo.\nThree.\n"


def test_a_few_broken_bytes_stay_visible(read_one):
    content = ("Ünïcödé wörds, mäny öf thém. " * 20).encode() + b"\xff and on"

    assert read_one(content, "a.txt").text.count("\ufffd") == 1


def test_nul_bytes_become_visible_and_directions_stay(read_one):
    text = read_one(
        "A long enough text \u202egnorw\u202c with one \x00 in it, and more words.".encode(), "a.txt"
    ).text

    assert "\x00" not in text
    assert "\u202e" in text


def test_binary_bytes_are_no_text(told):
    assert "expected" in told(bytes(range(256)) * 20, "a.txt")[0]


def test_the_language_is_told_where_the_text_is_long_enough(read_one):
    ukrainian = "Військові повідомили, що залишили село після трьох днів боїв у долині. " * 3

    assert read_one(ukrainian.encode(), "a.txt").lang == "uk"
    assert read_one(TEXT.encode(), "a.txt").lang == "en"
    assert read_one(b"Too short to tell.", "a.txt").lang is None


def test_a_text_past_the_bound_is_named(told):
    from fogline.readers import Bounds

    assert "expected at most 100" in told(b"word " * 100, "a.txt", bounds=Bounds(text_chars=100))[0]
