"""Find what is said: the words of a content without its cue, its source and the marks around them."""

from collections.abc import Iterable

from fogline.model.vocabulary import QuoteKind, Span
from fogline.reading.syntax import Tree

__all__ = ["content_spans", "quote_kind"]

STRAY = frozenset({",", ".", ";", ":", "-", "--", "–", "—", "…", "...", "(", ")"})
RELATIVES = frozenset({"which", "who", "whose", "whom"})
JOINING = frozenset({"and", "but", "or"})


def content_spans(tree: Tree, tokens: Iterable[int], *, without: Iterable[int] = ()) -> tuple[Span, ...]:
    """Return the spans of a content: a span for each run of words that cue and source leave.

    Commas, stops and dashes at the ends of a run do not belong to it; quotation marks do.
    """
    left_out = set(without)
    runs: list[list[int]] = []
    for token in sorted(set(tokens) - left_out):
        if tree.is_space(token):
            continue
        gap = range(runs[-1][-1] + 1, token) if runs else range(0)
        if runs and all(tree.is_space(t) for t in gap):
            runs[-1].append(token)
        elif runs and not any(t in left_out and not tree.is_punctuation(t) for t in gap) and len(gap) <= 2:
            runs[-1].extend([*gap, token])
        else:
            runs.append([token])
    spans = []
    for run in runs:
        kept = balance_marks(tree, trim_run(tree, run))
        if kept and any(not tree.is_punctuation(t) for t in kept):
            spans.append((tree.starts[kept[0]], tree.ends[kept[-1]]))
    return tuple(spans)


def trim_run(tree: Tree, run: list[int]) -> list[int]:
    """Drop commas, stops and dashes at both ends, a conjunction before them, a description after them."""
    run = without_addition(tree, run)
    start, end = 0, len(run)
    if run and tree.words[run[0]] in JOINING and tree.quoted[run[0]] < 0 and opens_sentence(tree, run[0]):
        start = 1
    while start < end and (tree.is_space(run[start]) or tree.words[run[start]] in STRAY):
        start += 1
    while end > start and (
        tree.is_space(run[end - 1])
        or (tree.words[run[end - 1]] in STRAY and not closes(tree, run[start:end]))
    ):
        end -= 1
    return run[start:end]


def opens_sentence(tree: Tree, token: int) -> bool:
    """Tell whether a token is the first of its sentence."""
    return token == 0 or tree.sentence[token - 1] != tree.sentence[token] or tree.is_space(token - 1)


def without_addition(tree: Tree, run: list[int]) -> list[int]:
    """Drop ", which …" and ", who …" at the end of indirect speech: the outlet describes there."""
    if not run or tree.quoted[run[-1]] >= 0:
        return run
    for at in range(len(run) - 2, 0, -1):
        if tree.words[run[at]] in RELATIVES and tree.words[run[at - 1]] == ",":
            verb = tree.heads[run[at]]
            while tree.deps[verb] != "relcl" and tree.heads[verb] != verb:
                verb = tree.heads[verb]
            if tree.deps[verb] == "relcl" and tree.subtree(verb)[-1] >= run[-1]:
                return run[: at - 1]
            return run
    return run


def closes(tree: Tree, run: list[int]) -> bool:
    """Tell whether a bracket at the end closes one that opens in the run."""
    return tree.words[run[-1]] == ")" and any(tree.words[t] == "(" for t in run)


def balance_marks(tree: Tree, run: list[int]) -> list[int]:
    """Take in the closing mark that stands right after the run, and the opening one right before it."""
    if not run:
        return run
    quotation = tree.quoted[run[-1]]
    if quotation >= 0:
        _, end = tree.quotations[quotation]
        at = run[-1] + 1
        extra = []
        while at < tree.size and tree.starts[at] < end and tree.is_punctuation(at):
            extra.append(at)
            at += 1
        if at >= tree.size or tree.starts[at] >= end:
            run = [*run, *extra]
    quotation = tree.quoted[run[0]]
    if quotation >= 0 and run[0] > 0 and tree.quoted[run[0] - 1] == quotation:
        start, _ = tree.quotations[quotation]
        if tree.starts[run[0] - 1] == start and tree.is_punctuation(run[0] - 1):
            run = [run[0] - 1, *run]
    return run


def quote_kind(tree: Tree, spans: Iterable[Span]) -> QuoteKind:
    """Tell how a content is quoted: direct when every word stands in quotation marks, mixed when some do."""
    inside = outside = 0
    for start, end in spans:
        covered = 0
        for mark_start, mark_end in tree.quotations:
            covered += len_of_words(tree.text, max(start, mark_start), min(end, mark_end))
        inside += covered
        outside += len_of_words(tree.text, start, end) - covered
    if inside and not outside:
        return "direct"
    return "mixed" if inside else "indirect"


def len_of_words(text: str, start: int, end: int) -> int:
    """Count the letters and digits of a stretch; 0 for an empty one."""
    return sum(map(str.isalnum, text[start:end])) if end > start else 0
