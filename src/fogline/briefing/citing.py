"""Choose the footnotes of a briefing: each sentence leads to some of its claims, each claim to its report."""

from collections.abc import Iterable, Iterator, Mapping

from fogline.briefing.document import (
    Article,
    Block,
    Folded,
    Note,
    Paragraph,
    Points,
    Section,
    Sentence,
    Table,
    name,
    plain,
)
from fogline.briefing.selection import NO_OUTLET, voice_of
from fogline.briefing.words import moment_words, stance_words
from fogline.model.claim import Claim

__all__ = ["CITED", "cited", "notes_of", "shown_id"]

CITED = 3
"""A sentence shows this many of its claims and says how many more it has."""

SHOWN_ID = 10
"""Any unique prefix of an id finds the object."""


def notes_of(sections: Iterable[Section], claims: Mapping[str, Claim]) -> tuple[Note, ...]:
    """Return the notes of the claims that sentences and rows show, in their order."""
    needed = dict.fromkeys(
        claim
        for section in sections
        for block in section.blocks
        for all_of in claims_in(block)
        for claim in cited(all_of)
    )
    return tuple(note_of(claims[claim]) for claim in needed if claim in claims)


def cited(claims: tuple[str, ...]) -> tuple[str, ...]:
    """Return the claims of a sentence that it shows."""
    return claims[:CITED]


def claims_in(block: Block) -> Iterator[tuple[str, ...]]:
    """Yield the claims of each sentence and row of a block."""
    if isinstance(block, Paragraph):
        yield from map(claims_of, block.sentences)
    elif isinstance(block, Points):
        yield from (one.claims for item in block.items for one in item)
    elif isinstance(block, Table):
        yield from (row.claims for row in block.rows)
    elif isinstance(block, Article):
        yield from () if block.tolls is None else claims_in(block.tolls)
    elif isinstance(block, Folded):
        for inner in block.blocks:
            yield from claims_in(inner)


def claims_of(sentence: Sentence) -> tuple[str, ...]:
    """Return the claims of a sentence."""
    return sentence.claims


def note_of(claim: Claim) -> Note:
    """Return who says it, how, where and when."""
    printed = claim.outlet or NO_OUTLET
    words = [name(voice_of(claim)), plain(f" {stance_words(claim, voice_of(claim))}")]
    if voice_of(claim) != printed:
        words += [plain("; "), name(printed)]
    return Note(claim.id, (*words, plain(f", {moment_words(claim.published)}")))


def shown_id(id: str) -> str:
    """Return the beginning of an id that finds it."""
    return id[:SHOWN_ID]
