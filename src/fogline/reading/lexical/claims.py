"""Build claims from what was found: one voice, one proposition, with how certain it is said to be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fogline.model.reading import Event, ReadClaim, Toll, Voice
from fogline.model.vocabulary import Certainty, Polarity, Stance
from fogline.reading.lexical.attributions import Saying
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.events import EventFound
from fogline.reading.lexical.tokens import Phrases, Text

__all__ = ["LexicalClaims", "Spoken"]

RIGHT: Mapping[str, float] = {"outlet": 0.6, "direct": 0.7, "indirect": 0.7, "no sayer": 0.3}
"""Share of like claims read right. Of 30 attributions in French and Spanish sentences that no word was written by, 22
had sayer, stance and content right when first read; the other two are set lower by hand."""

OPEN_TENSES: Mapping[str, Stance] = {"future": "predicted", "hypothetical": "assessed"}
NEGATED_WITHIN = 12
"""Tokens at the start of what is said among which a negation turns a judgement; later ones are of other clauses."""

SENTENCE_MARKS = frozenset(',;:.!?()«»“”"–—-')


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution with the chain of voices that it ends, and whether it quotes."""

    saying: Saying
    chain: tuple[Voice, ...]
    direct: bool


class LexicalClaims:
    """Builds claims; its words are given once."""

    def __init__(self, document: LanguageDocument) -> None:
        self._hedges = Phrases((word, True) for word in document.words("certainty", "hedges"))
        self._unconfirmed = Phrases((word, True) for word in document.words("certainty", "unconfirmed"))
        self._negation = Phrases((word, True) for word in document.words("certainty", "negation"))
        self._boundaries = Phrases((word, True) for word in document.words("text", "boundaries"))

    def build(
        self,
        text: Text,
        spoken: Sequence[Spoken],
        events: Sequence[EventFound],
        tolls: Sequence[Toll],
        base: tuple[Voice, ...],
    ) -> tuple[ReadClaim, ...]:
        """Return the claims of a text in order: each voice's, then what the outlet says itself.

        Args:
            text: the text.
            spoken: who says what.
            events: all events of the text; claims point to them by index.
            tolls: all tolls of the text, as the events point to them.
            base: the chain of what the outlet says in its own voice.
        """
        near = text.by_sentence(range(len(spoken)), lambda number: spoken[number].saying.cue[0])
        owned: dict[int | None, list[int]] = {}
        for at, found in enumerate(events):
            beside = near.get(text.sentence_at(found.first), ())
            owned.setdefault(holder(spoken, beside, found), []).append(at)
        passed_on = {one.saying.inside for one in spoken}
        claims: list[ReadClaim] = []
        for number, one in enumerate(spoken):
            own = owned.get(number)
            if own:
                claims += self._of_events(text, one, own, events, tolls)
            elif number not in passed_on:
                claims.append(self._judgement(text, one))
        for at in owned.get(None, ()):
            others = [spoken[number] for number in near.get(text.sentence_at(events[at].first), ())]
            claims.append(self._outlets(text, at, events[at], others, tolls, base))
        return tuple(
            sorted(claims, key=lambda claim: (claim.span, claim.event if claim.event is not None else -1))
        )

    def _of_events(
        self,
        text: Text,
        one: Spoken,
        own: Sequence[int],
        events: Sequence[EventFound],
        tolls: Sequence[Toll],
    ) -> Iterator[ReadClaim]:
        """Yield a claim for each event that a voice tells of, each with its own clause."""
        pieces = self._pieces(text, one.saying, [events[at] for at in own])
        for at, (first, last) in zip(own, pieces, strict=True):
            found = events[at]
            yield ReadClaim(
                span=text.span(first, last),
                chain=one.chain,
                stance=one.saying.stance,
                polarity=polarity_of(found.event, tolls),
                certainty=self._certainty(text, first, last),
                confidence=rate(one),
                event=at,
            )

    def _pieces(self, text: Text, saying: Saying, found: Sequence[EventFound]) -> list[tuple[int, int]]:
        """Return the tokens of each event's passage: the words of the whole act of speech, cut between events."""
        first, last = frame_of(saying)
        cuts = [first]
        for earlier, later in pairwise(found):
            border = next(
                (
                    at
                    for at in range(later.first, earlier.last, -1)
                    if text.tokens[at - 1].norm in SENTENCE_MARKS
                    or self._boundaries.at(text.tokens, at, last)
                ),
                None,
            )
            cuts.append(cuts[-1] if border is None else border)
        ends = [*cuts[1:], last]
        pieces = []
        for start, end in zip(cuts, ends, strict=True):
            stop = last if end == start else end
            pieces.append(bare(text, start, stop))
        return pieces

    def _judgement(self, text: Text, one: Spoken) -> ReadClaim:
        first, last = frame_of(one.saying)
        start = one.saying.content[0][0]
        stop = min(one.saying.content[0][1], start + NEGATED_WITHIN)
        negated = next(self._negation.within(text.tokens, start, stop), None) is not None
        return ReadClaim(
            span=text.span(first, last),
            chain=one.chain,
            stance=one.saying.stance,
            polarity="negated" if negated else "affirmed",
            certainty=self._certainty(text, first, last),
            confidence=rate(one),
        )

    def _outlets(
        self,
        text: Text,
        at: int,
        found: EventFound,
        spoken: Sequence[Spoken],
        tolls: Sequence[Toll],
        base: tuple[Voice, ...],
    ) -> ReadClaim:
        """Return what the outlet says in its own voice: the sentence, less what others say in it."""
        first, last = text.sentences[text.sentence_at(found.first)]
        for one in spoken:
            begin, end = frame_of(one.saying)
            if first < end and begin < last:
                if begin > found.first:
                    last = min(last, begin)
                elif end <= found.first:
                    first = max(first, end)
        first, last = bare(text, first, max(last, found.last))
        stance: Stance = OPEN_TENSES.get(found.event.tense, "asserted")
        certainty = self._certainty(text, first, last)
        return ReadClaim(
            span=text.span(first, last),
            chain=base,
            stance=stance,
            polarity=polarity_of(found.event, tolls),
            certainty="hedged"
            if certainty == "stated" and found.event.tense == "hypothetical"
            else certainty,
            confidence=RIGHT["outlet"],
            event=at,
        )

    def _certainty(self, text: Text, first: int, last: int) -> Certainty:
        sentence = text.sentences[text.sentence_at(first)]
        if next(self._unconfirmed.within(text.tokens, *sentence), None) is not None:
            return "unconfirmed"
        return "hedged" if next(self._hedges.within(text.tokens, first, last), None) is not None else "stated"


def polarity_of(event: Event, tolls: Sequence[Toll]) -> Polarity:
    """Return whether an event is told as one that was not: its act is negated, or its losses are none."""
    none = bool(event.tolls) and all(tolls[number].high == 0 for number in event.tolls)
    return "negated" if event.factuality < 0 or none else "affirmed"


def holder(spoken: Sequence[Spoken], near: Sequence[int], found: EventFound) -> int | None:
    """Return the index, one of `near`, of the innermost attribution that an event is told in."""
    holders = [
        (sum(last - first for first, last in one.saying.content), number)
        for number in near
        for one in (spoken[number],)
        if any(first <= found.first and found.last <= last for first, last in one.saying.content)
    ]
    return min(holders)[1] if holders else None


def frame_of(saying: Saying) -> tuple[int, int]:
    """Return the tokens from the first to the last of an act of speech, its sayer among them where it stands beside."""
    first = min(saying.cue[0], *(start for start, _ in saying.content))
    last = max(saying.cue[1], *(stop for _, stop in saying.content))
    if saying.source is not None:
        if saying.source[1] <= first and first - saying.source[1] <= 3:
            first = saying.source[0]
        if saying.source[0] >= last and saying.source[0] - last <= 2:
            last = saying.source[1]
    return first, last


def bare(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return a stretch without the marks at its ends, brackets and quotation marks that pair up inside kept."""
    while first < last - 1 and text.tokens[first].norm in ",;:.!?)–—":
        first += 1
    while first < last - 1 and text.tokens[last - 1].norm in ",;:.!?(–—":
        last -= 1
    return first, last


def rate(one: Spoken) -> float:
    """Return the confidence of a voice's claim: the measured share of like claims that were read right."""
    if one.chain[-1].sayer is None:
        return RIGHT["no sayer"]
    return RIGHT["direct" if one.direct else "indirect"]
