"""Find events: what was done, by whom, to whom, where, when, with what losses, and whether it happened at all."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fogline.model.reading import Event, Party, PlaceMention, TimeMention, Toll
from fogline.model.vocabulary import Span
from fogline.reading.codebook import Codebook
from fogline.reading.document import Token
from fogline.reading.events.event_losses import LossKeeper, anchor_of, anchor_words
from fogline.reading.events.factuality import FactualityJudge, Judgement
from fogline.reading.events.heard import Told, is_brief, join_events, told_events
from fogline.reading.events.notices import notice_words
from fogline.reading.events.sameness import link_same
from fogline.reading.events.scenes import place_in_scenes
from fogline.reading.events.setting import Setting
from fogline.reading.events.triggers import Draft, TriggerMatcher
from fogline.reading.parse import Parsed
from fogline.reading.places import landmarks
from fogline.reading.roles import conjuncts, phrase
from fogline.reading.tolls.toll_words import TollWords

__all__ = ["CastLike", "EventFinder", "main_event"]

CONTENT = frozenset({"ccomp", "parataxis"})
MUTUAL = frozenset({"armed_clash", "agree", "agreement", "consult", "cooperate"})
"""Types whose two parties may stand side by side as one subject: "A and B clashed"."""


SCENE_TYPES = frozenset({"surrender", "mobilize", "retreat", "headquarters_or_base_established"})
"""Types besides the violent ones that share the time and place of the scene that a report tells."""


class CastLike(Protocol):
    """What the finder asks of the cast: who is meant by a span."""

    def party(self, span: Span) -> Party:
        """Return the party that a span names."""
        ...


SILENT = 0.15
"""Probability that a sentence tells anything below which nothing in it is what the text is chiefly about."""

HEARD, HEARD_BRIEFLY = 1.0, 3.0
"""What the probability of its type in its sentence adds to an event."""


@dataclass(slots=True)
class Built:
    """A draft with what has been found out about it."""

    draft: Draft
    judgement: Judgement
    initiator: Party | None = None
    target: Party | None = None
    places: tuple[int, ...] = ()
    time: int | None = None
    tolls: tuple[int, ...] = ()


class EventFinder:
    """Finds every event that a careful conflict coder would note, typed by the codebook.

    Args:
        codebook: the types and their frames.
        language: the words of a language.
        actor_kinds: what each actor of the registry is ("rebel group", "state forces" …), by id;
            without it an actor counts by the words that name it alone.
    """

    def __init__(
        self, codebook: Codebook, language: Mapping[str, Any], actor_kinds: Mapping[str, str] | None = None
    ) -> None:
        self.actor_kinds = actor_kinds or {}
        section = language.get("events", {})
        self.codebook = codebook
        self.language = language
        self.saying = frozenset(section.get("saying", ()))
        self.matcher = TriggerMatcher(codebook, language)
        self.judge = FactualityJudge(language)
        self.toll_words = TollWords(language)
        self.violent = frozenset(section.get("violent", ()))
        self.notices: Sequence[str] = section.get("notices", ())
        self.keeper = LossKeeper(
            frozenset(section.get("outcome_types", ())),
            self.violent,
            frozenset(section.get("outcome_verbs", ())),
            self.judge,
        )

    def find(
        self,
        parsed: Parsed,
        cast: Any,
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        tolls: Sequence[Toll],
    ) -> tuple[Event, ...]:
        """Return the events of a text in text order.

        Args:
            parsed: the text.
            cast: who is who in it (`party(span)`, `mentions`).
            places, times, tolls: what the other stages found; events refer to them by index.
        """
        setting = Setting(parsed, places, times, tolls, self.landmarks_of(parsed, places), saying=self.saying)
        mentions = {mention.head: mention for mention in getattr(cast, "mentions", ())}
        kinds = {
            index: self.actor_kinds.get(mention.actor or "", mention.kind)
            for index, mention in mentions.items()
        }
        drafts = [draft for draft in self.draft(parsed, setting, kinds) if not self.is_unknown(draft)]
        drafts, losses = self.keeper.fold(drafts, setting, tolls)
        drafts, losses = self.keeper.add_orphans(drafts, losses, setting, tolls)
        order = sorted(
            range(len(drafts)), key=lambda index: (drafts[index].token.i, drafts[index].type or "")
        )
        ordered = [drafts[index] for index in order]
        built = self.build(ordered, [losses[index] for index in order], setting, cast, mentions)
        place_in_scenes(built, self.sharing(built, tolls), parsed, setting, places, times)
        events = [self.event(item, tolls) for item in built]
        return with_first(link_same(events, [item.draft for item in built], self.violent, places))

    def landmarks_of(self, parsed: Parsed, places: Sequence[PlaceMention]) -> frozenset[int]:
        """Return the places that only say where others lie."""
        return landmarks(parsed, places, language=self.language) if "places" in self.language else frozenset()

    def sharing(self, built: Sequence[Built], tolls: Sequence[Toll]) -> list[bool]:
        """Tell of each event whether it is a part of the scene: it happened, and counts up over no longer time."""
        return [
            item.draft.type in self.violent | SCENE_TYPES
            and item.judgement.tense in ("past", "ongoing")
            and not any(tolls[index].cumulative for index in item.tolls)
            for item in built
        ]

    def draft(self, parsed: Parsed, setting: Setting, kinds: Mapping[int, str]) -> list[Draft]:
        """Return the drafts of all words, acts outside the codebook last."""
        doc = parsed.doc
        notices = notice_words(doc, self.notices)
        aside = setting.timed | notices
        drafts = [
            draft
            for token in doc
            if token.i not in aside and (draft := self.matcher.drafts(token, kinds)) is not None
        ]
        drafts = without_doubles(drafts)
        if parsed.encoded is not None:
            drafts = join_events(
                drafts, doc, parsed.encoded, self.matcher, codebook=self.codebook, notices=notices
            )
        typed = frozenset(draft.token.i for draft in drafts)
        quoted = [False] * len(doc)
        for start, end in parsed.quotations:
            for token in setting.tokens((start, end)):
                quoted[token.i] = True
        seen = set(typed)
        for token in doc:
            if token.pos_ not in ("VERB", "AUX") or token.i in aside:
                continue
            inside = quoted[token.i] or token.dep_ in CONTENT
            for draft in self.matcher.acts(token, typed, inside):
                if draft.token.i not in seen:
                    seen.add(draft.token.i)
                    drafts.append(draft)
        return drafts

    def is_unknown(self, draft: Draft) -> bool:
        """Tell whether a draft only says that nothing is known of losses: "there was no word of casualties"."""
        return draft.type in self.keeper.outcomes and self.toll_words.is_unknown(draft.token)

    def build(
        self,
        drafts: list[Draft],
        losses: list[tuple[int, ...]],
        setting: Setting,
        cast: Any,
        mentions: Mapping[int, Any],
    ) -> list[Built]:
        """Return each draft with its parties, places, time and losses."""
        anchors = anchor_words(drafts)
        self.share_opponents(drafts)
        party_words = frozenset(
            head.i
            for draft in drafts
            for head in (draft.subject, draft.object)
            if head is not None
            and head.i in mentions
            and not (head.dep_ == "compound" and head.i in setting.towns)
        )
        actors = frozenset(mentions) | party_words
        at = setting.own_places(anchors, party_words, actors)
        taken = frozenset(place for owned in at.values() for place in owned)
        times = setting.times_of([draft.token for draft in drafts], anchors)
        built = []
        for index, draft in enumerate(drafts):
            places = at.get(index, [])
            where = setting.where_place(draft.carrier or draft.token)
            if not places and where is not None:
                places = [where]
            if not places and draft.type is not None:
                near = setting.near_place(draft.token, taken, party_words, actors)
                places = [near] if near is not None else []
            subject, object_ = self.parties(draft, anchors, mentions, setting.towns)
            judgement = self.keeper.judge_orphan(draft)
            if draft.asked and judgement.tense not in ("future", "hypothetical"):
                judgement = Judgement(min(judgement.factuality, 0.5), "hypothetical")
            built.append(
                Built(
                    draft,
                    judgement,
                    initiator=cast.party(phrase(subject)) if subject is not None else None,
                    target=cast.party(phrase(object_)) if object_ is not None else None,
                    places=tuple(places),
                    time=times[index],
                    tolls=losses[index],
                )
            )
        return built

    def parties(
        self, draft: Draft, anchors: Mapping[int, int], mentions: Mapping[int, Any], towns: frozenset[int]
    ) -> tuple[Token | None, Token | None]:
        """Return the heads that can be parties: no event, no thing that is thrown, no mere "it"."""
        subject, object_ = draft.subject, draft.object
        if subject is not None and subject.i in towns and subject.dep_ == "compound":
            subject = None  # "the Brenna bomb attack" says where, not who
        if draft.type in MUTUAL and subject is not None and object_ is None:
            both = list(conjuncts(subject))
            if len(both) > 1 and both[1].i in mentions and draft.token.pos_ == "VERB":
                object_ = both[1]
        if subject is not None and not self.can_act(subject, anchors, mentions):
            subject = None
        if object_ is not None and not self.can_suffer(object_, anchors, mentions):
            object_ = None
        if subject is not None and object_ is not None and subject.i == object_.i:
            object_ = None
        return subject, object_

    def can_act(self, head: Token, anchors: Mapping[int, int], mentions: Mapping[int, Any]) -> bool:
        """Tell whether a noun can begin an event."""
        if head.i in mentions:
            return True
        if head.i in anchors or head.ent_type_ in (
            "DATE",
            "TIME",
            "CARDINAL",
            "MONEY",
            "PERCENT",
            "QUANTITY",
        ):
            return False
        if head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or head.dep_ == "expl":
            return False
        kinds = self.matcher.kinds
        word = head.lemma_.lower()
        return not any(
            word in kinds.get(kind, ()) or head.lower_ in kinds.get(kind, ())
            for kind in ("event", "abstract", "explosive", "projectile")
        )

    def can_suffer(self, head: Token, anchors: Mapping[int, int], mentions: Mapping[int, Any]) -> bool:
        """Tell whether a noun can be the one acted upon."""
        if head.i in mentions:
            return True
        if head.i in anchors or head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            return False
        kinds = self.matcher.kinds
        word = head.lemma_.lower()
        return head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and not (
            word in kinds.get("event", ())
            or word in kinds.get("abstract", ())
            or head.tag_ in ("WDT", "WP", "EX")
        )

    def share_opponents(self, drafts: list[Draft]) -> None:
        """Give an attack without a target the opponent of the coordinated clause: "A attacked and lost eight to B"."""
        by_word = {word: draft for draft in drafts for word in anchor_of(draft)}
        for draft in drafts:
            head = (draft.carrier or draft.token).head
            other = by_word.get(head.i)
            if (
                other is None
                or (draft.carrier or draft.token).dep_ != "conj"
                or not {draft.type, other.type} <= self.violent
            ):
                continue
            for one, two in ((draft, other), (other, draft)):
                if (
                    one.subject is not None
                    and two.object is not None
                    and one.subject.i == two.object.i
                    and one.object is None
                    and two.subject is not None
                ):
                    one.object = two.subject

    def event(self, item: Built, tolls: Sequence[Toll]) -> Event:
        """Return the finished record, not yet linked to earlier mentions; losses of none did not happen."""
        token, factuality = item.draft.token, item.judgement.factuality
        is_none = bool(item.tolls) and all(tolls[index].high == 0 for index in item.tolls)
        if is_none and item.draft.type in self.keeper.outcomes:
            factuality = -abs(factuality)
        known = self.codebook.types.get(item.draft.type) if item.draft.type is not None else None
        return Event(
            trigger=(token.idx, token.idx + len(token)),
            type=item.draft.type,
            acled=known.acled if known is not None else None,
            plover=known.plover if known is not None else None,
            factuality=factuality,
            tense=item.judgement.tense,
            initiator=item.initiator,
            target=registered(item.target, [tolls[index] for index in item.tolls]),
            places=item.places,
            time=item.time,
            tolls=item.tolls,
            same=None,
            basis=item.draft.basis,
        )


def registered(target: Party | None, tolls: Sequence[Toll]) -> Party | None:
    """Return a target, or whose machine it is where it is one of those lost: "shot down two British Harriers"."""
    for toll in tolls:
        if (
            target is not None
            and target.actor is None
            and toll.item is not None
            and toll.party is not None
            and toll.party.actor is not None
            and target.span is not None
            and target.span[0] < toll.span[1]
            and toll.span[0] < target.span[1]
        ):
            return toll.party
    return target


def without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts without nouns that only say again what their verb says: "called a strike", "agreed to a truce"."""
    by_word = {draft.token.i: draft for draft in drafts}
    kept = []
    for draft in drafts:
        head = draft.token.head
        if draft.token.dep_ == "pobj":
            head = head.head
        verb = by_word.get(head.i)
        doubled = (
            draft.token.dep_ in ("dobj", "pobj")
            and verb is not None
            and verb is not draft
            and verb.type == draft.type
        )
        if not doubled:
            kept.append(draft)
    return kept


def with_first(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return events, later mentions with the time of the first where they name none."""
    return tuple(
        replace(event, time=events[event.same].time)
        if event.same is not None and event.time is None
        else event
        for event in events
    )


def main_event(events: Sequence[Event], parsed: Parsed) -> int | None:
    """Return the index of the event that the text is chiefly about, None when it tells of nothing that happened.

    What comes early, is mentioned again, has losses and is heard by the encoder
    weighs most; habits, hypotheses, denied acts and what stands in a sentence
    in which the encoder hears nothing that happened are never the main event.
    """
    best: tuple[float, int] | None = None
    aside = background(parsed)
    heard = () if parsed.encoded is None else told_events(parsed.doc, parsed.encoded)
    begins = [parsed.doc[told.first].idx for told in heard]
    weight = HEARD_BRIEFLY if is_brief(parsed.doc) else HEARD
    length = max(len(parsed.text), 1)
    mentioned: dict[int, int] = {}
    for event in events:
        if event.same is not None:
            mentioned[event.same] = mentioned.get(event.same, 0) + 1
    for index, event in enumerate(events):
        if event.same is not None or event.type is None or event.factuality <= 0:
            continue
        if event.tense in ("habitual", "hypothetical"):
            continue
        at = bisect_right(begins, event.trigger[0]) - 1
        told = heard[at] if at >= 0 and ends_behind(heard[at], event, parsed) else None
        if told is not None and told.any < SILENT:
            continue
        score = 2.0 * (1.0 - event.trigger[0] / length)
        score += min(mentioned.get(index, 0), 4) * 0.5
        score += 0.8 * bool(event.tolls) + 0.3 * bool(event.places) + 0.3 * (event.time is not None)
        score += 1.0 * (event.plover == "ASSAULT") + 0.3 * (event.initiator is not None)
        score += weight * told.share(event.type) if told is not None else 0.0
        score -= 0.8 * (event.tense == "future") + 0.8 * (event.trigger[0] in aside)
        if best is None or score > best[0]:
            best = (score, index)
    return None if best is None else best[1]


def ends_behind(told: Told, event: Event, parsed: Parsed) -> bool:
    """Tell whether the last word of a sentence that the encoder heard begins no earlier than an event."""
    return event.trigger[0] <= parsed.doc[told.last - 1].idx


def background(parsed: Parsed) -> frozenset[int]:
    """Return the offsets of words in relative clauses, which tell of earlier things rather than of the news."""
    inside: set[int] = set()
    for token in parsed.doc:
        if token.dep_ == "relcl":
            inside.add(token.idx)
            inside.update(child.idx for child in token.children if child.dep_ in ("conj", "dobj"))
    return frozenset(inside)
