"""Play the sessions that README and tutorial show, and compare what they print."""

import importlib.util
import re
from pathlib import Path

import pytest

from fogline.reading.engine import EngineOptions, load_engine

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


def test_words_taught_as_the_page_says_are_read(tmp_path):
    """The blocks of the page, in one file of a casebook."""
    page = (DOCS / "how-to" / "teach-it-words.md").read_text(encoding="utf-8")
    words = tmp_path / "languages" / "en.toml"
    words.parent.mkdir()
    words.write_text("\n".join(re.findall(r"(?ms)^```toml\n(.*?)^```$", page)), encoding="utf-8")
    engine = load_engine(EngineOptions(own=tmp_path))
    text = "Scores of soldiers were killed, the mayor thundered. Rebels ostensibly left the town, the governor said."

    reading = engine.read({"text": text, "published": "2022-05-09"})

    assert reading.tolls[0].low == 60
    assert [(claim.chain[-1].sayer, claim.certainty) for claim in reading.claims] == [
        ("the mayor", "stated"),
        ("the governor", "hedged"),
    ]
