"""Name what stands around a cue and tells its stance: words, frame, negation, tense, who speaks, of what."""

from collections.abc import Iterator

from fogline.model.vocabulary import Stance
from fogline.reading.attribution.drafts import Draft
from fogline.reading.attribution.stance import StanceJudge, is_future, is_negated, main_verb
from fogline.reading.syntax import Tree

__all__ = ["SILENT", "clues_of"]

SILENT = "none"
"""What the rules are taken to say where they see no act."""

TELLING = frozenset({"VERB", "ADJ", "ADV"})
"""Parts of speech whose lemmas are clues: no name is one, nor any noun by which a party may be called."""

NAMING = frozenset({"NOUN", "PROPN"})
MOST_WORDS = 8
FEW_TOKENS = 3


def clues_of(tree: Tree, draft: Draft, said: Stance | None, judge: StanceJudge) -> Iterator[str]:
    """Yield the clues of a draft, each by itself, and those that weigh otherwise by what the rules say beside that.

    Args:
        tree: the parsed text.
        draft: who says what.
        said: the stance that the rules give it.
        judge: the rules.
    """
    verdict = said or SILENT
    yield "any"
    yield f"rules {verdict}"
    yield f"word {draft.word}"
    yield f"{draft.word} {draft.frame}"
    for clue in (*of_cue(tree, draft), *of_source(tree, draft)):
        yield clue
        yield f"{clue}, {verdict}"
    for clue in of_content(tree, draft, judge):
        yield clue
        yield f"{clue}, {verdict}"
    yield from words_around(tree, draft)


def of_cue(tree: Tree, draft: Draft) -> Iterator[str]:
    """Yield how the cue stands in its sentence."""
    head = draft.head
    yield f"frame {draft.frame}"
    yield f"tag {tree.tags[head]}"
    yield f"relation {tree.deps[head]}"
    if draft.passive:
        yield "passive"
    if is_negated(tree, head):
        yield "negated"
        yield f"negated {draft.word}"
    for child in tree.children[head]:
        if tree.deps[child] in ("aux", "auxpass"):
            yield f"auxiliary {tree.words[child]}"
    if tree.quoted[head] >= 0:
        yield "quoted"
    last = head
    while last + 1 < tree.size and tree.sentence[last + 1] == tree.sentence[head]:
        last += 1
    if tree.words[last] == "?":
        yield "question"


def of_source(tree: Tree, draft: Draft) -> Iterator[str]:
    """Yield what kind of words name who speaks."""
    if not draft.source:
        yield "nobody"
        return
    inside = set(draft.source)
    head = next((t for t in draft.source if tree.heads[t] not in inside), draft.source[0])
    yield f"by {tree.words[head]}" if tree.parts[head] == "PRON" else "by somebody"


def of_content(tree: Tree, draft: Draft, judge: StanceJudge) -> Iterator[str]:
    """Yield how what is said is told: its tense, its doer, whether it does harm."""
    if len(draft.content) <= FEW_TOKENS:
        yield "short"
    for lemma in judge.objects(tree, draft.head, draft.content) & judge.matters:
        yield f"object {lemma}"
    main = main_verb(tree, draft.content)
    if main is None:
        yield "no verb"
        return
    yield f"told {tree.tags[main]}"
    if is_future(tree, main):
        yield "future"
    if is_negated(tree, main):
        yield "negated content"
    if judge.does_harm(tree, main):
        yield "harm"
    for child in tree.children[main]:
        if tree.tags[child] == "MD":
            yield f"modal {tree.words[child]}"
        if tree.deps[child] == "nsubj" and tree.parts[child] == "PRON":
            yield f"doer {tree.words[child]}"


def words_around(tree: Tree, draft: Draft) -> Iterator[str]:
    """Yield the words of cue, content and what the cue hangs on."""
    above = tree.heads[draft.head]
    if above != draft.head and tree.parts[above] in TELLING:
        yield f"under {tree.lemmas[above]}"
    main = main_verb(tree, draft.content)
    if main is not None and tree.parts[main] in TELLING:
        yield f"main {tree.lemmas[main]}"
    telling = [t for t in sorted(set(draft.content)) if tree.parts[t] in TELLING]
    yield from (f"has {tree.lemmas[t]}" for t in telling[:MOST_WORDS])
    yield from (f"cue {tree.words[t]}" for t in draft.cue if t != draft.head and tree.parts[t] not in NAMING)
