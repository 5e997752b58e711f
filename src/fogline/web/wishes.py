"""Say what a request may ask for: each decision, question and forecast with its fields."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import Body

from fogline.model.asked import Outcome
from fogline.model.series import AreaLevel
from fogline.model.vocabulary import Certainty, PlaceLevel, Polarity, Stance

__all__ = [
    "Accept", "Add", "AddFields", "Attach", "AttachFields", "Correct", "CorrectFields", "DecisionWish", "Discount",
    "ForecastWish", "Grade", "GradeFields", "LinkName", "MakeActor", "Merge", "MergeActors", "MergeFields", "NameWish",
    "NoFields", "PlaceName", "QuestionWish", "Reject", "RejectName", "RenameActor", "ResolutionWish", "SignOff",
    "Split", "SplitActor", "SplitFields", "UndoWish", "Wish",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoFields:
    """Nothing more is said."""


@dataclass(frozen=True, slots=True)
class CorrectFields:
    """A field by its path or short name, such as stance, sayer or event.tolls.0, and what is right."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class AddFields:
    """The words of a claim that was missed, or their span, and what they say; what is left out stays as read."""

    passage: str | tuple[int, int]
    sayer: str | None = None
    stance: Stance | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    type: str | None = None
    initiator: str | None = None
    target: str | None = None
    places: tuple[str, ...] | None = None
    time: str | None = None
    tolls: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GradeFields:
    """A grade of the Admiralty code, such as B2."""

    grade: str


@dataclass(frozen=True, slots=True)
class MergeFields:
    """Ids of the incidents, or claims, that are one with it."""

    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitFields:
    """Ids of the claims that are about something else."""

    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachFields:
    """Id of the report that tells of it."""

    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What every decision says: about what, why, and `head`, the journal's head when it was shown.

    `blind`: as a second coder, without sight of the others.
    """

    target: str
    head: str
    reason: str | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Wish):
    """A claim is right as it stands."""

    kind: Literal["accept"]
    fields: NoFields = field(default_factory=NoFields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(Wish):
    """A claim is not made."""

    kind: Literal["reject"]
    fields: NoFields = field(default_factory=NoFields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Wish):
    """A field of a claim is otherwise."""

    kind: Literal["correct"]
    fields: CorrectFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Wish):
    """A report makes a claim that was missed; `target` is the report."""

    kind: Literal["add"]
    fields: AddFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Wish):
    """A claim or an incident has another grade."""

    kind: Literal["grade"]
    fields: GradeFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount(Wish):
    """A claim, an incident or all claims of a report count for nothing."""

    kind: Literal["discount"]
    fields: NoFields = field(default_factory=NoFields)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Wish):
    """An incident, or all that was read from a report, is right as it stands."""

    kind: Literal["sign_off"]
    fields: NoFields = field(default_factory=NoFields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Wish):
    """Incidents are one."""

    kind: Literal["merge"]
    fields: MergeFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Wish):
    """Claims of an incident are about something else."""

    kind: Literal["split"]
    fields: SplitFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach(Wish):
    """A report tells of an incident; `target` is the incident."""

    kind: Literal["attach"]
    fields: AttachFields


DecisionWish: TypeAlias = Annotated[
    Accept | Reject | Correct | Add | Grade | Discount | SignOff | Merge | Split | Attach,
    Body(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class UndoWish:
    """A decision by its id, or the beginning of it, is taken back; your own last one when it is null."""

    head: str
    decision: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWishBase:
    """What every decision about a name says; `head` is the journal's head when the name was shown."""

    name: str
    head: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkName(NameWishBase):
    """A name means an actor or a place: its id, or the one name of an actor; of a time, where one is given."""

    kind: Literal["link"]
    to: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectName(NameWishBase):
    """Words are no name."""

    kind: Literal["reject"]
    thing: Literal["actor", "place"] = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeActor(NameWishBase):
    """A name is an actor that nobody knows; `actor_kind` is one of the registry, such as militia."""

    kind: Literal["make"]
    actor_kind: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName(NameWishBase):
    """A place is at a point; `name` is a name that no gazetteer knows, or the id of a place whose entry is wrong."""

    kind: Literal["place"]
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    level: PlaceLevel | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameActor(NameWishBase):
    """An actor, `name` is its id, is called otherwise."""

    kind: Literal["rename"]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeActors(NameWishBase):
    """Other actors are one with the actor whose id `name` is."""

    kind: Literal["merge"]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitActor(NameWishBase):
    """An actor that was merged, `name` is the id that it had, is set apart again."""

    kind: Literal["split"]


NameWish: TypeAlias = Annotated[
    LinkName | RejectName | MakeActor | PlaceName | RenameActor | MergeActors | SplitActor,
    Body(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class QuestionWish:
    """A question in plain English. With `preview` it is answered and not kept."""

    text: str
    preview: bool = True
    asked: str | None = None
    closes: str | None = None
    criteria: str = ""
    background: str = ""
    market: float | None = None


@dataclass(frozen=True, slots=True)
class ResolutionWish:
    """How a question is settled: by hand with an outcome and a reason, by its rule without; or `undo`."""

    outcome: Outcome | None = None
    reason: str | None = None
    undo: bool = False


@dataclass(frozen=True, slots=True)
class ForecastWish:
    """A series to forecast, from the last month with data unless `origin` says another, so many months ahead."""

    series: str
    name: str | None = None
    source: str | None = None
    level: AreaLevel | None = None
    origin: str | None = None
    ahead: Annotated[int, Body(ge=1, le=36)] = 6
    model: str | None = None
