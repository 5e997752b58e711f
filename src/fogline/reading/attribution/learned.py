"""Join the attributions that the encoder read with the cues that rules know: one list of who says what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.model.vocabulary import Span
from fogline.reading.attribution.cues import HEDGES, Candidate
from fogline.reading.encoder.decode import Run, Triple
from fogline.reading.syntax import Tree

__all__ = ["Heard", "frame_of", "head_of", "is_hedge", "is_mark", "spans_of"]


@dataclass(frozen=True, slots=True)
class Heard:
    """An attribution that the encoder read: its cue's main word, how that word is used here, its tokens."""

    triple: Triple
    head: int
    word: str
    frame: str
    passive: bool


def head_of(tree: Tree, run: Run) -> int:
    """Return the main word of a run: the one whose head lies outside, a verb before others."""
    tops = [t for t in range(*run) if not run[0] <= tree.heads[t] < run[1] or tree.heads[t] == t]
    tops = [t for t in tops if not tree.is_space(t)] or [run[0]]
    return next((t for t in tops if tree.parts[t] in ("VERB", "NOUN", "ADJ")), tops[0])


def frame_of(tree: Tree, triple: Triple, candidates: Iterable[Candidate]) -> Heard:
    """Return a triple with the frame in which rules know its cue, else one guessed from its content."""
    first, last = triple.cue
    inside = [candidate for candidate in candidates if first <= candidate.head < last]
    content = {t for run in triple.content for t in range(*run)}
    if inside:
        best = max(inside, key=lambda c: (len(content & set(c.content)), -len(c.content), -c.head))
        return Heard(triple, best.head, best.word, best.frame, best.passive)
    head = head_of(tree, triple.cue)
    start = triple.content[0][0]
    frame = "quote" if tree.quoted[start] >= 0 else "that"
    return Heard(triple, head, tree.lemmas[head], frame, passive=False)


def is_mark(tree: Tree, triple: Triple) -> bool:
    """Tell whether a cue is a bare mark beside which nobody is named: "Norrhaven: five boats lost"."""
    return not triple.source and all(tree.is_punctuation(t) for t in range(*triple.cue))


def is_hedge(tree: Tree, triple: Triple) -> bool:
    """Tell whether a cue is nothing but the outlet's own adverb: "reportedly"."""
    return all(tree.words[t] in HEDGES for t in range(*triple.cue))


def spans_of(tree: Tree, runs: Sequence[Run]) -> tuple[Span, ...]:
    """Return the character spans of runs of tokens, exactly as they were read."""
    return tuple((tree.starts[first], tree.ends[last - 1]) for first, last in sorted(runs))
