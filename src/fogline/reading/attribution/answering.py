"""Find answers that are no cue for reading on: who has not confirmed it, which they deny, "could not be verified"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.model.reading import Attribution
from fogline.model.vocabulary import Stance
from fogline.reading.attribution.cues import Candidate, of_verb, verb_cue
from fogline.reading.attribution.persons import Persons
from fogline.reading.attribution.sources import source_of
from fogline.reading.attribution.stance import UNABLE, by_word, is_negated, is_withholding
from fogline.reading.attribution.verdicts import innermost
from fogline.reading.syntax import Tree

__all__ = ["AnswerFinder"]

OBLIGING = frozenset({"should", "must", "ought"})
BELOW = frozenset({"xcomp", "acl", "advcl", "ccomp", "csubj"})
MAX_STEPS = 2


@dataclass(frozen=True, slots=True)
class AnswerFinder:
    """Finds answers by the words of a language document, section `[answers]`."""

    verbs: Mapping[str, Stance]
    demanded: frozenset[str]
    persons: Persons

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> "AnswerFinder":
        """Return the finder for a language document; one without the section has it find nothing."""
        section = language.get("answers", {})
        demanded = frozenset(section.get("names", {}).get("demanded", ()))
        return cls(by_word(section.get("verbs", {})), demanded, Persons.of(language))

    def find(self, tree: Tree, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield an attribution for each verb that answers and is no cue or source among `attributions`."""
        taken = {
            token
            for attribution in attributions
            for start, end in attribution.cue
            for token in tree.within(start, end)
        }
        for candidate in self.candidates(tree):
            if taken.intersection(candidate.cue):
                continue
            stance = self.stance_of(tree, candidate)
            source = source_of(tree, candidate)
            if stance is None or not (source or stance in ("assessed", "refused")):
                continue
            if self.persons.is_thing(tree, candidate.word, candidate.head, source):
                continue
            taken.update(candidate.cue)
            frame = {*candidate.cue, *source}
            cue = tree.spans(candidate.cue)
            yield Attribution(
                source=tree.spans(set(source) - set(candidate.cue)),
                cue=cue,
                content=tree.spans(token for token in candidate.content if token not in frame),
                kind="indirect",
                inside=innermost(attributions, cue[0][0]),
                sayer=None,
                stance=stance,
            )

    def candidates(self, tree: Tree) -> Iterator[Candidate]:
        """Yield the verbs that answer, with what they take, those last that take nothing.

        "A toll that the army denies" has it before the verb, "they refused" nowhere.
        """
        for verb in range(tree.size):
            if tree.parts[verb] != "VERB":
                continue
            word, cue = verb_cue(tree, verb)
            if word not in self.verbs:
                continue
            yield from of_verb(tree, verb)
            if tree.child(verb, "dobj", "ccomp", "xcomp") is None:
                told = tree.heads[verb]
                of = tree.deps[verb] == "relcl" and tree.child(verb, "nsubj") is not None and told < verb
                yield Candidate(verb, word, "verb", "np", cue, (told,) if of else ())

    def stance_of(self, tree: Tree, candidate: Candidate) -> Stance | None:
        """Return what a verb does with what has been said, None where it answers nothing."""
        stance = self.verbs.get(candidate.word)
        if stance is None or any(tree.words[child] in OBLIGING for child in tree.children[candidate.head]):
            return None
        if is_withholding(tree, candidate.head):
            return None
        if is_withheld(tree, candidate.head):
            if candidate.word == "rule out":
                return "assessed"
            return None if stance == "refused" else "refused"
        if any(
            tree.words[child] == "to" for child in tree.children[candidate.head] if child < candidate.head
        ):
            return None  # "asked him to confirm it": nobody has done so
        if stance == "denied" and any(tree.lemmas[token] in self.demanded for token in candidate.content[:6]):
            return "refused"
        return stance


def is_withheld(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is negated, or hangs on a negated one or on "declined to"."""
    for _ in range(MAX_STEPS + 1):
        if is_negated(tree, verb):
            return True
        above = tree.heads[verb]
        if tree.deps[verb] not in BELOW or above == verb:
            return False
        if tree.lemmas[above] in UNABLE or any(tree.words[c] in UNABLE for c in tree.children[above]):
            return True
        verb = above
    return False
