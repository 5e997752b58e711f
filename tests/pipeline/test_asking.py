"""A casebook answers questions from what it knew on their day, keeps them, and settles them by their rule."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fogline
from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown, QuestionNotUnderstood, SettingInvalid
from fogline.model.asked import Brought
from fogline.model.incident import When
from fogline.model.series import OWN_SOURCE
from fogline.pipeline.forecasting import forecasts_of
from fogline.pipeline.run import Stages
from tests.fake_stages import PartyMerger, SameTextCopies, WordEngine, documents

MONTHS = "\n".join(f"{1979 + at // 12}-{at % 12 + 1:02}: {40 + at % 5}" for at in range(39))
DEATHS = "Will UCDP record at least 25 deaths in Afghanistan in May 1982?"


class DatedMerger(PartyMerger):
    """Dates each incident by its first report; two origins corroborate it, a denial contests it."""

    def merge_claims(self, claims, **given):
        held = {claim.id: claim for claim in claims}
        for incident in super().merge_claims(claims, **given):
            told = [held[one] for one in incident.claims]
            day = min(one.published for one in told)
            status = "corroborated" if incident.origins > 1 else "single"
            if any(one.stance == "denied" for one in told):
                status = "contested"
            yield replace(incident, status=status, when=When(day, f"{day[:8]}{int(day[8:]) + 1:02}", "day"))


class Clock:
    """Shows a day, and a second later each time."""

    def __init__(self, day):
        self.turn(day)

    def turn(self, day):
        self.moment = datetime.fromisoformat(day).replace(tzinfo=UTC)

    def __call__(self):
        self.moment = self.moment.replace(microsecond=self.moment.microsecond + 1)
        return self.moment


class Merger(DatedMerger):
    def merge_claims(self, claims, **given):
        return tuple(super().merge_claims(claims, **given))


@pytest.fixture
def clock():
    return Clock("1982-04-30")


@pytest.fixture
def book(tmp_path, clock):
    return Casebook(
        tmp_path / "a.fog", stages=Stages(WordEngine(), SameTextCopies(), Merger()), clock=clock
    )  # fmt: skip


def told(book, *texts, day="1982-05-04", start=0):
    book.add_documents(
        {"key": f"t{start + at}", "text": text, "published": day, "outlet": f"Outlet {start + at}"}
        for at, text in enumerate(texts)
    )
    book.run()


def test_it_is_answered_kept_and_found_again(book):
    asked = book.ask(DEATHS, background=MONTHS, market=0.9, by="M")

    assert asked.probability > 0.5
    assert (asked.question.area, asked.question.opens, asked.question.closes) == (
        "AFG",
        "1982-05-01",
        "1982-05-31",
    )
    assert book.questions.find(asked.id[:9]).asked == asked
    assert [one.id for one in book.record().open] == [asked.id]
    assert (asked.crowd, asked.by, asked.background) == (0.9, "M", MONTHS)


def test_a_series_of_the_casebook_answers_and_settles_it(book, clock):
    rows = [("Afghanistan", f"{1979 + at // 12}-{at % 12 + 1:02}", 40 + at % 5) for at in range(39)]
    columns = dict(zip(("area", "period", "value"), map(list, zip(*rows, strict=True)), strict=True))
    book.add_series(pa.table(columns), name="deaths", source="UCDP GED 25.1")
    asked = book.ask(DEATHS)
    pure = fogline.odds(DEATHS, asked="1982-04-30", book=book)
    run = book.forecast("deaths", horizons=[1, 2], draws=50)
    columns["period"], columns["value"], columns["area"] = (
        ["1982-04", "1982-05"],
        [12, 12],
        ["Afghanistan"] * 2,
    )
    book.add_series(pa.table(columns), name="deaths", source="UCDP GED 25.1")
    clock.turn("1982-07-01")

    assert asked.probability == pure.probability > 0.5
    assert book.forecast("deaths", origin="1982-05", horizons=[1], draws=50).last.cells == 2
    assert [one.name for one in forecasts_of(book._store)] == [run.forecast.name, "deaths from 1982-05"]
    assert [one.outcome for one in book.resolve().settled] == ["no"]
    assert book.verify().holds


def test_the_same_question_with_the_same_answer_stands_once(book):
    first = book.ask(DEATHS, background=MONTHS)

    assert book.ask(DEATHS, background=MONTHS) == first
    assert len(book.questions.kept()) == 1


def test_what_cannot_be_tied_to_anything_is_refused_and_the_record_says_so_once(book):
    for _ in range(2):
        with pytest.raises(QuestionNotUnderstood):
            book.ask("Will the moon be sad?")

    (refused,) = book.record().refused
    assert (book.questions.kept(), book.record().refused_share) == ((), 1.0)
    assert refused.question.text == "Will the moon be sad?"
    assert refused.missing.startswith("missing: ")
    assert book.record(as_of="1982-04-29").refused == ()


def test_a_question_is_seen_and_edited_before_it_is_answered(book):
    meaning = book.questions.understand(DEATHS, background=MONTHS)
    edited = meaning.edited({"threshold": "1000", "closes": "1982-06-30"})

    asked = book.ask(edited)

    assert (asked.question.yardstick.level, asked.question.closes) == (1000, "1982-06-30")
    assert "set by hand: threshold, closes" in asked.question.assumed
    assert asked.probability < book.questions.odds(meaning).probability


@pytest.mark.parametrize(
    "change",
    [{"colour": "red"}, {"closes": "soon"}, {"closes": "1982-01-01"}, {"threshold": "many"}, {"event": ""}],
)
def test_a_field_that_cannot_be_so_is_refused(book, change):
    meaning = book.questions.understand(DEATHS, background=MONTHS)

    with pytest.raises(SettingInvalid):
        meaning.edited(change)


def test_a_question_of_a_day_to_come_is_refused(book):
    with pytest.raises(SettingInvalid, match="asked"):
        book.ask(DEATHS, asked="1982-05-02", background=MONTHS)


def test_a_question_of_an_earlier_day_sees_only_what_was_out_then_and_counts_as_hindsight(book, clock):
    told(book, "Ostre1 shelled the mill", day="1982-03-01")
    told(book, "Ostre2 shelled the mill", day="1982-04-20", start=5)

    early = book.questions.understand(DEATHS, asked="1982-03-15", background=MONTHS)
    late = book.questions.understand(DEATHS, background=MONTHS)
    asked = book.ask(early)

    assert (early.context.areas[0].claims, late.context.areas[0].claims) == (1, 2)
    assert book.questions.find(asked.id).in_hindsight
    clock.turn("1982-06-02")
    book.resolve(asked.id, "yes", by="M", reason="seen")
    assert book.record().scores is None
    assert book.record().in_hindsight.questions == 1


def test_fifty_copies_of_a_report_change_nothing_that_is_known(book):
    told(book, "Ostre1 shelled the mill")
    before = book.questions.understand(DEATHS, asked="1982-04-30", background=MONTHS)
    told(book, *["Ostre1 shelled the mill"] * 50, start=1)

    assert book.questions.understand(DEATHS, asked="1982-04-30", background=MONTHS).context == before.context


# Settling


def own(book, **changes):
    """Ask about incidents of this casebook: will there be shelling in Sorvik in May 1982?"""
    meaning = book.questions.understand(DEATHS, background=MONTHS)
    fields = {
        "event": "shelling",
        "relation": "happens",
        "source": OWN_SOURCE,
        "area": "XXX",
        "threshold": "1",
    }
    odds = book.questions.odds(meaning)
    question = replace(
        meaning.edited({**fields, **changes}).understood.question, measure=None, yardstick=None
    )
    from fogline.pipeline.asking import put_on_record

    return put_on_record(book._store, [(replace(odds, question=question), {})])[0]


SHELLED = "Ostre1 shelled the mill now"
ALSO = "Ostre1 shelled the old mill now"
DENIED = "Ostre1 shelled the mill now. Ostre1 denied that it had"


def kind_of(book):
    return {claim.event.type for claim in book.claims()}


def test_two_origins_settle_it_before_the_window_is_over(book, clock):
    asked = own(book)
    told(book, SHELLED, ALSO)
    assert kind_of(book) == {"shelling"}
    clock.turn("1982-05-10")

    done = book.resolve()

    (resolution,) = done.settled
    assert (resolution.question, resolution.outcome, resolution.by) == (asked.id, "yes", "rule")
    assert resolution.incidents == tuple(one.id for one in book.incidents())
    assert book.record().settled[0].brier == pytest.approx((asked.probability - 1) ** 2, abs=1e-6)
    assert book.resolve().settled == (), "what is settled stays settled"


def test_it_is_no_only_when_the_window_is_over_and_reports_from_it_and_from_after_it_were_read(book, clock):
    asked = own(book, event="siege")
    clock.turn("1982-06-02")
    assert [one.because for one in book.resolve().left] == [
        "reports of the window's last days may come in until 1982-06-07"
    ]

    clock.turn("1982-06-08")
    assert (
        "no report on XXX that was published from 1982-05-01 to 1982-05-31" in book.resolve().left[0].because
    )
    told(book, SHELLED)
    assert "after the window" in book.resolve().left[0].because
    told(book, "Ostre9 slept", day="1982-06-01", start=3)
    assert [(one.question, one.outcome) for one in book.resolve().settled] == [(asked.id, "no")]


# Questions whether something happens


SHELLS = "Will Ostre1 shell the mills in May 1982?"


def test_its_words_are_read_as_a_report_is_and_such_incidents_settle_it(book, clock):
    clock.turn("1982-05-03")
    asked = book.ask(SHELLS, market=0.4)
    question = asked.question
    assert (question.source, question.measure, question.subject, question.place) == (
        OWN_SOURCE, "shelling", "Ostre1", "Sorvik",
    )  # fmt: skip
    assert any("shelling" in one for one in question.assumed)

    told(book, SHELLED, ALSO)

    assert [one.outcome for one in book.resolve().settled] == ["yes"]


@pytest.mark.parametrize("known", [{"criteria": "If the ministry says so."}, {"closes": "1982-05-20"}])
def test_a_rule_of_its_own_goes_before_the_ledger(book, known):
    question = book.questions.understand("Will Ostre1 shell the mills?", **known).understood.question

    assert (question.source == OWN_SOURCE) == ("criteria" not in known)


@pytest.mark.parametrize("more", ["Will Ostre1 shell 40 mills?", "Will Ostre1 launch a major raid?"])
def test_what_asks_for_more_than_such_an_incident_is_left_to_a_person(book, more):
    assert book.questions.understand(more).understood.question.measure is None


def test_what_somebody_else_did_there_is_no_no_but_left_to_a_person(book, clock):
    clock.turn("1982-05-03")
    book.ask(SHELLS, market=0.4)
    told(book, "Ostre2 shelled the mill now", "Ostre2 shelled the old mill now")
    told(book, "Ostre9 slept", day="1982-06-01", start=3)
    clock.turn("1982-06-10")

    (left,) = book.resolve().left

    assert left.incidents == tuple(one.id for one in book.incidents(until="1982-05-31"))


def test_rival_claims_stand_with_the_odds_where_the_window_has_begun(book, clock):
    told(book, DENIED, day="1982-05-04")
    clock.turn("1982-05-10")

    late, early = (book.ask(SHELLS, market=0.4, asked=day) for day in (None, "1982-05-03"))
    hindsight = book.questions.understand(SHELLS, market=0.4, asked="1982-05-09")

    assert {rival.outcome: rival.sayers for rival in late.rivals} == {True: ("Outlet 0",), False: ("Ostre1",)}
    assert early.rivals == ()
    assert book.questions.odds(hindsight).rivals == late.rivals


def test_an_answer_says_when_its_rule_is_met_already(book, clock):
    told(book, SHELLED, ALSO)
    clock.turn("1982-05-10")

    assert book.ask(SHELLS, market=0.4).because[0].startswith("by its rule it is settled already, yes: ")


def test_another_event_set_by_hand_is_settled_by_a_person(book):
    meaning = book.questions.understand(SHELLS).edited({"event": "the mills burn"})

    question = meaning.understood.question
    assert (question.measure, question.place) == (None, None)
    assert question.source != OWN_SOURCE


def test_one_origin_alone_is_left_to_a_person_who_says_why(book, clock):
    asked = own(book)
    told(book, SHELLED)
    told(book, "Ostre9 slept", day="1982-06-01", start=3)
    clock.turn("1982-06-02")

    (left,) = book.resolve().left
    assert (left.question, left.incidents) == (asked.id, (book.incidents()[0].id,))
    with pytest.raises(SettingInvalid, match="no name or no reason"):
        book.resolve(asked.id, "yes", by="M")
    book.resolve(asked.id, "yes", by="M", reason="the mill is gone")
    assert book.record().due == ()


def test_a_denial_leaves_it_contested_and_both_ways_are_shown(book, clock):
    asked = own(book)
    told(book, DENIED, day="1982-05-04")
    told(book, "Ostre9 slept", day="1982-06-01", start=3)
    clock.turn("1982-06-08")

    assert book.resolve().settled[0].outcome == "contested"
    found = book.questions.find(asked.id)
    assert {rival.outcome: rival.sayers for rival in found.rivals} == {
        True: ("Outlet 0",),
        False: ("Ostre1",),
    }
    assert book.record().scores is None
    assert book.record().bounds is not None


def test_a_resolution_is_taken_back_and_settled_anew(book, clock):
    asked = own(book)
    clock.turn("1982-06-02")
    book.resolve(asked.id, "yes", by="M", reason="seen")
    with pytest.raises(SettingInvalid, match="already"):
        book.resolve(asked.id, "no", by="M", reason="not so")

    book.resolve(asked.id, undo=True, by="M", reason="misread")
    assert [one.id for one in book.record().due] == [asked.id]
    with pytest.raises(ObjectUnknown):
        book.resolve(asked.id, undo=True, by="M")
    book.resolve(asked.id, "no", by="N", reason="not so")
    assert book.questions.find(asked.id).state == "no"


def test_the_record_of_an_earlier_day_has_what_was_known_then(book, clock):
    asked = own(book)
    clock.turn("1982-06-02")
    book.resolve(asked.id, "no", by="M", reason="quiet")

    assert [one.id for one in book.record(as_of="1982-05-31").open] == [asked.id]
    assert [one.id for one in book.record(as_of="1982-06-01").due] == [asked.id]
    assert [one.id for one in book.record(as_of="1982-06-02").settled] == [asked.id]
    assert book.record(as_of="1982-04-29").matured == 0


# Bringing in


def test_questions_of_others_come_in_with_their_outcomes_and_twice_changes_nothing(book, clock):
    clock.turn("1982-06-02")
    brought = [
        Brought(
            DEATHS, "set/1", "1982-04-30", background=MONTHS, market=0.8, outcome="yes", settled_by="A set"
        ),
        Brought("Will the moon be sad?", "set/2", "1982-04-30"),
    ]

    first, again = (book.questions.bring_in(brought) for _ in range(2))

    assert (len(first.asked), first.settled, len(first.refused)) == (1, 1, 1)
    assert (again.asked, again.settled) == (first.asked, 0)
    (kept,) = book.questions.kept()
    assert (kept.state, kept.in_hindsight, kept.asked.crowd) == ("yes", True, 0.8)
    assert len(book.resolve().settled) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(st.integers(1, 500), st.integers(1, 500))
def test_the_odds_never_rise_with_the_number_asked_for(book, one, other):
    low, high = sorted((one, other))
    meaning = book.questions.understand(DEATHS, background=MONTHS)

    likely, less = (
        book.questions.odds(meaning.edited({"threshold": str(number)})).probability for number in (low, high)
    )

    assert less <= likely


def test_verifying_holds_with_a_record(book):
    told(book, *(one["text"] for one in documents(3)))
    asked = own(book)
    book.resolve(asked.id, "void", by="M", reason="nobody counts there")

    assert book.verify().holds


def test_a_series_of_provinces_is_forecast_without_saying_so(book):
    months = [f"{1979 + at // 12}-{at % 12 + 1:02}" for at in range(36)]
    book.add_series(
        pa.table({"area": ["Upper Sorvik"] * 36, "period": months, "value": list(range(36))}),
        name="raids", source="Hill Gazette",
    )  # fmt: skip

    assert book.forecast("raids", horizons=[1], draws=50).forecast.areas == ("Upper Sorvik",)
    with pytest.raises(SettingInvalid, match=r"raids \(Hill Gazette, other\)"):
        book.forecast("raids", level="country")
