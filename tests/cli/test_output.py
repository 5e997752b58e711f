"""How tables meet the width of a terminal."""

import pytest

from fogline.cli import output
from fogline.cli.output import Column, print_table

COLUMNS = (Column("id", keep=True), Column("what", grow=1), Column("losses (all)", grow=1))
ROWS = [("c-12345678", "armed clash", "eight"), ("c-87654321", "shelling", "")]


def shown(capsys, monkeypatch, width):
    monkeypatch.setattr(output, "WIDTH_OFF_TERMINAL", width)
    print_table(COLUMNS, ROWS)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_a_wide_terminal_shows_a_table(capsys, monkeypatch):
    lines = shown(capsys, monkeypatch, 60)

    assert len(lines) == 3
    assert lines[1].split() == ["c-12345678", "armed", "clash", "eight"]


def test_a_narrow_terminal_shows_rows_that_break_no_word(capsys, monkeypatch):
    lines = shown(capsys, monkeypatch, 30)

    assert lines == [
        "id            c-12345678",
        "what          armed clash",
        "losses        eight",
        "",
        "id            c-87654321",
        "what          shelling",
    ]


@pytest.mark.parametrize("width", [1, 10, 40, 200])
def test_any_width_shows_every_cell(capsys, monkeypatch, width):
    text = "".join("".join(shown(capsys, monkeypatch, width)).split())

    assert "c-12345678" in text or width < 20
    assert "shelling" in text or width < 20
