"""Take people's decisions about claims, incidents and reports; say what waits for one, and how far coders agree.

A decision is an entry of the journal. It changes claims and incidents with the next run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.claim import Claim
from fogline.model.decision import Act, Anchor, Decision, Subject
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.pipeline.anchoring import anchors_of, claims_where, places_of
from fogline.pipeline.coders import Disagreement, codings_of, disagreements_of
from fogline.pipeline.composing import POINTERS, composed_claim, composed_value, with_sayer
from fogline.pipeline.decisions import (
    decided_among,
    decisions_entered,
    decisions_in_force,
    enter_decision,
    in_force,
    not_taken_back,
)  # fmt: skip
from fogline.pipeline.following import decisions_since
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.lookup import find_object
from fogline.pipeline.naming import NameReview
from fogline.pipeline.waiting import Waiting, waiting_blind, waiting_claims, waiting_incidents
from fogline.reviewing.agreement import Agreement, agreements
from fogline.reviewing.anchors import anchor_of, find_claim
from fogline.reviewing.fields import (
    check_claim,
    check_grade,
    path_of,
    with_field,
)
from fogline.reviewing.naming import is_about_names
from fogline.store.chain import written
from fogline.store.decode import decode
from fogline.store.journal import Clock
from fogline.store.store import Store

__all__ = ["Disagreement", "Review", "Standing", "Waiting"]

ClaimLike: TypeAlias = Claim | str
IncidentLike: TypeAlias = Incident | str
ReportLike: TypeAlias = Report | str
"""An object, or its id, or the beginning of its id."""

BLIND: frozenset[Act] = frozenset({"accept", "add", "reject", "correct", "sign_off", "undo"})
"""What a coder decides without sight of the others: how claims are, and nothing of incidents."""

SAYER = "chain.-1.sayer"

MAIN = "select id from claims where report = ? and main"


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """A decision at whose place nothing is read any more.

    `claim` is the claim of its own as which it stands, None where nothing is left to decide about.
    """

    decision: Decision
    claim: str | None


class Review:
    """The decisions of people about one casebook.

    Each method that decides wants the name of who does (`by`, or `as_coder` for many),
    takes a `reason`, and returns the decision; `undo` takes any of them back.
    """

    def __init__(self, store: Store, *, clock: Clock, by: str | None = None, blind: bool = False) -> None:
        """Open the decisions of a casebook; `by` decides where no other name is given."""
        self._store = store
        self._clock = clock
        self._by = by
        self._blind = blind
        self._knowledge = Knowledge(store.folder)

    def as_coder(self, name: str, *, blind: bool = False) -> "Review":
        """Return the same decisions for one coder.

        What is decided `blind` counts for agreement and changes no claim: a second
        coder goes through the claims as they were read, without sight of the first.
        """
        return Review(self._store, clock=self._clock, by=name, blind=blind)

    @property
    def names(self) -> NameReview:
        """Decisions about names: link, make, rename, merge, split, reject, and where a place is."""
        return NameReview(self._store, self._enter, self._report)

    # Deciding about claims

    def accept(self, claim: ClaimLike, *, by: str | None = None, reason: str | None = None) -> Decision:
        """Say that a claim is right as it stands."""
        return self._about_claim("accept", claim, by=by, reason=reason)

    def reject(self, claim: ClaimLike, *, by: str | None = None, reason: str | None = None) -> Decision:
        """Say that a claim is not made: it is in no incident and no list any more."""
        return self._about_claim("reject", claim, by=by, reason=reason)

    def correct(
        self,
        claim: ClaimLike,
        field: str,
        value: Any,
        *,
        by: str | None = None,
        reason: str | None = None,
    ) -> Decision:
        """Set a field of a claim.

        Args:
            claim: the claim.
            field: its path in the contract, such as "stance", "event.tolls.0.low" or "chain.-1.sayer"; or a short name:
                sayer, type, tense, factuality, initiator, target, places, time, tolls.
            value: what is right. A party or a sayer may be a name, a place a name that the gazetteer knows, a time
                "1982-05-04", a loss "killed 8-12 Taliban"; for answers and reverses claims or their ids.
            by: who decides.
            reason: why.

        Raises:
            SettingInvalid: there is no such field, or it cannot have that value.
        """
        held = self.claim(claim)
        path = path_of(field)
        if path == SAYER:
            path, value = "chain", with_sayer(held, value)
        plain_value = (
            self._pointers(value) if path in POINTERS else composed_value(path, value, held, self._knowledge)
        )
        if path not in POINTERS:
            self._check(with_field(held.to_dict(), path, plain_value), held.report)
        named = [decode(Anchor, one).report for one in plain_value] if path in POINTERS else []
        return self._about_claim(
            "correct", held, by=by, reason=reason, field=path, value=plain_value, reports=named
        )

    def add(
        self,
        report: ReportLike,
        passage: str | tuple[int, int],
        *,
        sayer: str | None = None,
        by: str | None = None,
        reason: str | None = None,
        **fields: Any,
    ) -> Decision:
        """Add a claim that was missed.

        Args:
            report: where it stands.
            passage: the words that carry it, which must stand in the report once, or their span.
            sayer: who says it, None for the outlet itself.
            by: who decides.
            reason: why.
            fields: what it says: stance, polarity, certainty, type, initiator, target, places, time, tolls …, as in
                `correct`.

        Raises:
            SettingInvalid: the passage is not there or there twice, or a field cannot have its value.
        """
        found = self._report(report)
        value = composed_claim(found, passage, sayer=sayer, fields=fields, knowledge=self._knowledge)
        self._check(value, found.id)
        anchor = anchor_of(decode(Claim, value))
        read = claims_where(self._store, "read_claims", "report = ?", (found.id,))
        if (there := find_claim(anchor, read)) is not None:
            raise SettingInvalid(
                f"add: found {there.id} of the same voice at that passage, expected a claim that was missed",
                hint="correct that claim, or name a narrower passage",
            )
        set_by_hand = sorted({"chain" if sayer else "span", *(path_of(field) for field in fields)})
        return self._enter(
            "add", "claim", by=by, reason=reason, claims=(anchor,), value=set_by_hand, seen=value
        )  # fmt: skip

    def grade(
        self, thing: Claim | Incident | str, grade: str, *, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Grade a claim or an incident by the Admiralty code, such as "B2"; it counts instead of the computed grade."""
        check_grade(grade)
        found = self._thing(thing)
        if isinstance(found, Incident):
            return self._about_incident("grade", found, by=by, reason=reason, value=grade, field="grade")
        if isinstance(found, Report):
            raise SettingInvalid(f"grade: found report {found.id}, expected a claim or an incident")
        return self._about_claim("grade", found, by=by, reason=reason, field="grade", value=grade)

    # Deciding about incidents

    def merge(
        self, *things: Claim | Incident | str, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Say that incidents are one. A claim stands for itself alone."""
        groups = [self._claims_of(self._thing(thing)) for thing in things]
        if len(groups) < 2:
            raise SettingInvalid("merge: found one incident, expected two or more")
        anchors = self._anchors(groups[0])
        others = self._anchors([claim for group in groups[1:] for claim in group])
        return self._enter("merge", "incident", by=by, reason=reason, claims=anchors, others=others)

    def split(self, *claims: ClaimLike, by: str | None = None, reason: str | None = None) -> Decision:
        """Set claims of an incident apart from its other claims, as an incident of their own."""
        found = [self.claim(claim) for claim in claims]
        incidents = {claim.incident for claim in found}
        if len(incidents) != 1 or None in incidents:
            raise SettingInvalid(
                f"split: found claims of {len(incidents - {None})} incidents, expected claims of one",
                hint="fogline show INCIDENT lists the claims of an incident",
            )
        own = [claim.id for claim in found]
        incident = find_object(self._store, incidents.pop() or "")
        rest = [one for one in self._claims_of(incident) if one not in own]
        if not rest:
            raise SettingInvalid(
                "split: found all claims of the incident, expected some of them",
                hint="to rule an incident out, discount it",
            )
        anchors, others = self._anchors(own), self._anchors(rest)
        return self._enter("split", "incident", by=by, reason=reason, claims=anchors, others=others)

    def attach(
        self, report: ReportLike, incident: IncidentLike, *, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Say that a report tells of an incident: its claims about such an act go there, or else its main ones."""
        found, into = self._report(report), self._incident(incident)
        told = list(claims_where(self._store, "claims", "report = ?", (found.id,)))
        main = {row["id"] for row in self._store.tables.rows(MAIN, (found.id,))}
        alike = [one for one in told if one.event is not None and one.event.type == into.type]
        chosen = alike or [one for one in told if one.id in main]
        if not chosen:
            raise SettingInvalid(
                f"attach: found no claim in {found.id} about {into.type!r} and no main one, expected one",
                hint="add the claim that the report makes, run, and merge it with the incident",
            )
        anchors = self._anchors([one.id for one in chosen])
        return self._enter(
            "attach", "incident", by=by, reason=reason, claims=anchors, others=self._anchors(into.claims)
        )

    def discount(
        self, thing: Claim | Incident | Report | str, *, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Rule out a claim, all claims of a report, or those of an incident: they stay, and count for nothing."""
        found = self._thing(thing)
        if isinstance(found, Report):
            return self._enter("discount", "report", by=by, reason=reason, reports=(found.id,))
        anchors = self._anchors(self._claims_of(found))
        about: Subject = "incident" if isinstance(found, Incident) else "claim"
        return self._enter("discount", about, by=by, reason=reason, claims=anchors)

    def sign_off(
        self, thing: Incident | Report | str, *, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Say that an incident, or all that is read from a report, is right as it stands."""
        found = self._thing(thing)
        if isinstance(found, Incident):
            return self._about_incident("sign_off", found, by=by, reason=reason)
        if isinstance(found, Claim):
            return self.accept(found, by=by, reason=reason)
        table = "read_claims" if self._blind else "claims"
        ids = [
            row["id"]
            for row in self._store.tables.rows(f"select id from {table} where report = ?", (found.id,))
        ]
        return self._enter(
            "sign_off", "report", by=by, reason=reason, claims=self._anchors(sorted(ids)), reports=(found.id,)
        )

    # Taking back

    def undo(
        self, decision: Decision | str | None = None, *, by: str | None = None, reason: str | None = None
    ) -> Decision:
        """Take back a decision, the last one of this coder when none is named; an undo too can be taken back.

        Raises:
            ObjectUnknown: there is no such decision, or it has been taken back.
        """
        entered = list(decisions_entered(self._store))
        counting = {one.id for one in not_taken_back(entered)}
        wanted = decision.id if isinstance(decision, Decision) else decision
        if wanted is None:
            fitting = [one for one in in_force(entered) if one.by == self._name(by)][-1:]
        else:
            fitting = [one for one in entered if one.id.startswith(wanted)]
        if len(fitting) != 1 or fitting[0].id not in counting:
            found = (
                "none"
                if not fitting
                else "one that is taken back"
                if len(fitting) == 1
                else str(len(fitting))
            )
            raise ObjectUnknown(
                f"decision {wanted or 'to undo'}: found {found}, expected one that counts",
                hint="fogline review --decisions lists them",
            )
        undone = fitting[0]
        return self._enter(
            "undo",
            "decision",
            by=by,
            reason=reason,
            undone=undone.id,
            reports=undone.reports,
            blind=undone.blind,
        )

    # Looking

    def claim(self, claim: ClaimLike) -> Claim:
        """Return a claim as this coder sees it: one that was rejected, and any for a blind coder, as it was read."""
        if isinstance(claim, Claim):
            return claim
        if self._blind and (read := self._as_read(claim)) is not None:
            return read
        try:
            found = find_object(self._store, claim)
        except ObjectUnknown:
            if (read := self._as_read(claim)) is None:
                raise
            return read
        if not isinstance(found, Claim):
            raise SettingInvalid(f"{claim}: found {kind_of(found)}, expected a claim")
        return found

    def _as_read(self, claim: str) -> Claim | None:
        """Return the one claim, as it was read, whose id begins so."""
        read = list(claims_where(self._store, "read_claims", "starts_with(id, ?)", (claim,)))
        return read[0] if len(read) == 1 else None

    def decisions(
        self,
        about: Claim | Incident | Report | str | None = None,
        *,
        by: str | None = None,
        undone: bool = False,
    ) -> tuple[Decision, ...]:
        """Return the decisions that count, in the order in which they were made.

        Args:
            about: only those that name this claim, report or incident.
            by: only those of this coder.
            undone: those that were taken back too, and what took them back.
        """
        entered = list(decisions_entered(self._store))
        listed = entered if undone else in_force(entered)
        if about is not None:
            found = self._thing(about)
            if isinstance(found, Report):
                listed = [one for one in listed if found.id in one.reports]
            elif listed:
                places = set(self._anchors(self._claims_of(found)))
                listed = [one for one in listed if places & {*one.claims, *one.others}]
        return tuple(one for one in listed if by is None or one.by == by)

    def decided_since(
        self, head: str, objects: Iterable[str], *, besides: str | None = None
    ) -> tuple[Decision, ...]:
        """Return the decisions about some objects that were entered after an entry of the journal, undos too.

        Args:
            head: hash of the last entry that whoever asks has seen, as `book.head` was then.
            objects: ids of claims, reports, incidents and decisions; names and ids of actors and places.
            besides: a coder whose own decisions are left out.

        Raises:
            ObjectUnknown: there is no such entry, claim, report or incident.
        """
        fresh = [one for one in decisions_since(self._store, head) if one.by != besides]
        if not fresh:
            return ()
        concerned: set[str] = set()
        for name in objects:
            if name.startswith("d-"):
                concerned.add(name)
            elif name.startswith(("c-", "i-", "r-")):
                concerned |= {one.id for one in self.decisions(name, undone=True)}
            else:
                concerned |= {one.id for one in decisions_entered(self._store) if is_of_name(one, name)}
        return tuple(one for one in fresh if one.id in concerned or one.undone in concerned)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else decide meanwhile: who looks first whether another has decided is not overtaken."""
        with self._store.writing():
            yield

    def standing(self) -> tuple[Standing, ...]:
        """Return the decisions at whose place nothing is read any more."""
        counting = decisions_in_force(self._store)
        decided = decided_among(self._store, counting, self._knowledge.codes)
        return tuple(
            Standing(one, decided.standing.get(one.id))
            for one in counting
            if one.id in decided.standing or one.id in decided.lost
        )

    def queue(self, *, report: ReportLike | None = None, below: float = 1.0) -> Iterator[Waiting]:
        """Yield what waits for a person, the most pressing first.

        First what coders disagree about and decisions whose place is not read any more;
        then claims that nobody has reviewed, those of contested incidents before others
        and the least sure before the surer; then incidents that nobody has signed off.
        A blind coder gets the claims alone, in the order of the reports.

        Args:
            report: only claims of this report.
            below: only claims that were read with less confidence.
        """
        wanted = None if report is None else self._report(report).id
        counting = decisions_in_force(self._store)
        if self._blind:
            yield from waiting_blind(self._store, counting, self._by, report=wanted, below=below)
            return
        if wanted is None:
            for case in self.disagreements():
                differ = f"{' and '.join(case.coders)} differ on {', '.join(case.fields)}"
                kind, id = ("claim", case.claim) if case.decision is None else ("decision", case.decision)
                yield Waiting(kind, id, differ)
            for one in self.standing():
                left = "it stands as a claim of its own" if one.claim else "nothing is left of it"
                yield Waiting("decision", one.decision.id, f"nothing is read at its place any more: {left}")
        yield from waiting_claims(self._store, counting, report=wanted, below=below)
        if wanted is None:
            yield from waiting_incidents(self._store, counting, self._knowledge.codes)

    def agreement(self) -> tuple[Agreement, ...]:
        """Return how far coders agree, a row a field: Krippendorff's alpha over the claims that two or more coded.

        A coder has coded a claim that the coder decided about, and every claim of a
        report that the coder signed off: there, what another one added was missed.
        """
        codings = codings_of(self._store, decisions_in_force(self._store), self._knowledge.codes)
        return agreements(codings.values())

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return the claims of which blind coders say different things, until somebody decides in sight of them."""
        counting = decisions_in_force(self._store)
        codings = codings_of(self._store, counting, self._knowledge.codes)
        return disagreements_of(self._store, counting, codings, self._knowledge.codes)

    # Within

    def _about_claim(
        self,
        act: Act,
        claim: ClaimLike,
        *,
        by: str | None,
        reason: str | None,
        field: str | None = None,
        value: Any = None,
        reports: Iterable[str] = (),
    ) -> Decision:
        """Enter a decision about one claim, with the claim as it was read."""
        ids = [self._claim_id(claim)]
        ((anchor, seen),) = places_of(self._store, ids, self._counting(), self._knowledge.codes)
        return self._enter(
            act, "claim", by=by, reason=reason, claims=(anchor,), field=field, value=value,
            seen=None if act == "reject" else seen, reports=reports,
        )  # fmt: skip

    def _about_incident(
        self, act: Act, incident: Incident, *, by: str | None, reason: str | None, field: str | None = None,
        value: Any = None,
    ) -> Decision:  # fmt: skip
        """Enter a decision about an incident, named by its claims."""
        anchors = self._anchors(incident.claims)
        return self._enter(act, "incident", by=by, reason=reason, claims=anchors, field=field, value=value)

    def _enter(
        self,
        act: Act,
        about: Subject,
        *,
        by: str | None,
        reason: str | None,
        claims: Sequence[Anchor] = (),
        others: Sequence[Anchor] = (),
        reports: Iterable[str] = (),
        blind: bool | None = None,
        **said: Any,
    ) -> Decision:
        """Put a decision into the journal."""
        is_blind = self._blind if blind is None else blind
        if is_blind and (act not in BLIND or about not in ("claim", "report", "decision")):
            raise SettingInvalid(
                f"review: found {act.replace('_', ' ')} of a name or an incident by a blind coder, expected of a claim",
                hint="blind coders say how claims are; decide about incidents without --blind",
            )
        named = {*reports, *(anchor.report for anchor in (*claims, *others))}
        decision = Decision(
            by=self._name(by), at=written(self._clock()), act=act, about=about, reason=reason or None,
            reports=tuple(sorted(named)), claims=tuple(claims), others=tuple(others), blind=is_blind, **said,
        )  # fmt: skip
        return enter_decision(self._store, decision)

    def _name(self, by: str | None) -> str:
        """Return who decides."""
        name = (by or self._by or "").strip()
        if not name:
            raise SettingInvalid(
                "review: found no name of who decides, expected one",
                hint="give by=…, or book.review.as_coder(name); on the command line --by or $FOGLINE_CODER",
            )
        return name

    def _check(self, value: Mapping[str, Any], report: str) -> None:
        """Raise SettingInvalid when a plain claim is none."""
        check_claim({**value, **dict.fromkeys(POINTERS, ())}, length=len(self._report(report).text))

    def _pointers(self, value: Any) -> list[dict[str, Any]]:
        """Return the places of claims that another one answers or takes back."""
        listed = [value] if isinstance(value, str | Claim) else list(value or ())
        return [anchor.to_dict() for anchor in self._anchors([self._claim_id(one) for one in listed])]

    def _anchors(self, claims: Iterable[str]) -> tuple[Anchor, ...]:
        """Return where claims stand."""
        return anchors_of(self._store, claims, self._counting(), self._knowledge.codes)

    def _counting(self) -> tuple[Decision, ...]:
        """Return the decisions in force that this coder sees."""
        counting = decisions_in_force(self._store)
        return tuple(
            one for one in counting if one.blind == self._blind and (not self._blind or one.by == self._by)
        )

    def _claim_id(self, claim: ClaimLike) -> str:
        """Return the id of a claim."""
        return claim.id if isinstance(claim, Claim) else self.claim(claim).id

    def _report(self, report: ReportLike) -> Report:
        """Return a report."""
        found = report if isinstance(report, Report) else find_object(self._store, report)
        if not isinstance(found, Report):
            raise SettingInvalid(f"{report}: found {kind_of(found)}, expected a report")
        return found

    def _incident(self, incident: IncidentLike) -> Incident:
        """Return an incident."""
        found = incident if isinstance(incident, Incident) else find_object(self._store, incident)
        if not isinstance(found, Incident):
            raise SettingInvalid(f"{incident}: found {kind_of(found)}, expected an incident")
        return found

    def _thing(self, thing: Claim | Incident | Report | str) -> Claim | Incident | Report:
        """Return what an id stands for."""
        if not isinstance(thing, str):
            return thing
        return self.claim(thing) if thing.startswith("c-") else find_object(self._store, thing)

    def _claims_of(self, thing: Claim | Incident | Report) -> list[str]:
        """Return the claims of an incident, or a claim alone."""
        if isinstance(thing, Report):
            raise SettingInvalid(f"{thing.id}: found a report, expected an incident or a claim")
        return list(thing.claims) if isinstance(thing, Incident) else [thing.id]


def is_of_name(decision: Decision, name: str) -> bool:
    """Tell whether a decision is about a name, or about an actor or a place of that name or id."""
    if not is_about_names(decision):
        return False
    return name in decision.value.values() or name in decision.value.get("others", ())


def kind_of(thing: object) -> str:
    """Return what an object is, in a word."""
    return f"a {type(thing).__name__.lower()}"
