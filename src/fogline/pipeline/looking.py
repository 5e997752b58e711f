"""Say which incidents a look into a casebook asks for, and in which order.

Those of this moment are chosen in SQL; those of an earlier day, which stand in no
table, one by one by the same rule.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from fogline.errors import SettingInvalid
from fogline.model.incident import Incident
from fogline.pipeline.past import moment_of
from fogline.store.filters import (
    Condition,
    any_of,
    equals,
    iso_day,
    mentions,
    name_among,
    name_pattern,
    plainer,
    starts_with,
)

__all__ = ["ORDERS", "IncidentFilter", "IncidentOrder", "by_day", "checked_moment"]

IncidentOrder: TypeAlias = Literal["day", "latest", "killed", "claims", "grade"]

ORDERS: Mapping[IncidentOrder, str] = {
    "day": "earliest nulls last, id",
    "latest": "earliest desc nulls last, id",
    "killed": "killed_best desc nulls last, killed_high desc nulls last, id",
    "claims": "len(claims) desc, id",
    "grade": "grade nulls last, id",
}
"""By the days on which they are said to have happened, or what has most killed, most claims, the best grade first."""


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are wanted; None and empty ask for nothing.

    `names` and `actors` are one party's; `grade` is the beginning of one; `text` are
    words of the quote of one of its claims, which only the table of this moment knows.
    """

    status: str | Sequence[str] | None = None
    type: str | Sequence[str] | None = None
    since: str | date | None = None
    until: str | date | None = None
    place: str | None = None
    names: Sequence[str] = ()
    actors: Sequence[str] = ()
    grade: str | None = None
    text: str | None = None

    def conditions(self) -> list[Condition]:
        """Return what is wanted as conditions on the table of incidents."""
        found: list[Condition] = [
            *equals("status", self.status), *equals("type", self.type),
            *starts_with("lower(grade)", self.grade and self.grade.lower()),
        ]  # fmt: skip
        if self.since is not None:
            found.append(("coalesce(latest, '') > ?", (iso_day(self.since),)))
        if self.until is not None:
            found.append(("coalesce(substr(earliest, 1, 10), '9999-12-31') <= ?", (iso_day(self.until),)))
        if self.place is not None:
            found.append(has_place(self.place))
        if self.names:
            found.append(has_party(self.names, self.actors))
        for clause, values in mentions("quote", self.text):
            found.append((f"id in (select incident from claims where {clause})", values))
        return found

    def fits(self, incident: Incident) -> bool:
        """Whether an incident is wanted."""
        return (
            is_one_of(incident.status, self.status)
            and is_one_of(incident.type, self.type)
            and (self.since is None or (incident.when.latest or "") > iso_day(self.since))
            and (self.until is None or (incident.when.earliest or "9999-12-31T")[:10] <= iso_day(self.until))
            and (
                self.place is None
                or any(is_place(self.place, place.id, place.name) for place in incident.places)
            )
            and (not self.names or any(self._is_party(party.name, party.actor) for party in incident.parties))
            and (self.grade is None or (incident.grade or "").lower().startswith(self.grade.lower()))
        )

    def _is_party(self, name: str, actor: str | None) -> bool:
        """Whether a party has one of the names or ids."""
        return actor in self.actors or any(has_words(name, wanted) for wanted in self.names)


def has_place(wanted: str) -> Condition:
    """Return that a place of an incident has a name as whole words, or an id."""
    named = (name_among("json_extract_string(object, '$.places[*].name')"), (name_pattern([wanted]),))
    return any_of([named, ("list_contains(json_extract_string(object, '$.places[*].id'), ?)", (wanted,))])


def has_party(names: Sequence[str], ids: Sequence[str]) -> Condition:
    """Return that a party of an incident has one of some names as whole words, or one of some ids."""
    named = (name_among("list_concat(initiators, targets)"), (name_pattern(names),))
    return any_of([named, ("list_has_any(actors, ?)", (list(ids),))])


def is_one_of(word: str, wanted: str | Sequence[str] | None) -> bool:
    """Whether a word is wanted."""
    return wanted is None or word in ([wanted] if isinstance(wanted, str) else wanted)


def is_place(wanted: str, id: str | None, name: str) -> bool:
    """Whether a place has an id or a name."""
    return wanted == id or has_words(name, wanted)


def has_words(text: str, words: str) -> bool:
    """Whether a text has some whole words in it, case and accents apart."""
    return re.search(rf"(?<!\w){re.escape(plainer(words))}(?!\w)", plainer(text)) is not None


def by_day(incident: Incident) -> tuple[bool, str, str]:
    """Return what sorts incidents by day, those without one last."""
    return incident.when.earliest is None, incident.when.earliest or "", incident.id


def checked_moment(written: str | date) -> date:
    """Return a day or a moment; raise SettingInvalid when it is none."""
    try:
        return moment_of(written)
    except ValueError as error:
        raise SettingInvalid(
            f"moment: found {written!r}, expected an ISO 8601 date or date and time",
            hint="write it as 2022-05-12",
        ) from error
