"""Nothing that is left out comes back in a briefing, in any of its formats."""

import io

import pytest
from docx import Document as opened_word
from hypothesis import given, settings
from pypdf import PdfReader

from fogline.briefing import FORMATS, Frame, compose, render, select
from fogline.redaction import redact
from tests.redaction.conftest import words_in
from tests.redaction.test_redaction import NAMES, PERSONS, folded


def brief_of(town, level, format, length):
    held = redact(town, level)
    chosen = select(held.incidents(), held.claims(), held.reports(), since=None, until=None)
    return render(compose(chosen, Frame("A war", left_out=held.left_out), length=length), format)


def words_of(content, format):
    """Return what a reader can see or find in a file."""
    if format == "pdf":
        pdf = PdfReader(io.BytesIO(content))
        return " ".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata)
    if format == "docx":
        return words_in(content) + opened_word(io.BytesIO(content)).element.xml
    return content.decode()


@pytest.mark.parametrize("level", ["careful", "public"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("length", ["page", "full"])
@settings(max_examples=1, deadline=None)
@given(sayer=PERSONS, victim=PERSONS, place=NAMES)
def test_nothing_left_out_comes_back_in_a_briefing(
    make_town, make_report, level, format, length, sayer, victim, place
):
    town = make_town(make_report(sayer=sayer, victim=victim, place=place))

    words = folded(words_of(brief_of(town, level, format, length), format))

    assert "left out for people" in words
    for hidden in (*sayer.split(), *victim.split(), place):
        assert folded(hidden) not in words


@pytest.mark.parametrize("format", FORMATS)
def test_the_check_sees_names_that_are_not_left_out(make_town, make_report, format):
    town = make_town(make_report(sayer="Qxana Qxvel", place="Qxfurt"))

    words = folded(words_of(brief_of(town, "none", format, "full"), format))

    assert "qxvel" in words
    assert "qxfurt" in words
