"""Find who says what: every attribution of a text, with its source, cue, content, sayer and stance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fogline.model.reading import Attribution
from fogline.model.vocabulary import Span, VoiceKind
from fogline.reading.contents import content_spans, quote_kind
from fogline.reading.cues import Candidate, candidates
from fogline.reading.inquits import Speech, find_speeches
from fogline.reading.parse import Parsed
from fogline.reading.sources import source_of
from fogline.reading.stance import StanceJudge
from fogline.reading.syntax import Tree

__all__ = ["AttributionFinder", "Voices"]


class Voices(Protocol):
    """What the finder asks of a cast: the canonical sayer of a source."""

    def voice(self, spans: Sequence[Span]) -> tuple[str | None, VoiceKind, str | None]:
        """Return the canonical sayer, its kind and its actor id."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in token numbers, before it is placed among the others."""

    head: int
    word: str
    frame: str
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    passive: bool = False


class AttributionFinder:
    """Finds attributions by the words of a language document: `[attribution]` and `[stance]`."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        section = language["attribution"]
        self._frames = {
            part: {frame: frozenset(words) for frame, words in section[part].items()}
            for part in ("verb", "noun", "adjective")
        }
        self._saying = frozenset(section["beside_quotations"])
        self._stance = StanceJudge(language)

    def find(self, parsed: Parsed, cast: Voices) -> tuple[Attribution, ...]:
        """Return the attributions of a text in the order of their first word."""
        tree = Tree(parsed)
        drafts = self._drafts(tree)
        return self._place(tree, drafts, cast)

    def _drafts(self, tree: Tree) -> list[Draft]:
        speeches = find_speeches(tree, self._saying)
        drafts = [draft_of_speech(speech, tree) for speech in speeches]
        taken = {speech.verb for speech in speeches}
        for candidate in candidates(tree):
            if candidate.head not in taken and self._is_cue(candidate):
                drafts.append(draft_of(tree, candidate))
                taken.add(candidate.head)
        return drafts

    def _is_cue(self, candidate: Candidate) -> bool:
        if candidate.part == "preposition":
            return True
        return candidate.word in self._frames[candidate.part].get(candidate.frame, ())

    def _place(self, tree: Tree, drafts: list[Draft], cast: Voices) -> tuple[Attribution, ...]:
        placed = []
        for draft in drafts:
            cue = tree.spans(draft.cue)
            source = tree.spans(set(draft.source) - set(draft.cue))
            content = content_spans(tree, draft.content, without={*draft.cue, *draft.source})
            if cue and content:
                placed.append((draft, source, cue, content))
        placed.sort(key=lambda item: (min(item[1] + item[2] + item[3]), item[2]))
        found = []
        for draft, source, cue, content in placed:
            sayer = cast.voice(source)[0] if source else None
            stance = self._stance.judge(tree, draft.head, draft.word, draft.frame, draft.content)
            found.append(
                Attribution(
                    source=source,
                    cue=cue,
                    content=content,
                    kind=quote_kind(tree, content),
                    inside=innermost(placed, cue),
                    sayer=sayer,
                    stance=stance,
                )
            )
        return tuple(found)


def draft_of(tree: Tree, candidate: Candidate) -> Draft:
    """Return the draft of a candidate that is a cue."""
    return Draft(
        candidate.head,
        candidate.word,
        candidate.frame,
        source_of(tree, candidate),
        candidate.cue,
        candidate.content,
        candidate.passive,
    )


def draft_of_speech(speech: Speech, tree: Tree) -> Draft:
    """Return the draft of quotations with their "he said"."""
    content = tuple(t for quote in speech.quotes for t in quote)
    return Draft(speech.verb, tree.lemmas[speech.verb], "quote", speech.source, speech.cue, content)


def innermost(
    placed: Sequence[tuple[Draft, tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]],
    cue: tuple[Span, ...],
) -> int | None:
    """Return the index of the shortest other content that holds the whole cue."""
    best, best_size = None, 0
    for index, (_, _, other_cue, content) in enumerate(placed):
        if other_cue == cue:
            continue
        size = sum(end - start for start, end in content)
        holds = all(any(start <= a and b <= end for start, end in content) for a, b in cue)
        if holds and (best is None or size < best_size):
            best, best_size = index, size
    return best
