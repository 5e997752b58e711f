"""Ask a mind about a report and lay what the text bears out beside the reading."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version

from fogline.errors import MindFailed, SettingInvalid
from fogline.minds._answers import AnswerBook
from fogline.minds._check import Proposal, check_answer
from fogline.minds._seam import Mind, MindOptions, Question, Translation
from fogline.model.reading import Attribution, Event, ReadClaim, Reading, Voice
from fogline.model.vocabulary import QuoteKind, Span
from fogline.plugins import load_modules, module_names

__all__ = ["Consultant", "Consulted", "load_mind"]

CONFIDENCE = 0.5
"""Of a mind's claims nobody has measured how many are right; no answer of its own can raise it."""

LONGEST_PIECE = 12_000
"""Characters of one question; a longer text is asked in pieces cut at ends of paragraphs."""

QUOTES = '«»“”„"‹›'


@dataclass(frozen=True, slots=True)
class Consulted:
    """A reading with a mind's claims behind its own.

    `makers` names who made each claim, in their order; `failed` says why the mind gave no answer
    (the reading is then as it was), None when it did; `dropped` counts what it said that the text
    does not bear out, by reason.
    """

    reading: Reading
    makers: tuple[str, ...]
    failed: str | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)


def load_mind(name: str, options: MindOptions) -> Mind:
    """Return the mind of that name.

    Raises:
        SettingInvalid: there is no such mind, or its options do not hold.
    """
    makers = load_modules("minds")
    if name not in makers:
        raise SettingInvalid(
            f"mind.name: found {name!r}, expected one of {', '.join(module_names('minds'))}",
            hint="leave it out to read without a mind",
        )
    mind: Mind = makers[name](options)
    return mind


class Consultant:
    """Asks one mind about reports; its answers are kept and asked for once."""

    def __init__(
        self,
        mind: Mind,
        *,
        types: Mapping[str, tuple[tuple[str, str] | None, str | None]],
        answers: AnswerBook,
    ) -> None:
        """Set up.

        Args:
            mind: who is asked.
            types: the codebook's types with their ACLED pair and PLOVER type.
            answers: where answers are kept.
        """
        self._mind = mind
        self._types = types
        self._answers = answers

    @cached_property
    def maker(self) -> str:
        """Name, model and version; stands in the claims that came from the mind."""
        return f"mind {self._mind.name} (fogline {version('fogline')})"

    def consult(self, reading: Reading, *, text: str, outlet: str | None, made_by: str) -> Consulted:
        """Return a reading with what the mind says beside it, each claim with its maker.

        A text in a language that nobody reads is read by the mind alone. What a claim of the
        reading says already is not said again.

        Raises:
            MindUnavailable: no text can be asked about: a wrong address, key or model.
        """
        own = (made_by,) * len(reading.claims)
        dropped: Counter[str] = Counter()
        proposals: list[Proposal] = []
        try:
            for start, piece in pieces(text):
                checked = check_answer(self._ask(piece, reading.lang), piece, types=frozenset(self._types))
                dropped.update(checked.dropped)
                proposals += (shifted(proposal, start) for proposal in checked.proposals)
        except MindFailed as error:
            return Consulted(reading, own, failed=str(error), dropped=dict(dropped))
        fresh = [proposal for proposal in proposals if not is_known(proposal, reading)]
        dropped["read already"] += len(proposals) - len(fresh)
        if not fresh:
            return Consulted(reading, own, dropped=dict(+dropped))
        joined = self._joined(reading, text, outlet, fresh)
        return Consulted(joined, own + (self.maker,) * len(fresh), dropped=dict(+dropped))

    def translate(self, text: str, *, lang: str) -> Translation:
        """Return a translation, an aid beside the text, which stays what is quoted.

        Raises:
            MindFailed: it gave none.
            MindUnavailable: it cannot be reached.
        """
        asked = ("translate", self._mind.name, lang, text)
        kept = self._answers.get(*asked)
        if not isinstance(kept, str):
            kept = self._mind.translate(text, lang=lang)
            self._answers.put(kept, *asked)
        return Translation(original=text, text=kept, lang=lang, made_by=self.maker)

    def _ask(self, piece: str, lang: str | None) -> object:
        question = Question(piece, lang, tuple(sorted(self._types)))
        asked = ("read", self._mind.name, question.lang, list(question.types), piece)
        kept = self._answers.get(*asked)
        if kept is None:
            kept = self._mind.ask(question)
            self._answers.put(kept, *asked)
        return kept

    def _joined(
        self, reading: Reading, text: str, outlet: str | None, proposals: Sequence[Proposal]
    ) -> Reading:
        """Return a reading with proposals as attributions, events and claims behind its own."""
        base = reading.claims[0].chain[0] if reading.claims else Voice(sayer=outlet, kind="outlet")
        attributions, events, claims = [], list(reading.events), []
        for proposal in proposals:
            number: int | None = None
            if proposal.event is not None and proposal.trigger is not None:
                events.append(self._event(reading, proposal, proposal.trigger))
                number = len(events) - 1
            links: tuple[Voice, ...] = ()
            if proposal.sayer is not None:
                words = " ".join(text[slice(*proposal.sayer)].split())
                links = (Voice(sayer=words, kind="unnamed", span=proposal.sayer, cue=proposal.cue),)
                if proposal.cue is not None and proposal.content is not None:
                    attributions.append(attribution_of(proposal, proposal.cue, proposal.content, words, text))
            claims.append(
                ReadClaim(
                    span=proposal.passage,
                    chain=(base, *links),
                    stance=proposal.stance,
                    polarity=proposal.polarity,
                    certainty=proposal.certainty,
                    confidence=CONFIDENCE,
                    event=number,
                )
            )
        return replace(
            reading,
            error=None,
            attributions=(*reading.attributions, *attributions),
            events=tuple(events),
            claims=(*reading.claims, *claims),
        )

    def _event(self, reading: Reading, proposal: Proposal, trigger: Span) -> Event:
        """Return a proposed event with the places, time and losses that the reading itself found in its passage."""
        acled, plover = self._types[proposal.event or ""]
        times = [n for n, time in enumerate(reading.times) if within(time.span, proposal.passage)]
        return Event(
            trigger=trigger,
            type=proposal.event,
            acled=acled,
            plover=plover,
            factuality=-3.0 if proposal.polarity == "negated" else 3.0,
            tense="past",
            initiator=None,
            target=None,
            places=tuple(n for n, place in enumerate(reading.places) if within(place.span, proposal.passage)),
            time=times[0] if times else None,
            tolls=tuple(n for n, toll in enumerate(reading.tolls) if within(toll.span, proposal.passage)),
            same=None,
        )


def attribution_of(proposal: Proposal, cue: Span, content: Span, sayer: str, text: str) -> Attribution:
    """Return a proposal as who says what."""
    quoted = text[content[0] - 1 : content[0]] in QUOTES and text[content[1] : content[1] + 1] in QUOTES
    inside = any(mark in text[slice(*content)] for mark in QUOTES)
    kind: QuoteKind = "direct" if quoted and content[0] > 0 else "mixed" if inside else "indirect"
    return Attribution(
        source=() if proposal.sayer is None else (proposal.sayer,),
        cue=(cue,),
        content=(content,),
        kind=kind,
        inside=None,
        sayer=sayer,
        stance=proposal.stance,
    )


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text in pieces with where each begins, cut at ends of paragraphs or lines where there are any."""
    start = 0
    while start < len(text):
        end = min(len(text), start + LONGEST_PIECE)
        if end < len(text):
            for mark in ("\n\n", "\n", ". "):
                at = text.rfind(mark, start + LONGEST_PIECE // 2, end)
                if at > 0:
                    end = at + len(mark)
                    break
        yield start, text[start:end]
        start = end


def shifted(proposal: Proposal, by: int) -> Proposal:
    """Return a proposal with its spans moved from a piece to the whole text."""

    def move(span: Span | None) -> Span | None:
        return None if span is None else (span[0] + by, span[1] + by)

    first, last = proposal.passage
    return replace(
        proposal,
        passage=(first + by, last + by),
        sayer=move(proposal.sayer),
        cue=move(proposal.cue),
        content=move(proposal.content),
        trigger=move(proposal.trigger),
    )


def is_known(proposal: Proposal, reading: Reading) -> bool:
    """Tell whether the reading has the same: its stance, its voice beside or none, half of its passage shared."""
    for claim in reading.claims:
        voice = claim.chain[-1].span
        alike = claim.stance == proposal.stance and (voice is None) == (proposal.sayer is None)
        shared = min(claim.span[1], proposal.passage[1]) - max(claim.span[0], proposal.passage[0])
        whole = max(claim.span[1], proposal.passage[1]) - min(claim.span[0], proposal.passage[0])
        if alike and 2 * shared >= whole:
            return voice is None or proposal.sayer is None or overlap(voice, proposal.sayer)
    return False


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Span, outer: Span) -> bool:
    """Tell whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
