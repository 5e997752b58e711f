"""Hold words that speak of someone, before it is known who is meant."""

from dataclasses import dataclass
from typing import Literal

from fogline.reading.document import Token
from fogline.reading.registry import Actor

__all__ = ["CLOCK_LABELS", "PRONOUNS", "Found", "Sort", "is_speaking"]

Sort = Literal["official", "people", "member", "body", "document", "image"]
Form = Literal["name", "role", "pronoun"]

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "i": "i", "me": "i", "my": "i", "myself": "i",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "who": "who", "whom": "who", "which": "who", "that": "who", "whose": "who",
}  # fmt: skip
"""Pronouns that may mean someone, and the class of each."""

CLOCK_LABELS = ("DATE", "TIME")
"""What the pipeline calls times; at times it takes them into the phrase of whoever stands beside them."""


@dataclass(slots=True)
class Found:
    """Words that speak of someone.

    `start`, `end` and `head` are token indexes. `name` holds the words of a
    name without determiner and title; `actors` those registered under it;
    `pronoun` the class of a pronoun; `lemma`, `sort`, `plural`, `definite` and
    `demonstrative` describe a role; `affiliation` is the head of the name of the
    body that a person or a part belongs to.
    """

    start: int
    end: int
    head: int
    form: Form
    name: str = ""
    label: str = ""
    actors: tuple[Actor, ...] = ()
    demonym: Actor | None = None
    corrected_from: str | None = None
    pronoun: str = ""
    lemma: str = ""
    sort: Sort | None = None
    plural: bool = False
    definite: bool = False
    demonstrative: bool = False
    guessed: bool = False
    bare: bool = False
    affiliation: int | None = None
    roles: tuple[str, ...] = ()


def is_speaking(token: Token, speech: frozenset[str]) -> bool:
    """Tell whether a token is the subject of a verb of speech."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in speech
