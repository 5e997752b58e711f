"""Tell what a proposition does by its wording (demand, predict, judge, ask), and make the event of such an act."""

from collections.abc import Iterable, Mapping
from typing import Any

from fogline.model.reading import Attribution, Event, Party, Toll
from fogline.model.vocabulary import Measure, Span, Stance, Tense
from fogline.reading.actors import Cast
from fogline.reading.codebook import Codebook
from fogline.reading.propositions import Proposition
from fogline.reading.syntax import Tree

__all__ = ["SpeechActs"]

ACT_TYPES: Mapping[Stance, str] = {
    "demanded": "request",
    "threatened": "threaten",
    "refused": "reject",
    "accused": "accuse",
}
"""The type of the codebook that an act of speech is by itself, where nothing more exact is told."""

ACT_TENSES: Mapping[Stance, Tense] = {
    "demanded": "hypothetical",
    "warned": "hypothetical",
    "threatened": "future",
    "promised": "future",
    "predicted": "future",
}
LOSS_TYPES: Mapping[Measure, str] = {
    "killed": "killing",
    "wounded": "wounding",
    "captured": "capture_of_troops",
}
FACT = 2.0
"""Factuality of a loss that is told with no deed: stated, but of what is left open."""

SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative", "obj")
ADDRESSING: Mapping[str, tuple[str, ...]] = {
    "call": ("on", "upon"),
    "appeal": ("to",),
    "speak": ("to",),
    "demand": ("of", "from"),
    "ask": ("of",),
    "require": ("of",),
    "plead": ("with",),
    "press": ("on",),
}
"""The preposition with which a verb of demanding names who shall act."""


class SpeechActs:
    """Knows the words of section `[claims]` and makes the events that only a claim tells of."""

    def __init__(self, codebook: Codebook, language: Mapping[str, Any]) -> None:
        section = language.get("claims", {})
        self.codebook = codebook
        self.obligations = frozenset(section.get("obligations", ()))
        self.obliging_verbs = frozenset(section.get("obliging_verbs", ()))
        self.futures = frozenset(section.get("futures", ()))
        self.possibilities = frozenset(section.get("possibilities", ()))
        self.judgements = frozenset(section.get("judgements", ()))
        self.habits = frozenset(section.get("habits", ()))

    def own_stance(self, tree: Tree, proposition: Proposition) -> Stance | None:
        """Return the stance of what the outlet says itself; None for a plain statement."""
        if asks(tree, proposition):
            return "questioned"
        words = clause_words(tree, proposition)
        if self.judgements & words:
            return "assessed"
        aux = auxiliaries(tree, proposition.head)
        if aux & self.futures:
            return "predicted"
        if aux & self.possibilities:
            return "assessed"
        return "asserted" if self.habits & words else None

    def said_stance(self, tree: Tree, proposition: Proposition) -> Stance | None:
        """Return the stance of what someone says with a plain "said"; None for a plain statement."""
        if asks(tree, proposition):
            return "questioned"
        aux = auxiliaries(tree, proposition.head)
        if aux & self.obligations:
            return "demanded"
        if aux & self.futures:
            return "predicted"  # "they will need to gain support" tells what it would take
        if self.is_obliging(tree, proposition.head):
            return "demanded"
        if self.judgements & clause_words(tree, proposition) or aux & self.possibilities:
            return "assessed"
        return None

    def is_obliging(self, tree: Tree, head: int) -> bool:
        """Tell whether a verb lays a duty on its subject: "has to act"."""
        if tree.lemmas[head] not in self.obliging_verbs:
            return False
        inner = tree.child(head, "xcomp")
        return inner is not None and any(tree.words[child] == "to" for child in tree.children[inner])

    def is_act(self, event: Event, stance: Stance) -> bool:
        """Tell whether an event is the act of speech that `stance` names."""
        return event.type is not None and event.type == ACT_TYPES.get(stance)

    def demand(
        self, tree: Tree, cast: Cast, attribution: Attribution, head: int, model: Event | None
    ) -> Event:
        """Return the event of a demand: its target is who shall act.

        Args:
            tree: the text.
            cast: who is spoken of in it.
            attribution: whose demand it is.
            head: the verb of demanding, or the verb that lays a duty on its subject.
            model: the act that is demanded, where it is an event itself; its places and time are kept.
        """
        trigger = (tree.starts[head], tree.ends[head])
        in_cue = any(start <= trigger[0] < end for start, end in attribution.cue)
        addressee = self.addressee(tree, head, in_cue=in_cue)
        target = None if addressee is None else cast.party(addressee)
        initiator = sayer_party(cast, attribution)
        if target is None and model is not None:
            target = model.initiator
        if target is not None and initiator is not None and target.name == initiator.name:
            target = None
        return self.act(
            ACT_TYPES["demanded"],
            trigger,
            tense="hypothetical",
            initiator=initiator,
            target=target,
            places=model.places if model else (),
            time=model.time if model else None,
        )

    def addressee(self, tree: Tree, head: int, *, in_cue: bool) -> Span | None:
        """Return the words for who shall act: the object of "urge", the subject of "must"."""
        if not in_cue:
            subject = tree.child(head, *SUBJECTS)
            return None if subject is None else noun_phrase(tree, subject)
        direct = tree.child(head, *OBJECTS)
        if direct is not None and tree.parts[direct] in ("PROPN", "PRON"):
            return noun_phrase(tree, direct)
        for child in tree.children[head]:
            if tree.deps[child] == "xcomp" or tree.deps[child] == "ccomp":
                subject = tree.child(child, *SUBJECTS)
                if subject is not None:
                    return noun_phrase(tree, subject)
            if tree.deps[child] == "prep" and tree.words[child] in ADDRESSING.get(tree.lemmas[head], ()):
                inner = tree.child(child, "pobj")
                if inner is not None:
                    return noun_phrase(tree, inner)
        return None if direct is None or tree.child(head, "xcomp") is None else noun_phrase(tree, direct)

    def make_event(self, tree: Tree, cast: Cast, attribution: Attribution, cue: int) -> Event | None:
        """Return the event of a vow, threat, warning, prediction or refusal that names no act of the codebook."""
        tense = ACT_TENSES.get(attribution.stance)
        if tense is None:
            return None
        verb = next(
            (
                token
                for token in range(tree.size)
                if tree.parts[token] == "VERB" and inside(tree.starts[token], attribution.content)
            ),
            cue,
        )
        own = attribution.stance in ("promised", "threatened")
        return self.act(
            ACT_TYPES.get(attribution.stance),
            (tree.starts[verb], tree.ends[verb]),
            tense=tense,
            initiator=sayer_party(cast, attribution) if own else None,
            target=None,
            places=(),
            time=None,
        )

    def loss(self, toll: Toll, tolls: tuple[int, ...]) -> Event:
        """Return the event of losses that are told with no deed: "12 men were missing"."""
        known = self.codebook.types.get(LOSS_TYPES.get(toll.measure, "combat_losses"))
        return Event(
            trigger=toll.span,
            type=known.key if known else None,
            acled=known.acled if known else None,
            plover=known.plover if known else None,
            factuality=FACT,
            tense="past",
            initiator=None,
            target=toll.party,
            places=(),
            time=None,
            tolls=tolls,
            same=None,
        )

    def act(
        self,
        key: str | None,
        trigger: Span,
        *,
        tense: Tense,
        initiator: Party | None,
        target: Party | None,
        places: tuple[int, ...],
        time: int | None,
    ) -> Event:
        """Return an event that is open (factuality 0), of the codebook's type `key` where it has that type."""
        known = self.codebook.types.get(key or "")
        return Event(
            trigger=trigger,
            type=known.key if known else None,
            acled=known.acled if known else None,
            plover=known.plover if known else None,
            factuality=0.0,
            tense=tense,
            initiator=initiator,
            target=target,
            places=places,
            time=time,
            tolls=(),
            same=None,
        )


def sayer_party(cast: Cast, attribution: Attribution) -> Party | None:
    """Return the sayer as a party; None when the text names none."""
    return cast.party(attribution.source[0]) if attribution.source else None


def inside(at: int, spans: Iterable[Span]) -> bool:
    """Tell whether an offset lies in one of the spans."""
    return any(start <= at < end for start, end in spans)


def asks(tree: Tree, proposition: Proposition) -> bool:
    """Tell whether a question mark follows the proposition."""
    return tree.text[proposition.span[1] : proposition.span[1] + 1] == "?" or tree.text[
        proposition.span[0] : proposition.span[1]
    ].endswith("?")


def clause_words(tree: Tree, proposition: Proposition) -> set[str]:
    """Return the lemmas and words that stand in the proposition's passage."""
    start, end = proposition.span
    tokens = [token for token in tree.subtree(proposition.head) if start <= tree.starts[token] < end]
    return {tree.lemmas[token] for token in tokens} | {tree.words[token] for token in tokens}


def auxiliaries(tree: Tree, head: int) -> set[str]:
    """Return the auxiliary verbs of a clause, in lower case."""
    return {tree.words[child] for child in tree.children[head] if tree.deps[child] in ("aux", "auxpass")}


def noun_phrase(tree: Tree, head: int) -> Span:
    """Return the span of a noun with what stands before it and belongs to it."""
    first = min(
        [head, *(child for child in tree.children[head] if child < head and not tree.is_punctuation(child))]
    )
    return tree.starts[first], tree.ends[head]
