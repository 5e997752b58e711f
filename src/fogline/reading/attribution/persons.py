"""Tell a thing that seems to speak from somebody who does: "the letters contradict it", "this refutes them"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.reading.syntax import Tree

__all__ = ["Persons", "able_to_speak"]

SHOWN = frozenset({"confirm", "corroborate", "verify"})
"""What papers and pictures do as well as people."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Knows by the words of a language document what says nothing, and what people alone do by speaking."""

    things: frozenset[str]
    showing: frozenset[str]
    by_people: frozenset[str]

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> "Persons":
        """Return what a language document knows; one without the section takes everything for a sayer."""
        section = language.get("attribution", {})
        return cls(
            things=frozenset((*section.get("mute", ()), *section.get("things", ()))),
            showing=frozenset(section.get("showing", ())),
            by_people=frozenset(section.get("by_people", ())),
        )

    def is_thing(self, tree: Tree, word: str, verb: int, source: Sequence[int]) -> bool:
        """Tell whether a source is a thing beside a word of which people alone are the subject.

        Args:
            tree: the parsed text.
            word: the cue's lemma.
            verb: the cue's main token.
            source: who seems to speak.
        """
        if word not in self.by_people or not source:
            return False
        inside = set(source)
        head = next((t for t in source if tree.heads[t] not in inside), source[0])
        if tree.tags[head] in ("WDT", "DT"):
            if tree.deps[verb] != "relcl":
                return True
            head = tree.heads[verb]
        things = self.things if word in SHOWN else self.things | self.showing
        return tree.parts[head] == "NOUN" and tree.lemmas[head] in things


def able_to_speak(actors: Mapping[str, Any]) -> frozenset[str]:
    """Return the nouns of section `[actors]` that speak: officials, people, bodies."""
    return frozenset(word for part in ("officials", "people", "bodies") for word in actors.get(part, ()))
