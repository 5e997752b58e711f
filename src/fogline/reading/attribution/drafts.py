"""Draw up attributions in token numbers, as rules and encoder find them, before they are placed in the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.reading.attribution.asides import Aside
from fogline.reading.attribution.cues import Candidate
from fogline.reading.attribution.headlines import Headline
from fogline.reading.attribution.inquits import Speech
from fogline.reading.attribution.learned import Heard
from fogline.reading.attribution.sources import source_of
from fogline.reading.encoder.decode import Run, Triple
from fogline.reading.syntax import Tree

__all__ = [
    "Draft", "draft_of", "draft_of_aside", "draft_of_headline", "draft_of_heard", "draft_of_raising", "draft_of_speech",
    "go_on", "set_apart", "tokens_of",
]  # fmt: skip


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
    heard: Triple | None = None
    sure: bool = False
    """The rules vouch for it alone: beside a quotation, behind a sentence, before a headline's colon."""

    unheard: bool = False
    """The rules alone found it where the encoder read too."""


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
    return Draft(
        speech.verb, tree.lemmas[speech.verb], "quote", speech.source, speech.cue, content, sure=True
    )


def draft_of_aside(tree: Tree, aside: Aside) -> Draft:
    """Return the draft of a sentence that a "he said" closes."""
    return Draft(
        aside.verb, tree.lemmas[aside.verb], "that", aside.source, aside.cue, aside.content, sure=True
    )


def draft_of_headline(tree: Tree, headline: Headline) -> Draft:
    """Return the draft of a line that names its sayer by a colon or a dash."""
    word = tree.words[headline.mark]
    return Draft(headline.mark, word, "that", headline.source, (headline.mark,), headline.content, sure=True)


def draft_of_raising(tree: Tree, candidate: Candidate) -> Draft:
    """Return the draft of "X seems to …": X belongs to what is said, and nobody is named who says it."""
    subject = tree.child(candidate.head, "nsubj")
    about = () if subject is None or tree.words[subject] in ("it", "there") else tuple(tree.subtree(subject))
    content = (*about, *candidate.content)
    return Draft(candidate.head, candidate.word, candidate.frame, (), candidate.cue, content)


def draft_of_heard(heard: Heard) -> Draft:
    """Return the draft of an attribution that the encoder read."""
    triple = heard.triple
    source, cue, content = map(tokens_of, (triple.source, [triple.cue], triple.content))
    return Draft(heard.head, heard.word, heard.frame, source, cue, content, heard.passive, triple)


def tokens_of(runs: Sequence[Run]) -> tuple[int, ...]:
    """Return the tokens of runs."""
    return tuple(token for run in runs for token in range(*run))


def set_apart(drafts: Sequence[Draft], asides: Sequence[Aside]) -> list[Draft]:
    """Return drafts without the words of a closing "he said" in what they introduce before it."""
    found = []
    for draft in drafts:
        for aside in asides:
            if draft.head in aside.content:
                rest = set(aside.rest)
                draft = replace(draft, content=tuple(t for t in draft.content if t not in rest))
        found.append(draft)
    return found


def go_on(tree: Tree, drafts: list[Draft], quote: list[int]) -> None:
    """Add a quotation beside which nobody is named to the attribution in the sentence before it."""
    before = quote[0] - 1
    while before >= 0 and (tree.is_space(before) or tree.is_punctuation(before)):
        before -= 1
    if before < 0 or tree.paragraph[quote[0]] - tree.paragraph[before] > 1:
        return
    sentence = tree.sentence[before]
    near = [
        index
        for index, draft in enumerate(drafts)
        if tree.sentence[draft.head] == sentence
        and tree.quoted[draft.head] < 0
        and not set(quote) & set(draft.content)
    ]
    outer = [i for i in near if not any(drafts[i].head in drafts[other].content for other in near)]
    if outer:
        last = max(outer, key=lambda index: drafts[index].head)
        drafts[last] = replace(drafts[last], content=(*drafts[last].content, *quote))
