"""Give each event its losses, and fold what is only the outcome of an event into that event."""

from collections.abc import Mapping, Sequence

from fogline.model.reading import Toll
from fogline.reading.document import Token
from fogline.reading.events.factuality import FactualityJudge, Judgement
from fogline.reading.events.setting import Setting
from fogline.reading.events.triggers import Draft
from fogline.reading.roles import conjuncts

__all__ = ["LossKeeper", "anchor_of", "anchor_words"]

ORPHAN_TYPES = {
    "killed": "killing", "wounded": "wounding", "casualties": "combat_losses", "captured": "capture_of_troops",
    "abducted": "abduction_forced_disappearance", "arrested": "arrests", "equipment": "combat_losses",
    "missing": "combat_losses",
}  # fmt: skip
"""The type of an event of which the text tells nothing but its losses."""

LOSS_TYPES = {
    "killed": ("killing", "combat_losses"), "wounded": ("wounding",), "casualties": ("combat_losses",),
    "captured": ("capture_of_troops",), "abducted": ("abduction_forced_disappearance",), "arrested": ("arrests",),
    "equipment": ("combat_losses", "downing_of_aircraft", "sinking_of_ship"),
}  # fmt: skip
"""The types that tell of a loss of one measure and of little else."""


OPEN = frozenset({"future", "hypothetical", "habitual"})
"""Tenses of what has not happened on any one day."""


class LossKeeper:
    """Knows which types are violent, which types and words tell of outcomes alone, and which losses are none yet.

    A loss that is only feared, risked or prepared for is never one of an event that happened.
    """

    def __init__(
        self, outcomes: frozenset[str], violent: frozenset[str], words: frozenset[str], judge: FactualityJudge
    ) -> None:
        self.outcomes = outcomes
        self.words = words
        self.violent = violent
        self.judge = judge

    def judge_orphan(self, draft: Draft) -> Judgement:
        """Judge an event of which nothing but its losses is told: by its word of loss, where that leaves it open."""
        counted = self.judge.judge(draft.token)
        if draft.loss is None or counted.tense in OPEN:
            return counted
        lost = self.judge.judge(draft.loss)
        return lost if lost.tense in OPEN else counted

    def is_open(self, word: Token) -> bool:
        """Tell whether what a word tells of has not happened."""
        return self.judge.rule(word).tense in OPEN

    def fold(
        self, drafts: list[Draft], setting: Setting, tolls: Sequence[Toll]
    ) -> tuple[list[Draft], list[tuple[int, ...]]]:
        """Fold outcomes into what caused them ("the blast killed five" is one event) and give each event its losses."""
        anchors = anchor_words(drafts)
        into: dict[int, int] = {}
        for index, draft in enumerate(drafts):
            if self.is_outcome(draft):
                cause = self.cause(draft, anchors)
                if (
                    cause is not None
                    and cause != index
                    and drafts[cause].type in self.violent
                    and not self.is_outcome(drafts[cause])
                    and (self.is_open(drafts[cause].token) or not self.is_open(draft.token))
                ):
                    into[index] = cause
                    drafts[cause].object = drafts[cause].object or draft.object
                    if (
                        drafts[cause].subject is None
                        and draft.subject is not None
                        and draft.subject.i not in anchors
                    ):
                        drafts[cause].subject = draft.subject
        owned: dict[int, list[int]] = {}
        by_sentence: dict[int, list[int]] = {}
        for index, draft in enumerate(drafts):
            by_sentence.setdefault(draft.token.sent.start, []).append(index)
        for toll, head in setting.tolls.items():
            sentence, hit = by_sentence.get(head.sent.start, []), setting.climb(head, anchors)
            if sentence:
                is_open = self.is_open(word_of_loss(tolls[toll], head))
                alike = [index for index in sentence if self.is_open(drafts[index].token) == is_open]
                sentence = alike if alike or is_open else sentence
                hit = hit if hit is not None and (hit[0] in alike or not is_open) else None
            event = self.owner(tolls[toll].measure, head, drafts, sentence, hit)
            if event is not None:
                owned.setdefault(into.get(event, event), []).append(toll)
        kept = [index for index in range(len(drafts)) if index not in into]
        return [drafts[index] for index in kept], [tuple(sorted(owned.get(index, ()))) for index in kept]

    def is_outcome(self, draft: Draft) -> bool:
        """Tell whether a draft's type or word tells of nothing but what came of something."""
        return draft.type in self.outcomes or draft.token.lemma_.lower() in self.words

    def owner(
        self,
        measure: str,
        head: Token,
        drafts: Sequence[Draft],
        sentence: Sequence[int],
        hit: tuple[int, int, bool] | None,
    ) -> int | None:
        """Return the event of a loss: one of its own kind first, then what it hangs on, then the nearest.

        Args:
            measure: what is counted.
            head: the word that is counted.
            drafts: all events.
            sentence: those of the same sentence.
            hit: the event that the word hangs on, as `Setting.climb` tells it.
        """
        exact = [index for index in sentence if drafts[index].type in LOSS_TYPES.get(measure, ())]
        if hit is not None and (
            hit[0] in exact or (not exact and not hit[2] and drafts[hit[0]].type in self.violent)
        ):
            return hit[0]
        near = exact or [index for index in sentence if drafts[index].type in self.violent]
        if near:
            return min(near, key=lambda index: (abs(drafts[index].token.i - head.i), index))
        return hit[0] if hit is not None and not hit[2] else None

    def cause(self, draft: Draft, anchors: Mapping[int, int]) -> int | None:
        """Return the event whose outcome a draft is, None when it stands for itself."""
        token = draft.token
        joined = [child for child in token.children if child.dep_ == "conj" and child.tag_ == token.tag_]
        for child in [*token.children, *(kid for other in joined for kid in other.children)]:
            if (
                child.dep_ == "prep" and child.lower_ in ("in", "during", "by", "after")
            ) or child.dep_ == "agent":
                for kid in child.children:
                    for noun in conjuncts(kid):
                        if noun.i in anchors:
                            return anchors[noun.i]
        if draft.subject is not None and draft.subject.i in anchors:
            return anchors[draft.subject.i]
        for child in token.children:
            if (
                child.dep_ == "advcl"
                and child.i in anchors
                and any(kid.lower_ in ("when", "after", "as") for kid in child.children)
            ):
                return anchors[child.i]
        if token.dep_ == "advcl" and token.tag_ == "VBG" and token.head.i in anchors:
            return anchors[token.head.i]
        if token.dep_ in ("relcl", "acl") and token.head.i in anchors:
            return anchors[token.head.i]
        return None

    def add_orphans(
        self, drafts: list[Draft], losses: list[tuple[int, ...]], setting: Setting, tolls: Sequence[Toll]
    ) -> tuple[list[Draft], list[tuple[int, ...]]]:
        """Add an event for each loss of which no other event of the text tells."""
        told = {toll for owned in losses for toll in owned}
        whole: dict[int, int] = {}
        for index, head in setting.tolls.items():
            toll = tolls[index]
            if index in told or toll.measure not in ORPHAN_TYPES or toll.high == 0:
                continue
            if toll.part_of is not None and toll.part_of in whole:
                losses[whole[toll.part_of]] += (index,)
                continue
            if toll.part_of is not None and toll.part_of in told:
                continue
            beside = next(
                (
                    other
                    for other in whole
                    if head.sent.start == setting.tolls[other].sent.start
                    and is_counted_with(head, setting.tolls[other])
                ),
                None,
            )
            if beside is not None:
                losses[whole[beside]] += (index,)
                continue
            whole[index] = len(drafts)
            drafts.append(Draft(head, ORPHAN_TYPES[toll.measure], loss=word_of_loss(toll, head)))
            losses.append((index,))
        return drafts, losses


def word_of_loss(toll: Toll, head: Token) -> Token:
    """Return the word by which a loss is read, the verb that carries it ("the toll could reach 300") for a subject."""
    forms = toll.basis.words if toll.basis is not None else ()
    near = [token for token in head.sent if token.lower_ in forms[-1:]]
    word = min(near, key=lambda token: abs(token.i - head.i), default=head)
    is_carried = word.pos_ in ("NOUN", "PROPN") and word.dep_ == "nsubj" and word.head.pos_ in ("VERB", "AUX")
    return word.head if is_carried else word


def is_counted_with(head: Token, first: Token) -> bool:
    """Tell whether two counted nouns are one enumeration: joined to one another, or hung on one verb of one clause."""
    child = head
    while child.dep_ == "conj" and child.head is not child and child.pos_ in ("NOUN", "PROPN", "NUM"):
        child = child.head
        if child.i == first.i:
            return True
    return clause_verb(head) is not None and clause_verb(head) == clause_verb(first)


def clause_verb(noun: Token) -> Token | None:
    """Return the verb whose object a noun is, behind "of" too."""
    child = noun
    while child.dep_ in ("conj", "pobj", "prep") and child.head.pos_ in ("NOUN", "PROPN", "NUM", "ADP"):
        child = child.head
    return child.head if child.dep_ == "dobj" else None


def anchor_of(draft: Draft) -> tuple[int, ...]:
    """Return the words that stand for an event: its own and the verb that carries it."""
    return (draft.token.i,) if draft.carrier is None else (draft.token.i, draft.carrier.i)


def anchor_words(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the event by the index of each word that stands for it; its own word before one that carries another."""
    anchors: dict[int, int] = {}
    for index, draft in enumerate(drafts):
        if draft.carrier is not None:
            anchors.setdefault(draft.carrier.i, index)
    for index, draft in enumerate(drafts):
        anchors[draft.token.i] = index
    return anchors
