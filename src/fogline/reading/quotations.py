"""Find what stands between quotation marks, also where a quotation runs over several paragraphs."""

import re
from collections.abc import Sequence

from fogline.model.vocabulary import Span

__all__ = ["find_quotations", "with_marks"]

CLOSERS = {
    "“": ("”", '"', "''"),
    "«": ("»",),
    "„": ("“", "”"),
    '"': ('"', "”"),
    "''": ("''",),
    "``": ("''", '"'),
}
MARK = re.compile(r"''|``|[“”«»„\"]")
MAX_QUOTATION = 4_000
"""Longest stretch, in code points, that one unclosed mark may open before it counts as stray."""


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans between double quotation marks (straight, typographic or doubled), the marks left out.

    By newspaper custom a paragraph that ends inside a quotation leaves it open
    and the next one opens it again: each such paragraph gives a span of its own.
    """
    found = []
    for start, end in paragraphs:
        found.extend(quotations_of_paragraph(text, start, end))
    return tuple(found)


def with_marks(text: str, quotation: Span) -> Span:
    """Return the span of a quotation together with the marks around it."""
    start, end = quotation
    if text[max(start - 2, 0) : start] in ("''", "``"):
        start -= 2
    elif start and text[start - 1] in '“«„"':
        start -= 1
    closing = MARK.match(text, end)
    return start, closing.end() if closing else end


def quotations_of_paragraph(text: str, start: int, end: int) -> list[Span]:
    """Return the quotations of one paragraph; one that is left open ends with the paragraph."""
    found: list[Span] = []
    opened = -1
    closers: tuple[str, ...] = ()
    for match in MARK.finditer(text, start, end):
        mark = match[0]
        if opened < 0:
            if mark in CLOSERS and not is_inch_mark(text, match.start()):
                opened, closers = match.end(), CLOSERS[mark]
        elif mark in closers:
            if match.start() > opened:
                found.append((opened, match.start()))
            opened = -1
    if 0 <= opened < end and end - opened <= MAX_QUOTATION:
        found.append((opened, len(text[:end].rstrip()) if text[opened:end].strip() else end))
    return [span for span in found if text[span[0] : span[1]].strip()]


def is_inch_mark(text: str, at: int) -> bool:
    """Tell whether a straight mark follows a digit and so stands for inches or seconds."""
    return text[at] == '"' and at > 0 and text[at - 1].isdigit()
