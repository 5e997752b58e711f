"""Find whom pronouns mean, by number, gender, place in the clause, distance, and who speaks a quotation."""

import math
from collections.abc import Callable, Sequence

from fogline.reading.actors.clause_positions import (
    OBJECTS,
    SUBJECTS,
    are_arguments_of_one_verb,
    is_pleonastic,
    owner_verb,
    role_of,
    verb_of,
)  # fmt: skip
from fogline.reading.actors.entities import Entity, Known
from fogline.reading.actors.found import Found
from fogline.reading.document import Token

__all__ = ["AntecedentFinder"]

REACH = {"he": 6, "she": 6, "it": 2, "they": 3, "role": 8}
"""How many sentences back an antecedent may stand."""

# Points by which antecedents are compared; only their order matters. A sentence back costs as much as the step from
# subject to a place in a prepositional phrase, so that the subject before outranks an object at hand.
SENTENCE_BACK = 26.0
ROLE_POINTS = {"subject": 30.0, "object": 12.0, "possessor": 8.0, "other": 4.0, "modifier": -20.0}
SPEAKER = 25.0
OWN_SUBJECT = 25.0
CATAPHORA = 20.0
TOKEN_BACK = 0.25
OTHER_SIDE_OF_QUOTE = 12.0
WITHIN_WHAT_IS_SAID = 60.0
"""Who closes a sentence with "he said" is seldom told of in it."""

FAMILIAR = 4.0
FAMILIAR_LAND = 14.0
"""For each doubling of the mentions that someone, or the state that "the country" may mean, has in the text."""


class AntecedentFinder:
    """Finds antecedents among the entities of one text."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.speakers: dict[int, int] = {}

    def antecedent(self, found: Found) -> Entity | None:
        """Return whom a pronoun means, None when nobody fits."""
        token = self.known.tokens[found.head]
        kind = found.pronoun
        if kind == "who":
            relative = token.head if token.dep_ != "poss" else token.head.head
            while (
                relative.dep_ != "relcl"
                and relative.head.i != relative.i
                and relative.dep_ in ("conj", "xcomp", "ccomp")
            ):
                relative = relative.head
            entity = self.known.entities.get(relative.head.i) if relative.dep_ == "relcl" else None
            return None if entity is not None and entity.person and token.lower_ == "which" else entity
        if kind in ("i", "we"):
            return self.speaker_of(found)
        if kind == "it" and (is_pleonastic(token) or token.dep_ in OBJECTS):
            return None
        return self.best(found, self.matching(found), pronoun=True)

    def matching(self, found: Found) -> Callable[[Entity], bool]:
        """Return the test of number, gender and kind that a pronoun puts to its antecedent."""
        kind = found.pronoun
        if kind in ("he", "she"):
            gender = "m" if kind == "he" else "f"
            return lambda e: e.person and not e.plural and e.gender in ("", gender)
        if kind == "it":
            return lambda e: not e.person and not e.plural and e.kind in ("organisation", "outlet")
        return lambda e: (
            (e.plural or not e.person) and not e.place and e.kind in ("organisation", "unnamed", "outlet")
        )

    def best(
        self, found: Found, fits: Callable[[Entity], bool], *, pronoun: bool = False, demonyms: bool = False
    ) -> Entity | None:
        """Return the entity that fits and stands out most where the words are read."""
        reach = REACH[found.pronoun if pronoun else "role"]
        here = self.known.sentence[found.head]
        excluded = self.excluded(found) if pronoun else ()
        sentence, by_head = self.known.sentence, self.known.by_head
        choice: tuple[float, int, Entity] | None = None
        for entity in self.known.order:
            if not fits(entity) or entity in excluded:
                continue
            for head in reversed(entity.seen):
                if here - sentence[head] > reach or (by_head[head].demonym is not None and not demonyms):
                    continue
                points = self.points(found, head, pronoun=pronoun)
                if points is not None:
                    familiar = FAMILIAR if pronoun else FAMILIAR_LAND if demonyms else 0.0
                    points += familiar * math.log2(len(entity.seen))
                if points is not None and (choice is None or (points, head) > choice[:2]):
                    choice = (points, head, entity)
        return choice[2] if choice is not None else None

    def points(self, found: Found, head: int, *, pronoun: bool) -> float | None:
        """Return how much one mention stands out for a later one; None where it cannot be its antecedent."""
        token, other = self.known.tokens[found.head], self.known.tokens[head]
        distance = self.known.sentence[found.head] - self.known.sentence[head]
        if head >= found.head:
            return self.cataphora(token, other, distance) if pronoun else None
        if other.i == token.i or (pronoun and are_arguments_of_one_verb(token, other)):
            return None
        role = role_of(other, self.known.by_head)
        points = 100.0 - SENTENCE_BACK * distance + ROLE_POINTS[role]
        points -= TOKEN_BACK * min(found.head - head, 60) if distance == 0 else 0.0
        if pronoun and role == "subject":
            if self.is_speaker(other) and found.pronoun in ("he", "she"):
                points += SPEAKER
            if token.dep_ == "poss" and owner_verb(token) == verb_of(other):
                points += OWN_SUBJECT
        if self.known.quote[head] != self.known.quote[found.head]:
            points -= OTHER_SIDE_OF_QUOTE
        if pronoun and distance == 0 and self.closes(token):
            points -= WITHIN_WHAT_IS_SAID
        return points

    def cataphora(self, token: Token, other: Token, distance: int) -> float | None:
        """Return the points of a main subject that follows its pronoun: "Although its chances …, the NRF hopes"."""
        if distance != 0 or other.dep_ not in SUBJECTS:
            return None
        clause = next((ancestor for ancestor in token.ancestors if ancestor.dep_ == "advcl"), None)
        if clause is None or verb_of(other) != clause.head or clause.i > other.i:
            return None
        return 100.0 + ROLE_POINTS["subject"] + CATAPHORA

    def closes(self, token: Token) -> bool:
        """Tell whether a pronoun closes a sentence: "…, he said", with nothing that is said after it."""
        verb = token.head
        if token.dep_ != "nsubj" or verb.lemma_.lower() not in self.known.words.speech or token.i == 0:
            return False
        before = self.known.tokens[token.i - 1]
        says = any(child.i > verb.i and child.dep_ in ("ccomp", "dobj", "xcomp") for child in verb.children)
        return before.text == "," and not says

    def is_speaker(self, token: Token) -> bool:
        """Tell whether a mention is the subject of a verb of speech, or follows "according to"."""
        verb = verb_of(token)
        return verb is not None and verb.lemma_.lower() in self.known.words.speech

    def excluded(self, found: Found) -> Sequence[Entity]:
        """Return who speaks a quotation, and for whom: a third person in it is someone else."""
        quotation = self.known.quote[found.head]
        speaker = self.speakers.get(quotation) if quotation is not None else None
        entity = self.known.entities.get(speaker) if speaker is not None else None
        if entity is None:
            return ()
        body = self.affiliation_of(entity)
        return (entity, body) if body is not None else (entity,)

    def affiliation_of(self, entity: Entity) -> Entity | None:
        """Return the body that someone is of, by any phrase that tells it."""
        if entity.affiliation is None:
            heads = (self.known.by_head[head].affiliation for head in entity.seen)
            bodies = (self.known.entities.get(head) for head in heads if head is not None)
            entity.affiliation = next(
                (body for body in bodies if body is not None and body is not entity), None
            )
        return entity.affiliation

    def find_speakers(self) -> None:
        """Find who speaks each quotation: the nearest subject of a verb of speech in its paragraph."""
        heads = [
            found.head
            for found in self.known.mentions
            if self.known.quote[found.head] is None
            and found.head in self.known.entities
            and self.speaks(found.head)
        ]
        last: int | None = None
        for number, (start, end) in enumerate(self.known.parsed.quotations):
            paragraph = next((p for p in self.known.parsed.paragraphs if p[0] <= start < p[1]), (start, end))
            inside = [head for head in heads if paragraph[0] <= self.known.tokens[head].idx < paragraph[1]]
            if inside:
                last = min(inside, key=lambda head: (gap(self.known.tokens[head].idx, start, end), head))
                self.speakers[number] = last
            elif last is not None and self.known.tokens[last].idx > start - 1_500:
                self.speakers[number] = last

    def speaks(self, head: int) -> bool:
        """Tell whether a mention is a subject of a verb of speech or follows "according to"."""
        token = self.known.tokens[head]
        if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
            return True
        return token.dep_ in SUBJECTS and token.head.lemma_.lower() in self.known.words.speech

    def speaker_of(self, found: Found) -> Entity | None:
        """Return whom "I" and "we" mean in a quotation: the speaker, or the body that the speaker is of."""
        quotation = self.known.quote[found.head]
        speaker = self.speakers.get(quotation) if quotation is not None else None
        entity = self.known.entities.get(speaker) if speaker is not None else None
        if entity is None or found.pronoun == "i":
            return entity
        return self.affiliation_of(entity) or entity


def gap(at: int, start: int, end: int) -> int:
    """Return how far a character stands from a span."""
    return start - at if at < start else max(0, at - end)
