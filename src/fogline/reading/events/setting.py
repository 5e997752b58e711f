"""Attach places, times and losses to the events that they belong to: syntax first, then the sentence."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from fogline.model.reading import PlaceMention, TimeMention, Toll
from fogline.model.vocabulary import Span
from fogline.reading.document import Token
from fogline.reading.parse import Parsed

__all__ = ["Setting", "is_landmark"]

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
LONGEST_SOURCE = 8
"""Steps from a place or time to the verb of saying whose own setting it is."""

SURE_CUE = 0.7
"""Probability of an attribution from which its cue counts; below it lie "searched for" and "signed"."""

CONTENT = frozenset({"ccomp", "xcomp", "parataxis"})
"""How what is said hangs on the verb of saying."""

ASIDE = frozenset({"acl", "relcl"})
"""How a clause hangs on a noun: in "said in a statement released on Tuesday" both are of one day."""


class Setting:
    """Where and when of one text's events. Holds the heads of all places, times and losses by token.

    Args:
        parsed: the text.
        places, times, tolls: what the other stages found, in the order of the reading's lists.
        landmarks: indexes of places that only tell where another one lies ("north of Kabul").
        saying: verbs of saying, beside the cues that the encoder has read; when and where something is
            said is not when and where it happened.
    """

    def __init__(
        self,
        parsed: Parsed,
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        tolls: Sequence[Toll],
        landmarks: frozenset[int] = frozenset(),
        saying: frozenset[str] = frozenset(),
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
            and not (time.kind == "DURATION" and time.earliest is None)
            and (head := self.head(time.span)) is not None
            and head.dep_ not in ("det", "amod")
        }
        self.tolls = {
            index: head for index, toll in enumerate(tolls) if (head := self.head(toll.span)) is not None
        }
        self.towns = frozenset(
            head.i for index, head in self.places.items() if places[index].level in ("town", "admin2", "site")
        )
        self.saying = saying
        triples = () if parsed.encoded is None else parsed.encoded.triples
        self.cues = frozenset(
            token for triple in triples if triple.confidence >= SURE_CUE for token in range(*triple.cue)
        )
        self.landmarks = landmarks | {
            index
            for index, head in self.places.items()
            if is_landmark(head) or is_demonym(head, places[index]) or is_sourced(head)
        }
        self.places_by_sentence: dict[int, list[tuple[int, Token]]] = {}
        for index, head in self.places.items():
            self.places_by_sentence.setdefault(head.sent.start, []).append((index, head))
        self.timed = frozenset(token.i for time in times for token in self.tokens(time.span))

    def tokens(self, span: Span) -> list[Token]:
        """Return the words that a span covers in whole or in part."""
        first = max(bisect_right(self.starts, span[0]) - 1, 0)
        touched = self.doc.tokens[first : bisect_left(self.starts, span[1], first)]
        return [token for token in touched if token.idx + len(token.text) > span[0] and not token.is_space]

    def head(self, span: Span) -> Token | None:
        """Return the word of a span that governs the others, None for a span without words."""
        tokens = self.tokens(span)
        inside = {token.i for token in tokens}
        return next((token for token in tokens if token.head.i not in inside or token.head is token), None)

    def climb(
        self, token: Token, anchors: Mapping[int, int], top: Token | None = None
    ) -> tuple[int, int, bool] | None:
        """Return (event, steps, loose) for the first event met on the way to the root, None when there is none.

        Args:
            token: where to start; an anchor itself counts.
            anchors: event by the index of the words that stand for it.
            top: the last word that is looked at, None to look as far as the root.
        """
        loose = False
        child = token
        for steps in range(LONGEST_CLIMB):
            if child.i in anchors:
                return anchors[child.i], steps, loose
            if child.head is child or (top is not None and child.i == top.i):
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
            and head.dep_ not in ("poss", "compound", "amod", "nsubj", "nsubjpass", "dobj")
            and not self.is_said_at(head)
        ]
        return min(near)[1] if near else None

    def is_said_at(self, head: Token) -> bool:
        """Tell whether a place or time is that of the saying: "in London the ministry said", "said on Friday that"."""
        return self.cue_of(head) is not None

    def cue_of(self, head: Token) -> Token | None:
        """Return the word of saying that a place or time stands beside, None where it belongs to what is said."""
        child = head
        for _ in range(LONGEST_SOURCE):
            if child.lower_ == "according":
                return child
            if child.head is child or (child.dep_ in LOOSE and child.dep_ not in ASIDE):
                return None
            child = child.head
            if child.pos_ in ("VERB", "AUX") and child.dep_ not in ASIDE:
                return child if self.is_cue(child) and not is_of_content(head, child) else None
        return None

    def is_cue(self, verb: Token) -> bool:
        """Tell whether a verb says something here."""
        return verb.i in self.cues or verb.lemma_.lower() in self.saying

    def times_of(self, drafts: Sequence[Token], anchors: Mapping[int, int]) -> list[int | None]:
        """Return each event's time: one that hangs on its words, else a free one of its sentence, else its noun's."""
        own: dict[int, list[tuple[int, int, int]]] = {}
        free: dict[int, list[int]] = {}
        for index, head in self.times.items():
            cue = self.cue_of(head)
            hit = self.climb(head, anchors, cue)
            if hit is not None:
                event, _, loose = hit
                own.setdefault(event, []).append((int(loose), abs(head.i - drafts[event].i), index))
            elif cue is None:
                free.setdefault(head.sent.start, []).append(index)
        found: list[int | None] = [
            min(own[event])[2] if event in own else None for event in range(len(drafts))
        ]
        for event, token in enumerate(drafts):
            above = self.noun_of(token, anchors)
            if above is not None and found[above] is None:
                found[above] = found[event]
        for event, token in enumerate(drafts):
            rest = [(abs(self.times[index].i - token.i), index) for index in free.get(token.sent.start, ())]
            if found[event] is None and rest:
                found[event] = min(rest)[1]
        for event, token in enumerate(drafts):
            if found[event] is None:
                found[event] = self.shared_time(token, anchors, found)
        return found

    def said_times(self) -> Mapping[int, int]:
        """Return, by the start of its sentence, the time at which something is said there."""
        found: dict[int, int] = {}
        for index, head in self.times.items():
            if self.is_said_at(head):
                found.setdefault(head.sent.start, index)
        return found

    @staticmethod
    def noun_of(token: Token, anchors: Mapping[int, int]) -> int | None:
        """Return the event that happened in the course of a noun's: "shot down in Saturday's fighting"."""
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in ("in", "during", "by"):
            return None
        return anchors.get(preposition.head.i)

    def shared_time(
        self, token: Token, anchors: Mapping[int, int], found: Sequence[int | None]
    ) -> int | None:
        """Return the time of the event that this one is coordinated with or hangs on in one clause."""
        child = token
        for _ in range(LONGEST_CLIMB):
            if (
                child.dep_ not in ("conj", "advcl", "dobj", "pobj", "prep", "nsubj", "xcomp")
                or child.head is child
            ):
                return None
            within, child = child.dep_ != "conj", child.head
            if within and self.is_cue(child):
                return None
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


def is_demonym(head: Token, place: PlaceMention) -> bool:
    """Tell whether a country's name only says whose something is: "Argentine aircraft", "the Iraqi army"."""
    if place.level != "country":
        return False
    return head.ent_type_ == "NORP" or head.tag_ == "JJ" or head.dep_ in MODIFIER


def is_sourced(head: Token) -> bool:
    """Tell whether a place stands in "according to": it is the source's."""
    child = head
    for _ in range(LONGEST_SOURCE):
        if child.lower_ == "according":
            return True
        if child.head is child or child.pos_ in ("VERB", "AUX"):
            return False
        child = child.head
    return False


def is_of_content(head: Token, cue: Token) -> bool:
    """Tell whether a time or place that hangs on a verb of saying belongs to what is said all the same.

    It does where what is said begins or ends between the two: "rebels attacked on Friday, the ministry said",
    "the ministry said rebels attacked on Friday".
    """
    contents = [child for child in cue.children if child.dep_ in CONTENT]
    if head.i > cue.i:
        return any(cue.i < content.i < head.i for content in contents)
    subject = next((child for child in cue.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    frame = cue.i if subject is None else min(subject.left_edge.i, cue.i)
    return head.i < frame and any(content.i < frame for content in contents)


def names_a_party(head: Token, party_words: frozenset[int]) -> bool:
    """Tell whether a place's name is only part of a party's: "the Arnor government"."""
    return head.dep_ in MODIFIER and head.head.i in party_words
