"""Tell who is meant: join names, roles and pronouns of one text that speak of the same someone."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Token

from fogline.model.vocabulary import Span, VoiceKind
from fogline.reading.mentions import Found
from fogline.reading.parse import Parsed
from fogline.reading.registry import Actor, Registry, fold

__all__ = ["Entity", "Resolver"]

KIND_OF_VOICE: Mapping[str, VoiceKind] = {"person": "person", "news agency": "outlet", "outlet": "outlet"}
STATE_KINDS = ("state", "government", "state forces", "police", "intelligence")

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
FAMILIAR = 4.0
FAMILIAR_LAND = 14.0
"""For each doubling of the mentions that someone, or the state that "the country" may mean, has in the text."""

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "agent"}
OBJECTS = {"dobj", "dative", "iobj", "obj"}
SINGULAR_ROLE_SORTS = ("official", "people")


@dataclass(slots=True, eq=False)
class Entity:
    """Someone of whom a text speaks. `words` is how a voice without a name is shown."""

    name: str
    words: str
    kind: VoiceKind
    actor: Actor | None = None
    affiliation: "Entity | None" = None
    named: bool = False
    person: bool = False
    plural: bool = False
    gender: str = ""
    lemmas: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    distant: bool = False
    """Told of as a relative or as dead: a bare surname does not mean this person while another bears it."""
    place: bool = False
    seen: list[int] = field(default_factory=list)
    """Heads of the mentions so far, in the order of resolution."""

    def actor_kinds(self) -> str:
        return self.actor.kind if self.actor is not None else ""


class Resolver:
    """Joins the mentions of one text after another."""

    def __init__(self, registry: Registry, words: Mapping[str, Any]) -> None:
        self.registry = registry
        more: Mapping[str, Any] = words["words"]
        self.anaphors = frozenset(words["anaphors"])
        self.lands = frozenset(words["lands"])
        self.anaphor_kinds: Mapping[str, Sequence[str]] = words["anaphor_kinds"]
        self.kin = frozenset(more["kin"])
        self.male = frozenset(more["male"])
        self.female = frozenset(more["female"])
        self.male_names = frozenset(map(fold, more["male_names"]))
        self.female_names = frozenset(map(fold, more["female_names"]))
        self.titles = frozenset(more["titles"])
        self.speech = frozenset(more["speech"])
        self.deadly = frozenset(more["deadly"])

    def resolve(self, parsed: Parsed, mentions: Sequence[Found]) -> dict[int, Entity]:
        """Return the entity of each mention by its head; mentions of nobody known are left out."""
        return Resolution(self, parsed, mentions).run()


class Resolution:
    """The work on one text."""

    def __init__(self, rules: Resolver, parsed: Parsed, mentions: Sequence[Found]) -> None:
        self.rules = rules
        self.doc: Doc = parsed.doc
        self.tokens = list(parsed.doc)
        self.parsed = parsed
        self.mentions = mentions
        self.by_head = {found.head: found for found in mentions}
        self.entities: dict[int, Entity] = {}
        self.order: list[Entity] = []
        self.sentence = sentence_numbers(self.doc)
        self.quote = quotation_numbers(self.tokens, parsed.quotations)
        self.speakers: dict[int, int | None] = {}
        self.states: list[Entity] = []

    def run(self) -> dict[int, Entity]:
        """Join names, then what stands beside them, then roles and pronouns in text order, quotations last."""
        self.join_names()
        self.join_slips()
        self.join_appositions()
        for inside in (False, True):
            for found in self.mentions:
                if (self.quote[found.head] is not None) is inside:
                    self.join_rest(found)
            if not inside:
                self.find_speakers()
        return self.entities

    # names

    def join_names(self) -> None:
        """Join the names of the whole text, the long forms before the short ones."""
        names = [found for found in self.mentions if found.form == "name"]
        shortened = self.bracketed(names)
        by_actor: dict[str, Entity] = {}
        by_form: dict[str, Entity] = {}
        persons: list[Entity] = []
        for found in names:
            if found.demonym is not None:
                self.enter(found, by_actor.setdefault(found.demonym.id, self.actor_entity(found.demonym)))
        linked = [found for found in names if found.demonym is None and found.actors]
        for found in linked:
            if found.head in shortened:
                continue
            actor = self.choose(found.actors)
            if actor is None:
                continue
            entity = by_actor.setdefault(actor.id, self.actor_entity(actor))
            entity.forms.add(fold(found.name))
            if entity.person and entity not in persons:
                persons.append(entity)
            self.enter(found, entity)
        self.states = [entity for entity in by_actor.values() if entity.actor_kinds() == "state"]
        rest = [found for found in names if found.head not in self.entities and found.head not in shortened]
        for found in sorted(rest, key=lambda found: (-len(found.name.split()), found.start)):
            key = fold(found.name)
            entity = by_form.get(key)
            if entity is None and found.label == "PERSON":
                entity = self.known_person(found, persons)
            if entity is None and found.label != "PERSON":
                entity = self.known_body(found, by_form)
            if entity is None:
                entity = self.new_name(found)
                if entity.person:
                    persons.append(entity)
            if found.label != "PERSON" or len(found.name.split()) > 1:
                by_form.setdefault(key, entity)
            entity.forms.add(key)
            self.enter(found, entity)
        for short, long in shortened.items():
            target = self.entities.get(long)
            if target is None:
                continue
            form = self.by_head[short].name
            target.forms.add(fold(form))
            for found in names:
                if found.name == form:
                    self.enter(found, target)
        for found in rest:
            if " " not in found.name:
                self.join_surname(found, persons)

    def bracketed(self, names: Sequence[Found]) -> dict[int, int]:
        """Return abbreviations that brackets introduce: head of the short form -> head of the name before it."""
        pairs = {}
        for long, short in pairwise(names):
            if not long.end < short.start <= long.end + 2 or self.tokens[short.start - 1].text != "(":
                continue
            closing = self.tokens[short.end].text if short.end < len(self.tokens) else ""
            if closing in (")", ",", ";") and is_short_for(short.name, long.name):
                pairs[short.head] = long.head
        return pairs

    def choose(self, actors: Sequence[Actor]) -> Actor | None:
        """Return the one actor that ambiguous words mean, by the states that the text names; None when it cannot be told."""
        if len(actors) == 1:
            return actors[0]
        states = {
            country
            for found in self.mentions
            for actor in (
                (found.demonym,)
                if found.demonym is not None
                else found.actors
                if len(found.actors) == 1
                else ()
            )
            for country in actor.countries
        }
        scored = sorted(
            ((sum(c in states for c in actor.countries), -rank) for rank, actor in enumerate(actors)),
            reverse=True,
        )
        if scored[0][0] == 0 or scored[0][0] == scored[1][0]:
            return None
        return actors[-scored[0][1]]

    def actor_entity(self, actor: Actor) -> Entity:
        """Return a fresh entity for a registered actor."""
        person = actor.kind == "person"
        return Entity(
            name=actor.name, words=actor.name, kind=KIND_OF_VOICE.get(actor.kind, "organisation"), actor=actor,
            named=True, person=person, gender=self.gender_of_name(actor.name) if person else "",
            forms={fold(name) for name in actor.names},
        )  # fmt: skip

    def new_name(self, found: Found) -> Entity:
        """Return a fresh entity for a name that the registry does not know."""
        person = found.label == "PERSON"
        return Entity(
            name=found.name, words=found.name, kind="person" if person else "organisation", named=True, person=person,
            place=found.label == "GPE", forms={fold(found.name)},
            gender=self.gender_of(found.roles) or (self.gender_of_name(found.name) if person else ""),
        )  # fmt: skip

    def known_person(self, found: Found, persons: Sequence[Entity]) -> Entity | None:
        """Return the person whose full name contains this one of two words or more."""
        words = fold(found.name).split()
        if len(words) < 2:
            return None
        for person in persons:
            for form in person.forms:
                longer = form.split()
                if len(longer) > len(words) and longer[-1] == words[-1] and longer[0] == words[0]:
                    return None if self.is_relative_of(person, words[-1]) else person
        return None

    def is_relative_of(self, person: Entity, surname: str) -> bool:
        """Tell whether the text introduces this person as a relative of a namesake: "Massoud's father, Ahmad Shah Massoud"."""
        for head in person.seen:
            start = self.by_head[head].start
            before = self.doc[max(0, start - 5) : start]
            if any(token.lemma_.lower() in self.rules.kin for token in before) and surname in fold(
                before.text
            ):
                return True
        return False

    def known_body(self, found: Found, by_form: Mapping[str, Entity]) -> Entity | None:
        """Return the body whose initials or first word this name is."""
        key = fold(found.name)
        for form, entity in by_form.items():
            words = form.split()
            if entity.person or len(words) < 2:
                continue
            if found.name.isupper() and 2 < len(found.name) <= 8 and is_short_for(found.name, form):
                return entity
            if found.label == "ORG" and words[0] == key and len(key) > 3:
                return entity
        return None

    def join_surname(self, found: Found, persons: Sequence[Entity]) -> None:
        """Join a single name with the person who bears it."""
        own = self.entities.get(found.head)
        key = fold(found.name)
        bearers = [
            p
            for p in persons
            if p is not own and any(key in form.split() and " " in form for form in p.forms)
        ]
        if not bearers:
            return
        before = [p for p in bearers if any(head < found.head for head in p.seen)]
        choice = min(
            before or bearers, key=lambda p: (self.is_distant(p, key), -latest(p, found.head), p.seen[0])
        )
        self.enter(found, choice)

    def is_distant(self, person: Entity, surname: str) -> bool:
        """Tell whether a person is told of as a relative of a namesake, or as dead."""
        if self.is_relative_of(person, surname):
            return True
        return any(
            self.tokens[head].dep_ == "nsubjpass" and self.tokens[head].head.lemma_.lower() in self.rules.deadly
            for head in person.seen
        )

    def join_slips(self) -> None:
        """Join an abbreviation that is one letter off an established one, and keep the slip as written."""
        counts: dict[str, int] = {}
        for found in self.mentions:
            if found.form == "name":
                counts[found.name] = counts.get(found.name, 0) + 1
        established = {
            found.name: self.entities[found.head]
            for found in self.mentions
            if is_capital_abbreviation(found.name) and found.head in self.entities and counts[found.name] >= 3
        }
        for found in self.mentions:
            name = found.name
            if not is_capital_abbreviation(name) or counts.get(name) != 1 or found.actors or len(name) < 3:
                continue
            near = {id(entity): entity for form, entity in established.items() if is_one_edit(name, form)}
            if len(near) == 1:
                entity = next(iter(near.values()))
                self.enter(found, entity)
                found.corrected_from = name

    # appositions and roles

    def join_appositions(self) -> None:
        """Join a role with the name beside it: "the NRF's head of foreign relations, Ali Maisam Nazary"."""
        for found in self.mentions:
            if found.form != "role" or found.plural or found.sort in ("document", "image"):
                continue
            name = self.name_beside(found)
            if name is None:
                continue
            entity = self.entities[name.head]
            self.enter(found, entity)
            entity.lemmas.add(found.lemma)
            entity.gender = entity.gender or self.gender_of((found.lemma,))
            if found.affiliation is not None and entity.affiliation is None:
                other = self.entities.get(found.affiliation)
                entity.affiliation = other if other is not entity else None
        for found in self.mentions:
            entity = self.entities.get(found.head) if found.form == "name" else None
            if entity is None:
                continue
            entity.lemmas.update(found.roles)
            if not entity.person:
                entity.lemmas.add(self.tokens[found.head].lemma_.lower())
            entity.gender = entity.gender or self.gender_of(found.roles)
            if found.affiliation is not None and entity.person and entity.affiliation is None:
                entity.affiliation = self.entities.get(found.affiliation)

    def name_beside(self, role: Found) -> Found | None:
        """Return the name that stands in apposition to a role."""
        head = self.tokens[role.head]
        if head.dep_ == "compound":
            return None
        if head.dep_ == "attr" and head.head.lemma_ == "be":
            subject = next((self.by_head.get(c.i) for c in head.head.children if c.dep_ == "nsubj"), None)
            return subject if subject is not None and self.fits(role, subject) else None
        for child in head.children:
            other = self.by_head.get(child.i)
            if child.dep_ == "appos" and other is not None and self.fits(role, other):
                return other
        other = self.by_head.get(head.head.i)
        if head.dep_ == "appos" and other is not None and self.fits(role, other) and not role.definite:
            return other
        return self.name_after_comma(role)

    def name_after_comma(self, role: Found) -> Found | None:
        """Return the name that follows a role and a comma, with only prepositional phrases between."""
        for index in range(role.end, min(role.end + 14, len(self.doc))):
            token = self.tokens[index]
            if token.text == "," and index + 1 < len(self.doc):
                return next(
                    (
                        f
                        for f in self.mentions
                        if f.form == "name" and f.start == index + 1 and self.fits(role, f)
                    ),
                    None,
                )
            if token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ", "PUNCT") and token.text not in ("-", "’", "'"):
                return None
        return None

    def fits(self, role: Found, name: Found) -> bool:
        """Tell whether a name can be that of someone in this role."""
        entity = self.entities.get(name.head)
        if entity is None or not entity.named or name.demonym is not None:
            return False
        if role.sort in SINGULAR_ROLE_SORTS:
            return entity.person
        if role.sort == "member" and entity.person:
            return True
        return role.sort in ("body", "member") and not entity.person and not entity.place

    def join_rest(self, found: Found) -> None:
        """Join one role or pronoun with what the text has told so far."""
        if found.head in self.entities:
            return
        if found.form == "role":
            self.join_role(found)
        elif found.form == "pronoun":
            entity = self.antecedent(found)
            if entity is not None:
                self.enter(found, entity)

    def join_role(self, found: Found) -> None:
        """Join a role with someone told of before, or make it someone of its own."""
        entity = self.same_role(found)
        if entity is None:
            entity = self.new_role(found)
        self.enter(found, entity)
        entity.lemmas.add(found.lemma)

    def same_role(self, found: Found) -> Entity | None:
        """Return whom a definite phrase means: "the group", "the spokesman", "these units"."""
        if found.sort in ("document", "image"):
            return None
        if not found.definite:
            bare = found.sort == "body" and found.bare and found.end - found.start == 1
            body = self.same_body(found) if bare else None
            return body if body is not None and (not body.named or (body.actor is not None and body.actor.made)) else None
        modified = not found.bare and not found.demonstrative
        affiliation = self.entities.get(found.affiliation) if found.affiliation is not None else None
        if found.demonstrative and found.plural:
            return self.best(
                found, lambda e: e.plural and not e.person and e.kind in ("unnamed", "organisation")
            )
        if found.sort in SINGULAR_ROLE_SORTS and not found.plural:
            if modified and affiliation is None:
                return None
            return self.best(
                found,
                lambda e: (
                    found.lemma in e.lemmas
                    and not e.plural
                    and (affiliation is None or e.affiliation is affiliation)
                ),
            )
        if modified:
            return None
        if found.lemma in self.rules.lands:
            return self.best(found, lambda e: e.actor_kinds() == "state" or found.lemma in e.lemmas, demonyms=True)
        if found.sort == "body" and found.lemma not in self.rules.anaphors:
            return self.same_body(found)
        if found.lemma in self.rules.anaphors and not (
            found.plural and found.lemma in ("group", "party", "movement")
        ):
            kinds = self.rules.anaphor_kinds.get(found.lemma, ())
            return self.best(
                found,
                lambda e: (
                    found.lemma in e.lemmas
                    or (
                        e.named
                        and not e.person
                        and not e.place
                        and ((e.actor is None and not found.plural) or e.actor_kinds() in kinds)
                    )
                ),
            )
        return self.best(
            found, lambda e: found.lemma in e.lemmas and e.plural == found.plural and not e.named
        )

    def same_body(self, found: Found) -> Entity | None:
        """Return the body last called so, however far back: there is one government, one police to a text."""
        known = [e for e in self.order if found.lemma in e.lemmas and not e.person and e.plural == found.plural]
        before = [e for e in known if latest(e, found.head) >= 0]
        return max(before, key=lambda e: latest(e, found.head), default=None)

    def new_role(self, found: Found) -> Entity:
        """Return a fresh entity for a role: its own words, or the body that it acts for."""
        words = " ".join(self.doc[found.start : found.end].text.split())
        body = self.entities.get(found.affiliation) if found.affiliation is not None else None
        kind: VoiceKind = "unnamed"
        if found.sort == "body":
            kind = "unnamed" if found.plural else "organisation"
        elif found.sort == "document":
            kind = "document"
        elif found.sort == "image":
            kind = "image"
        name = self.bare_words(found)
        organised = body is not None and not body.person and not body.place
        if body is not None and organised and found.sort == "member" and self.is_part(found):
            name = body.name
        actor = (
            body.actor
            if body is not None and organised and found.sort in ("official", "member", "body")
            else None
        )
        return Entity(
            name=name, words=words, kind=kind, actor=actor, affiliation=body, plural=found.plural,
            person=found.sort in SINGULAR_ROLE_SORTS and not found.plural, gender=self.gender_of((found.lemma,)),
            lemmas={found.lemma},
        )  # fmt: skip

    def is_part(self, found: Found) -> bool:
        """Tell whether the body's name is part of the phrase: "NRF forces", not "forces with the NRF"."""
        return found.affiliation is not None and (
            found.start <= found.affiliation < found.end
            or self.tokens[found.affiliation].head.lower_ in ("of", "from")
        )

    def bare_words(self, found: Found) -> str:
        """Return a phrase without determiner and number."""
        start = found.start
        while start < found.head and (
            self.tokens[start].pos_ in ("DET", "NUM")
            or self.tokens[start].tag_ == "PRP$"
            or self.tokens[start].lower_ in ("at", "least", "more", "than", "about")
        ):
            start += 1
        return " ".join(self.doc[start : found.end].text.split())

    # pronouns

    def antecedent(self, found: Found) -> Entity | None:
        """Return whom a pronoun means, None when nobody fits."""
        token = self.tokens[found.head]
        kind = found.pronoun
        if kind == "who":
            relative = token.head if token.dep_ != "poss" else token.head.head
            while (
                relative.dep_ != "relcl"
                and relative.head.i != relative.i
                and relative.dep_ in ("conj", "xcomp", "ccomp")
            ):
                relative = relative.head
            return self.entities.get(relative.head.i) if relative.dep_ == "relcl" else None
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

    def best(self, found: Found, fits: Callable[[Entity], bool], *, pronoun: bool = False, demonyms: bool = False) -> Entity | None:
        """Return the entity that fits and stands out most where the words are read."""
        reach = REACH[found.pronoun if pronoun else "role"]
        here = self.sentence[found.head]
        excluded = self.excluded(found) if pronoun else ()
        choice: tuple[float, int, Entity] | None = None
        for entity in self.order:
            if entity in excluded or not fits(entity):
                continue
            for head in reversed(entity.seen):
                distance = here - self.sentence[head]
                if distance > reach or (self.by_head[head].demonym is not None and not demonyms):
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
        token, other = self.tokens[found.head], self.tokens[head]
        distance = self.sentence[found.head] - self.sentence[head]
        if head >= found.head:
            return self.cataphora(token, other, distance) if pronoun else None
        if other.i == token.i or (pronoun and are_arguments_of_one_verb(token, other)):
            return None
        role = role_of(other, self.by_head)
        points = 100.0 - SENTENCE_BACK * distance + ROLE_POINTS[role]
        points -= TOKEN_BACK * min(found.head - head, 60) if distance == 0 else 0.0
        if pronoun and role == "subject":
            if self.is_speaker(other) and found.pronoun in ("he", "she"):
                points += SPEAKER
            if token.dep_ == "poss" and owner_verb(token) == verb_of(other):
                points += OWN_SUBJECT
        if self.quote[head] != self.quote[found.head]:
            points -= OTHER_SIDE_OF_QUOTE
        return points

    def cataphora(self, token: Token, other: Token, distance: int) -> float | None:
        """Return the points of a main subject that follows its pronoun: "Although its chances …, the NRF hopes"."""
        if distance != 0 or other.dep_ not in SUBJECTS:
            return None
        clause = next((ancestor for ancestor in token.ancestors if ancestor.dep_ == "advcl"), None)
        if clause is None or verb_of(other) != clause.head or clause.i > other.i:
            return None
        return 100.0 + ROLE_POINTS["subject"] + CATAPHORA

    def is_speaker(self, token: Token) -> bool:
        """Tell whether a mention is the subject of a verb of speech, or follows "according to"."""
        verb = verb_of(token)
        return verb is not None and verb.lemma_.lower() in self.rules.speech

    def excluded(self, found: Found) -> Sequence[Entity]:
        """Return who speaks a quotation, and for whom: a third person in it is someone else."""
        quotation = self.quote[found.head]
        speaker = self.speakers.get(quotation) if quotation is not None else None
        entity = self.entities.get(speaker) if speaker is not None else None
        if entity is None:
            return ()
        body = self.affiliation_of(entity)
        return (entity, body) if body is not None else (entity,)

    def affiliation_of(self, entity: Entity) -> Entity | None:
        """Return the body that someone is of, by any phrase that tells it."""
        if entity.affiliation is None:
            heads = (self.by_head[head].affiliation for head in entity.seen)
            bodies = (self.entities.get(head) for head in heads if head is not None)
            entity.affiliation = next(
                (body for body in bodies if body is not None and body is not entity), None
            )
        return entity.affiliation

    # speakers of quotations

    def find_speakers(self) -> None:
        """Find for each quotation the mention that speaks it: the nearest subject of a verb of speech in its paragraph."""
        heads = [
            found.head
            for found in self.mentions
            if self.quote[found.head] is None and found.head in self.entities and self.speaks(found.head)
        ]
        last: int | None = None
        for number, (start, end) in enumerate(self.parsed.quotations):
            paragraph = next((p for p in self.parsed.paragraphs if p[0] <= start < p[1]), (start, end))
            inside = [head for head in heads if paragraph[0] <= self.tokens[head].idx < paragraph[1]]
            if inside:
                last = min(inside, key=lambda head: (gap(self.tokens[head].idx, start, end), head))
                self.speakers[number] = last
            elif last is not None and self.tokens[last].idx > start - 1_500:
                self.speakers[number] = last

    def speaks(self, head: int) -> bool:
        """Tell whether a mention is a subject of a verb of speech or follows "according to"."""
        token = self.tokens[head]
        if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
            return True
        return token.dep_ in SUBJECTS and token.head.lemma_.lower() in self.rules.speech

    def speaker_of(self, found: Found) -> Entity | None:
        """Return whom "I" and "we" mean in a quotation: the speaker, or the body that the speaker is of."""
        quotation = self.quote[found.head]
        speaker = self.speakers.get(quotation) if quotation is not None else None
        entity = self.entities.get(speaker) if speaker is not None else None
        if entity is None or found.pronoun == "i":
            return entity
        return self.affiliation_of(entity) or entity

    # bookkeeping

    def enter(self, found: Found, entity: Entity) -> None:
        """Record that a mention means an entity."""
        before = self.entities.get(found.head)
        if before is entity:
            return
        if found.pronoun in ("he", "she") and entity.person and not entity.plural:
            entity.gender = entity.gender or ("m" if found.pronoun == "he" else "f")
        if before is not None:
            before.seen = [head for head in before.seen if head != found.head]
        self.entities[found.head] = entity
        entity.seen.append(found.head)
        if entity not in self.order:
            self.order.append(entity)

    def gender_of_name(self, name: str) -> str:
        """Return "m" or "f" where the given name tells, else ""."""
        given = fold(name).split()
        if len(given) < 2:
            return ""
        return "m" if given[0] in self.rules.male_names else "f" if given[0] in self.rules.female_names else ""

    def gender_of(self, words: Iterable[str]) -> str:
        """Return "m" or "f" where a title or a role tells, else ""."""
        for word in words:
            if word in self.rules.male:
                return "m"
            if word in self.rules.female:
                return "f"
        return ""


def sentence_numbers(doc: Doc) -> list[int]:
    """Return each token's sentence, from 0."""
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for index in range(sentence.start, sentence.end):
            numbers[index] = number
    return numbers


def quotation_numbers(tokens: Sequence[Token], quotations: Sequence[Span]) -> list[int | None]:
    """Return each token's quotation, None outside."""
    numbers: list[int | None] = []
    at = 0
    for token in tokens:
        while at < len(quotations) and quotations[at][1] <= token.idx:
            at += 1
        numbers.append(at if at < len(quotations) and quotations[at][0] <= token.idx else None)
    return numbers


def role_of(token: Token, by_head: Mapping[int, Found]) -> str:
    """Return a mention's part in its clause; an apposition and a conjunct take that of their head."""
    for _ in range(6):
        if token.dep_ in ("appos", "conj") and token.head.i != token.i:
            token = token.head
            continue
        break
    if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return "subject"
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return "subject"
    if token.dep_ in OBJECTS:
        return "object"
    if token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i in by_head:
        return "modifier"
    if token.dep_ == "poss":
        return "possessor"
    return "other"


def verb_of(token: Token) -> Token | None:
    """Return the verb whose subject or "according to" a mention is."""
    for _ in range(6):
        if token.dep_ in ("appos", "conj") and token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            token = token.head
            continue
        break
    if token.dep_ in SUBJECTS:
        return token.head
    return None


def owner_verb(token: Token) -> Token | None:
    """Return the verb in whose clause a possessive stands."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def are_arguments_of_one_verb(token: Token, other: Token) -> bool:
    """Tell whether a pronoun and a mention are subject and object of one verb and so two different ones."""
    if token.dep_ == "poss":
        return False
    arguments = SUBJECTS | OBJECTS
    if token.dep_ in arguments and other.dep_ in arguments and token.head.i == other.head.i:
        return True
    if token.dep_ == "pobj" and other.dep_ in arguments and token.head.head.i == other.head.i:
        return True
    return other.dep_ == "pobj" and token.dep_ in arguments and other.head.head.i == token.head.i


def is_pleonastic(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that", "it seems"."""
    if token.dep_ == "expl":
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    if verb.lemma_ in ("seem", "appear", "rain", "snow", "happen", "turn"):
        return True
    return (
        (verb.lemma_ == "be"
        and any(
            child.dep_ in ("acomp", "attr")
            and (child.pos_ == "ADJ" or any(c.dep_ in ("ccomp", "xcomp", "relcl") for c in verb.children))
            for child in verb.children
        ))
        or any(child.dep_ in ("ccomp", "csubj") for child in verb.children if token.dep_ == "nsubjpass")
    )


def is_capital_abbreviation(name: str) -> bool:
    """Tell whether a name is an abbreviation in capitals."""
    return 2 < len(name) <= 6 and name.isalpha() and name.isupper()


def is_one_edit(one: str, other: str) -> bool:
    """Tell whether two words of one length differ in one letter, or in two neighbours that changed places."""
    if len(one) != len(other) or one == other:
        return False
    differing = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def is_short_for(short: str, long: str) -> bool:
    """Tell whether the letters of an abbreviation occur in a name in order, the first at its beginning."""
    letters = [character for character in fold(short) if character.isalnum()]
    name = fold(long)
    if (
        not 2 <= len(letters) <= 10
        or " " in short.strip()
        or not short[:1].isupper()
        or len(short) >= len(long)
    ):
        return False
    if not name.startswith(letters[0]):
        return False
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if at == 0:
            return False
    return True


def latest(entity: Entity, before: int) -> int:
    """Return the last mention's head before a token, -1 when there is none."""
    return max((head for head in entity.seen if head < before), default=-1)


def gap(at: int, start: int, end: int) -> int:
    """Return how far a character stands from a span."""
    return start - at if at < start else max(0, at - end)
