"""Join the names of one text: long and short forms, abbreviations, surnames, and the outlet's slips."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from fogline.model.vocabulary import VoiceKind
from fogline.reading.actors.entities import Entity, Known, latest
from fogline.reading.actors.found import Found
from fogline.reading.registry import Actor, fold, in_time, is_abbreviation

__all__ = ["NameJoiner"]

KIND_OF_VOICE: Mapping[str, VoiceKind] = {"person": "person", "news agency": "outlet", "outlet": "outlet"}

HOMEBOUND = ("political party", "police")
"""Kinds whose names many countries share."""

KNOWN_ABROAD = (
    "person", "news agency", "outlet", "platform", "international organisation", "government", "civil society",
)  # fmt: skip
"""Kinds whose abbreviations are used without a word about their country."""

LOOKED_AT = 50
"""First mentions of a person that are looked at for a word of kinship or death; a text names nobody so often."""


class NameJoiner:
    """Joins names, then slips of the pen."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.persons: list[Entity] = []
        self.states = self.named_states()

    def join_names(self) -> None:
        """Join the names of the whole text: registered ones, then the long forms before the short ones."""
        names = [found for found in self.known.mentions if found.form == "name"]
        shortened = self.bracketed(names)
        self.join_registered([found for found in names if found.head not in shortened])
        rest = [
            found for found in names if found.head not in self.known.entities and found.head not in shortened
        ]
        self.join_unregistered(sorted(rest, key=lambda found: (-len(found.name.split()), found.start)))
        self.join_shortened(names, shortened)
        for found in rest:
            if " " not in found.name:
                self.join_surname(found)

    def join_registered(self, names: Sequence[Found]) -> None:
        """Join names and demonyms of registered actors."""
        by_actor: dict[str, Entity] = {}
        for found in names:
            actor = found.demonym or (self.choose(found) if found.actors else None)
            if actor is None:
                continue
            entity = by_actor.get(actor.id)
            if entity is None:
                entity = by_actor[actor.id] = self.actor_entity(actor)
                if entity.person:
                    self.persons.append(entity)
            if found.demonym is None:
                entity.forms.add(fold(found.name))
            self.known.enter(found, entity)

    def join_unregistered(self, names: Sequence[Found]) -> None:
        """Join names that the registry does not know, given the longest first."""
        by_form: dict[str, Entity] = {}
        for found in names:
            key = fold(found.name)
            bearer = by_form.get(key)
            if bearer is None and found.label == "PERSON":
                bearer = self.known_person(found)
            elif bearer is None:
                bearer = self.known_body(found, by_form)
            entity = bearer or self.new_name(found)
            if bearer is None and entity.person:
                self.persons.append(entity)
            if found.label != "PERSON" or " " in found.name:
                by_form.setdefault(key, entity)
            entity.forms.add(key)
            self.known.enter(found, entity)

    def join_shortened(self, names: Sequence[Found], shortened: Mapping[int, int]) -> None:
        """Join every use of an abbreviation with the name that introduced it, whatever the registry has under it."""
        for short, long in shortened.items():
            entity = self.known.entities.get(long)
            if entity is None:
                continue
            form = self.known.by_head[short].name
            entity.forms.add(fold(form))
            for found in names:
                if found.name == form:
                    self.known.enter(found, entity)

    def bracketed(self, names: Sequence[Found]) -> dict[int, int]:
        """Return abbreviations that brackets introduce: head of the short form -> head of the name before it."""
        pairs = {}
        for long, short in pairwise(names):
            if not long.end < short.start <= long.end + 2 or self.known.tokens[short.start - 1].text != "(":
                continue
            closing = self.known.tokens[short.end].text if short.end < len(self.known.tokens) else ""
            if closing in (")", ",", ";") and is_short_for(short.name, long.name):
                pairs[short.head] = long.head
        return pairs

    def choose(self, found: Found) -> Actor | None:
        """Return the actor that registered words mean, by the states in the text; None when it cannot be told."""
        actors = in_time(found.actors, found.name, self.known.parsed.published)
        if len(actors) == 1:
            return actors[0] if self.is_supported(found.name, actors[0]) else None
        ranked = sorted(actors, key=lambda actor: -self.shared_states(actor))
        best, second = self.shared_states(ranked[0]), self.shared_states(ranked[1])
        alike = ranked[0].kind == ranked[1].kind and ranked[0].countries == ranked[1].countries
        return ranked[0] if best > second or alike else None

    def is_supported(self, name: str, actor: Actor) -> bool:
        """Tell whether a name that many countries have, such as "Labour Party" or "ADF", fits the text's states."""
        if not self.states or not actor.countries or (name == actor.name and actor.kind not in HOMEBOUND):
            return True
        if actor.kind not in HOMEBOUND and (actor.kind in KNOWN_ABROAD or not is_abbreviation(name)):
            return True
        return self.shared_states(actor) > 0

    def shared_states(self, actor: Actor) -> int:
        """Return how many of an actor's countries the text names."""
        return sum(country in self.states for country in actor.countries)

    def named_states(self) -> set[str]:
        """Return the countries that the text names by a state, its adjective or one of its bodies."""
        return {
            country
            for found in self.known.mentions
            for actor in (found.demonym, *found.actors[:1])
            if actor is not None and (actor.kind == "state" or actor.made)
            for country in actor.countries
        }

    def actor_entity(self, actor: Actor) -> Entity:
        """Return a fresh entity for a registered actor."""
        office = fold(actor.name).split()[-1] in self.known.words.officials
        person = actor.kind == "person" or office
        return Entity(
            name=actor.name, words=actor.name, actor=actor, named=True, person=person,
            kind="person" if office else KIND_OF_VOICE.get(actor.kind, "organisation"),
            gender=self.known.gender_of_name(actor.name) if person else "", forms={fold(name) for name in actor.names},
        )  # fmt: skip

    def new_name(self, found: Found) -> Entity:
        """Return a fresh entity for a name that the registry does not know."""
        seat = self.known.words.seats.get(found.name)
        if seat is not None and found.label != "ORG":
            state = self.known.registry.get(f"fl:{seat.lower()}")
            return Entity(
                name=found.name, words=found.name, kind="organisation", actor=state, named=True, place=True, seat=True,
                forms={fold(found.name)},
            )  # fmt: skip
        person = found.label == "PERSON"
        return Entity(
            name=found.name, words=found.name, kind="person" if person else "organisation", named=True, person=person,
            place=found.label == "GPE", forms={fold(found.name)},
            gender=self.known.gender_of(found.roles) or (self.known.gender_of_name(found.name) if person else ""),
        )  # fmt: skip

    def known_person(self, found: Found) -> Entity | None:
        """Return the person whose full name contains this one of two words or more."""
        words = fold(found.name).split()
        if len(words) < 2:
            return None
        for person in self.persons:
            for form in person.forms:
                longer = form.split()
                if len(longer) > len(words) and longer[-1] == words[-1] and longer[0] == words[0]:
                    return None if self.is_relative_of(person, words[-1]) else person
        return None

    def is_relative_of(self, person: Entity, surname: str) -> bool:
        """Tell whether a person is a namesake's relative: "Massoud's father, Ahmad Shah Massoud"."""
        for head in person.seen[:LOOKED_AT]:
            start = self.known.by_head[head].start
            before = self.known.doc[max(0, start - 5) : start]
            if any(token.lemma_.lower() in self.known.words.kin for token in before) and surname in fold(
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

    def join_surname(self, found: Found) -> None:
        """Join a single name with the person who bears it."""
        own = self.known.entities.get(found.head)
        key = fold(found.name)
        bearers = [
            p
            for p in self.persons
            if p is not own and any(key in form and " " in form and key in form.split() for form in p.forms)
        ]
        if not bearers:
            return
        before = [p for p in bearers if any(head < found.head for head in p.seen)]
        rivals = before or bearers
        if len(rivals) > 1:
            rivals.sort(key=lambda p: (self.is_distant(p, key), -latest(p, found.head), p.seen[0]))
        self.known.enter(found, rivals[0])

    def is_distant(self, person: Entity, surname: str) -> bool:
        """Tell whether a person is told of as a relative of a namesake, or as dead."""
        if self.is_relative_of(person, surname):
            return True
        return any(
            self.known.tokens[head].dep_ == "nsubjpass"
            and self.known.tokens[head].head.lemma_.lower() in self.known.words.deadly
            for head in person.seen[:LOOKED_AT]
        )

    def join_slips(self) -> None:
        """Join an abbreviation that is one letter off an established one, and keep the slip as written."""
        counts: dict[str, int] = {}
        for found in self.known.mentions:
            if found.form == "name":
                counts[found.name] = counts.get(found.name, 0) + 1
        established = {
            found.name: self.known.entities[found.head]
            for found in self.known.mentions
            if is_capital_abbreviation(found.name)
            and found.head in self.known.entities
            and counts[found.name] >= 3
        }
        for found in self.known.mentions:
            name = found.name
            if not is_capital_abbreviation(name) or counts.get(name) != 1 or found.actors or len(name) < 3:
                continue
            near = {id(entity): entity for form, entity in established.items() if is_one_edit(name, form)}
            if len(near) == 1:
                entity = next(iter(near.values()))
                self.known.enter(found, entity)
                found.corrected_from = name


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
