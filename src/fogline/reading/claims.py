"""Make claims: one sayer, one proposition, one passage, from who says what and what happened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from fogline.reading.answers import link_answers
from fogline.reading.codebook import Codebook
from fogline.reading.confidence import rate_claim
from fogline.reading.parse import Parsed
from fogline.reading.passages import PassageJudge, trailing_comment
from fogline.reading.propositions import Proposition, cut_propositions
from fogline.reading.registry import Registry
from fogline.reading.speech_acts import SpeechActs
from fogline.reading.syntax import Tree
from fogline.reading.voices import Chains

__all__ = ["ClaimBuilder", "Material"]

PLAIN: frozenset[Stance] = frozenset({"asserted", "assessed", "accused", "confirmed"})
"""Stances that a sayer takes to each proposition by itself; the others are acts, the cue is part of the passage."""

AHEAD: frozenset[Stance] = frozenset({"promised", "threatened", "demanded", "predicted", "warned", "refused"})
"""Stances towards what is still to come."""

ANSWERS: frozenset[Stance] = frozenset({"denied", "confirmed", "admitted"})
"""Stances to what someone else has said."""

FUTURE: frozenset[Stance] = frozenset({"promised", "threatened", "predicted"})
"""Stances towards what the sayer holds will come."""

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


class ClaimBuilder:
    """Builds the claims of a text; `language` gives the words for judgements and demands."""

    def __init__(self, codebook: Codebook, registry: Registry, language: Mapping[str, Any]) -> None:
        self.registry = registry
        self.acts = SpeechActs(codebook, language)
        self.judge = PassageJudge(language)

    def build(self, material: Material) -> tuple[tuple[Event, ...], tuple[ReadClaim, ...]]:
        """Return the events, with those that only a claim tells of added, and the claims in text order."""
        return Draughtsman(self, material).build()


class Draughtsman:
    """Builds the claims of one text."""

    def __init__(self, builder: ClaimBuilder, material: Material) -> None:
        self.acts = builder.acts
        self.judge = builder.judge
        self.material = material
        self.parsed = material.parsed
        self.tree = Tree(material.parsed)
        self.events = list(material.events)
        self.chains = Chains(
            material.parsed, material.cast, material.attributions, builder.registry, builder.judge
        )
        self.comment = trailing_comment(material.parsed)
        self.token_at = {start: token for token, start in enumerate(self.tree.starts)}
        self.content_of, self.frame_of = self.assign_tokens()
        self.tokens_of: defaultdict[int, list[int]] = defaultdict(list)
        for number, voice in enumerate(self.content_of):
            self.tokens_of[voice].append(number)
        self.triggers: dict[int, int] = {}
        for index, event in enumerate(self.events):
            token = self.first_token(event.trigger)
            if token is not None:
                self.triggers.setdefault(token, index)

    def build(self) -> tuple[tuple[Event, ...], tuple[ReadClaim, ...]]:
        drafts = list(self.outlet_drafts())
        for index in range(len(self.material.attributions)):
            drafts.extend(self.sayer_drafts(index))
        drafts = [self.with_losses(draft) for draft in drafts]
        drafts.extend(self.part_drafts(drafts))
        drafts.sort(
            key=lambda draft: (draft.span, -1 if draft.event is None else self.events[draft.event].trigger[0])
        )
        claims = [self.finish(draft) for draft in distinct(drafts)]
        if self.comment is not None:
            claims.append(self.comment_claim(self.comment))
        linked = [self.with_meant_event(claim, claims) for claim in link_answers(claims, self.events)]
        return tuple(self.events), tuple(linked)

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

    # Which words belong to whom

    def assign_tokens(self) -> tuple[list[int], list[int]]:
        """Return for each token in whose content it stands (innermost), and whose source or cue it is; -1 for none."""
        size = self.tree.size
        content_of, frame_of = [-1] * size, [-1] * size
        order = sorted(
            range(len(self.material.attributions)),
            key=lambda index: -sum(end - start for start, end in self.material.attributions[index].content),
        )
        for index in order:
            attribution = self.material.attributions[index]
            told_beside = self.told_beside(attribution)
            for token in self.tokens_in(attribution.content):
                if token not in told_beside:
                    content_of[token] = index
            for token in self.tokens_in((*attribution.source, *attribution.cue)):
                frame_of[token] = index
        return content_of, frame_of

    def told_beside(self, attribution: Attribution) -> set[int]:
        """Return the tokens of past facts told beside a vow or a demand: "even after the group lost its base"."""
        found: set[int] = set()
        if attribution.stance not in AHEAD or attribution.kind != "indirect":
            return found
        for token in self.tokens_in(attribution.content):
            if self.tree.deps[token] == "advcl" and self.tree.tags[token] == "VBD":
                found.update(self.tree.subtree(token))
        return found

    def tokens_in(self, spans: Iterable[Span]) -> list[int]:
        """Return the tokens that lie in the spans, white space left out."""
        found = []
        for start, end in spans:
            first = self.first_token((start, end))
            token = self.tree.size if first is None else first
            while token < self.tree.size and self.tree.starts[token] < end:
                if not self.tree.is_space(token):
                    found.append(token)
                token += 1
        return found

    def first_token(self, span: Span) -> int | None:
        """Return the first token that starts in a span or, where a token runs over its start, that one."""
        token = self.token_at.get(span[0])
        if token is not None:
            return token
        for token in range(self.tree.size):
            if self.tree.ends[token] > span[0]:
                return token if self.tree.starts[token] < span[1] else None
        return None

    def region(self, voice: int) -> list[int]:
        """Return the tokens that a voice says itself, -1 for the outlet: what others say inside is left out."""
        end_of_report = self.comment[0] if self.comment is not None else len(self.parsed.text)
        return [
            token
            for token in self.tokens_of.get(voice, ())
            if self.tree.starts[token] < end_of_report
            and not self.is_frame_inside(token, voice)
            and not self.tree.is_space(token)
        ]

    def is_frame_inside(self, token: int, voice: int) -> bool:
        """Tell whether a token introduces another voice within what `voice` says."""
        framed = self.frame_of[token]
        return framed >= 0 and framed != voice

    # Drafts

    def propositions(self, voice: int) -> list[Proposition]:
        region = self.region(voice)
        anchors = [token for token in region if token in self.triggers]
        return cut_propositions(self.tree, region, anchors)

    def outlet_drafts(self) -> Iterable[Draft]:
        """Yield what the outlet says in its own voice: every event, and judgements; plain remarks are no claims."""
        for proposition in self.propositions(-1):
            event = self.triggers.get(proposition.anchor)
            stance = self.acts.own_stance(self.tree, proposition)
            if event is None and (stance is None or too_long(proposition.span)):
                continue
            yield Draft(None, proposition.span, proposition.head, stance or "asserted", event)

    def sayer_drafts(self, index: int) -> Iterable[Draft]:
        """Yield the claims of one attribution."""
        attribution = self.material.attributions[index]
        propositions = self.propositions(index)
        if attribution.stance in PLAIN and propositions:
            for proposition in propositions:
                yield self.said(index, proposition)
            return
        if not propositions and self.holds_other_voice(index):
            if attribution.stance in ANSWERS:
                yield from self.answered(index)
            return
        if attribution.kind == "direct" and len(propositions) > 1:
            for proposition in propositions:
                event = self.triggers.get(proposition.anchor)
                yield Draft(index, proposition.span, proposition.head, attribution.stance, event)
            return
        yield from self.acted(index, propositions)

    def answered(self, index: int) -> Iterable[Draft]:
        """Yield the answer to what another one says within it: "denied a report that …"."""
        inner = [at for at, one in enumerate(self.material.attributions) if one.inside == index]
        yield from self.acted(index, [proposition for at in inner for proposition in self.propositions(at)])

    def said(self, index: int, proposition: Proposition) -> Draft:
        """Return what a sayer states, or by its wording demands, predicts or asks."""
        attribution = self.material.attributions[index]
        event = self.triggers.get(proposition.anchor)
        stance: Stance = attribution.stance
        if stance == "asserted":
            stance = self.acts.said_stance(self.tree, proposition) or stance
        if stance == "demanded":
            event = self.demand_event(index, proposition.head, event)
        return Draft(index, proposition.span, proposition.head, stance, event)

    def acted(self, index: int, propositions: Sequence[Proposition]) -> Iterable[Draft]:
        """Yield the claims of an attribution whose cue is an act: a denial, a vow, a demand, a warning."""
        attribution = self.material.attributions[index]
        frame = self.frame_span(index)
        cue = self.cue_head(index)
        if frame is None or cue is None:
            return
        with_events = [proposition for proposition in propositions if proposition.anchor in self.triggers]
        if len(with_events) < 2:
            event = self.triggers[with_events[0].anchor] if with_events else None
            event = self.act_event(index, cue, event)
            yield Draft(index, frame, cue, attribution.stance, event)
            return
        for at, proposition in enumerate(with_events):
            span = (min(frame[0], proposition.span[0]), proposition.span[1]) if at == 0 else proposition.span
            event = self.act_event(index, cue, self.triggers[proposition.anchor])
            yield Draft(index, span, proposition.head, attribution.stance, event)

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
                for token in self.tokens_in(self.material.attributions[index].cue)
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
            head = self.first_token(toll.span)
            self.events[whole.event] = replace(
                self.events[whole.event],
                tolls=tuple(one for one in self.events[whole.event].tolls if one != number),
            )
            yield replace(
                whole,
                span=self.part_span(toll.span, whole.span),
                head=head or whole.head,
                event=self.add_event(event),
            )

    def part_span(self, part: Span, whole: Span) -> Span:
        """Return the phrase that tells of a part, with the word that ties it to the whole."""
        token = self.first_token(part)
        if token is None:
            return part
        words = self.tree.subtree(token)
        start, end = self.tree.starts[words[0]], self.tree.ends[words[-1]]
        if token > 0 and self.tree.words[token - 1] in ("including", "among"):
            start = self.tree.starts[token - 1]
        return max(start, min(whole[0], start)), max(end, part[1])

    # Spans

    def cue_head(self, index: int) -> int | None:
        """Return the token that heads the cue."""
        tokens = self.tokens_in(self.material.attributions[index].cue)
        inside = set(tokens)
        heads = [
            token
            for token in tokens
            if self.tree.heads[token] not in inside or self.tree.heads[token] == token
        ]
        return heads[0] if heads else None

    def frame_span(self, index: int) -> Span | None:
        """Return the passage of an act of speech: cue, content, what is added to the cue, and a short sayer."""
        attribution = self.material.attributions[index]
        cue = self.cue_head(index)
        core = [*attribution.cue, *attribution.content]
        if cue is None or not core:
            return None
        sentence = self.tree.sentence[cue]
        start = min(span[0] for span in core)
        told_beside = self.told_beside(attribution)
        content = [token for token in self.tokens_in(attribution.content) if token not in told_beside]
        end = max([*(span[1] for span in attribution.cue), *(self.tree.ends[token] for token in content)])
        for token in self.adverbials(index, cue):
            if self.tree.sentence[token] == sentence and not self.tree.is_punctuation(token):
                end = max(end, self.tree.ends[token])
        for source in attribution.source:
            if source[1] <= start and start - source[1] <= 25 and source[1] - source[0] <= end - start:
                start = source[0]
        return start, end

    def adverbials(self, index: int, cue: int) -> list[int]:
        """Return the tokens of the clauses and phrases that qualify the cue and tell of nobody else's speech."""
        found: list[int] = []
        cues = self.tokens_in(self.material.attributions[index].cue)
        for child in (child for token in cues for child in self.tree.children[token]):
            if self.tree.deps[child] not in ("advcl", "prep", "npadvmod") or child < cue:
                continue
            tokens = self.tree.subtree(child)
            if not any(self.is_frame_inside(token, index) for token in tokens):
                found.extend(token for token in tokens if self.content_of[token] == self.content_of[cue])
        return found

    def holds_other_voice(self, index: int) -> bool:
        """Tell whether an attribution only passes on what another one says."""
        return any(attribution.inside == index for attribution in self.material.attributions)

    # Claims

    def finish(self, draft: Draft) -> ReadClaim:
        """Return the claim of a draft, with all that its passage tells about it."""
        attribution = None if draft.attribution is None else self.material.attributions[draft.attribution]
        chain = self.chains.outlet() if draft.attribution is None else self.chains.of(draft.attribution)
        around = self.passage_around(draft)
        cues = () if attribution is None else attribution.cue
        event = None if draft.event is None else self.events[draft.event]
        return ReadClaim(
            span=draft.span,
            chain=chain,
            stance=draft.stance,
            polarity=self.judge.polarity_of(self.parsed, self.proposition_span(draft)),
            certainty=self.judge.certainty_of(self.parsed, draft.span, cues),
            confidence=rate_claim(attribution, event, len(chain)),
            event=draft.event,
            evidence=self.judge.evidence_in(self.parsed, draft.span),
            condition=self.condition(draft, around),
        )

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

    def proposition_span(self, draft: Draft) -> Span:
        """Return where the proposition itself stands, without the words that introduce it."""
        if draft.attribution is None:
            return draft.span
        content = self.material.attributions[draft.attribution].content
        inner = [span for span in content if span[0] < draft.span[1] and draft.span[0] < span[1]]
        if not inner:
            return draft.span
        return max(inner[0][0], draft.span[0]), min(inner[-1][1], draft.span[1])

    def passage_around(self, draft: Draft) -> Span:
        """Return the passage up to the ends of its sentence where no other claim's clause stands between."""
        sentence = self.tree.sentence[draft.head]
        tokens = [token for token in self.tree.subtree(draft.head) if self.tree.sentence[token] == sentence]
        start = min(draft.span[0], *(self.tree.starts[token] for token in tokens))
        end = max(draft.span[1], *(self.tree.ends[token] for token in tokens))
        return start, end

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
            confidence=rate_claim(None, None, len(chain)),
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
