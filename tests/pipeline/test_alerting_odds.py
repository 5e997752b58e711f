"""Odds are computed anew for alert rules when something came in, and an alert names the asking that moved."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from fogline.casebook import Casebook
from fogline.pipeline import alerting_odds
from tests.fake_stages import documents, fake_stages

QUESTION = "Will UCDP record at least 25 deaths in Afghanistan in May 1982?"
RULES = '[[alert]]\nid = "odds"\nwhen = "odds"\npoints = {points}\nquestion = "{question}"\n'
START = 37
"""Months from January 1979 that are counted when the question is asked."""


class Clock:
    """Shows a day."""

    def __init__(self, day):
        self.turn(day)

    def turn(self, day):
        self.moment = datetime.fromisoformat(day).replace(tzinfo=UTC)

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock("1982-04-01")


@pytest.fixture
def book(tmp_path, clock):
    """A casebook with a question that a series answers, and a rule that has been looked at once."""
    book = Casebook(tmp_path / "a.fog", stages=fake_stages(), clock=clock)
    count(book, [40 + at % 5 for at in range(START)])
    book.ask(QUESTION)
    write_rule(book)
    assert look(book) == ()
    return book


def count(book, values):
    """Bring in the numbers of months from January 1979 on."""
    rows = {
        "area": ["Afghanistan"] * len(values),
        "period": [f"{1979 + at // 12}-{at % 12 + 1:02}" for at in range(len(values))],
        "value": values,
    }
    book.add_series(pa.table(rows), name="deaths", source="UCDP GED 25.1")


def write_rule(book, *, points=10, question="deaths"):
    (book.path / "alerts.toml").write_text(RULES.format(points=points, question=question))


def look(book):
    raised, failed = book.raise_alerts(show=lambda _: None)
    assert failed == ()
    return raised


def counted_low(book):
    """Months come in that count hardly anybody."""
    count(book, [*(40 + at % 5 for at in range(START)), 1, 0])


def test_odds_that_moved_raise_an_alert_though_nobody_asked_again(book, clock):
    clock.turn("1982-05-02")
    counted_low(book)

    (alert,) = look(book)

    before, after = sorted(book.questions.kept(), key=lambda one: one.entered)
    assert alert.words.startswith("odds moved by -")
    assert (alert.rule, alert.names) == ("odds", (after.id,))
    assert (after.asked.by, after.asked.rule) == ("alert rule odds", before.asked.rule)
    assert after.asked.probability < before.asked.probability - 0.1
    assert look(book) == ()


def test_odds_that_moved_by_less_leave_no_trace(book, clock):
    clock.turn("1982-05-02")
    write_rule(book, points=100)
    look(book)
    counted_low(book)

    assert look(book) == ()
    assert len(book.questions.kept()) == 1


def test_questions_that_no_rule_names_are_not_asked_again(book, clock):
    clock.turn("1982-05-02")
    write_rule(book, question="ceasefire")
    look(book)
    counted_low(book)

    look(book)

    assert len(book.questions.kept()) == 1


def test_a_question_whose_window_is_over_is_not_asked_again(book, clock):
    clock.turn("1982-06-02")
    counted_low(book)

    look(book)

    assert len(book.questions.kept()) == 1


def test_nothing_is_computed_while_nothing_came_in(book, monkeypatch):
    book.add_documents(documents(1))
    book.run()
    look(book)
    computed = []
    monkeypatch.setattr(alerting_odds, "odds_now", lambda *_: computed.append(1))

    look(book)

    assert computed == []


def test_what_came_in_before_a_rule_was_looked_at_is_not_lost_to_it(book, clock):
    """The first look of a rule raises nothing; odds that moved by then are raised by the next."""
    clock.turn("1982-05-02")
    write_rule(book, points=15)
    counted_low(book)

    assert look(book) == ()
    assert [alert.rule for alert in look(book)] == ["odds"]


def test_a_question_without_odds_is_named_and_the_others_are_computed(book, clock):
    clock.turn("1982-05-02")
    book.withdraw_series("deaths", by="M. Ostrova", reason="wrong release")

    raised, failed = book.raise_alerts(show=lambda _: None)

    assert raised == ()
    assert [why.split(":")[0].split(" ", 3)[3] for why in failed] == ["cannot be computed anew"]
