"""`fogline board` prints who speaks for and against a condition, proposes boards, and names what is wrong in one."""

import json
import tomllib

import pytest

BOARD = """
title = "The harbour"
area = "AFG"

[[measured]]
id = "shelling"
series = "shelling_and_air_strikes"
period = "this month"
at_least = 1

[[condition]]
id = "guns"
name = "The Umbar Guard fires"
words = ["shelled", "fired"]

[arrow]
deteriorated = { of = ["guns"] }

[[alert]]
id = "war"
kind = "conflict risk"
name = "The shelling goes on"
of = ["guns", "guns:contested"]
"""


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "harbour.toml"
    path.write_text(BOARD, encoding="utf-8")
    return path


def test_a_board_shows_the_claims_on_both_sides(run, book, board):
    shown = run("board", book, board)

    assert shown.status == 0
    assert "The Umbar Guard fires (guns): contested" in shown.out
    assert "the past month, 1982-04" in shown.out
    assert "alerts for what may come" in shown.out
    lines = shown.out.splitlines()
    assert any(line.startswith("for ") for line in lines)
    assert any(line.startswith("against ") and "denied" in line for line in lines)
    assert "\x1b" not in shown.out


def test_a_board_as_json_is_one_object_a_board(run, book, board):
    shown = run("board", book, board, "--json", "--published-until", "1982-05-04")

    (one,) = map(json.loads, shown.out.splitlines())
    assert (one["name"], one["day"], one["published_until"]) == ("harbour", "1982-05-04", "1982-05-04")
    (guns,) = one["conditions"]
    assert {claim["side"] for claim in guns["for"]} == {"for"}
    assert guns["origins"]["against"] == 1


def test_a_casebook_without_a_board_says_how_to_make_one(run, book):
    shown = run("board", book)

    assert (shown.status, shown.out) == (0, "")
    assert "--draft" in shown.err


def test_a_draft_is_toml(run, book):
    shown = run("board", book, "--draft")

    assert shown.status == 0
    assert tomllib.loads(shown.out)["title"]


def test_a_board_is_checked(run, book, board):
    assert run("board", book, board, "--check").out == "1 board checked, 0 problems\n"

    board.write_text(BOARD.replace("shelling_and_air_strikes", "shellings"), encoding="utf-8")
    wrong = run("board", book, board, "--check")
    assert wrong.status == 2
    assert "series: found 'shellings', expected one of" in wrong.out


def test_a_broken_board_is_refused_with_file_key_and_what_to_do(run, book, board):
    board.write_text(BOARD.replace("words", "wrods"), encoding="utf-8")

    refused = run("board", book, board)

    assert refused.status == 2
    assert "harbour.toml: condition 1 (guns): words: found neither words nor types" in refused.err
    assert "hint:" in refused.err


def test_a_board_that_is_not_there_is_named(run, book):
    refused = run("board", book, "herat")

    assert refused.status == 2
    assert "board 'herat': found no such file" in refused.err
