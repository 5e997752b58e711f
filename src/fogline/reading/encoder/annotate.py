"""Make a document of a tokenised text by what the encoder reads: tags, syntax, names; and hand on the rest."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fogline.model.vocabulary import Span
from fogline.reading.document import Document, Labels
from fogline.reading.encoder.decode import Run, Triple, best_heads, log_softmax, triples
from fogline.reading.encoder.model import Encoder, Numbers, Scores

__all__ = ["Encoded", "annotate"]

Lemmatise = Callable[[Sequence[str], Sequence[str], Sequence[str]], Sequence[str]]
"""What tells the lemmas of words by the words, their tags and their parts of speech."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder tells of a text besides its syntax and names; rows are tokens, white space among them.

    `facts` is each token's factuality if it tells an event, from -3 to 3.
    `events`, `stances`, `polarities` and `tenses` are log probabilities of the
    labels that `labels` names in order: the first for any word, the others for
    words of a cue.
    """

    reader: str
    triples: tuple[Triple, ...]
    labels: Mapping[str, Sequence[str]]
    facts: Numbers
    events: Numbers
    stances: Numbers
    polarities: Numbers
    tenses: Numbers


@dataclass(slots=True)
class Words:
    """The labels of every word of a text, filled window by window."""

    tags: list[str]
    parts: list[str]
    entities: list[str]
    heads: list[int]
    relations: list[str]


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
        starts: tokens that begin a sentence; others do where the encoder says so.
        lemmatise: tells the lemmas.
    """
    tokens = [i for i, (start, end) in enumerate(spans) if not text[start:end].isspace()]
    forced = [i in starts or at == 0 for at, i in enumerate(tokens)]
    words = Words([], [], [], [], [])
    found: list[Triple] = []
    rows: dict[str, list[Numbers]] = {name: [] for name in ("fact", "event", "stance", "polarity", "tense")}
    for scores in encoder.read(text, [spans[i] for i in tokens], quotations):
        label_window(words, scores, encoder.labels, forced)
        found.extend(triples(scores))
        for name, parts in rows.items():
            parts.append(getattr(scores, name))
    doc = Document(text, spans, labels_of(text, spans, tokens, words, lemmatise))
    facts = spread(rows.pop("fact"), tokens, len(spans), 1)[:, 0].clip(-3, 3)
    tables = [
        log_softmax(spread(parts, tokens, len(spans), len(encoder.labels[name])))
        for name, parts in rows.items()
    ]
    found = [in_tokens(triple, tokens) for triple in found]
    return doc, Encoded(encoder.name, tuple(found), encoder.labels, facts, *tables)


def spread(parts: Sequence[Numbers], tokens: Sequence[int], count: int, width: int) -> Numbers:
    """Return the windows' rows end to end, one a token; white space gets zeros."""
    table = np.zeros((count, width), np.float32)
    if parts:
        table[list(tokens)] = np.concatenate(parts)
    return table


def label_window(words: Words, scores: Scores, labels: dict[str, list[str]], forced: Sequence[bool]) -> None:
    """Add the labels of one window's words."""
    words.tags += [labels["tag"][i] for i in scores.tag.argmax(axis=1)]
    words.parts += [labels["pos"][i] for i in scores.pos.argmax(axis=1)]
    words.entities += [labels["entity"][i] for i in scores.entity.argmax(axis=1)]
    starts = (scores.sentence[:, 1] > scores.sentence[:, 0]).tolist()
    starts = [start or forced[scores.first + i] for i, start in enumerate(starts)]
    starts[0] = True
    edges = [i for i, start in enumerate(starts) if start] + [len(starts)]
    heads = best_heads(scores.arc, list(pairwise(edges)))
    relation = (scores.relation_below + scores.relation_above[heads]).argmax(axis=1)
    root = labels["dep"].index("ROOT")
    for word, head in enumerate(heads):
        words.heads.append(scores.first + head)
        words.relations.append(labels["dep"][root if head == word else relation[word]])


def labels_of(
    text: str, spans: Sequence[Span], tokens: Sequence[int], words: Words, lemmatise: Lemmatise
) -> Labels:
    """Return the labels of all tokens; white space hangs on the token before it and goes on with a name around it."""
    count = len(spans)
    tags, parts, relations = ["_SP"] * count, ["SPACE"] * count, ["dep"] * count
    marks, kinds = ["O"] * count, [""] * count
    heads = [max(i - 1, 0) for i in range(count)]
    inside, last = "", 0
    for at, token in enumerate(tokens):
        mark, _, kind = words.entities[at].partition("-")
        if mark == "I" and kind and kind == inside:
            marks[last + 1 : token + 1] = ["I"] * (token - last)
            kinds[last + 1 : token + 1] = [kind] * (token - last)
        elif kind:
            marks[token], kinds[token] = "B", kind
        inside, last = kind, token
        tags[token], parts[token], relations[token] = words.tags[at], words.parts[at], words.relations[at]
        heads[token] = tokens[words.heads[at]]
    lemmas = lemmatise([text[start:end] for start, end in spans], tags, parts)
    return Labels(lemmas, tags, parts, relations, heads, marks, kinds)


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
