"""Make ids from content: 128 bits of SHA-256 as hex behind a prefix."""

import hashlib
from typing import Any

from fogline.model.records import canonical_json
from fogline.model.vocabulary import Span

__all__ = ["claim_id", "content_id", "incident_id", "origin_id", "report_id", "sha256_hex"]


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of `content`, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def content_id(prefix: str, *parts: Any) -> str:
    """Return `prefix-` and 32 hex digits that depend on `parts` (plain JSON values) alone."""
    return f"{prefix}-{sha256_hex(canonical_json(parts))[:32]}"


def report_id(
    original: str,
    position: int,
    *,
    key: str | None,
    url: str | None,
    outlet: str | None,
    published: str | None,
) -> str:
    """Return a report's id.

    Args:
        original: SHA-256 of the bytes as received.
        position: place of the report in that original, from 0.
        key: the caller's own id.
        url: where it was published, as received.
        outlet: who published it, as received.
        published: when, as received.
    """
    return content_id("r", original, position, key, url, outlet, published)


def claim_id(report: str, anchor: Span, voice: Span | None) -> str:
    """Return a claim's id, from where it stands and never from what was concluded.

    Args:
        report: id of the report.
        anchor: span of the event's trigger, or of the passage where there is no event.
        voice: span of the last voice; None where the outlet speaks or no sayer is written.
    """
    return content_id("c", report, anchor, voice)


def incident_id(first_claim: str) -> str:
    """Return the id of an incident whose earliest claim by (published, id) is `first_claim`."""
    return "i-" + first_claim.removeprefix("c-")


def origin_id(first_report: str) -> str:
    """Return the id shared by all copies of `first_report`, the earliest of them by (published, id)."""
    return "o-" + first_report.removeprefix("r-")
