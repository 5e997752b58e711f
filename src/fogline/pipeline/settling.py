"""Settle a question by its rule: from a series, or from what the casebook's incidents are told to be.

Nothing is taken for not having been because nobody told it: a no needs a window that
is over and was covered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from fogline.merging.voices import is_against, is_telling
from fogline.model.claim import Claim
from fogline.model.incident import When
from fogline.model.odds import RivalResolution
from fogline.model.question import Question
from fogline.model.series import OWN_SOURCE
from fogline.pipeline.held import held_series
from fogline.pipeline.merge import claim_of_row, incident_of_row
from fogline.pipeline.register import Register, open_register
from fogline.questions.areas import area_of_deed, areas_in, load_areas
from fogline.questions.outlook import is_area
from fogline.questions.resolution import (
    EVENTS,
    Account,
    Fitting,
    Settled,
    settle_by_accounts,
    settle_by_incidents,
)
from fogline.questions.series import HeldSeries
from fogline.store.filters import Condition, any_of, has_name, in_place, where
from fogline.store.store import Store

__all__ = ["rivals_so_far", "settle"]

LOSSES = {"fatalities": "killed", "killed": "killed", "wounded": "wounded", "displaced": "displaced"}
"""What questions count, by the name that the ledger has for it."""

TAKEN = (
    "government_regains_territory", "non_state_actor_overtakes_territory", "non_violent_transfer_of_territory",
)  # fmt: skip
SAME_DEED = {
    **dict.fromkeys(TAKEN, TAKEN),
    "attack": ("ASSAULT",),
    "assault": ("ASSAULT",),
    "armed_clash": ("Battles",),
}
"""What settles a question on some types of event: who takes a place says whether a state does, and an attack may be of
any kind."""

SHOWN, SHORT_ID = 5, 10

GRACE = timedelta(days=7)
"""So much later a window's last days may still be reported on; chosen, not measured."""

SILENCE = timedelta(days=31)
"""With no report on an area for longer than this, nobody looked: as a month without one has no number in a series."""

INITIATOR, TARGET = [("initiator", "initiator_actor")], [("target", "target_actor")]
KIND = "list_contains([lower(type), lower(acled_event), lower(acled_sub_event), lower(plover)], lower(?))"
OF_INCIDENTS = "select * from claims where list_contains(?, incident) order by published nulls first, id"


def settle(store: Store, question: Question, today: str) -> Settled:
    """Return what a question's rule comes to by its source."""
    if question.source == OWN_SOURCE:
        return settle_by_ledger(store, open_register(store), question, today)
    other = None if question.yardstick is None else question.yardstick.area
    areas = [area for area in (question.area, other) if area]
    held = held_series(store, areas) if question.area and question.measure else ()
    counting = [one for one in held if one.comes_from(question.source) and one.counts(question.measure or "")]
    if not counting:
        held_here = "" if question.measure is None else ", which is no series held here"
        return Settled(None, f"it is settled by {question.source}{held_here}")
    return settle_by_series(question, counting[0], today)


def settle_by_series(question: Question, series: HeldSeries, today: str) -> Settled:
    """Return what a rule comes to over the months of a series; a month without data leaves it open."""
    months = whole_months(question.opens, question.closes)
    if not months:
        return Settled(None, "the window is not made of whole months, as those of a series are")
    count, missing = counted(series, question.area, months)
    complete = not missing and question.closes < today
    if question.yardstick is not None and question.yardstick.kind == "area":
        other, none_of = counted(series, question.yardstick.area, months)
        if missing or none_of or not complete:
            return Settled(None, f"{series.name} by {series.source} has not all months of both areas")
        question = replace(question, yardstick=replace(question.yardstick, value=other))
    says = f"{series.name} by {series.source}"
    if missing:
        says += f", without {', '.join(missing)}"
    return settle_by_accounts(question, [Account((), count, count, (), says)], complete=complete)


def counted(series: HeldSeries, area: str | None, months: Sequence[str]) -> tuple[float, list[str]]:
    """Return what a series counts in an area over some months, and the months that it has nothing of."""
    known = load_areas().get(area or "")
    values = {
        period: float(value)
        for name, period, value in series.rows()
        if period in months
        and value is not None
        and (name == area or (known is not None and is_area(name, known)))
    }
    return sum(values.values()), [month for month in months if month not in values]


def settle_by_ledger(store: Store, register: Register, question: Question, today: str) -> Settled:
    """Return what a rule comes to over the incidents of the casebook.

    It is no only where nothing of the kind is told of the place, whoever is named: a name that was not
    recognised is left to a person.
    """
    fitting = list(fitting_of(store, register, question))
    missing = not_covered(store, question, today)
    found = settle_by_incidents(in_words_of_ledger(question), fitting, complete=missing is None)
    if found.outcome is None and missing and not fitting:
        return Settled(None, missing)
    if found.outcome == "no" and question.relation == "happens":
        if near := like_it(store, register, question):
            told = f"none that fits for certain, but what it asks about may be told of in {say_some(near)}"
            return Settled(None, told, (), (), tuple(near))
        return replace(found, because="no such incident is told of, and nothing like it")
    return found


def say_some(incidents: Sequence[str]) -> str:
    """Return the first of some incidents by the beginning of their ids, and how many there are more."""
    more = f" and {len(incidents) - SHOWN} more" if len(incidents) > SHOWN else ""
    return ", ".join(id[:SHORT_ID] for id in incidents[:SHOWN]) + more


def like_it(store: Store, register: Register, question: Question) -> list[str]:
    """Return the incidents of a window that are of a question's type, whoever is named, or befall its object."""
    anybody = replace(question, subject=None, object=None, area=area_of_deed(question), place=None)
    near = [one.incident.id for one in fitting_of(store, register, anybody)]
    if question.object:
        its = replace(anybody, object=question.object)
        near += [
            one.incident.id
            for one in fitting_among(store, incidents_about(store, register, its, kind=None), its)
        ]
    return sorted(dict.fromkeys(near))


def rivals_so_far(store: Store, register: Register, question: Question) -> tuple[RivalResolution, ...]:
    """Return both ways in which rival claims settle a question if nothing more is told; none where they agree.

    `register` is that of the casebook, where `store` holds its tables of an earlier day.
    """
    if question.source != OWN_SOURCE:
        return ()
    fitting = fitting_of(store, register, question)
    return settle_by_incidents(in_words_of_ledger(question), fitting, complete=True).rivals


def in_words_of_ledger(question: Question) -> Question:
    """Return a question whose measure has the name that the ledger has for it."""
    return replace(question, measure=LOSSES.get(question.measure or "", question.measure))


def fitting_of(store: Store, register: Register, question: Question) -> Iterator[Fitting]:
    """Yield the incidents that a question is about and that lie, or may lie, in its window."""
    kind = None if question.measure in LOSSES else question.measure or question.event
    yield from fitting_among(store, incidents_about(store, register, question, kind=kind), question)


def incidents_about(store: Store, register: Register, question: Question, *, kind: str | None) -> list[str]:
    """Return the incidents with a claim of one kind of event, at the place and by the sides that a question names."""
    conditions: list[Condition] = [("incident is not null", ())]
    if kind is not None and kind not in EVENTS:
        conditions.append(any_of((KIND, (one,)) for one in SAME_DEED.get(kind, (kind,))))
    conditions += [in_place(where_) for where_ in (area_of_deed(question), question.place) if where_]
    if question.subject:
        conditions.append(has_name(INITIATOR, *register.names_of(question.subject)))
    if question.object:
        suffers = [has_name(TARGET, *register.names_of(question.object))]
        suffers += [
            in_place(name) for name in (question.object, *(one.code for one in areas_in(question.object)))
        ]
        conditions.append(any_of(suffers))
    clause, values = where(conditions)
    rows = store.tables.rows(f"select distinct incident from claims {clause} order by incident", values)
    return [row["incident"] for row in rows]


def fitting_among(store: Store, ids: Sequence[str], question: Question) -> Iterator[Fitting]:
    """Yield the incidents that lie, or may lie, in a question's window."""
    claims: dict[str, list[Claim]] = {}
    for row in store.tables.rows(OF_INCIDENTS, (ids,)):
        claims.setdefault(row["incident"], []).append(claim_of_row(row))
    for row in store.tables.rows("select * from incidents where list_contains(?, id) order by id", (ids,)):
        incident = incident_of_row(row)
        inside = lies_inside(incident.when, question)
        if inside is False:
            continue
        told = [(voice(one), one.id) for one in claims[incident.id] if is_telling(one)]
        against = [(voice(one), one.id) for one in claims[incident.id] if is_against(one)]
        yield Fitting(incident, inside is True, tuple(told), tuple(against))


def lies_inside(when: When, question: Question) -> bool | None:
    """Tell whether a time lies in a question's window; None where it may."""
    after = (date.fromisoformat(question.closes) + timedelta(days=1)).isoformat()
    earliest, latest = when.earliest or "0000", when.latest or "9999"
    if latest[:10] <= question.opens or earliest[:10] >= after:
        return False
    return True if earliest[:10] >= question.opens and latest[:10] <= after else None


def not_covered(store: Store, question: Question, today: str) -> str | None:
    """Say why what is not told cannot be taken for not having been; None where it can.

    The window must be over for a while, and it must be covered: reports on the area from all of it, and
    reports from after it, must be here.
    """
    if question.closes >= today:
        return "the window is not over"
    opens, closes = date.fromisoformat(question.opens), date.fromisoformat(question.closes)
    if today <= (late := (closes + GRACE).isoformat()):
        return f"reports of the window's last days may come in until {late}"
    conditions: list[Condition] = [
        ("substr(published, 1, 10) between ? and ?", (question.opens, question.closes))
    ]
    where_ = area_of_deed(question) or question.place
    if where_:
        conditions.append(in_place(where_))
    clause, values = where(conditions)
    days = [
        date.fromisoformat(row["day"])
        for row in store.tables.rows(
            f"select distinct substr(published, 1, 10) as day from claims {clause}", values
        )
    ]
    for before, after in pairwise(sorted([opens, *days, closes])):
        if after - before > SILENCE or not days:
            about = f" on {where_}" if where_ else ""
            return f"no report{about} that was published from {before} to {after} has been read: no data is not no"
    if not store.tables.one(
        "select count(*) from reports where substr(published, 1, 10) > ?", (question.closes,)
    ):
        return "no report that was published after the window has been read"
    return None


def whole_months(opens: str, closes: str) -> list[str]:
    """Return the months from a first to a last day, none where these are not the first and last of a month."""
    first, last = date.fromisoformat(opens), date.fromisoformat(closes)
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return []
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return [f"{one // 12:04}-{one % 12 + 1:02}" for one in numbers]


def voice(claim: Claim) -> str:
    """Return who vouches for a claim, in words."""
    return claim.chain[-1].sayer or claim.outlet or "an unnamed voice"
