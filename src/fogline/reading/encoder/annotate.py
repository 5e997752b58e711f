"""Write what the encoder read onto a tokenised text: tags, syntax, names, sentences; and hand on the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from spacy.tokens import Doc

from fogline.model.vocabulary import Span
from fogline.reading.encoder.decode import Run, Triple, best_heads, log_softmax, triples
from fogline.reading.encoder.model import Encoder, Numbers, Scores

__all__ = ["Encoded", "annotate"]

ATTRIBUTES: list[int | str] = ["TAG", "POS", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
OUTSIDE, BEGIN, INSIDE = 2, 3, 1
"""spaCy's numbers for the place of a word in a name."""


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


def annotate(doc: Doc, encoder: Encoder, quotations: Sequence[Span]) -> Encoded:
    """Fill tags, parts of speech, syntax and names of `doc`, and return the rest of what the encoder tells.

    Sentences begin where `doc` says already and where the encoder says so.
    """
    tokens = [token.i for token in doc if not token.is_space]
    spans = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in tokens]
    forced = [bool(doc[i].is_sent_start) or at == 0 for at, i in enumerate(tokens)]
    words = Words([], [], [], [], [])
    found: list[Triple] = []
    rows: dict[str, list[Numbers]] = {name: [] for name in ("fact", "event", "stance", "polarity", "tense")}
    for scores in encoder.read(doc.text, spans, quotations):
        label_window(words, scores, encoder.labels, forced)
        found.extend(triples(scores))
        for name, parts in rows.items():
            parts.append(getattr(scores, name))
    write(doc, tokens, words)
    facts = spread(rows.pop("fact"), tokens, len(doc), 1)[:, 0].clip(-3, 3)
    tables = [
        log_softmax(spread(parts, tokens, len(doc), len(encoder.labels[name])))
        for name, parts in rows.items()
    ]
    return Encoded(
        encoder.name, tuple(in_tokens(triple, tokens) for triple in found), encoder.labels, facts, *tables
    )


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


def write(doc: Doc, tokens: Sequence[int], words: Words) -> None:
    """Write the labels of words into the document; white space hangs on the token before it."""
    strings = doc.vocab.strings
    table = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.int64)
    space = [strings.add("_SP"), strings.add("SPACE"), strings.add("dep")]
    table[:, :3] = np.array(space, dtype=np.uint64).astype(np.int64)
    table[:, 3] = -1
    table[:, 4] = OUTSIDE
    if len(doc):
        table[0, 3] = 0
    inside = ""
    for at, token in enumerate(tokens):
        mark, _, kind = words.entities[at].partition("-")
        iob = OUTSIDE if not kind else INSIDE if mark == "I" and kind == inside else BEGIN
        inside = kind
        row = (strings.add(words.tags[at]), strings.add(words.parts[at]), strings.add(words.relations[at]))
        table[token, :3] = np.array(row, dtype=np.uint64).astype(np.int64)
        table[token, 3] = tokens[words.heads[at]] - token
        table[token, 4] = iob
        table[token, 5] = np.array([strings.add(kind) if kind else 0], dtype=np.uint64).astype(np.int64)[0]
    doc.from_array(ATTRIBUTES, cast(Any, table.astype(np.uint64)))


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
