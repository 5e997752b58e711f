"""Give out what a casebook holds at a redaction level: one function over records that exporters and briefings share.

Nothing is left out in silence: `Redacted.left_out` counts it. Letters of a text that
are left out are filled, so that every offset into it still holds.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias, get_args

from fogline.errors import SettingInvalid
from fogline.model.claim import Claim
from fogline.model.holdings import Holdings, Loss
from fogline.model.incident import Incident, IncidentPlace, IncidentReport
from fogline.model.reading import PlaceMention
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.model.sentences import sentence_around
from fogline.model.vocabulary import Span
from fogline.redaction.finding import Found, Names, name_words
from fogline.redaction.people import Crowd, endangers, is_capital
from fogline.redaction.places import (
    UNNAMED,
    Province,
    coarse_mention,
    coarse_place,
    is_fine,
    place_key,
    province_of,
)  # fmt: skip
from fogline.redaction.strange import adjectives, has_strange_name, known_words

__all__ = ["FILL", "LEVELS", "Level", "Redacted", "redact"]

Level: TypeAlias = Literal["none", "careful", "public"]
"""`careful`: for colleagues; persons keep a number. `public`: for anybody; no texts, no words nobody vouches for."""

LEVELS: tuple[Level, ...] = get_args(Level)

FILL = "\u2588"
"""Stands for each letter that was left out of a text, so that offsets hold."""

UNKNOWN = "a name"
"""Stands for a name of a text that nobody knows: of a person, or of a thing."""

FILLED = re.compile(f"{FILL}+")
GAP = 3 * FILL
"""Stands in public for whatever was left out of a quote: how long it was would tell something."""

# Ids and words of closed lists; every other string of a record is looked through.
NOT_WORDS = frozenset({
    "id", "report", "origin", "incident", "answers", "reverses", "claims", "claim", "was", "made_by", "actor",
    "original", "reader", "lang", "published", "earliest", "latest", "timex", "kind", "stance", "polarity", "certainty",
    "grade", "type", "acled", "plover", "tense", "level", "precision", "measure", "item", "wording", "group", "medium",
    "status", "role", "country", "at", "found", "judged",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What is left out: names, places by their key, letters by report, and the reports that name private persons."""

    names: Names
    provinces: Mapping[str, Province]
    filled: Mapping[str, tuple[Span, ...]]
    naming: frozenset[str]
    words: frozenset[str]


def redact(held: Holdings, level: Level) -> "Redacted":
    """Return what is held at a redaction level, with what was left out; `none` leaves out nothing.

    Raises:
        SettingInvalid: there is no such level.
    """
    if level not in LEVELS:
        raise SettingInvalid(f"redact: found {level!r}, expected one of {', '.join(LEVELS)}")
    if level == "none":
        return Redacted(held, level, None, ())
    crowd = Crowd()
    for report, claims in held.reported():
        crowd.meet(report, claims)
    crowd.places.update(place.name for incident in held.incidents() for place in incident.places)
    private = crowd.private()
    provinces, written = exposed_places(held, frozenset(private))
    labels = {
        name: f"person {at}" if level == "careful" else "a person" for at, name in enumerate(private, 1)
    }
    names = Names(
        persons=labels,
        places={name: provinces[key].name for name, key in written.items()}
        | {name: UNKNOWN for name in crowd.unknown() if name not in labels and name not in written},
        # "Port Stanley" stays beside a hidden Stanley; a place of one word does not, it may be his name.
        known=sorted(crowd.known | {name for name in crowd.places if len(name_words(name)) > 1}),
        common=adjectives(),
    )
    filled, naming, counts = letters_left_out(held.reports(), names)
    words = known_words(crowd.known | crowd.places) if level == "public" else frozenset()
    plan = Plan(names, provinces, filled, naming, words)
    left_out = (
        Loss("names of private persons", len(private), "each stands as a person"),
        Loss("sentences with such a name", counts["sentences"], "their words are left out"),
        Loss("places of people in danger", len(provinces), "each stands as its province, to a degree"),
        Loss("mentions of such places in texts", counts["places"], "their letters are left out"),
        Loss("names in texts that nobody knows", counts["unknown"], "their letters are left out"),
        *(careful_losses(held) if level == "careful" else ()),
        *(public_losses(held, plan) if level == "public" else ()),
    )
    return Redacted(held, level, plan, tuple(loss for loss in left_out if loss.count))


def exposed_places(held: Holdings, private: frozenset[str]) -> tuple[dict[str, Province], dict[str, str]]:
    """Return the places below a province at which people are in danger, and the key of each by all its names.

    They are in danger at a place of such a claim and at all places of its incident.
    """
    mentions: dict[str, PlaceMention] = {}
    names: dict[str, set[str]] = {}
    exposed: set[str] = set()
    for report, claims in held.reported():
        for claim in claims:
            for place in () if claim.event is None else claim.event.places:
                key = place_key(place)
                mentions.setdefault(key, place)
                names.setdefault(key, {place.name}).update(as_written(place, report.text))
                if is_fine(place) and endangers(claim, private):
                    exposed.add(key)
    alone: dict[str, Province] = {}
    for incident, claims in held.told():
        if any(endangers(claim, private) for claim in claims):
            for stood in filter(is_fine, incident.places):
                key = place_key(stood)
                exposed.add(key)
                names.setdefault(key, {stood.name})
                if key not in mentions:
                    alone[key] = UNNAMED
    called = {name for key in exposed for name in names[key]}
    # Two entries of a gazetteer may share a name, and one would give the other away.
    exposed |= {key for key, place in mentions.items() if is_fine(place) and place.name in called}
    provinces = {
        key: alone.get(key) or province_of(mentions[key], mentions.values()) for key in sorted(exposed)
    }
    return provinces, {name: key for key in provinces for name in sorted(names[key])}


def as_written(place: PlaceMention, text: str) -> set[str]:
    """Return a place's name as a text has it, where it is a name."""
    start, end = place.span
    written = text[start:end] if 0 <= start < end <= len(text) else ""
    return {written} if is_capital(written) else set()


def letters_left_out(
    reports: Iterable[Report], names: Names
) -> tuple[dict[str, tuple[Span, ...]], frozenset[str], Counter[str]]:
    """Return the letters of each report to leave out, the reports that name private persons, and what was counted."""
    filled: dict[str, tuple[Span, ...]] = {}
    naming: set[str] = set()
    counts: Counter[str] = Counter()
    for report in reports:
        persons, others = spans_in(report.text, names)
        if persons or others:
            filled[report.id] = (*persons, *((one.start, one.end) for one in others))
        if persons or any(
            found.person for word in (report.title, report.author) for found in names.find(word or "")
        ):
            naming.add(report.id)
        counts["sentences"] += len(persons)
        counts.update("unknown" if one.label == UNKNOWN else "places" for one in others)
    return filled, frozenset(naming), counts


def spans_in(text: str, names: Names) -> tuple[tuple[Span, ...], tuple[Found, ...]]:
    """Return the sentences that name private persons, and the other hidden names in the rest."""
    found = tuple(names.find(text))
    persons = sorted({sentence_around(text, one.start, one.end) for one in found if one.person})
    others = (
        one
        for one in found
        if not one.person and not any(first <= one.start < last for first, last in persons)
    )
    return tuple(persons), tuple(others)


def careful_losses(held: Holdings) -> tuple[Loss, ...]:
    """Count the texts in which only names of claims can be found."""
    bare = sum(1 for report in held.reports() if report.text.lower() == report.text.upper())
    why = "their script has no capitals: names that no claim has may stand in them"
    return (Loss("texts that could not be looked through for names", bare, why),)


def public_losses(held: Holdings, plan: Plan) -> tuple[Loss, ...]:
    """Count what leaves nothing but the statements for everybody to read."""
    strange = sum(has_strange_name(claim.quote, plan.words) for claim in held.claims())
    return (
        Loss("texts and titles of reports", sum(1 for _ in held.reports()), "only statements are public"),
        Loss("addresses and keys of reports", len(plan.naming), "the report names a private person"),
        Loss("statements with a name that nobody knows", strange, "their words are left out"),
    )


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is held, as it may be given out, and what was left out of it."""

    held: Holdings
    level: Level
    plan: Plan | None
    left_out: tuple[Loss, ...]

    def claims(self) -> Iterator[Claim]:
        """Yield the claims by id."""
        return map(self._claim, self.held.claims())

    def incidents(self) -> Iterator[Incident]:
        """Yield the incidents by id."""
        return map(self._incident, self.held.incidents())

    def reports(self) -> Iterator[Report]:
        """Yield the reports by id."""
        return map(self._report, self.held.reports())

    def told(self) -> Iterator[tuple[Incident, tuple[Claim, ...]]]:
        """Yield the incidents by id, each with its claims by id."""
        return ((self._incident(one), tuple(map(self._claim, claims))) for one, claims in self.held.told())

    def reported(self) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
        """Yield the reports by id, each with its claims by id."""
        return ((self._report(one), tuple(map(self._claim, claims))) for one, claims in self.held.reported())

    def words(self, text: str) -> str:
        """Return words that are no record, as a question or a headline, without hidden names."""
        return text if self.plan is None else self.plan.names.replaced(text)

    def _claim(self, claim: Claim) -> Claim:
        if self.plan is None:
            return claim
        changed: Claim = rewritten(claim, self.plan)
        changed = replace(changed, quote=self._quote(claim), key=self._address(claim.key, claim.report))
        if self.level == "public" and changed.reviewed is not None:
            return replace(changed, reviewed=replace(changed.reviewed, by="a reviewer"))
        return changed

    def _quote(self, claim: Claim) -> str:
        """Return a claim's words without those that its report leaves out."""
        plan = self.plan
        if plan is None:
            return claim.quote
        start, end = claim.span
        if self.level == "public" and has_strange_name(claim.quote, plan.words):
            return GAP
        inside = ((first - start, last - start) for first, last in plan.filled.get(claim.report, ()))
        spans = inside if end - start == len(claim.quote) else ()
        persons, others = spans_in(claim.quote, plan.names)
        found = ((one.start, one.end) for one in others)
        filled = filled_in(claim.quote, (*spans, *persons, *found))
        return FILLED.sub(GAP, filled) if self.level == "public" else filled

    def _incident(self, incident: Incident) -> Incident:
        if self.plan is None:
            return incident
        changed: Incident = rewritten(incident, self.plan)
        reports = tuple(
            IncidentReport(one.report, self._address(one.key, one.report), one.main)
            for one in incident.reports
        )
        return replace(changed, reports=reports)

    def _report(self, report: Report) -> Report:
        if self.plan is None:
            return report
        changed: Report = rewritten(report, self.plan)
        changed = replace(
            changed,
            text=filled_in(report.text, self.plan.filled.get(report.id, ())),
            url=self._address(report.url, report.id),
            key=self._address(report.key, report.id),
        )
        return replace(changed, text="", title=None, author=None) if self.level == "public" else changed

    def _address(self, address: str | None, report: str) -> str | None:
        """Return an address or a key unless it has a hidden name or, for all to see, leads to one."""
        if address is None or self.plan is None:
            return address
        if self.level == "public" and report in self.plan.naming:
            return None
        return None if any(self.plan.names.find(address, written_small=True)) else address


def rewritten(value: Any, plan: Plan, field: str = "") -> Any:
    """Return a record, or what it holds, with hidden names and places in all its words."""
    if isinstance(value, str):
        return value if field in NOT_WORDS else plan.names.replaced(value)
    if isinstance(value, PlaceMention | IncidentPlace):
        return rewritten_place(value, plan)
    if isinstance(value, Record):
        return replace(
            value, **{one.name: rewritten(getattr(value, one.name), plan, one.name) for one in fields(value)}
        )
    if isinstance(value, tuple):
        return tuple(rewritten(one, plan, field) for one in value)
    return value


def rewritten_place(place: PlaceMention | IncidentPlace, plan: Plan) -> PlaceMention | IncidentPlace:
    """Return a place as its province where people are in danger at it, or its name has such a place in it."""
    province = plan.provinces.get(place_key(place))
    if province is None:
        name = plan.names.replaced(place.name)
        if name == place.name or not is_fine(place):
            return replace(place, name=name)
        province = Province(name, place.where_prec)
    return (
        coarse_mention(place, province) if isinstance(place, PlaceMention) else coarse_place(place, province)
    )


def filled_in(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with the letters of spans filled."""
    letters = list(text)
    for start, end in spans:
        for at in range(max(start, 0), min(end, len(letters))):
            letters[at] = FILL
    return "".join(letters)
