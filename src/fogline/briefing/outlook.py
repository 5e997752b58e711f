"""Say what may come: open questions and forecasts, likelihood in words bound to numbers, confidence apart from it.

Likelihood says how probable something is. Confidence says how good the ground is on
which that stands. One sentence has one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fogline.briefing.citing import shown_id
from fogline.briefing.document import Block, Paragraph, Points, Run, Section, Sentence, plain, say
from fogline.briefing.words import moment_words

__all__ = ["Foreseen", "Outlook", "outlook_section", "percent"]

SCALE_NAMES: Mapping[str, str] = {
    "icd203": "ICD 203", "phia": "the PHIA yardstick", "ipcc": "the IPCC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing that may come true by a day, `closes`, and how likely that is.

    `words` are those of the scale for `probability`; `what` says when it has come true.
    `spread` tells how far off that may be and `base` how often it went so before, "" where
    neither is known: likelihood too. `ground` tells what it rests on: confidence, a
    sentence of its own.
    """

    id: str
    what: str
    closes: str
    probability: float
    words: str
    spread: str
    base: str
    ground: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that may come, and the scale of the words: each with the share that it begins and ends at."""

    foreseen: tuple[Foreseen, ...]
    scale: str
    steps: tuple[tuple[str, float, float], ...]
    more: int = 0


def outlook_section(outlook: Outlook) -> Section:
    """Return the part about what has not happened."""
    if not outlook.foreseen:
        none = (
            "No question is open and no forecast is on the record, so nothing is said about what comes next."
        )
        return Section("Outlook", (Paragraph((say(none),), "lead"),), future=True)
    lead = "This part is about what has not happened. Nothing in it is told by anybody as a fact."
    blocks: list[Block] = [
        Paragraph((say(lead),), "lead"),
        Points(tuple(foreseen_sentences(one) for one in outlook.foreseen), "told"),
        Paragraph((say(scale_words(outlook)),), "quiet"),
    ]
    if outlook.more:
        blocks.append(Paragraph((say(f"{outlook.more} more stand on the casebook's record."),), "quiet"))
    return Section("Outlook", tuple(blocks), future=True)


def foreseen_sentences(one: Foreseen) -> tuple[Sentence, ...]:
    """Return how likely it is, how far off that may be, its base rate, and by itself what that rests on."""
    likely = f"{opening(one.words)} ({percent(one.probability)}) by {moment_words(one.closes)}: {one.what}"
    base = f"Base rate: {one.base}." if one.base else "No base rate is known for it."
    told = (likely, one.spread, base, f"What that rests on: {one.ground}." if one.ground else "")
    head, *rest = (say(words, one.claims) for words in told if words)
    cited = (*head.words, plain(" ("), Run(shown_id(one.id), "id", one.id), plain(")."))
    return Sentence(cited, one.claims), *rest


def opening(words: str) -> str:
    """Return a scale's words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def scale_words(outlook: Outlook) -> str:
    """Return what each word of the scale stands for."""
    steps = ", ".join(f"{words} {low:.0%} to {high:.0%}" for words, low, high in outlook.steps)
    return f"Words of likelihood as in {SCALE_NAMES.get(outlook.scale, outlook.scale)}: {steps}."


def percent(share: float) -> str:
    """Return a share in per cent; with a decimal near 0 and 1, where it tells."""
    return f"{share:.1%}" if share < 0.03 or share > 0.97 else f"{share:.0%}"
