"""Attach places, times and losses to the events that they belong to: syntax first, then the sentence."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from fogline.model.reading import PlaceMention, TimeMention, Toll
from fogline.model.vocabulary import Span
from fogline.reading.parse import Parsed

__all__ = ["Setting"]

LONGEST_CLIMB = 30
"""Steps towards the root that are looked at: deeper nesting than this is a parse gone wrong."""

MODIFIER = frozenset({"compound", "poss", "amod", "nmod"})
LOOSE = frozenset({"advcl", "relcl", "ccomp", "acl", "parataxis", "csubj", "xcomp"})
DIRECTIONS = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "kilometre",
        "kilometer",
        "mile",
        "km",
        "kms",
        "outside",
    }
)
WHERE_VERBS_SKIPPED = frozenset({"say", "tell", "report", "announce", "declare", "add", "state"})


class Setting:
    """Where and when of one text's events. Holds the heads of all places, times and losses by token.

    Args:
        parsed: the text.
        places, times, tolls: what the other stages found, in the order of the reading's lists.
        landmarks: indexes of places that only tell where another one lies ("north of Kabul").
    """

    def __init__(
        self,
        parsed: Parsed,
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        tolls: Sequence[Toll],
        landmarks: frozenset[int] = frozenset(),
    ) -> None:
        self.doc = parsed.doc
        self.starts = [token.idx for token in parsed.doc]
        self.places = {
            index: head for index, place in enumerate(places) if (head := self.head(place.span)) is not None
        }
        self.times = {
            index: head
            for index, time in enumerate(times)
            if time.kind != "SET"
            and (head := self.head(time.span)) is not None
            and head.dep_ not in ("det", "amod")
        }
        self.tolls = {
            index: head for index, toll in enumerate(tolls) if (head := self.head(toll.span)) is not None
        }
        self.landmarks = landmarks | {index for index, head in self.places.items() if is_landmark(head)}
        self.places_by_sentence: dict[int, list[tuple[int, Token]]] = {}
        for index, head in self.places.items():
            self.places_by_sentence.setdefault(head.sent.start, []).append((index, head))
        self.timed = frozenset(token.i for time in times for token in self.tokens(time.span))

    def tokens(self, span: Span) -> list[Token]:
        """Return the words that a span covers in whole or in part."""
        first = max(bisect_right(self.starts, span[0]) - 1, 0)
        found = []
        for index in range(first, len(self.starts)):
            if self.starts[index] >= span[1]:
                break
            token = self.doc[index]
            if token.idx + len(token) > span[0] and not token.is_space:
                found.append(token)
        return found

    def head(self, span: Span) -> Token | None:
        """Return the word of a span that governs the others, None for a span without words."""
        tokens = self.tokens(span)
        inside = {token.i for token in tokens}
        return next((token for token in tokens if token.head.i not in inside or token.head is token), None)

    def climb(self, token: Token, anchors: Mapping[int, int]) -> tuple[int, int, bool] | None:
        """Return (event, steps, loose) for the first event met on the way to the root, None when there is none.

        Args:
            token: where to start; an anchor itself counts.
            anchors: event by the index of the words that stand for it.
        """
        loose = False
        child = token
        for steps in range(LONGEST_CLIMB):
            if child.i in anchors:
                return anchors[child.i], steps, loose
            if child.head is child:
                return None
            loose = loose or child.dep_ in LOOSE or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))
            child = child.head
        return None

    def own_places(
        self, anchors: Mapping[int, int], party_words: frozenset[int], actors: frozenset[int]
    ) -> dict[int, list[int]]:
        """Return, by event, the places that hang on its words, in text order; landmarks and parties' names left out."""
        found: dict[int, list[int]] = {}
        for index, head in self.places.items():
            if index in self.landmarks or head.i in party_words or names_a_party(head, actors):
                continue
            hit = self.climb(head, anchors)
            if hit is not None and not hit[2]:
                found.setdefault(hit[0], []).append(index)
        return found

    def where_place(self, verb: Token) -> int | None:
        """Return the place that a clause with "where" belongs to: the head of the apposition that it stands behind."""
        if not any(child.lower_ == "where" for child in verb.children):
            return None
        noun = verb.head
        for _ in range(LONGEST_CLIMB):
            if noun.dep_ != "appos" or noun.head is noun:
                break
            noun = noun.head
        chain = [noun]
        while chain[-1].dep_ in ("pobj", "prep") and len(chain) < 6 and chain[-1].head is not chain[-1]:
            chain.append(chain[-1].head)
        by_head = {head.i: index for index, head in self.places.items() if index not in self.landmarks}
        for token in chain:
            if token.i in by_head:
                return by_head[token.i]
        behind = [
            (verb.i - head.i, index)
            for index, head in self.places_by_sentence.get(verb.sent.start, ())
            if head.i < verb.i and index not in self.landmarks
        ]
        return min(behind)[1] if behind else None

    def near_place(
        self, token: Token, taken: frozenset[int], party_words: frozenset[int], actors: frozenset[int]
    ) -> int | None:
        """Return the nearest free place of the sentence, None when the sentence has none."""
        near = [
            (abs(head.i - token.i), index)
            for index, head in self.places_by_sentence.get(token.sent.start, ())
            if index not in self.landmarks
            and index not in taken
            and head.i not in party_words
            and not names_a_party(head, actors)
            and head.dep_ not in ("poss", "compound", "amod")
        ]
        return min(near)[1] if near else None

    def times_of(self, drafts: Sequence[Token], anchors: Mapping[int, int]) -> list[int | None]:
        """Return each event's time: one that hangs on its words, else one of its sentence that is free."""
        own: dict[int, list[tuple[int, int, int]]] = {}
        free: dict[int, list[int]] = {}
        for index, head in self.times.items():
            hit = self.climb(head, anchors)
            if hit is None:
                free.setdefault(head.sent.start, []).append(index)
                continue
            event, _, loose = hit
            own.setdefault(event, []).append((int(loose), abs(head.i - drafts[event].i), index))
        found: list[int | None] = []
        for event, token in enumerate(drafts):
            if event in own:
                found.append(min(own[event])[2])
                continue
            rest = [(abs(self.times[index].i - token.i), index) for index in free.get(token.sent.start, ())]
            found.append(min(rest)[1] if rest else None)
        for event, token in enumerate(drafts):
            if found[event] is None:
                found[event] = self.shared_time(token, anchors, found)
        return found

    @staticmethod
    def shared_time(token: Token, anchors: Mapping[int, int], found: Sequence[int | None]) -> int | None:
        """Return the time of the event that this one is coordinated with or hangs on in one clause."""
        child = token
        for _ in range(LONGEST_CLIMB):
            if (
                child.dep_ not in ("conj", "advcl", "dobj", "pobj", "prep", "nsubj", "xcomp")
                or child.head is child
            ):
                return None
            child = child.head
            if child.i in anchors and found[anchors[child.i]] is not None:
                return found[anchors[child.i]]
        return None


def is_landmark(head: Token) -> bool:
    """Tell whether a place only says where another lies: "a region north of X", "40 km from X"."""
    if head.dep_ != "pobj" or head.head.lower_ not in ("of", "from"):
        return False
    governor = head.head.head
    if governor.lower_ in DIRECTIONS and governor.lower_ != "outside":
        return not any(child.lower_ == "the" for child in governor.children)
    return governor.lemma_.lower() in ("kilometre", "kilometer", "mile", "km")


def names_a_party(head: Token, party_words: frozenset[int]) -> bool:
    """Tell whether a place's name is only part of a party's: "the Arnor government"."""
    return head.dep_ in MODIFIER and head.head.i in party_words
