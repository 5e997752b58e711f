"""Make a document of a tokenised text by what the encoder reads: tags, syntax, names; and hand on the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fogline.model.vocabulary import Span
from fogline.reading.document import Document, Labels
from fogline.reading.encoder.decode import Run, Triple, best_heads, log_softmax, triples
from fogline.reading.encoder.grammar import Words, set_right
from fogline.reading.encoder.model import Encoder, Numbers, Scores
from fogline.reading.encoder.tags import choose_tags

__all__ = ["Encoded", "annotate"]

LONGEST_ABBREVIATION = 5
"""Letters of a capitalised word before a full stop that may be a title cut short; the encoder then tells."""

Lemmatise = Callable[[Sequence[str], Sequence[str], Sequence[str]], Sequence[str]]
"""What tells the lemmas of words by the words, their tags and their parts of speech."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder tells of a text besides its syntax and names, in token numbers.

    `stances` has a row a token, white space among them, with the log
    probability of each of `labels["stance"]`; it holds for words of a cue.
    `events` has the scores of each of `labels["event"]`, which `events/heard.py`
    turns into probabilities within a sentence.
    """

    reader: str
    triples: tuple[Triple, ...]
    labels: Mapping[str, Sequence[str]]
    stances: Numbers
    events: Numbers


def annotate(
    text: str,
    spans: Sequence[Span],
    encoder: Encoder,
    quotations: Sequence[Span],
    *,
    starts: AbstractSet[int],
    lemmatise: Lemmatise,
) -> tuple[Document, Encoded]:
    """Return a text with tags, lemmas, syntax and names, and the rest of what the encoder tells.

    Args:
        text: the text.
        spans: its tokens, white space among them.
        encoder: what reads it.
        quotations: the spans between quotation marks, the marks included.
        starts: tokens that begin a sentence; others do where the encoder says so, and capitals behind a full stop.
        lemmatise: tells the lemmas.
    """
    tokens = words_of(text, spans)
    forced = np.fromiter((i in starts for i in tokens), bool, len(tokens))
    forced[:1] = True
    windows = list(encoder.read(text, [spans[i] for i in tokens], quotations))
    forms = [text[spans[i][0] : spans[i][1]].lower() for i in tokens]
    for at in [at for at, form in enumerate(forms[1:-1], 2) if form == "."]:
        ends = is_whole(text[slice(*spans[tokens[at - 2]])])
        forced[at] |= ends and text[spans[tokens[at]][0]].isupper()
    words = Words([], [], [], [], [])
    for scores in windows:
        label_window(words, scores, encoder.labels, forced, forms)
    set_right(words, forms)
    doc = Document(text, spans, labels_of(text, spans, tokens, words, lemmatise))
    return doc, told(encoder, windows, tokens, len(spans))


def is_whole(word: str) -> bool:
    """Tell whether a word before a full stop is surely none cut short, as "Lt." and "Capt." are."""
    return len(word) > LONGEST_ABBREVIATION or (word.islower() and len(word) > len("st"))


def words_of(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the tokens that are no white space."""
    return [i for i, (start, end) in enumerate(spans) if not text[start:end].isspace()]


def told(encoder: Encoder, windows: Sequence[Scores], tokens: Sequence[int], count: int) -> Encoded:
    """Gather what the windows tell, in token numbers."""
    stances = spread([scores.stance for scores in windows], tokens, count, len(encoder.labels["stance"]))
    found = tuple(in_tokens(triple, tokens) for scores in windows for triple in triples(scores))
    events = spread([scores.event for scores in windows], tokens, count, len(encoder.labels["event"]))
    return Encoded(encoder.name, found, encoder.labels, log_softmax(stances), events)


def spread(parts: Sequence[Numbers], tokens: Sequence[int], count: int, width: int) -> Numbers:
    """Return the windows' rows end to end, one a token; white space gets zeros."""
    table = np.zeros((count, width), np.float32)
    if parts:
        table[list(tokens)] = np.concatenate(parts)
    return table


def label_window(
    words: Words,
    scores: Scores,
    labels: dict[str, list[str]],
    forced: NDArray[np.bool_],
    forms: Sequence[str],
) -> None:
    """Add the labels of one window's words."""
    tags, parts = choose_tags(forms[scores.first : scores.last], scores.tag, scores.pos, labels)
    words.tags += tags
    words.parts += parts
    words.entities += named(labels["entity"], scores.entity.argmax(axis=1))
    starts = scores.sentence[:, 1] > scores.sentence[:, 0]
    starts[1:] &= np.array([form != "," for form in forms[scores.first : scores.last - 1]], bool)
    starts |= forced[scores.first : scores.last]
    starts[0] = True
    edges = [*np.flatnonzero(starts).tolist(), len(starts)]
    heads = np.array(best_heads(scores.arc, list(pairwise(edges))))
    relation = (scores.relation_below + scores.relation_above[heads]).argmax(axis=1)
    relation[heads == np.arange(len(heads))] = labels["dep"].index("ROOT")
    words.heads += (heads + scores.first).tolist()
    words.relations += named(labels["dep"], relation)


def named(names: Sequence[str], numbers: NDArray[np.intp]) -> Iterator[str]:
    """Return the names of numbered labels."""
    return map(names.__getitem__, numbers.tolist())


def labels_of(
    text: str, spans: Sequence[Span], tokens: Sequence[int], words: Words, lemmatise: Lemmatise
) -> Labels:
    """Return the labels of all tokens; white space hangs on the token before it and goes on with a name around it."""
    count = len(spans)
    tags = at_tokens(words.tags, tokens, count, "_SP")
    parts = at_tokens(words.parts, tokens, count, "SPACE")
    relations = at_tokens(words.relations, tokens, count, "dep")
    heads = [max(i - 1, 0) for i in range(count)]
    for token, head in zip(tokens, words.heads, strict=True):
        heads[token] = tokens[head]
    marks, kinds = ["O"] * count, [""] * count
    for at in [at for at, entity in enumerate(words.entities) if "-" in entity]:
        token, (mark, _, kind) = tokens[at], words.entities[at].partition("-")
        if mark == "I" and at and words.entities[at - 1].endswith("-" + kind):
            last = tokens[at - 1]
            marks[last + 1 : token + 1] = ["I"] * (token - last)
            kinds[last + 1 : token + 1] = [kind] * (token - last)
        else:
            marks[token], kinds[token] = "B", kind
    lemmas = lemmatise([text[start:end] for start, end in spans], tags, parts)
    return Labels(lemmas, tags, parts, relations, heads, marks, kinds)


def at_tokens(labels: list[str], tokens: Sequence[int], count: int, between: str) -> list[str]:
    """Return labels of words as labels of tokens; all between them get the same."""
    if len(tokens) == count:
        return labels
    found = [between] * count
    for token, label in zip(tokens, labels, strict=True):
        found[token] = label
    return found


def in_tokens(triple: Triple, tokens: Sequence[int]) -> Triple:
    """Return a triple with its word numbers as token numbers."""

    def there(run: Run) -> Run:
        return tokens[run[0]], tokens[run[1] - 1] + 1

    return Triple(
        source=tuple(map(there, triple.source)),
        cue=there(triple.cue),
        content=tuple(map(there, triple.content)),
        confidence=triple.confidence,
    )
