"""An alert is raised once, sent once, tried again where it failed, and forgotten with the report that it rests on."""

import tomllib
from pathlib import Path

import pytest

from fogline.casebook import Casebook
from fogline.errors import AlertUndelivered, ObjectUnknown
from fogline.indicators.alert_rules import AlertPlan, parse_alerts
from fogline.model.alert import Standing
from fogline.pipeline import alerting
from fogline.store.store import Store
from tests.fake_stages import fake_stages
from tests.fake_web import Clock

RULES = """
[[alert]]
id = "varn"
when = "denial"
by = "Varn"
to = ["desk"]

[[alert]]
id = "shells"
when = "threshold"
board = "north"
indicator = "shelling"

[to.desk]
kind = "webhook"
url = "https://desk.example/"
"""
PLAN = parse_alerts(tomllib.loads(RULES), where="alerts.toml")
DENIALS, SHELLS = PLAN.rules
NO_TARGETS = AlertPlan(PLAN.rules, {})


def one(*names):
    """Return something that stands."""
    return Standing(names, f"Varn denied {names[0]}", ("c-1",), ("r-1",))


class Desk:
    """Looks for alerts in a journal of its own, and answers for the target as a test says."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.store = Store(folder, clock=clock)
        self.store.prepare()
        self.clock = clock
        self.answers: list[BaseException] = []
        self.sent: list[str] = []

    def note(self, rule, *standing):
        return [alert.names for alert in alerting.take_note(self.store, rule, standing, now=self.clock())]

    def send(self, plan=PLAN):
        """See to the deliveries; return why some failed."""
        return alerting.see_to_deliveries(
            self.store, plan, show=lambda alert: self.sent.append(alert.words), now=self.clock(), book="a.fog"
        )

    def deliver(self, alert, _target, **_):
        self.sent.append(alert.words)
        if self.answers:
            raise self.answers.pop(0)

    @property
    def states(self):
        kept = alerting.alerts_kept(self.store)
        return [(way.state, way.tries) for each in kept for way in each.deliveries]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    desk = Desk(tmp_path / "a.fog", Clock())
    monkeypatch.setattr(alerting, "deliver", desk.deliver)
    return desk


def test_what_stood_before_its_rule_raises_nothing_and_what_comes_after_does_once(desk):
    assert desk.note(DENIALS, one("c-1")) == []
    assert desk.note(DENIALS, one("c-1"), one("c-2")) == [("c-2",)]
    assert desk.note(DENIALS, one("c-1"), one("c-2")) == []


def test_the_same_thing_under_another_name_is_not_raised_again(desk):
    desk.note(DENIALS)
    desk.note(DENIALS, one("i-2"))

    assert desk.note(DENIALS, one("i-1", "i-2")) == []
    assert desk.note(DENIALS, one("i-1")) == []


def test_an_incident_that_goes_and_comes_back_is_the_same_and_an_indicator_is_not(desk):
    for rule in (DENIALS, SHELLS):
        desk.note(rule)
        desk.note(rule, one("a"))
        desk.note(rule)

    assert desk.note(DENIALS, one("a")) == []
    assert desk.note(SHELLS, one("a")) == [("a",)]
    assert len({kept.alert.id for kept in alerting.alerts_kept(desk.store)}) == 2


def test_a_rule_that_was_changed_begins_anew(desk):
    desk.note(DENIALS)
    changed = parse_alerts(tomllib.loads(RULES.replace('"Varn"', '"Ostre"')), where="").rules[0]

    assert desk.note(changed, one("c-1")) == []
    assert desk.note(changed, one("c-1"), one("c-2")) == [("c-2",)]


def test_an_alert_whose_note_was_cut_short_is_held_all_the_same(desk, monkeypatch):
    desk.note(DENIALS)
    append = desk.store.journal.append

    def cut_short(kind, body):
        if kind == alerting.HELD:
            raise KeyboardInterrupt
        return append(kind, body)

    with monkeypatch.context() as patch:
        patch.setattr(desk.store.journal, "append", cut_short)
        with pytest.raises(KeyboardInterrupt):
            desk.note(DENIALS, one("c-1"))

    assert desk.note(DENIALS, one("c-1")) == []
    assert len(alerting.alerts_kept(desk.store)) == 1


@pytest.fixture
def raised(desk):
    """The desk with one alert that waits for its target."""
    desk.note(DENIALS)
    desk.note(DENIALS, one("c-1"))
    return desk


def test_an_alert_is_sent_once(raised):
    assert [raised.send(), raised.send()] == [(), ()]
    assert raised.sent == ["Varn denied c-1"]
    assert raised.states == [("sent", 1)]


def test_a_delivery_that_fails_is_named_and_tried_again_later_each_time(raised):
    raised.answers = [AlertUndelivered("to.desk: status 503")] * 2

    failures = []
    for wait in (0, 59, 1, 119, 1):
        raised.clock.move(wait)
        failures.append(raised.send())

    assert [len(why) for why in failures] == [1, 0, 1, 0, 0]
    assert "status 503; tried again later" in failures[0][0]
    assert raised.states == [("sent", 3)]


def test_a_target_that_never_takes_it_is_given_up(raised):
    raised.answers = [AlertUndelivered("to.desk: status 503")] * 20
    told = []
    for _ in range(12):
        told += raised.send()
        raised.clock.move(3 * 3600)

    assert (len(raised.sent), len(told)) == (8, 8)
    assert told[-1].endswith("given up")
    assert raised.states == [("given up", 8)]


def test_an_alert_whose_sending_was_cut_short_is_not_sent_twice_and_says_so(raised):
    raised.answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        raised.send()

    assert raised.send() == ()
    assert len(raised.sent) == 1
    assert raised.states == [("trying", 1)]


def test_a_target_that_was_removed_is_named(raised):
    (why,) = raised.send(NO_TARGETS)

    assert "to.desk: no such target any more" in why


# In a casebook


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    """A casebook with one denial that stands before its rule was looked at."""
    book = Casebook(tmp_path / "a.fog", stages=fake_stages(), clock=Clock())
    rules = '[[alert]]\nid = "varn"\nwhen = "denial"\nby = "Varn"\n'
    (book.path / "alerts.toml").write_text(rules, encoding="utf-8")
    add(book, 0)
    return book


def add(book, number):
    """Take in one more denial, with words of its own."""
    text = f"Ostre{number} shelled the mill. Varn denied it for the {number}th time. Night fell"
    book.add_documents([{"key": f"k{number}", "text": text, "published": "2022-05-20", "outlet": "Wire"}])
    book.run()


def test_a_casebook_tells_of_a_denial_with_its_claims_and_forgets_it_with_its_report(book):
    shown = []
    book.raise_alerts(show=shown.append)
    add(book, 1)
    alerts, failed = book.raise_alerts(show=shown.append)

    assert (shown, failed) == (list(alerts), ())
    (alert,) = alerts
    assert (alert.rule, alert.trigger) == ("varn", "a denial by Varn")
    assert "for the 1th time" in alert.words
    assert [book.find(claim).stance for claim in alert.claims] == ["denied"]

    (report,) = (one for one in book.reports() if one.key == "k1")
    book.erase(report, by="M. Ostrova", reason="order 17/26")

    (kept,) = book.alerts()
    assert (kept.alert.words, kept.alert.claims, kept.deliveries[0].state) == ("", (), "sent")
    assert b"for the 1th time" not in (book.path / "journal.db").read_bytes()


def test_a_rule_about_a_board_that_is_not_there_is_told(tmp_path):
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())
    (book.path / "alerts.toml").write_text(RULES, encoding="utf-8")

    with pytest.raises(ObjectUnknown, match="north"):
        book.raise_alerts(show=print)


def test_a_casebook_without_rules_raises_nothing(tmp_path):
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())

    assert book.raise_alerts(show=print) == ((), ())
