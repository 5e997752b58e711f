"""A question is shown as understood, answered, kept, settled and scored on the command line."""

import json
import shutil

import pytest

MONTHS = "\n".join(f"{2024 + at // 12}-{at % 12 + 1:02}: {40 + at % 5}" for at in range(24))
QUESTION = "Will there be at least 25 deaths in Afghanistan in March 2026?"


@pytest.fixture
def own_book(book, tmp_path):
    return shutil.copytree(book, tmp_path / "north.fog")


@pytest.fixture
def ask(run, own_book):
    return lambda *options: run(
        "ask", own_book, QUESTION, "--asked", "2026-01-10", "--background", MONTHS, *options
    )


def test_the_question_is_shown_before_the_answer(ask):
    done = ask("--words", "phia")

    assert done.status == 0
    assert (
        done.out.index("as understood")
        < done.out.index("nine times in ten")
        < done.out.index("on the record as q-")
    )
    assert "2026-03-01 to 2026-03-31" in done.out


def test_only_showing_it_keeps_nothing(ask, run, own_book):
    done = ask("--show", "--json", "--set", "threshold=100")

    assert json.loads(done.out)["yardstick"]["value"] == 100
    assert "0 open" in run("record", own_book).out


def test_it_is_settled_by_hand_scored_and_taken_back(ask, run, own_book):
    id = json.loads(ask("--json").out)["id"]
    assert "1 of them due" in run("record", own_book).out or "1 open" in run("record", own_book).out

    done = run("resolve", own_book, id[:10], "yes", "--by", "M", "--reason", "counted")
    shown = run("record", own_book)
    one = json.loads(run("record", own_book, id[:10], "--json").out)

    assert "1 settled" in done.out
    assert "asked in hindsight" in shown.out
    assert (one["state"], one["resolutions"][0]["by"]) == ("yes", "M")
    assert run("resolve", own_book, id[:10], "no", "--by", "M", "--reason", "no").status == 2
    assert "taken back" in run("resolve", own_book, id[:10], "--undo", "--by", "M").out


def test_questions_of_others_come_in_and_what_is_refused_is_named(run, own_book, tmp_path):
    path = tmp_path / "questions.jsonl"
    rows = [
        {"title": QUESTION, "asked": "2026-01-10", "background": MONTHS, "outcome": 1, "market": 0.8},
        {"title": "Will the moon be sad?"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    done = run("ask", own_book, "--from", path)

    assert done.status == 3
    assert "1 question answered, 1 of them settled, 1 refused" in done.out
    assert "moon" in done.err


def test_a_question_that_is_tied_to_nothing_is_refused(run, own_book):
    done = run("ask", own_book, "Will the moon be sad?")

    assert done.status != 0
    assert "hint" in done.err


def test_a_run_of_a_casebook_is_kept_and_the_next_opens_with_how_it_did(run, own_book, tmp_path):
    path = tmp_path / "deaths.csv"

    def bring(months):
        rows = [f"Afghanistan,{2020 + at // 12}-{at % 12 + 1:02},{5 + at % 7}" for at in range(months)]
        path.write_text("\n".join(["area,period,value", *rows]), encoding="utf-8")
        return run("import", own_book, path, "--name", "deaths", "--source", "UCDP GED 25.1")

    assert bring(48).status == 0
    first = run("forecast", own_book, "--series", "deaths", "--draws", "50", "--name", "winter")
    bring(50)
    second = run("forecast", own_book, "--series", "deaths", "--draws", "50")

    assert "there is none before it" in first.err
    assert "Afghanistan" in first.out
    assert "'winter': CRPS" in second.err
    assert "over 2 months" in second.err
    assert "deaths (UCDP GED 25.1, country)" in run("forecast", own_book).err
