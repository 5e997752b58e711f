"""Plug in a model that reads or translates: one file a kind of mind, off until a setting names one.

A module whose name does not begin with `_` is a mind; its stem is its name and its one export
makes it from `MindOptions`. What a mind says is never taken at its word: `consult` keeps only
what it can show in the text, word for word, and says in `made_by` who said it.
"""

from fogline.minds._answers import AnswerBook
from fogline.minds._check import Accepted, check_answer
from fogline.minds._consult import Consultant, Consulted, load_mind
from fogline.minds._seam import (
    ANSWER_SCHEMA,
    Mind,
    MindOptions,
    Question,
    Translation,
)  # fmt: skip

__all__ = [
    "ANSWER_SCHEMA", "Accepted", "AnswerBook", "Consultant", "Consulted", "Mind", "MindOptions", "Question",
    "Translation", "check_answer", "load_mind",
]  # fmt: skip
