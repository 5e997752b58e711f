"""Say what a mind is: what it is asked, what it answers, and how it is set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fogline.model.records import Record
from fogline.model.vocabulary import STANCES

__all__ = ["ANSWER_SCHEMA", "Mind", "MindOptions", "Question", "Translation"]

TEXT: Mapping[str, Any] = {"type": "string"}
MAYBE: Mapping[str, Any] = {"type": ["string", "null"]}

ANSWER_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["claims"],
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [
                    "passage", "sayer", "cue", "content", "stance", "polarity", "certainty", "event", "trigger",
                ],
                "properties": {
                    "passage": TEXT,
                    "sayer": MAYBE,
                    "cue": MAYBE,
                    "content": MAYBE,
                    "stance": {"type": "string", "enum": list(STANCES)},
                    "polarity": {"type": "string", "enum": ["affirmed", "negated"]},
                    "certainty": {"type": "string", "enum": ["stated", "hedged", "unconfirmed"]},
                    "event": MAYBE,
                    "trigger": MAYBE,
                },
            },
        }
    },
}  # fmt: skip
"""What a mind answers. Every string but `stance`, `polarity`, `certainty` and `event` must stand in the text."""


@dataclass(frozen=True, slots=True)
class MindOptions:
    """How a mind is reached. `key` is the name of the environment variable that holds its key, "" for none."""

    url: str
    model: str
    key: str = ""
    wait_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Question:
    """A text, or a piece of one, and the kinds of event that may be named."""

    text: str
    lang: str | None
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation(Record):
    """A text in another language, an aid for people: its offsets mean nothing and it is never quoted as evidence.

    `original` is the text itself, which every span points into; `made_by` names the mind.
    """

    original: str
    text: str
    lang: str
    made_by: str


class Mind(Protocol):
    """What reads or translates. It fails with MindUnavailable (stop asking) or MindFailed (this text only)."""

    @property
    def name(self) -> str:
        """Name and model; stands in `made_by`."""
        ...

    def ask(self, question: Question) -> object:
        """Return the answer as plain JSON values, expected to fit ANSWER_SCHEMA."""
        ...

    def translate(self, text: str, *, lang: str) -> str:
        """Return the text in another language."""
        ...
