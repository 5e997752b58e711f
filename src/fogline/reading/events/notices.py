"""Find the words of notices that an outlet adds to a report: they tell nothing of what it reports."""

import re
from collections.abc import Iterable
from functools import cache

from fogline.reading.document import Document

__all__ = ["notice_words"]


def notice_words(doc: Document, phrases: Iterable[str]) -> frozenset[int]:
    """Return the words of notices such as "All rights reserved", each to the end of its sentence.

    Args:
        doc: the parsed text.
        phrases: how notices begin.
    """
    starts = [match.start() for match in opening(tuple(phrases)).finditer(doc.text)]
    if not starts:
        return frozenset()
    return frozenset(
        token.i
        for sentence in doc.sents
        for start in starts
        if sentence.start_char <= start < sentence.end_char
        for token in sentence
        if token.idx >= start
    )


@cache
def opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the phrases, whatever their capitals and line breaks; nothing where there are none."""
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?i)\b(?:{words})" if words else r"(?!)")
