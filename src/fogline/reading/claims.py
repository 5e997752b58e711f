"""Make claims: one sayer, one proposition, one passage, from who says what and what happened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fogline.model.reading import (
    Attribution,
    Condition,
    Event,
    PlaceMention,
    ReadClaim,
    TimeMention,
    Toll,
    Voice,
)
from fogline.model.vocabulary import Span, Stance
from fogline.reading.actors import Cast
from fogline.reading.answers import ANSWERING, AnswerWords, drop_idle, link_answers
from fogline.reading.attribution.answering import AnswerFinder
from fogline.reading.attribution.verdicts import VerdictFinder
from fogline.reading.codebook import Codebook
from fogline.reading.confidence import rate_links, rate_outlet
from fogline.reading.named_statements import find_named_statements, names_of
from fogline.reading.parse import Parsed
from fogline.reading.passages import PassageJudge, trailing_comment
from fogline.reading.propositions import Proposition, cut_propositions
from fogline.reading.regions import Regions, content_within
from fogline.reading.registry import Registry
from fogline.reading.speech_acts import SpeechActs
from fogline.reading.syntax import tree_of
from fogline.reading.voices import Chains

__all__ = ["ClaimBuilder", "Material"]

PLAIN: frozenset[Stance] = frozenset({"asserted", "assessed", "accused", "confirmed"})
"""Stances that a sayer takes to each proposition by itself; the others are acts, the cue is part of the passage."""

ANSWERS: frozenset[Stance] = frozenset({
    "denied", "confirmed", "admitted", "refused", "questioned", "denied_responsibility",
})  # fmt: skip
"""Stances to what someone else has said."""

NEAR_ANSWER = 3
"""Sentences around an answer in which a plain remark may be what is answered."""

FUTURE: frozenset[Stance] = frozenset({"promised", "threatened", "predicted"})
"""Stances towards what the sayer holds will come."""

CERTAIN = 2.0
"""Factuality from which on a text tells an event as a fact, on FactBank's scale from -3 to 3."""

BESIDE = frozenset({"relcl", "acl"})
"""Clauses that say more of a noun."""

LONGEST_JUDGEMENT = 700
"""A judgement without an event that is longer, in code points, is no one proposition: the text failed to parse."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the other stages have found in one text."""

    parsed: Parsed
    cast: Cast
    attributions: tuple[Attribution, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    tolls: tuple[Toll, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: who (index of the attribution, None for the outlet), what, where."""

    attribution: int | None
    span: Span
    head: int
    stance: Stance
    event: int | None
    spare: bool = False
    """It is a claim only if it answers another one or another one answers it."""

    denies: bool = False
    """It says of a statement that it is not so: what is denied is the statement as it was made."""


class ClaimBuilder:
    """Builds the claims of a text; `language` gives the words for judgements, demands and answers.

    `link` ties answers to what they answer.
    """

    def __init__(
        self,
        codebook: Codebook,
        registry: Registry,
        language: Mapping[str, Any],
        *,
        link: Callable[
            [Sequence[ReadClaim], Sequence[Event], str, AnswerWords], tuple[ReadClaim, ...]
        ] = link_answers,
    ) -> None:
        self.registry = registry
        self.acts = SpeechActs(codebook, language)
        self.judge = PassageJudge(language, registry)
        self.names = names_of(language)
        self.answer_words = AnswerWords.of(language)
        self.answer_finder = AnswerFinder.of(language)
        self.verdicts = VerdictFinder.of(language)
        self.link = link

    def build(self, material: Material) -> tuple[tuple[Event, ...], tuple[ReadClaim, ...]]:
        """Return the events, with those that only a claim tells of added, and the claims in text order."""
        return Draughtsman(self, material).build()


class Draughtsman:
    """Builds the claims of one text."""

    def __init__(self, builder: ClaimBuilder, material: Material) -> None:
        self.acts = builder.acts
        self.judge = builder.judge
        self.builder = builder
        self.parsed = material.parsed
        self.tree = tree_of(material.parsed)
        self.heard = len(material.attributions)
        verdicts = tuple(builder.verdicts.find(self.tree))
        self.false = frozenset(
            verdict.verb for verdict in verdicts if verdict.by is None and not verdict.said
        )
        """Verbs of the clauses that say that something is not so."""

        answering = (*material.attributions, *builder.answer_finder.find(self.tree, material.attributions))
        self.named = len(answering)
        matters = [verdict.matter for verdict in verdicts if not verdict.said]
        named = find_named_statements(self.tree, answering, builder.names, matters)
        material = replace(material, attributions=(*answering, *named))
        self.material = material
        self.events = list(material.events)
        self.chains = Chains(
            material.parsed, material.cast, material.attributions, builder.registry, builder.judge
        )
        self.comment = trailing_comment(material.parsed)
        end_of_report = self.comment[0] if self.comment is not None else len(material.parsed.text)
        self.regions = Regions(self.tree, material.attributions, end_of_report)
        self.triggers: dict[int, int] = {}
        for index, event in enumerate(self.events):
            token = self.regions.first_token(event.trigger)
            if token is not None:
                self.triggers.setdefault(token, index)

    def build(self) -> tuple[tuple[Event, ...], tuple[ReadClaim, ...]]:
        drafts = list(self.outlet_drafts())
        for index in range(len(self.material.attributions)):
            spare = index >= self.heard
            drafts.extend(
                replace(draft, spare=True) if spare else draft for draft in self.sayer_drafts(index)
            )
        drafts = [draft if draft.spare else self.with_losses(draft) for draft in drafts]
        drafts.extend(self.part_drafts([draft for draft in drafts if not draft.spare]))
        drafts.sort(
            key=lambda draft: (draft.span, -1 if draft.event is None else self.events[draft.event].trigger[0])
        )
        drafts = distinct(drafts)
        claims = [self.finish(draft) for draft in drafts]
        if self.comment is not None:
            claims.append(self.comment_claim(self.comment))
        linked = self.builder.link(claims, self.events, self.parsed.text, self.builder.answer_words)
        linked = tuple(self.with_meant_event(claim, claims) for claim in linked)
        spares = frozenset(at for at, draft in enumerate(drafts) if draft.spare)
        return tuple(self.events), drop_idle(linked, spares)

    def with_meant_event(self, claim: ReadClaim, claims: Sequence[ReadClaim]) -> ReadClaim:
        """Return an answer that names its matter by a pronoun ("recognise it") with the event that is meant."""
        meant = claim.reverses if claim.reverses is not None else claim.answers
        event = None if meant is None or claim.event is not None else claims[meant].event
        if event is None:
            return claim
        cue = claim.chain[-1].cue or claim.span
        tolls = tuple(
            number
            for number, toll in enumerate(self.material.tolls)
            if claim.span[0] <= toll.span[0] < claim.span[1]
        )
        told = replace(self.events[event], trigger=cue, tolls=tolls, same=event)
        return replace(claim, event=self.add_event(told))

    # Drafts

    def propositions(self, voice: int) -> list[Proposition]:
        """Return what a voice says itself, cut so that each event has a proposition."""
        said = self.regions.said_by(voice)
        anchors = [token for token in said if token in self.triggers]
        return cut_propositions(self.tree, said, anchors)

    def outlet_drafts(self) -> Iterable[Draft]:
        """Yield what the outlet says in its own voice: every event, and judgements; a plain remark only if answered."""
        near = self.near_answers()
        for proposition in self.propositions(-1):
            event = self.triggers.get(proposition.anchor)
            if event is None and too_long(proposition.span):
                continue
            stance = self.acts.own_stance(self.tree, proposition)
            denies = event is None and proposition.head in self.false
            plain = event is None and stance is None
            if plain and not denies and self.tree.sentence[proposition.head] not in near:
                continue
            stance = "denied" if denies else stance or "asserted"
            yield Draft(
                None, proposition.span, proposition.head, stance, event, spare=plain or denies, denies=denies
            )

    def near_answers(self) -> set[int]:
        """Return the sentences around those in which somebody answers."""
        said = {
            self.tree.sentence[token]
            for attribution in self.material.attributions
            if attribution.stance in ANSWERING
            for token in self.regions.tokens_in(attribution.cue[:1])
        }
        return {at + off for at in said for off in range(-NEAR_ANSWER, NEAR_ANSWER + 1)}

    def sayer_drafts(self, index: int) -> Iterable[Draft]:
        """Yield the claims of one attribution."""
        attribution = self.material.attributions[index]
        if index >= self.named:
            yield self.named_draft(index)
            return
        propositions = self.propositions(index)
        denies = attribution.stance == "denied" and any(
            proposition.head in self.false for proposition in propositions
        )
        if denies or (attribution.stance in PLAIN and propositions):
            for proposition in propositions:
                yield self.said(index, proposition)
            return
        if not propositions and self.regions.holds_other_voice(index):
            if attribution.stance in ANSWERS:
                yield from self.answered(index)
            return
        if attribution.kind == "direct" and len(propositions) > 1:
            for proposition in propositions:
                event = self.triggers.get(proposition.anchor)
                yield Draft(index, proposition.span, proposition.head, attribution.stance, event)
            return
        yield from self.acted(index, propositions)

    def named_draft(self, index: int) -> Draft:
        """Return the one claim of a statement that an answer names: what it says, else the words that name it."""
        attribution = self.material.attributions[index]
        spans = attribution.content or (*attribution.source, *attribution.cue)
        span = min(start for start, _ in spans), max(end for _, end in spans)
        tokens = self.regions.tokens_in([span])
        inside = set(tokens)
        head = next((token for token in tokens if self.tree.heads[token] not in inside), tokens[0])
        event = next((self.triggers[token] for token in tokens if token in self.triggers), None)
        return Draft(index, span, head, attribution.stance, event)

    def answered(self, index: int) -> Iterable[Draft]:
        """Yield the answer to what another one says within it: "denied a report that …"."""
        inner = [at for at, one in enumerate(self.material.attributions) if one.inside == index]
        yield from self.acted(index, [proposition for at in inner for proposition in self.propositions(at)])

    def said(self, index: int, proposition: Proposition) -> Draft:
        """Return what a sayer states, or by its wording demands, predicts or asks."""
        attribution = self.material.attributions[index]
        event = self.triggers.get(proposition.anchor)
        stance: Stance = attribution.stance
        denies = False
        if stance in ("asserted", "denied"):
            denies = proposition.head in self.false
        if denies:
            stance = "denied"
        elif stance == "asserted":
            stance = self.acts.said_stance(self.tree, proposition) or stance
        if stance == "demanded":
            event = self.demand_event(index, proposition.head, event)
        return Draft(index, proposition.span, proposition.head, stance, event, denies=denies)

    def acted(self, index: int, propositions: Sequence[Proposition]) -> Iterable[Draft]:
        """Yield the claims of an attribution whose cue is an act: a denial, a vow, a demand, a warning."""
        attribution = self.material.attributions[index]
        frame = self.regions.frame_span(index)
        cue = self.regions.cue_head(index)
        if frame is None or cue is None:
            return
        with_events = [proposition for proposition in propositions if proposition.anchor in self.triggers]
        if len(with_events) < 2:
            event = self.triggers[with_events[0].anchor] if with_events else None
            event = self.act_event(index, cue, event)
            stance = self.stance_on(with_events[0], attribution.stance) if with_events else attribution.stance
            yield Draft(index, frame, cue, stance, event)
            return
        for at, proposition in enumerate(with_events):
            span = (min(frame[0], proposition.span[0]), proposition.span[1]) if at == 0 else proposition.span
            event = self.act_event(index, cue, self.triggers[proposition.anchor])
            stance = self.stance_on(proposition, attribution.stance)
            yield Draft(index, span, proposition.head, stance, event)

    def stance_on(self, proposition: Proposition, stance: Stance) -> Stance:
        """Return the stance on a proposition: nobody predicts what a clause beside the main one tells as past and so.

        "The men who were shot are expected to live" forecasts nothing of the shooting.
        """
        if stance != "predicted" or self.tree.deps[proposition.head] not in BESIDE:
            return stance
        told = self.events[self.triggers[proposition.anchor]]
        return "asserted" if told.tense == "past" and told.factuality >= CERTAIN else stance

    def act_event(self, index: int, cue: int, inner: int | None) -> int | None:
        """Return the event of an act of speech: what is denied or vowed, or the demand itself."""
        stance = self.material.attributions[index].stance
        if stance == "demanded":
            return self.demand_event(index, cue, inner)
        if inner is not None:
            if stance in FUTURE and self.events[inner].tense == "hypothetical":
                self.events[inner] = replace(self.events[inner], tense="future")
            return inner
        told = next(
            (
                self.triggers[token]
                for token in self.regions.tokens_in(self.material.attributions[index].cue)
                if token in self.triggers
            ),
            None,
        )
        if told is not None and self.acts.is_act(self.events[told], stance):
            return told
        made = self.acts.make_event(self.tree, self.material.cast, self.material.attributions[index], cue)
        return None if made is None else self.add_event(made)

    def demand_event(self, index: int, head: int, inner: int | None) -> int:
        """Return the event of a demand: who asks whom, with the places and the time of what is asked."""
        model = None if inner is None else self.events[inner]
        made = self.acts.demand(self.tree, self.material.cast, self.material.attributions[index], head, model)
        return self.add_event(made)

    def add_event(self, event: Event) -> int:
        """Add an event, or find the one that is equal; return its index."""
        if event in self.events:
            return self.events.index(event)
        self.events.append(event)
        return len(self.events) - 1

    def with_losses(self, draft: Draft) -> Draft:
        """Return a draft without an event, whose words tell of losses, with the event of these losses."""
        if draft.event is not None or draft.stance not in PLAIN:
            return draft
        told = [
            number
            for number, toll in enumerate(self.material.tolls)
            if draft.span[0] <= toll.span[0] < draft.span[1] and toll.part_of is None
        ]
        if not told:
            return draft
        told_with = next((at for at, event in enumerate(self.events) if set(told) & set(event.tolls)), None)
        if told_with is None:
            return replace(
                draft, event=self.add_event(self.acts.loss(self.material.tolls[told[0]], tuple(told)))
            )
        whole = self.events[told_with]
        if set(told) == set(whole.tolls) and draft.span[0] <= whole.trigger[0] < draft.span[1]:
            return replace(draft, event=told_with)
        self.events[told_with] = replace(whole, tolls=tuple(one for one in whole.tolls if one not in told))
        apart = replace(whole, trigger=self.material.tolls[told[0]].span, tolls=tuple(told), same=None)
        return replace(draft, event=self.add_event(apart))

    def part_drafts(self, drafts: Sequence[Draft]) -> Iterable[Draft]:
        """Yield a claim for each loss that is told as a part of another: "including three children"."""
        for number, toll in enumerate(self.material.tolls):
            if toll.part_of is None:
                continue
            whole = next(
                (
                    draft
                    for draft in drafts
                    if draft.event is not None
                    and draft.span[0] <= toll.span[0] < max(draft.span[1], toll.span[0] + 1)
                    and toll.part_of in self.events[draft.event].tolls
                ),
                None,
            )
            if whole is None or whole.event is None:
                continue
            event = replace(self.events[whole.event], trigger=toll.span, tolls=(number,), same=whole.event)
            head = self.regions.first_token(toll.span)
            self.events[whole.event] = replace(
                self.events[whole.event],
                tolls=tuple(one for one in self.events[whole.event].tolls if one != number),
            )
            yield replace(
                whole,
                span=self.regions.part_span(toll.span, whole.span),
                head=head or whole.head,
                event=self.add_event(event),
            )

    # Claims

    def finish(self, draft: Draft) -> ReadClaim:
        """Return the claim of a draft, with all that its passage tells about it."""
        attribution = None if draft.attribution is None else self.material.attributions[draft.attribution]
        chain = self.chains.outlet() if draft.attribution is None else self.chains.of(draft.attribution)
        around = self.regions.passage_around(draft.head, draft.span)
        cues = () if attribution is None else attribution.cue
        content = () if attribution is None else attribution.content
        return ReadClaim(
            span=draft.span,
            chain=chain,
            stance=draft.stance,
            polarity="affirmed"
            if draft.denies
            else self.judge.polarity_of(self.parsed, content_within(content, draft.span)),
            certainty=self.judge.certainty_of(self.parsed, draft.span, cues),
            confidence=self.confidence(draft),
            event=draft.event,
            evidence=self.judge.evidence_in(self.parsed, draft.span),
            condition=self.condition(draft, around),
        )

    def confidence(self, draft: Draft) -> float:
        """Return the probability that the voices of a draft are read right."""
        heard = self.parsed.encoded is not None
        if draft.attribution is None:
            return rate_outlet("judgement" if draft.event is None else "event", heard=heard)
        links: list[Attribution] = []
        at: int | None = draft.attribution
        while at is not None:
            links.append(self.material.attributions[at])
            at = links[-1].inside
        return rate_links(links, heard=heard)

    def condition(self, draft: Draft, around: Span) -> Condition | None:
        """Return the condition of a claim about what is open; beside a fact, "without help" tells how it was done."""
        if draft.stance in PLAIN - {"assessed"} and not self.is_open(draft):
            return None
        return self.judge.condition_of(self.parsed, around)

    def is_open(self, draft: Draft) -> bool:
        """Tell whether a claim's event has not happened: it is to come, or only thought of."""
        return draft.event is not None and self.events[draft.event].tense in (
            "future",
            "hypothetical",
            "habitual",
        )

    def comment_claim(self, span: Span) -> ReadClaim:
        """Return what a reader asks or remarks under the report."""
        asks = self.parsed.text[span[0] : span[1]].rstrip().endswith("?")
        chain: tuple[Voice, ...] = self.chains.comment()
        return ReadClaim(
            span=span,
            chain=chain,
            stance="questioned" if asks else "asserted",
            polarity="affirmed",
            certainty="stated",
            confidence=rate_outlet("judgement", heard=self.parsed.encoded is not None),
        )


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without those that say the same of the same event by the same voice."""
    seen: set[tuple[int | None, int | None, Span | None, Stance]] = set()
    kept = []
    for draft in drafts:
        key = (draft.attribution, draft.event, draft.span if draft.event is None else None, draft.stance)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def too_long(span: Span) -> bool:
    """Tell whether a judgement's passage is too long to be one proposition."""
    return span[1] - span[0] > LONGEST_JUDGEMENT
