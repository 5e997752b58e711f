"""Join the event types that the encoder read with those that the codebook's words tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from fogline.reading.codebook import Codebook
from fogline.reading.document import Document, Token
from fogline.reading.encoder.annotate import Encoded
from fogline.reading.events.triggers import Draft, TriggerMatcher

__all__ = ["join_events"]

NO_EVENT = "O"
RETYPE = 0.6
"""Probability from which a type that the encoder read replaces the one that a word of the codebook stands for."""

ADD = 0.8
"""Probability from which the encoder alone makes an event where no word of the codebook tells one."""


def join_events(
    drafts: Sequence[Draft],
    doc: Document,
    encoded: Encoded,
    matcher: TriggerMatcher,
    *,
    codebook: Codebook,
) -> list[Draft]:
    """Return drafts with the types that the encoder reads there, and those that it alone sees.

    A type that the encoder was not trained for, as one of a user's own
    codebook, is never replaced.

    Args:
        drafts: what the codebook's words tell.
        doc: the parsed text.
        encoded: what the encoder told of it.
        matcher: finds the parties of a word.
        codebook: a type that it does not hold is left out.
    """
    names = encoded.labels["event"]
    found = {draft.token.i: draft for draft in drafts}
    joined = list(drafts)
    for first, last, kind, sure in runs(encoded, names):
        if kind not in codebook.types:
            continue
        inside = [draft for token, draft in found.items() if first <= token < last]
        if inside:
            for draft in inside:
                if sure >= RETYPE and draft.type in names:
                    joined[joined.index(draft)] = replace(draft, type=kind)
        elif sure >= ADD and (token := main_word(doc, first, last)) is not None:
            joined.append(matcher.draft_plain(token, kind))
    return joined


def runs(encoded: Encoded, names: Sequence[str]) -> Iterator[tuple[int, int, str, float]]:
    """Yield the stretches of tokens that tell one type, with the highest probability in them."""
    best = encoded.events.argmax(axis=1)
    sure = np.exp(encoded.events[np.arange(len(best)), best])
    outside = names.index(NO_EVENT)
    start = 0
    for end in range(1, len(best) + 1):
        if end == len(best) or best[end] != best[start]:
            if best[start] != outside:
                yield start, end, names[best[start]], float(sure[start:end].max())
            start = end


def main_word(doc: Document, first: int, last: int) -> Token | None:
    """Return the verb or noun of a stretch that the others hang on."""
    words = [token for token in doc[first:last] if token.pos_ in ("VERB", "NOUN", "PROPN", "AUX")]
    tops = [token for token in words if not first <= token.head.i < last or token.head.i == token.i]
    return next(iter([*tops, *words]), None)
