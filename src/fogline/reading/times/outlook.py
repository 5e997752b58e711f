"""Tell whether the words around a time look ahead of publication or back: "said Monday that it will" looks back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fogline.reading.numbers import alternation

__all__ = ["Outlook"]

SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘'])|\n\s*\n")

SENTENCE_REACH = 300
"""Characters to each side within which a sentence's verbs are looked for."""


class Outlook:
    """The verbs of what is to come and of what was. `words` is the section [times] of a language.

    The nearest verb before the time in its own clause decides, else the nearest
    one after it, else the nearest one before it in the sentence.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        ahead, back, openers = (any_of(words.get(name, ())) for name in ("future", "told", "clause_openers"))
        endings = any_of(words.get("past_endings", ()))
        # After "be" a participle tells nothing: "will be buried", "was to be released".
        free = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.get("passive_auxiliaries", ()))
        past = rf"{free}(?:(?i:{back})|[^\W\dA-Z_]+{endings})"
        self._verb = re.compile(rf"(?<!\w)(?:(?P<ahead>(?i:{ahead}))|{past})(?!\w)")
        self._clause = re.compile(rf"[,;:()\"“”–—]|(?<!\w)(?i:{openers})(?!\w)")

    def is_ahead(self, text: str, position: int) -> bool:
        """Tell whether the time at `position` is one to come."""
        start, end = max(0, position - SENTENCE_REACH), min(len(text), position + SENTENCE_REACH)
        for match in SENTENCE_END.finditer(text, start, position):
            start = match.end()
        after = SENTENCE_END.search(text, position, end)
        clause = max((match.end() for match in self._clause.finditer(text, start, position)), default=start)
        before = list(self._verb.finditer(text, start, position))
        verb = (
            next((verb for verb in reversed(before) if verb.start() >= clause), None)
            or self._verb.search(text, position, after.start() if after else end)
            or (before[-1] if before else None)
        )
        return verb is not None and verb["ahead"] is not None


def any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of the words, one that never fits when there are none."""
    return f"(?:{alternation(words)})" if words else r"(?!)"
