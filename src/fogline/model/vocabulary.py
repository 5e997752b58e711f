"""List the closed vocabularies of the contract: every word a field may hold, and nothing else."""

from typing import Literal, TypeAlias, get_args

Span: TypeAlias = tuple[int, int]
"""Half-open `[start, end)` code-point offsets into the report's text."""

Stance = Literal[
    "asserted", "denied", "admitted", "confirmed", "accused", "claimed_responsibility", "denied_responsibility",
    "warned", "threatened", "predicted", "promised", "demanded", "refused", "questioned", "assessed",
]  # fmt: skip
Polarity = Literal["affirmed", "negated"]
Certainty = Literal["stated", "hedged", "unconfirmed"]
Tense = Literal["past", "ongoing", "future", "habitual", "hypothetical"]

QuoteKind = Literal["direct", "indirect", "mixed"]
VoiceKind = Literal["outlet", "person", "organisation", "unnamed", "document", "image"]
Medium = Literal["tweet", "statement", "interview", "broadcast", "document"]
EvidenceKind = Literal["image", "video", "document", "witness"]

TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["hour", "day", "week", "month", "season", "year", "longer"]
PlaceLevel = Literal["site", "town", "admin2", "admin1", "country", "region"]

Measure = Literal[
    "killed", "wounded", "casualties", "captured", "missing", "abducted", "arrested", "displaced", "equipment"
]
Item = Literal["aircraft", "ship", "vehicle", "weapon", "building", "other"]
Wording = Literal["exact", "at_least", "at_most", "about", "range", "vague"]
Group = Literal["civilian", "combatant", "mixed", "unknown"]

Status = Literal["single", "corroborated", "contested", "conceded", "discounted"]
Role = Literal["initiator", "target", "other"]

STANCES: tuple[str, ...] = get_args(Stance)
MEASURES: tuple[str, ...] = get_args(Measure)
TENSES: tuple[str, ...] = get_args(Tense)
