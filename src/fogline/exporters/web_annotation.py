"""Write claims as W3C Web Annotations: who says what stands on the words themselves, found by quote and by position.

Positions count Unicode code points, as the W3C model and fogline both do. A report's
address is the target where it has one; its text here is what was taken out of the
page, so that the quote finds the words there and the position finds them in the text.
"""

from collections.abc import Iterator
from typing import Any

from fogline.exporters._flat import Losses
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import json_bytes
from fogline.model.claim import Claim
from fogline.model.report import Report

__all__ = ["WebAnnotationExporter"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a quote by which it is told from the same words elsewhere."""


class WebAnnotationExporter:
    """JSON-LD: one page of annotations, one a claim."""

    suffix = ".jsonld"
    media_type = "application/ld+json"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the page, a line an annotation."""
        head = json_bytes({"@context": CONTEXT, "id": "urn:fogline:annotations", "type": "AnnotationPage"})
        yield head[:-1] + b', "items": ['
        between = b"\n"
        for report, claims in holdings.reported():
            for claim in claims:
                yield between + json_bytes(annotation(report, claim))
                between = b",\n"
        yield b"\n]}\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what an annotation does not say."""
        losses = Losses()
        for claim in holdings.claims():
            event = claim.event
            losses.add(
                "events with their parties, places, times and losses", "a note on words", event is not None
            )
            losses.add("answers between claims", "a note on words", len(claim.answers) + len(claim.reverses))
        losses.add("incidents", "a note names the id", sum(1 for _ in holdings.incidents()))
        for report in holdings.reports():
            losses.add("addresses of reports", "none is known: the target is an id", report.url is None)
        return losses.counted()


def annotation(report: Report, claim: Claim) -> dict[str, Any]:
    """Return the annotation of a claim."""
    tags = (claim.stance, claim.polarity, claim.certainty, *filter(None, (claim.incident,)))
    made: dict[str, Any] = {
        "id": f"urn:fogline:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": claim.made_by},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": words_of(claim),
            },
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
        ],
        "target": {"source": source_of(report), "selector": selectors(report, claim)},
    }
    if claim.reviewed is not None:
        made["creator"] = {"type": "Person", "name": claim.reviewed.by}
        made["modified"] = claim.reviewed.at
    return made


def source_of(report: Report) -> str:
    """Return a report's address, or a name for it where it has none."""
    return report.url or f"urn:fogline:{report.id}"


def words_of(claim: Claim) -> str:
    """Return who says it, through whom, with which stance."""
    voices = [voice.sayer or "a voice without a name" for voice in claim.chain]
    through = f", through {' > '.join(voices[:-1])}" if voices[1:] else ""
    return f"{voices[-1]} ({claim.stance}){through}"


def selectors(report: Report, claim: Claim) -> list[dict[str, Any]]:
    """Return how the words are found: by quote with what stands around them, where it is given out, and by position."""
    start, end = claim.span
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if not claim.quote:
        return [position]
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": claim.quote}
    if report.text[start:end] == claim.quote:
        quote["prefix"] = report.text[max(0, start - AROUND) : start]
        quote["suffix"] = report.text[end : end + AROUND]
    return [quote, position]
