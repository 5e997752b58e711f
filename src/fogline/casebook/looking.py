"""Look at what a casebook holds: reports, claims, incidents, and why each is as it is."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import pyarrow as pa

from fogline.casebook.opened import Opened
from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.answer import AnswerSeen, History
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.reading import Reading
from fogline.model.report import Report
from fogline.model.series import SeriesSeen, SeriesValue
from fogline.model.why import Why
from fogline.pipeline.answer import answer_of_row
from fogline.pipeline.histories import histories_of
from fogline.pipeline.looking import ORDERS, IncidentFilter, IncidentOrder, by_day, checked_moment
from fogline.pipeline.lookup import find_object
from fogline.pipeline.merge import claim_of_row, incident_of_row
from fogline.pipeline.past import past_incidents, past_store
from fogline.pipeline.read import report_of_row
from fogline.pipeline.seen import ActorSeen, PlaceSeen, actor_seen, place_seen
from fogline.pipeline.series import list_series, panel_of, series_values
from fogline.pipeline.sources import (
    LossEstimate,
    Outcomes,
    Reasons,
    SourceSeen,
    estimate_losses,
    outcomes_of,
    reasons_of_claim,
    reasons_of_incident,
    sources_of,
)
from fogline.pipeline.waiting_names import NameListing, NameSeen
from fogline.pipeline.why import explain_incident
from fogline.store.decode import decode
from fogline.store.filters import (
    Condition,
    between_days,
    equals,
    has_name,
    in_place,
    mentions,
    starts_with,
    where,
)  # fmt: skip
from fogline.store.layout import object_of
from fogline.store.listing import Listing, TableListing
from fogline.store.search import Hit
from fogline.store.store import Store
from fogline.store.tables import TABLES, sql

__all__ = ["Looking"]

T = TypeVar("T")
Words = str | Sequence[str] | None
Day = str | date | None


class Looking(Opened):
    """What a casebook shows."""

    def reports(self, *, outlet: Words = None, since: Day = None, until: Day = None) -> Sequence[Report]:
        """Return the reports by publication; `since` and `until` are days of it, both included."""
        clause, values = where([*equals("outlet", outlet), *between_days("published", since, until)])
        return self._list("reports", clause, values, "published nulls last, id", report_of_row)

    def claims(
        self,
        *,
        sayer: str | None = None,
        stance: Words = None,
        status: Words = None,
        since: Day = None,
        until: Day = None,
        place: str | None = None,
        party: str | None = None,
        text: str | None = None,
        type: Words = None,
        certainty: Words = None,
        polarity: Words = None,
        outlet: Words = None,
        report: str | None = None,
        incident: str | None = None,
        grade: str | None = None,
    ) -> Sequence[Claim]:
        """Return the claims that fit all filters, by publication and place in the report.

        Args:
            sayer: name, alias or abbreviation of the voice that vouches; whole words of a name do.
            stance: one or several of the stances.
            status: of the incident that the claim is in.
            since: first day of publication.
            until: last day of publication.
            place: name or id of a place of the event, or of the province or country (code) it lies in.
            party: name, alias or abbreviation of who acts or suffers in the event.
            text: words of the quote, in this order.
            type: of the event, keys of the codebook.
            certainty: stated, hedged or unconfirmed.
            polarity: affirmed or negated.
            outlet: who published the report.
            report: id of the report, or the beginning of it.
            incident: id of the incident, or the beginning of it.
            grade: the Admiralty code, or the beginning of it: "B" for all of usually reliable sources.
        """
        conditions: list[Condition] = [
            *equals("stance", stance), *equals("type", type), *equals("certainty", certainty),
            *equals("polarity", polarity), *equals("outlet", outlet), *between_days("published", since, until),
            *starts_with("report", report), *starts_with("incident", incident), *mentions("quote", text),
            *starts_with("lower(grade)", grade and grade.lower()),
        ]  # fmt: skip
        if sayer is not None:
            conditions.append(has_name([("sayer", "sayer_actor")], *self._names(sayer)))
        if party is not None:
            columns = [("initiator", "initiator_actor"), ("target", "target_actor")]
            conditions.append(has_name(columns, *self._names(party)))
        if place is not None:
            conditions.append(in_place(place))
        if status is not None:
            clause, values = where(equals("status", status))
            conditions.append((f"incident in (select id from incidents {clause})", values))
        clause, values = where(conditions)
        order = "published nulls last, report, start, id"
        return self._list("claims", clause, values, order, claim_of_row)

    def incidents(
        self,
        *,
        as_of: str | date | datetime | None = None,
        published_until: str | date | datetime | None = None,
        status: Words = None,
        type: Words = None,
        since: Day = None,
        until: Day = None,
        place: str | None = None,
        party: str | None = None,
        grade: str | None = None,
        text: str | None = None,
        order: IncidentOrder = "day",
    ) -> Sequence[Incident]:
        """Return the incidents, by the day on which they are said to have happened unless told otherwise.

        Args:
            as_of: only what this casebook had received, and people decided, by then; a day means its end, UTC.
            published_until: only what had been published by then, whenever it was received.
            status: one or several of single, corroborated, contested, conceded, discounted.
            type: keys of the codebook.
            since: only incidents that end on this day or later.
            until: only incidents that begin on this day or earlier.
            place: name or id of one of its places.
            party: name, alias or abbreviation of one of its parties.
            grade: the Admiralty code, or the beginning of it.
            text: words that one of its claims has, in this order; of this moment alone.
            order: day, latest, killed, claims or grade; of an earlier moment by day alone.

        Raises:
            SettingInvalid: a day is none, or words or an order are asked for of an earlier moment.
        """
        names, actors = ([], []) if party is None else self._names(party)
        wanted = IncidentFilter(status, type, since, until, place, tuple(names), tuple(actors), grade, text)
        if as_of is None and published_until is None:
            return self._incidents(wanted, order)
        if text is not None or order != "day":
            raise SettingInvalid(
                "incidents: found words or an order for an earlier moment, expected them for this one",
                hint="leave out text and order, or as_of and published_until",
            )
        past = past_incidents(
            self._store,
            self._stages,
            as_of=None if as_of is None else checked_moment(as_of),
            published_until=None if published_until is None else checked_moment(published_until),
        )
        return tuple(sorted(filter(wanted.fits, past), key=by_day))

    def _incidents(self, wanted: IncidentFilter, order: IncidentOrder) -> TableListing[Incident]:
        """Return the incidents of this moment."""
        clause, values = where(wanted.conditions())
        return self._list("incidents", clause, values, ORDERS[order], incident_of_row)

    def answers(
        self,
        *,
        sayer: str | None = None,
        answered: str | None = None,
        stance: Words = None,
        relation: Words = None,
        since: Day = None,
        until: Day = None,
        incident: str | None = None,
        claim: str | None = None,
    ) -> Sequence[AnswerSeen]:
        """Return who has answered whom, by publication: each denial, admission or confirmation with what it speaks to.

        Args:
            sayer: name, alias or abbreviation of the voice that answers.
            answered: the same of the voice that is answered.
            stance: denied, denied_responsibility, admitted or confirmed, one or several.
            relation: "answers", or "reverses" for a voice that takes back what it told.
            since: first day on which the answer was published.
            until: last day of it.
            incident: id of the incident that the answer stands in, or the beginning of it.
            claim: id of either claim, or the beginning of it.
        """
        conditions: list[Condition] = [
            *equals("stance", stance), *equals("relation", relation), *between_days("published", since, until),
            *starts_with("incident", incident),
        ]  # fmt: skip
        if claim is not None:
            conditions.append(("starts_with(claim, ?) or starts_with(answered, ?)", (claim, claim)))
        if sayer is not None:
            conditions.append(has_name([("sayer", "sayer_actor")], *self._names(sayer)))
        if answered is not None:
            conditions.append(has_name([("answered_sayer", "answered_actor")], *self._names(answered)))
        clause, values = where(conditions)
        query = f"select * exclude (sayer_actor, answered_actor) from answers {clause}"
        order = "published nulls last, claim, relation, bits desc nulls first, answered"
        return Listing(self._store.tables, f"{query} order by {order}", values, answer_of_row)

    def histories(self, *, incident: str | None = None) -> tuple[History, ...]:
        """Return the history of every voice that took back what it had told: denial, what came between, admission.

        Args:
            incident: id of the incident that it is about, or the beginning of it.
        """
        return tuple(histories_of(self._store, incident=incident or ""))

    def series(
        self,
        *,
        name: Words = None,
        source: str | None = None,
        level: str | None = None,
        area: Words = None,
        party: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | date | datetime | None = None,
    ) -> Sequence[SeriesValue]:
        """Return the numbers of series, own and imported, each with its source, coverage and what is usual beside it.

        Args:
            name: of the series; a measure's key, or the name that a file came in under.
            source: who counted; "this casebook" for its own.
            level: country, admin1 or other.
            area: as its source calls it; for a country its ISO 3166-1 alpha-3 code too.
            party: for series that count each party for itself.
            since: first month, "YYYY-MM".
            until: last month.
            as_of: only files that had come in by then, and what was measured on the reports and decisions of that day.
        """

        def values_of(store: Store) -> Sequence[SeriesValue]:
            return series_values(
                store, name=name, source=source, level=level, area=area, party=party, since=since, until=until
            )

        if as_of is None:
            return values_of(self._store)
        with past_store(self._store, self._stages, as_of=checked_moment(as_of)) as past:
            return tuple(values_of(past))

    def series_held(self) -> Sequence[SeriesSeen]:
        """Return which series there are: what they count, by whom, in which areas and months."""
        return list_series(self._store)

    def panel(
        self, name: str, *, level: str = "country", party: str | None = None, source: str | None = None
    ) -> pa.Table:
        """Return one series as a table of area, period and value, as `fogline.forecast` takes it.

        Raises:
            ObjectUnknown: there is no such series.
            SourcesMixed: two sources have one of that name, and none is chosen.
        """
        return panel_of(self._store, name, level=level, party=party, source=source)

    def actors(self) -> Sequence[ActorSeen]:
        """Return who speaks, acts or suffers in the claims, the most named first, with what is known of each."""
        register, profiles = self._register, self._profiles
        return Listing(self._store.tables, sql("actors"), (), lambda row: actor_seen(row, register, profiles))

    def places(self) -> Sequence[PlaceSeen]:
        """Return the places of the claims' events, the most named first."""
        register = self._register
        return Listing(self._store.tables, sql("places"), (), lambda row: place_seen(row, register))

    def names(
        self, *, waiting: bool = True, victims: bool = False, limit: int | None = None
    ) -> tuple[NameSeen, ...]:
        """Return the names that claims use, the most used first, each with its contexts and whom it may mean.

        Args:
            waiting: only those that wait for a decision: nobody knows them, or they are taken for an actor at a time
                when it was not there. `book.review.names` decides about them.
            victims: persons too who only suffer in the claims: no entry is made of them unasked.
            limit: so many at most.
        """
        return tuple(self.name_listing(waiting=waiting, victims=victims)[:limit])

    def name_listing(self, *, waiting: bool = True, victims: bool = False) -> NameListing:
        """Return what `names` does, as a list that looks contexts and suggestions up where it is asked for them."""
        return NameListing(self._store, self._register, waiting=waiting, victims=victims)

    def actor(self, wanted: str) -> ActorSeen:
        """Return an actor that the claims name by its id, one that it had before it was merged, or its one name.

        Raises:
            ObjectUnknown: the claims name no such actor, or several.
        """
        register = self._register
        known = [register.actor(wanted)] if ":" in wanted else register.named(wanted)
        ids = [one.id for one in known if one is not None]
        return only(
            wanted, [one for one in self.actors() if one.id in ids or (not ids and one.name == wanted)]
        )

    def place(self, wanted: str) -> PlaceSeen:
        """Return a place that the claims name by its id or its one name.

        Raises:
            ObjectUnknown: the claims name no such place, or several.
        """
        return only(wanted, [one for one in self.places() if wanted in (one.id, one.name)])

    def sources(self, *, outcomes: Outcomes | None = None) -> Sequence[SourceSeen]:
        """Return who speaks in the claims: kind, Admiralty letter, and how often it held when it was settled.

        Args:
            outcomes: what `book.outcomes()` returns, for who asks often; put together where it is not given.
        """
        return sources_of(self._store, self._profiles, outcomes=outcomes)

    def outcomes(self) -> Outcomes:
        """Return how often what each voice said was settled and held, over all incidents that were conceded."""
        return outcomes_of(self._store, self._profiles)

    def reasons(self, thing: Claim | Incident) -> Reasons:
        """Return why a claim or an incident is graded as it is, and an incident's status as it is."""
        if isinstance(thing, Claim):
            return reasons_of_claim(self._store, self._profiles, thing)
        return reasons_of_incident(self._store, self._profiles, thing)

    def estimates(self, incident: Incident, *, outcomes: Outcomes | None = None) -> Sequence[LossEstimate]:
        """Return what the learned model makes of each loss of an incident, beside the rules of its toll rows.

        Args:
            incident: the incident.
            outcomes: as in `sources`.
        """
        return estimate_losses(self._store, self._profiles, incident, outcomes=outcomes)

    def find(self, prefix: str) -> Report | Claim | Incident:
        """Return the object whose id is or begins with `prefix`; an incident also by an id that it had.

        Raises:
            ObjectUnknown: none fits, or several do: it says how many and which.
        """
        return find_object(self._store, prefix)

    def show(self, prefix: str) -> Report | Claim | Incident:
        """Return what `find` returns."""
        return find_object(self._store, prefix)

    def report_of(self, claim: Claim | str) -> Report:
        """Return the report that a claim, or the claim or report with an id, stands in."""
        found = self.find(claim) if isinstance(claim, str) else claim
        if isinstance(found, Report):
            return found
        if not isinstance(found, Claim):
            raise ObjectUnknown(
                f"{claim}: found an incident, expected a claim", hint="take one of its claims"
            )
        report = self.find(found.report)
        if not isinstance(report, Report):
            raise ObjectUnknown(f"{found.report}: found no report, expected one")
        return report

    def reading_of(self, report: Report | str) -> Reading | None:
        """Return what was read from a report, None when it has not been read yet."""
        one = self.report_of(report) if isinstance(report, str) else report
        rows = self._store.tables.rows("select object, raw from readings where report = ?", (one.id,))
        return next((decode(Reading, object_of(row)) for row in rows), None)

    def explain(self, incident: Incident | str) -> tuple[Why, ...]:
        """Return why each report's claims are in an incident: each comparison in bits, and the nearest other incident.

        Args:
            incident: an incident or its id.
        """
        found = self.find(incident) if isinstance(incident, str) else incident
        if not isinstance(found, Incident):
            raise ObjectUnknown(
                f"{incident}: found no incident, expected one", hint="take the id of an incident"
            )
        return explain_incident(self._store, found)

    def copies_of(self, report: Report | str) -> Sequence[Report]:
        """Return the reports that share a report's origin, itself among them."""
        one = report if isinstance(report, str) else report.id
        clause = "where origin = (select origin from reports where id = ?)"
        return self._list("reports", clause, (one,), "published nulls last, id", report_of_row)

    def search(self, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return the reports and claims that hold all words of `text`, the best first.

        Words in double quotes are a phrase, `word*` is the beginning of a word.
        """
        return self._store.search.find(text, limit=limit)

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Return the result of DuckDB SQL over the tables that `table` knows."""
        return self._store.tables.arrow(query, parameters)

    def table(self, name: str) -> pa.Table:
        """Return reports, readings, claims, answers, incidents, series, origins or sources as an Arrow table."""
        if name not in TABLES:
            raise SettingInvalid(f"table: found {name!r}, expected one of {', '.join(TABLES)}")
        return self._store.tables.arrow(f"select * from {name}")


def only(wanted: str, found: Sequence[T]) -> T:
    """Return the one thing that was found; raise ObjectUnknown where there is none, or several."""
    if len(found) != 1:
        raise ObjectUnknown(
            f"{wanted}: found {len(found)} in the claims, expected one",
            hint="book.actors() and book.places() list them with their ids",
        )
    return found[0]
