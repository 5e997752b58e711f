"""Apply what people decided: after reading, before answers and merging.

Decisions stand in the journal, an entry each, and are never changed: who takes one
back enters an undo, and an undo can be undone. Those in force are replayed, in the
order in which they were entered, over what was read. So a run never undoes a person,
and the order of runs does not matter. The stage writes two tables:

    corrections   claims as people left them, each in the place of one that was read
    rulings       what merging must keep to

Decisions about names come last, over the corrected claims: they hold wherever a
claim names who or what they are about.

A decision whose place is not read any more stands as a claim of its own: its
claim as the person saw it, with the later decisions about it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from fogline.model.claim import Claim
from fogline.model.decision import Anchor, Decision, Reviewed
from fogline.model.ids import claim_id, content_id, sha256_hex
from fogline.model.names import name_key
from fogline.model.records import canonical_json
from fogline.model.report import Report
from fogline.pipeline.makers import digest_of_parts, maker_of, package_digest
from fogline.pipeline.progress import Notify, Progress
from fogline.pipeline.read import report_of_row
from fogline.reviewing.anchors import anchor_of, find_claim
from fogline.reviewing.fields import OWN, with_field
from fogline.reviewing.naming import Names, is_about_names, named_claim
from fogline.reviewing.ties import Ties
from fogline.store.chain import written
from fogline.store.decode import decode
from fogline.store.layout import Row, correction_row, object_of, ruling_row
from fogline.store.store import Store

__all__ = [
    "DECISION", "Codes", "Decided", "Desk", "Held", "apply_decisions", "decided_among", "decided_desks",
    "decisions_entered", "decisions_in_force", "enter_decision", "in_force", "is_about_claims", "named_among",
    "named_rows", "not_taken_back",
]  # fmt: skip

STAGE = "decide"
DECISION = "decision"
"""Kind of the journal's entries that hold a decision each."""

KEPT: WeakKeyDictionary[Store, tuple[str, tuple[tuple[str, Decision], ...]]] = WeakKeyDictionary()
"""The decisions of casebooks that are open, with the head of the journal of which they are."""

LEDGER = 2
"""Raised when decisions are applied in another way."""

Codes = Callable[[str], tuple[tuple[str, str] | None, str | None]]
"""The ACLED pair and the PLOVER type of a key of the codebook."""


class TakenBack(Protocol):
    """What can be taken back, by another one that names it as `undone`."""

    @property
    def id(self) -> str: ...
    @property
    def undone(self) -> str | None: ...


T = TypeVar("T", bound=TakenBack)

POINTERS = ("answers", "reverses")
CLAIM_ACTS = frozenset({"accept", "add", "reject", "correct", "grade", "sign_off"})
NO_NAMES = Names()
READ = """
    select id, report, item, main, object, raw
    from read_claims
    where list_contains(?, report)
    order by id
"""
NAMING = """
    select id, item, main, object, raw
    from read_claims
    where not list_contains(?, report) and (
        list_has_any(?, list_concat(
            [initiator, target], list_transform(voices, lambda one: one.sayer),
            list_transform(tolls, lambda one: one.party), list_transform(places, lambda one: one.name)
        ))
        or list_has_any(?, list_concat(
            [initiator_actor, target_actor], list_transform(voices, lambda one: one.actor),
            list_transform(tolls, lambda one: one.actor), list_transform(places, lambda one: one.id)
        ))
    )
    order by id
"""
SPELLINGS = """
    select distinct 'actor' as thing, unnest(list_concat(
        [initiator, target], list_transform(voices, lambda one: one.sayer), list_transform(tolls, lambda one: one.party)
    )) as name
    from read_claims
    union
    select distinct 'place', unnest(list_transform(places, lambda one: one.name))
    from read_claims
"""
REPORTS = """
    select id, item, original, position, reader, key, url, outlet, title, author, published, lang, text, raw
    from reports
    where list_contains(?, id)
"""


def enter_decision(store: Store, decision: Decision) -> Decision:
    """Put a decision into the journal."""
    with store.writing():
        store.journal.append(DECISION, decision.to_dict())
    return decision


def decisions_entered(
    store: Store, *, after: datetime | None = None, until: datetime | None = None
) -> Iterator[Decision]:
    """Yield all decisions in the order in which they were entered, undone ones and undos too.

    Args:
        store: the casebook.
        after: only those entered later than this moment.
        until: only those entered by this moment.
    """
    known: set[str] = set()
    for received, decision in decisions_read(store):
        if after is not None and received <= written(after):
            continue
        if until is not None and received > written(until):
            continue
        # Casebooks that were joined may both have it.
        if decision.id not in known:
            known.add(decision.id)
            yield decision


def decisions_read(store: Store) -> tuple[tuple[str, Decision], ...]:
    """Return all decisions with the moment at which each came in; read again once the journal has grown."""
    head = store.journal.head()
    kept_head, kept = KEPT.get(store, ("", ()))
    if kept_head != head:
        kept = tuple(
            (entry.received, decode(Decision, entry.body)) for entry in store.journal.entries(DECISION)
        )
        KEPT[store] = head, kept
    return kept


def not_taken_back(decisions: Iterable[T]) -> tuple[T, ...]:
    """Return the decisions that nobody took back, undos among them; an undo that was undone takes nothing back."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(list(decisions)):
        if decision.id not in undone:
            kept.append(decision)
            if decision.undone is not None:
                undone.add(decision.undone)
    return tuple(reversed(kept))


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that count, in their order."""
    return tuple(decision for decision in not_taken_back(decisions) if decision.act != "undo")


def decisions_in_force(store: Store, *, until: datetime | None = None) -> tuple[Decision, ...]:
    """Return the decisions that count, or that counted at a moment."""
    return in_force(decisions_entered(store, until=until))


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions come to: rows for the two tables.

    `standing` has the decisions that stand as a claim of their own, with its id,
    because nothing is read at their place any more; `lost` those that have
    nothing left to decide about.
    """

    corrections: tuple[Row, ...] = ()
    rulings: tuple[Row, ...] = ()
    standing: Mapping[str, str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()


def apply_decisions(store: Store, codes: Codes, names: Names, *, notify: Notify) -> None:
    """Bring corrections and rulings up to date; `names` is what the decisions about names come to."""
    decisions = [decision for decision in decisions_in_force(store) if not decision.blind]
    held = [batch for batch in store.parts.batches() if batch.stage == STAGE]
    if not decisions:
        if held:
            with store.writing():
                store.parts.replace(drop=lambda batch: batch.stage == STAGE)
        return
    maker = maker_of(STAGE, LEDGER, package_digest("fogline.reviewing"))
    named = canonical_json([decision.id for decision in decisions])
    inputs = f"{sha256_hex(named)} {digest_of_parts(store, 'reports', 'claims')}"
    if [(batch.maker, batch.inputs) for batch in held] == [(maker, inputs)]:
        return
    decided = decided_among(store, decisions, codes, names)
    with store.parts.write(STAGE, maker=maker, inputs=inputs) as writer:
        for row in chain(decided.corrections, named_rows(store, names, besides=decided.reports)):
            writer.add("corrections", row)
        for row in decided.rulings:
            writer.add("rulings", row)
        finished = writer.finish()
    with store.writing():
        store.parts.replace(add=[finished], drop=lambda batch: batch.stage == STAGE)
    notify(Progress(STAGE, len(decisions), len(decisions)))


def decided_among(
    store: Store, decisions: Sequence[Decision], codes: Codes, names: Names = NO_NAMES
) -> Decided:
    """Return what decisions in force come to over what is read now; blind ones come to nothing.

    The rows of `named_rows` come to those of this, for the reports that no other decision is about.
    """
    decisions = [decision for decision in decisions if not decision.blind and not is_about_names(decision)]
    desks, found = decided_desks(store, decisions, codes)
    for desk in desks.values():
        desk.name(names)
    ties = Ties()
    rulings: list[Row] = []
    for rank, decision in enumerate(decisions):
        if not is_about_claims(decision):
            found[decision.id] = rule(desks, decision, rank, ties, rulings)
    groups = ties.groups()
    rulings += [ruling_row("together", claim, groups[claim], 0) for claim in sorted(groups)]
    rulings += [ruling_row("apart", one, other, 0) for one, other in sorted(ties.apart)]
    rulings += [
        ruling_row("settled", held.id, name, 0)
        for desk in desks.values()
        for held in desk.claims.values()
        for name in POINTERS
        if name in held.fields
    ]
    made = {held.id for desk in desks.values() for held in desk.claims.values() if held.read is None}
    return Decided(
        corrections=tuple(row for name in sorted(desks) for row in desks[name].rows()),
        rulings=tuple(rulings),
        standing={
            decision.id: one
            for decision in decisions
            if decision.act != "add"
            for one in found[decision.id]
            if one in made and is_about_claims(decision)
        },
        lost=frozenset(one for one, claims in found.items() if not claims),
        reports=frozenset(desks),
    )


def named_rows(store: Store, names: Names, *, besides: Collection[str]) -> Iterator[Row]:
    """Yield the claims that decisions about names change, those of some reports left out."""
    for row in named_among(store, names, besides=besides):
        value = object_of(row)
        named = named_claim(value, names)
        if named is not value:
            yield correction_row(
                decode(Claim, named), item=row["item"], main=row["main"], replaces=row["id"], rejected=False
            )


def named_among(store: Store, names: Names, *, besides: Collection[str] = ()) -> Iterator[Row]:
    """Yield the claims, as they were read, that a decision about names may concern."""
    if not names:
        return
    spellings = {
        row["name"]
        for row in store.tables.rows(SPELLINGS)
        if row["name"] is not None and (row["thing"], name_key(row["name"])) in names.links
    }
    yield from store.tables.rows(NAMING, (sorted(besides), sorted(spellings), sorted(names.touched)))


def decided_desks(
    store: Store, decisions: Sequence[Decision], codes: Codes
) -> tuple[dict[str, "Desk"], dict[str, Sequence[str]]]:
    """Return each report that decisions name as they leave its claims, and the claims that each decision found."""
    desks = open_desks(store, {report for decision in decisions for report in decision.reports})
    found: dict[str, Sequence[str]] = {}
    for decision in decisions:
        if is_about_claims(decision):
            taken = [take(desks, anchor, decision) for anchor in decision.claims]
            for held in taken:
                if held is not None:
                    decide(held, decision, codes)
            found[decision.id] = [held.id for held in taken if held is not None]
            if decision.about == "report":
                found[decision.id] = [*found[decision.id], *decision.reports]
    finish(desks)
    return desks, found


def is_about_claims(decision: Decision) -> bool:
    """Tell whether a decision says how claims are, and not which incidents they make or whom names mean."""
    return decision.act in CLAIM_ACTS and decision.about in ("claim", "report")


@dataclass(slots=True)
class Held:
    """A claim in the hands of people: as it was read, or with the place at which only people made one."""

    id: str
    read: Claim | None
    anchor: Anchor
    main: bool
    value: dict[str, Any]
    rejected: bool = False
    touched: bool = False
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Desk:
    """A report with its claims, as people work on them."""

    report: Report
    item: str
    claims: dict[str, Held]

    def find(self, anchor: Anchor) -> Held | None:
        """Return the claim at a place, one that only people made where nothing is read there."""
        read = [held.read for held in self.claims.values() if held.read is not None]
        found = find_claim(anchor, read)
        if found is not None:
            return self.claims[found.id]
        made = (held for held in self.claims.values() if held.read is None and held.anchor == anchor)
        return next(made, None)

    def lay(self, anchor: Anchor, seen: Mapping[str, Any]) -> Held:
        """Lay a claim on the desk that is not read."""
        made = own_id(anchor, self.claims)
        told = {"key": self.report.key, "outlet": self.report.outlet, "published": self.report.published}
        main = not any(held.main for held in self.claims.values())
        self.claims[made] = Held(made, None, anchor, main, {**seen, **told, "id": made})
        return self.claims[made]

    def name(self, names: Names) -> None:
        """Name whom and what the claims name as people decided."""
        for held in self.claims.values():
            named = named_claim(held.value, names, by_hand=held.fields) if names else held.value
            if named is not held.value:
                held.value, held.touched = dict(named), True

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the claims that people touched."""
        for made in sorted(self.claims):
            held = self.claims[made]
            if held.touched and not (held.rejected and held.read is None):
                yield correction_row(
                    self.claim(held), item=self.item, main=held.main,
                    replaces=None if held.read is None else held.id, rejected=held.rejected,
                )  # fmt: skip

    def claim(self, held: Held) -> Claim:
        """Return a claim as people left it."""
        claim = decode(Claim, held.value)
        start, end = claim.span
        return replace(claim, quote=self.report.text[start:end])


def open_desks(store: Store, reports: Iterable[str]) -> dict[str, Desk]:
    """Return the reports that are there, with what is read from them."""
    if not (wanted := sorted(reports)):
        return {}
    desks = {
        row["id"]: Desk(report_of_row(row), row["item"], {}) for row in store.tables.rows(REPORTS, (wanted,))
    }
    for row in store.tables.rows(READ, (wanted,)):
        claim = decode(Claim, object_of(row))
        desks[row["report"]].claims[claim.id] = Held(
            claim.id, claim, anchor_of(claim), row["main"], claim.to_dict()
        )
    return desks


def take(desks: Mapping[str, Desk], anchor: Anchor, decision: Decision) -> Held | None:
    """Return the claim that a decision is about; where it is not read any more, the one that the person saw."""
    desk = desks.get(anchor.report)
    if desk is None:
        return None
    held = desk.find(anchor)
    if held is None and decision.seen is not None and decision.act != "reject":
        held = desk.lay(anchor, decision.seen)
    return held


def decide(held: Held, decision: Decision, codes: Codes) -> None:
    """Apply a decision to a claim that it is about."""
    held.touched = True
    if decision.act in ("accept", "add", "correct", "reject"):
        held.rejected = decision.act == "reject"
    if decision.act == "add":
        held.value |= {name: decision.seen[name] for name in (*OWN, "confidence", "made_by")}
        held.fields = tuple(sorted({*held.fields, *decision.value}))
    if decision.act in ("correct", "grade") and decision.field is not None:
        held.value = with_field(held.value, decision.field, decision.value)
        held.fields = tuple(sorted({*held.fields, decision.field}))
    event = held.value["event"]
    if event is not None and (decision.act == "add" or decision.field in ("event", "event.type")):
        event["acled"], event["plover"] = (None, None) if event["type"] is None else codes(event["type"])
    held.value["reviewed"] = Reviewed(decision.by, decision.at, decision.id, held.fields).to_dict()


def rule(
    desks: Mapping[str, Desk], decision: Decision, rank: int, ties: Ties, rulings: list[Row]
) -> Sequence[str]:
    """Put a decision about merging with the others; return the claims that it still concerns."""
    claims, others = found_ids(desks, decision.claims), found_ids(desks, decision.others)
    if decision.act == "discount" and decision.about == "report":
        desk = [desks[report] for report in decision.reports if report in desks]
        claims = [one for held in desk for one in sorted(held.claims) if not held.claims[one].rejected]
    match decision.act:
        case "merge":
            ties.merge([*claims, *others])
        case "attach":
            ties.merge([*claims, *others[:1]])
        case "split":
            ties.split(claims, [other for other in others if other not in claims])
        case "grade":
            rulings += [ruling_row("grade", claim, decision.value, rank) for claim in claims[:1]]
        case "discount":
            rulings += [ruling_row("discounted", claim, None, rank) for claim in claims]
    return claims


def found_ids(desks: Mapping[str, Desk], anchors: Iterable[Anchor]) -> list[str]:
    """Return the ids of the claims at some places, those that are there, each once."""
    found = (desks[anchor.report].find(anchor) for anchor in anchors if anchor.report in desks)
    return list(dict.fromkeys(held.id for held in found if held is not None and not held.rejected))


def finish(desks: Mapping[str, Desk]) -> None:
    """Let claims point to claims: people name places, and what was rejected answers nothing."""
    for desk in desks.values():
        gone = {held.id for held in desk.claims.values() if held.rejected}
        for held in desk.claims.values():
            for name in POINTERS:
                kept = [one for one in pointed(held.value[name], desks) if one not in gone and one != held.id]
                if kept != list(held.value[name]):
                    held.value[name] = kept
                    held.touched = True


def pointed(values: Iterable[Any], desks: Mapping[str, Desk]) -> list[str]:
    """Return ids for ids and for places."""
    ids = []
    for value in values:
        ids += [value] if isinstance(value, str) else found_ids(desks, [decode(Anchor, value)])
    return list(dict.fromkeys(ids))


def own_id(anchor: Anchor, taken: Mapping[str, Held]) -> str:
    """Return the id of a claim that is not read: made of its place, as that of any claim."""
    made = claim_id(anchor.report, anchor.trigger or anchor.span, anchor.voice)
    number = 2
    while made in taken:
        made = content_id("c", anchor.report, anchor.span, anchor.voice, number)
        number += 1
    return made
