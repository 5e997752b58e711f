"""Tell who is a private person, and which events put people in danger.

Whoever a registry or the casebook's own list knows is a public actor, and so is
whoever a text gives an office that speaks for a body. All other persons are private,
and so are names that nobody knows and that look like a person's.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from fogline.model.claim import Claim
from fogline.model.reading import Party, Toll
from fogline.model.report import Report
from fogline.redaction.finding import name_words
from fogline.redaction.passing import capitalised, is_made_a_person
from fogline.redaction.strange import common_words

__all__ = ["Crowd", "endangers"]

OFFICES = (
    "spokesman", "spokeswoman", "spokesperson", "president", "minister", "premier", "chancellor", "governor",
    "senator", "ambassador", "envoy", "secretary", "commander", "general", "colonel", "admiral", "brigadier", "marshal",
    "major", "captain", "commissioner", "prosecutor", "lawmaker",
    "portavoz", "vocero", "vocera", "presidente", "presidenta", "ministro", "ministra", "gobernador", "gobernadora",
    "coronel", "comandante", "almirante", "embajador", "embajadora", "senador", "senadora", "fiscal",
    "porte-parole", "président", "présidente", "ministre", "gouverneur", "gouverneure", "général", "commandant",
    "amiral", "ambassadeur", "ambassadrice", "sénateur", "sénatrice", "procureur", "procureure",
)  # fmt: skip
"""Offices and ranks that speak for a body. A doctor, a teacher, a head of a school stays a private person."""

RANKS = ("Gen.", "Col.", "Maj.", "Capt.", "Adm.", "Brig.", "Cmdr.", "Sen.", "Gov.")

HEADS = r"(?:chief|director|head)\s+of\s+(?:the\s+)?(?:external|foreign|media|military|political|press|public)\s+\w+"
OFFICE = "|".join((*map(re.escape, OFFICES), HEADS))
BEFORE = re.compile(
    rf"(?:\b(?:{OFFICE})(?:\s+general)?,?|{'|'.join(map(re.escape, RANKS))})\s+(?:[A-Z]\w*\.?\s+)?$",
    re.IGNORECASE,
)
"""What makes the name after it an official's: "army spokesman", "Col."."""

OWN = re.compile(rf"(?:(?:{OFFICE})(?=\s)|{'|'.join(map(re.escape, RANKS))})", re.IGNORECASE)
"""What a name begins with that has the office in it: "Brigadier General Aster"."""

# A preposition between would make it another's office: "a neighbour of the minister".
AFTER = re.compile(
    rf"^,\s+(?:(?!(?:of|to|for|de|du|del|whose)\b)[\w'’-]+\s+){{0,4}}?(?:{OFFICE})\b",
    re.IGNORECASE,
)
"""What makes the name before it an official's: ", the army's chief spokesman"."""

BODIES = frozenset({
    "agency", "air", "alliance", "army", "authority", "battalion", "brigade", "brigades", "command",
    "commission", "committee", "company", "conveyor", "corps", "council", "division", "embassy", "federation",
    "force", "forces", "front", "group", "hospital", "institute", "league", "ministry", "mission", "mosque",
    "movement", "navy", "network", "office", "organisation", "organization", "party", "police", "regiment", "school",
    "service", "society", "state", "states", "union", "unit", "university",
})  # fmt: skip
"""A word of these in a name makes it a body's. No surname is among them: "Court" and "Church" are some."""

GROUPS = frozenset({
    "aircraft", "boats", "civilians", "commandos", "convoys", "crews", "detainees", "fighters", "fishermen",
    "guerrillas", "helicopters", "highlanders", "hostages", "inhabitants", "insurgents", "islanders", "members",
    "militants", "missiles", "officials", "paratroopers", "paratroops", "patients", "planes", "prisoners", "protesters",
    "rebels", "refugees", "residents", "sailors", "servicemen", "settlers", "ships", "soldiers", "submarines", "tanks",
    "troops", "vehicles", "vessels", "victims", "villagers", "warplanes", "warships", "workers",
})  # fmt: skip
"""Words for many that a sentence may begin with, and that are nobody's name."""

LANDS = frozenset({"airbase", "airfield", "airport", "archipelago", "island", "islands", "peninsula"})
"""What the name of a piece of land may end with. "Hill", "Bay", "Rivers" and "Strait" are surnames too."""

SITES = frozenset({
    "cape", "center", "centre", "city", "district", "fort", "lake", "mount", "news", "port", "province", "river",
    "street", "valley",
})  # fmt: skip
"""Words of places and of outlets, and of no person in a name of two words."""

MACHINE = re.compile(
    r"^\s+(?:aircraft|airliners?|airplanes?|bombers?|drones?|fighter[- ](?:bombers?|jets?|planes?)|helicopters?|"
    r"jets?|missiles?|planes?|tanks?|warplanes?)\b"
)
OPENING = re.compile(r"(?:^|[.!?;:\n]\s*|\b(?:and|by|from|of|or|with)\s+)$", re.IGNORECASE)
"""Before a make of machines. After a verb it might be a person who is given them: "sent Ana Velkova drones"."""

TITLES = frozenset({
    "brother", "doctor", "don", "dona", "dr", "father", "lady", "madame", "miss", "mlle", "mme", "monsieur", "mr",
    "mrs", "ms", "senor", "senora", "senorita", "sister",
})  # fmt: skip
ARTICLES = re.compile(
    r"(?:\b(?:a|an|the|its|their|his|her|our|this|that|these|those|one|two|three|four|five|some|several|many|all|no|any|"
    r"el|la|los|las|un|una|le|les|une|des|du)|\d)\s+$",
    re.IGNORECASE,
)
"""What stands before a thing or a group; before a person's whole name only "one" does."""
ONE = re.compile(r"\b(?:one|un|une|una)\s+$", re.IGNORECASE)
LONGEST_NAME = 4
WIDEST = 30
"""So many letters before and after a name are looked at for a longer name that it is a part of."""

CIVILIANS = re.compile(
    r"\b(?:civilian|villager|resident|inhabitant|refugee|displaced|child|children|woman|women|famil|passenger|patient|"
    r"worshipper|journalist|prisoner|hostage|worker|farmer|teacher|student|civil|habitant|mujer|femme|niñ|enfant|"
    r"desplazad|déplacé|réfugié|refugiad)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Seen:
    """How a name that no registry knows is used."""

    spoke: int = 0
    acted: int = 0
    suffered: int = 0
    thing: int = 0
    official: bool = False
    around: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Passing:
    """How a name stands in texts, whether a claim has it or not."""

    private: bool = False
    official: bool = False


@dataclass(slots=True)
class Crowd:
    """All names of claims: those that are known, and how the others are used, in the order in which they are met."""

    known: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    strangers: dict[str, Seen] = field(default_factory=dict)
    passing: dict[str, Passing] = field(default_factory=dict)

    def meet(self, report: Report, claims: Iterable[Claim]) -> None:
        """Take in the names of one report and its claims."""
        if report.outlet:
            self.known.add(report.outlet)
        for text in (report.text, report.title or ""):
            for start, end in capitalised(text):
                named = self.passing.setdefault(text[start:end], Passing())
                named.private |= is_made_a_person(text, start, end)
                named.official |= has_office(text, (start, end), text[start:end])
        for claim in claims:
            for voice in claim.chain:
                if voice.sayer and (voice.actor or voice.kind in ("outlet", "organisation")):
                    self.known.add(voice.sayer)
                elif voice.sayer and voice.kind == "person":
                    seen = self.strangers.setdefault(voice.sayer, Seen())
                    seen.spoke += 1
                    seen.official |= has_office(report.text, voice.span, voice.sayer)
            for party, acts in parties_of(claim):
                self._meet_party(report, party, acts=acts)
            if claim.event is not None:
                self.places.update(place.name for place in claim.event.places)

    def _meet_party(self, report: Report, party: Party, *, acts: bool) -> None:
        """Take in one who acts or suffers."""
        if party.actor:
            self.known.add(party.name)
            return
        if not is_capital(party.name):
            return
        seen = self.strangers.setdefault(party.name, Seen())
        seen.acted += acts
        seen.suffered += not acts
        seen.official |= has_office(report.text, party.span, party.name)
        start = name_start(report.text, party.span, party.name)
        if start is not None:
            end = start + len(name_at(report.text, start, party.name))
            before, after = report.text[max(0, start - WIDEST) : start], report.text[end : end + WIDEST]
            seen.thing += is_thing(party.name, before, after)
            seen.around.append((before, after))

    def private(self) -> list[str]:
        """Return the names of private persons, in the order in which they were met."""
        known = {name_words(name) for name in (*self.known, *self.places)}
        things = {
            name_words(name) for name, seen in self.strangers.items() if not seen.spoke and mostly_thing(seen)
        }
        # "Super Etendards" are many of what "by Super Etendard aircraft" tells to be machines.
        many = {(*words[:-1], f"{words[-1]}s") for words in things if len(words) > 1}
        told = [
            name
            for name, seen in self.strangers.items()
            if name not in self.known and is_private(name, seen, known, many)
        ]
        passing = (name for name, named in self.passing.items() if named.private and not named.official)
        return list(dict.fromkeys((*told, *self._unknown(passing))))

    def unknown(self) -> list[str]:
        """Return the names of two words or more in texts alone that nobody knows: of persons, or of things."""
        generic = common_words()
        several = [name for name, named in self.passing.items() if " " in name and not named.official]
        return [
            name
            for name in self._unknown(several)
            if not (generic | GROUPS | LANDS | SITES).intersection(name_words(name))
            and not name.partition(" ")[0].isupper()
        ]

    def _unknown(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the names that are no part of a known name, of a place's or of one that claims have."""
        parts: dict[str, list[frozenset[str]]] = {}
        for name in (*self.known, *self.places, *self.strangers):
            words = frozenset(name_words(name))
            for word in words:
                parts.setdefault(word, []).append(words)
        generic = common_words()
        for name in names:
            own = frozenset(name_words(name))
            rarest = min((parts.get(word, []) for word in own), key=len, default=[])
            inside = any(own <= whole for whole in rarest)
            if own and not inside and not own <= generic and not BODIES.intersection(own):
                yield name


def is_private(
    name: str, seen: Seen, known: Container[tuple[str, ...]], many: Container[tuple[str, ...]]
) -> bool:
    """Tell whether a name that no registry knows is a private person's, as it is used.

    A word that it shares with a known name says nothing: "John" is of many.
    """
    if seen.official:
        return False
    if seen.spoke:
        return True
    own = name_words(name)
    if own in known or own in many or mostly_thing(seen) or len(own) > LONGEST_NAME:
        return False
    if BODIES.intersection(own) or own[-1] in GROUPS or is_land(own):
        return False
    if seen.around and all(is_inside(name, before, after, known) for before, after in seen.around):
        return False
    return len(own) > 1 or not seen.acted


def mostly_thing(seen: Seen) -> bool:
    """Tell whether a name stands at least half of the time as that of a thing or a group."""
    return seen.thing * 2 >= seen.acted + seen.suffered


def is_thing(name: str, before: str, after: str) -> bool:
    """Tell whether the words around a name make it that of a thing, a group or a make of machines."""
    words = name_words(name)
    if words[0] in TITLES or (len(words) > 1 and ONE.search(before)):
        return False
    return bool(ARTICLES.search(before) or (OPENING.search(before) and MACHINE.search(after)))


def is_land(words: tuple[str, ...]) -> bool:
    """Tell whether a name's words are those of a piece of land: "Pebble Island", "Mount Harriet"."""
    return len(words) > 1 and (words[-1] in LANDS or words[0] == "mount")


def is_inside(name: str, before: str, after: str, known: Container[tuple[str, ...]]) -> bool:
    """Tell whether a name is where it stands a part of a known one: "Stanley" of "Port Stanley"."""
    left, right = re.findall(r"[^\W_]+(?=\s)", before), re.findall(r"(?<=\s)[^\W_]+", after)
    own = name_words(name)
    return any(
        (*name_words(" ".join(left[len(left) - more :])), *own, *name_words(" ".join(right[:rest]))) in known
        for more in range(min(len(left) + 1, LONGEST_NAME))
        for rest in range(min(len(right) + 1, LONGEST_NAME))
        if more or rest
    )


def parties_of(claim: Claim) -> Iterator[tuple[Party, bool]]:
    """Yield those who act or suffer in a claim's event, and whether they act."""
    if claim.event is None:
        return
    if claim.event.initiator is not None:
        yield claim.event.initiator, True
    for party in (claim.event.target, *(toll.party for toll in claim.event.tolls)):
        if party is not None:
            yield party, False


def is_capital(name: str) -> bool:
    """Tell whether a name's words, but small ones such as "de", begin with a capital or a letter that has none."""
    words = [word for word in name.split() if len(word) > 3 or not word.islower()]
    return bool(words) and all(word[0].isalpha() and not word[0].islower() for word in words)


def has_office(text: str, span: tuple[int, int] | None, name: str) -> bool:
    """Tell whether a text gives a name, where it stands, an office that speaks for a body."""
    if OWN.match(name):
        return True
    start = name_start(text, span, name)
    if start is None:
        return BEFORE.search(f"{name.rpartition(' ')[0]} ") is not None
    end = start + len(name)
    return bool(BEFORE.search(text[max(0, start - 60) : start]) or AFTER.search(text[end : end + 80]))


def name_start(text: str, span: tuple[int, int] | None, name: str) -> int | None:
    """Return where a name stands in or after its span, its last word where the whole is not there."""
    if span is None or not 0 <= span[0] < len(text):
        return None
    start = text.find(name, span[0], span[1])
    return start if start >= 0 else span[0]


def name_at(text: str, start: int, name: str) -> str:
    """Return what of a name stands at a place of a text: all of it, or its last word."""
    return name if text.startswith(name, start) else name.rpartition(" ")[2]


def endangers(claim: Claim, private: frozenset[str]) -> bool:
    """Tell whether a claim tells of people who are hurt, of civilians, or of a private person at a place."""
    if claim.event is None:
        return False
    if any(voice.sayer in private for voice in claim.chain):
        return True
    if any(
        party.name in private or (not party.actor and CIVILIANS.search(party.text))
        for party, _ in parties_of(claim)
    ):
        return True
    return any(hurts(toll) for toll in claim.event.tolls)


def hurts(toll: Toll) -> bool:
    """Tell whether a toll counts people who are not known to be fighters: "eight killed", "three children wounded"."""
    if toll.measure == "equipment" or toll.group == "combatant":
        return False
    return toll.group in ("civilian", "mixed") or toll.party is None or not toll.party.actor
