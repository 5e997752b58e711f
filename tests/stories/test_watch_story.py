"""What the first article says is missing becomes three indicators, each with the claims for and against it."""

import json

import pytest

import fogline

pytestmark = pytest.mark.shared

THREE = ("weapons", "shelter", "training")


@pytest.fixture(scope="module")
def book(tmp_path_factory, shared):
    gold = json.loads((shared / "seed" / "claims.json").read_text(encoding="utf-8"))
    text = (shared / "seed" / gold["report"]).read_text(encoding="utf-8")
    opened = fogline.open(tmp_path_factory.mktemp("watch") / "north.fog")
    opened.add_documents([{"text": text, "published": gold["published"], "outlet": gold["outlet"]}])
    opened.run()
    (opened.path / "boards").mkdir()
    (opened.path / "boards" / "draft.toml").write_text(opened.draft_board(), encoding="utf-8")
    return opened


@pytest.fixture(scope="module")
def conditions(book):
    return {one.id: one for one in book.board("draft").conditions}


@pytest.mark.parametrize("id", THREE)
def test_the_draft_proposes_each_thing_that_is_needed(conditions, id):
    assert conditions[id].name == f"stronger external support: {id}"
    assert "strategic threat" in conditions[id].then


@pytest.mark.parametrize("id", THREE)
def test_each_has_the_claims_that_speak_to_it_with_voice_stance_and_grade(conditions, id):
    one = conditions[id]

    assert one.state == "against"
    assert [(claim.sayer, claim.stance) for claim in one.against] == [("Roger Baker", "assessed")]
    assert "only moderate support" in one.against[0].quote
    assert [claim.sayer for claim in one.outlook] == ["Roger Baker"]
    assert all(claim.grade for claim in (*one.against, *one.outlook))
    assert not one.for_


def test_what_others_made_depend_on_help_from_abroad_is_proposed_too(conditions):
    assert {"external-help", "foreign-intervention"} <= conditions.keys()


def test_no_alert_is_raised_by_what_is_only_foretold(book):
    assert not any(alert.raised for alert in book.board("draft").alerts)


def test_before_the_article_came_out_the_board_was_silent(book):
    board = book.board("draft", published_until="2022-05-19")

    assert {one.state for one in board.conditions} == {"silent"}
    assert not any((*one.for_, *one.against, *one.outlook, *one.open) for one in board.conditions)
