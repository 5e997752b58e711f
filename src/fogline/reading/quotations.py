"""Find what stands between quotation marks, also where a quotation runs over several paragraphs."""

from collections.abc import Sequence

from fogline.model.vocabulary import Span

__all__ = ["find_quotations"]

OPENING = {"“": "”", "«": "»", "„": "“", "‘": "’"}
MAX_QUOTATION = 4_000
"""Longest stretch, in code points, that one unclosed mark may open before it counts as stray."""


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans between double quotation marks (straight or typographic), the marks themselves left out.

    By newspaper custom a paragraph that ends inside a quotation leaves it open
    and the next one opens it again: each such paragraph gives a span of its own.
    """
    found = []
    for start, end in paragraphs:
        found.extend(quotations_of_paragraph(text, start, end))
    return tuple(found)


def quotations_of_paragraph(text: str, start: int, end: int) -> list[Span]:
    """Return the quotations of one paragraph; one that is left open ends with the paragraph."""
    found: list[Span] = []
    opened, closing = -1, ""
    for at in range(start, end):
        mark = text[at]
        if opened < 0:
            if mark in '“«„"':
                opened, closing = at + 1, OPENING.get(mark, '"')
        elif mark == closing or (mark == '"' and closing == "”"):
            if at > opened:
                found.append((opened, at))
            opened = -1
    if opened >= 0 and opened < end and end - opened <= MAX_QUOTATION:
        found.append((opened, end))
    return found
