"""Play the sessions that README and tutorial show, and compare what they print."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
SPEC = importlib.util.spec_from_file_location("consoles", DOCS / "consoles.py")
consoles = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(consoles)


@pytest.mark.parametrize("path", consoles.PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_its_sessions_print(path, tmp_path, monkeypatch):
    """Ids and white space aside; python docs/consoles.py writes the pages anew."""
    monkeypatch.delenv("FOGLINE_BOOK", raising=False)
    page = path.read_text(encoding="utf-8")

    fresh = consoles.play(page, tmp_path)

    assert lines(fresh) == lines(page)


def lines(page):
    """Return the lines of a page with ids and white space elided, so that a difference is shown by line."""
    return [consoles.elide(line).strip() for line in page.splitlines()]


def test_a_page_that_shows_other_output_is_told(tmp_path):
    page = "```console\n$ echo one\ntwo\n```\n"

    assert consoles.play(page, tmp_path) == "```console\n$ echo one\none\n```\n"


def test_python_sessions_share_their_names(tmp_path):
    page = (
        "```pycon\n>>> a = 1\n```\n\nand\n\n```pycon\n>>> for n in range(2):\n...     print(a + n)\n9\n```\n"
    )

    played = consoles.play(page, tmp_path)

    assert (
        played
        == "```pycon\n>>> a = 1\n```\n\nand\n\n```pycon\n>>> for n in range(2):\n...     print(a + n)\n1\n2\n```\n"
    )
