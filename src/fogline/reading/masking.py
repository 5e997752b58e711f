"""Let the encoder see the same words whoever acts: stand-ins for the names of known parties and for loaded nouns."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from fogline.model.vocabulary import Span
from fogline.reading.registry import Registry, RegistryMatch

if TYPE_CHECKING:
    from fogline.reading.encoder.model import Numbers, Scores

__all__ = ["MASKS", "Label", "Masker", "Seen", "load_masker", "unmask"]

MASKS = True
"""Whether the encoder reads stand-ins instead of parties' names."""

BODY, RANKS, RANK = "army", "soldiers", "soldier"
"""What stands for a party as a whole, for some of its people, and for one of them."""

BARE = "army"
"""What stands for a party without an article: "Hamas", "Israeli soldiers"."""

LAND, LAND_ADJECTIVE, LAND_PEOPLE = "Canada", "Canadian", "Canadians"
SHORT_LANDS = {True: "U.K.", False: "UK"}
LAND_WITH_ARTICLE = ("United", "Kingdom")
LAND_OF_TWO_WORDS = ("New", "Zealand")
"""What stands for a state by the shape of its name; places and peoples stay places and peoples."""

PERSON = ("John", "Smith")

PARTIES = frozenset({
    "state forces", "police", "rebel group", "militia", "criminal group", "movement", "peacekeepers", "coalition",
    "political party", "government", "intelligence",
})  # fmt: skip
"""Kinds of actor whose names are read as an army is."""

ONE = frozenset({
    "combatant", "extremist", "fighter", "guerilla", "guerrilla", "insurgent", "jihadi", "jihadist",
    "loyalist", "militant", "paramilitary", "rebel", "separatist", "serviceman", "soldier",
    "subversive", "terrorist", "trooper",
})  # fmt: skip
MANY = frozenset({
    "fedayeen", "forces", "guerillas", "guerrillas", "mujahedeen", "mujahedin", "mujaheddin",
    "mujahideen", "mujahidin", "paramilitaries", "servicemen", "troops",
    *(f"{word}s" for word in ONE if word not in ("paramilitary", "serviceman")),
})  # fmt: skip
WHOLE = frozenset({"army", "insurgency", "military", "militia", "resistance"})
"""Nouns for one fighter, for several, and for all of a side."""

NOUNS = ONE | MANY | WHOLE

KINDS_OF_FIGHTERS = frozenset(
    {"armed", "freedom", "government", "guerrilla", "insurgent", "rebel", "resistance", "security"}
)
"""Words that say of which side some fighters are, as an adjective of nationality does."""

DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "'s", "’s"})
COUNTING = frozenset({
    "a", "an", "another", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "some",
    "several", "many", "few", "most", "all", "no", "any", "more", "other",
})  # fmt: skip
OPENING = frozenset({".", "!", "?", ":", '"', "“", "”", "``", "''", "--", "—", "–", ")", "]"})
"""Words and marks behind which a sentence may begin."""

SURE = 50.0
"""Added to the score of a label that is known."""

Label = Literal["noun", "nouns", "name", "part", "land", "adjective", "modifier"]
LABELS: Mapping[Label, tuple[str, str, str, str]] = {
    "noun": ("NN", "NOUN", "O", ""),
    "nouns": ("NNS", "NOUN", "O", ""),
    "name": ("NNP", "PROPN", "B-ORG", ""),
    "part": ("NNP", "PROPN", "B-ORG", "compound"),
    "land": ("NNP", "PROPN", "B-GPE", "compound"),
    "adjective": ("JJ", "ADJ", "B-NORP", "amod"),
    "modifier": ("NN", "NOUN", "O", "compound"),
}
"""Tag, part of speech, name and relation ("": as it is read) of a word that the encoder does not see itself."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The words that the encoder sees of a text.

    `shown` are the numbers of the words that it sees, `forms` what it sees in
    their place; a word that is not shown stands right before the one it belongs
    to. `known` are labels of words, shown or not, which no stand-in may change.
    """

    forms: tuple[str, ...]
    shown: tuple[int, ...]
    known: Mapping[int, Label] = field(default_factory=dict)

    def spans(self, words: Sequence[Span]) -> list[Span]:
        """Return the spans of the words shown, each with those before it that are not shown, out of all words."""
        befores = [-1, *self.shown]
        return [(words[before + 1][0], words[at][1]) for before, at in zip(befores, self.shown, strict=False)]


class Masker:
    """Puts stand-ins for the parties that a registry names, and for the nouns that stand for parties."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def mask(self, text: str, words: Sequence[Span]) -> Seen:
        """Return what the encoder sees of a text's words.

        Args:
            text: the text.
            words: the spans of its words, none of them white space.
        """
        draft = Draft([text[start:end] for start, end in words])
        starts, ends = [start for start, _ in words], [end for _, end in words]
        for match in self.registry.match(text):
            first, last = bisect_left(starts, match.start), bisect_left(ends, match.end)
            if first <= last < len(words) and (starts[first], ends[last]) == (match.start, match.end):
                self._mask_name(draft, match, first, last + 1)
        lowered = [word.lower() for word in draft.words]
        for at, word in enumerate(lowered):
            if word in NOUNS and at not in draft.taken:
                mask_noun(draft, at, word)
        shown = tuple(at for at in range(len(words)) if at not in draft.hidden)
        forms = [draft.forms[at] for at in shown]
        for i, at in enumerate(shown[:-1]):
            if lowered[at] in ("a", "an") and forms[i + 1] != draft.words[at + 1]:
                forms[i] = draft.words[at][0] + ("n" if forms[i + 1][0] in "aeiouAEIO" else "")
        return Seen(tuple(forms), shown, draft.known)

    def _mask_name(self, draft: "Draft", match: RegistryMatch, first: int, end: int) -> None:
        """Put stand-ins for the words of one registered name."""
        if match.demonym is not None or match.actors[0].made or draft.words[end - 1].lower() in WHOLE | MANY:
            for at in range(first, end):
                self._mask_land(draft, at)
            return
        actor = match.actors[0]
        draft.taken.update(range(first, end))
        if actor.kind == "state":
            mask_state(draft, first, end, people=match.alias != actor.name and match.alias.endswith("s"))
        elif actor.kind == "person" and end - first <= len(PERSON):
            draft.forms[first:end] = PERSON[first - end :]
        elif actor.kind in PARTIES:
            draft.hide(first, end - 1, "part")
            draft.put(end - 1, BODY if draft.before(first) in DEFINITE else BARE, "name")

    def _mask_land(self, draft: "Draft", at: int) -> None:
        """Put the stand-in for the adjective or the name of a state, which may stand in a body's name."""
        word = draft.words[at]
        if word.lower() in self.registry.demonyms:
            draft.forms[at] = LAND_ADJECTIVE
            draft.lands.add(at)
        elif any(actor.kind == "state" for actor in self.registry.named(word)):
            draft.forms[at] = SHORT_LANDS["." in word] if word.isupper() else LAND


@dataclass(slots=True)
class Draft:
    """A text's words and what is put for them; `lands` are adjectives of nationality, `taken` words of names."""

    words: list[str]
    forms: list[str] = field(init=False)
    taken: set[int] = field(default_factory=set)
    lands: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    known: dict[int, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forms = list(self.words)

    def before(self, at: int) -> str:
        """Return the word before one, in lower case; "" at the beginning."""
        return self.words[at - 1].lower() if at else ""

    def after(self, at: int) -> str:
        """Return the word behind one, in lower case; "" at the end."""
        return self.words[at + 1].lower() if at + 1 < len(self.words) else ""

    def is_counted(self, at: int) -> bool:
        """Tell whether a number, an article of one, or a number and "of" stand before a word."""
        before = self.before(at - 1) if self.before(at) == "of" else self.before(at)
        return before in COUNTING or before[:1].isdigit()

    def opens(self, at: int) -> bool:
        """Tell whether a sentence may begin with a word, those left out that are not shown."""
        while at - 1 in self.hidden:
            at -= 1
        return at == 0 or self.words[at - 1] in OPENING

    def hide(self, first: int, end: int, label: Label) -> None:
        """Show no stand-in for words that belong to the one behind them."""
        self.hidden.update(range(first, end))
        self.known.update(dict.fromkeys(range(first, end), label))

    def put(self, at: int, form: str, label: Label) -> None:
        """Put a stand-in, with a capital letter where a sentence may begin."""
        self.forms[at] = form[:1].upper() + form[1:] if self.opens(at) else form
        self.known[at] = label
        self.taken.add(at)


def mask_state(draft: Draft, first: int, end: int, *, people: bool) -> None:
    """Put the stand-in for the name of a state; one of three words and more stays."""
    word = draft.words[first]
    if end - first == 1:
        short = SHORT_LANDS["." in word] if word.isupper() else LAND
        draft.forms[first] = LAND_PEOPLE if people else short
    elif end - first == len(LAND_OF_TWO_WORDS):
        draft.forms[first:end] = LAND_WITH_ARTICLE if draft.before(first) == "the" else LAND_OF_TWO_WORDS


def mask_noun(draft: Draft, at: int, word: str) -> None:
    """Put the stand-in for a noun that stands for a party: all sides are read as armies and soldiers."""
    if draft.after(at) in NOUNS:
        return
    is_name = draft.words[at][:1].isupper() and not draft.opens(at)
    if word not in ONE and (at - 1 in draft.lands or draft.before(at) in KINDS_OF_FIGHTERS):
        draft.hide(at - 1, at, modifier_label(draft, at - 1, is_name=is_name))
    first = at - 1 if at - 1 in draft.hidden else at
    before, counted = draft.before(first), draft.is_counted(first)
    if word in ONE:
        draft.put(at, RANK if counted else BODY, "noun")
    elif word in WHOLE:
        draft.put(at, BODY, "name" if is_name else "noun")
    elif counted or (before not in DEFINITE and first == at):
        draft.put(at, RANKS, "nouns")
    else:
        draft.put(at, BODY if before in DEFINITE else BARE, "name" if is_name else "nouns")


def modifier_label(draft: Draft, at: int, *, is_name: bool) -> Label:
    """Return what a word is that says of which side the fighters behind it are."""
    if at not in draft.lands:
        return "part" if is_name else "modifier"
    return "land" if draft.words[at].isupper() else "adjective"


def unmask(scores: "Scores", seen: Seen, labels: Mapping[str, Sequence[str]]) -> "Scores":
    """Return the scores of a window of shown words as scores of the text's words.

    A word that is not shown shares the role of the word it belongs to and
    hangs on it. `seen` is what was read, `labels` the names of the columns.
    """
    first = seen.shown[scores.first - 1] + 1 if scores.first else 0
    last = seen.shown[scores.last - 1] + 1
    rows = [bisect_left(seen.shown, at) - scores.first for at in range(first, last)]
    hidden = [i for i in range(len(rows) - 1) if rows[i] == rows[i + 1]]
    told = {
        name: getattr(scores, name)[rows]
        for name in (
            "tag", "pos", "entity", "sentence", "role", "fact", "event", "stance", "relation_below", "relation_above"
        )
    }  # fmt: skip
    told |= {name: getattr(scores, name)[np.ix_(rows, rows)] for name in ("arc", "cue")}
    if scores.inner is not None and scores.inner_cue is not None:
        told |= {"inner": scores.inner[rows], "inner_cue": scores.inner_cue[np.ix_(rows, rows)]}
    for i in reversed(hidden):
        hang(told, i, labels)
    for at, label in sorted(seen.known.items()):
        if first <= at < last:
            tell(told, at - first, LABELS[label], labels)
    return replace(scores, first=first, last=last, **told)


def hang(told: Mapping[str, "Numbers"], i: int, labels: Mapping[str, Sequence[str]]) -> None:
    """Hang word `i`, which was not shown, on the next one; what begins with that begins with `i`."""
    told["arc"][:, i] = -SURE
    told["arc"][i] = -SURE
    told["arc"][i, i + 1] = SURE
    told["sentence"][i + 1] = (SURE, -SURE)
    for role, cue in (("role", "cue"), ("inner", "inner_cue")):
        if role in told:
            told[cue][:, i] = -SURE
            join(told[role], i + 1)
    told["event"][i, [kind != "O" for kind in labels["event"]]] = -SURE


def join(role: "Numbers", i: int) -> None:
    """Let word `i` go on with what the word before it begins or goes on with."""
    begins, inside = role[i, 1::2].copy(), role[i, 2::2].copy()
    role[i, 2::2] = np.logaddexp(begins, inside)
    role[i, 1::2] = -SURE


def tell(
    told: Mapping[str, "Numbers"],
    i: int,
    known: tuple[str, str, str, str],
    labels: Mapping[str, Sequence[str]],
) -> None:
    """Raise the scores of the labels that are known of a word; a name goes on behind the words before it."""
    tag, part, entity, relation = known
    if entity == "B-ORG" and i and labels["entity"][int(told["entity"][i - 1].argmax())].endswith("-ORG"):
        entity = "I-ORG"
    told["tag"][i, labels["tag"].index(tag)] += SURE
    told["pos"][i, labels["pos"].index(part)] += SURE
    told["entity"][i, labels["entity"].index(entity)] += SURE
    if relation:
        told["relation_below"][i] = 0
        told["relation_below"][i, labels["dep"].index(relation)] = SURE


@cache
def load_masker() -> Masker:
    """Return the masker by the shipped registry, built once a process."""
    return Masker(Registry.load())
