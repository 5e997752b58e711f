"""Words with their tags, syntax and names: sentences, spans, base noun phrases, as spaCy finds them."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from fogline.reading.document import Document, Labels, Span, from_spacy
from fogline.reading.parse import load_pipeline

TEXT = "The governor of Ostrava said two men fled. Rain fell."
HEADS = [1, 4, 1, 2, 4, 6, 7, 4, 4, 10, 10, 10]
PARTS = ["DET", "NOUN", "ADP", "PROPN", "VERB", "NUM", "NOUN", "VERB", "PUNCT", "NOUN", "VERB", "PUNCT"]
RELATIONS = [
    "det", "nsubj", "prep", "pobj", "ROOT", "nummod", "nsubj", "ccomp", "punct", "nsubj", "ROOT", "punct",
]  # fmt: skip

PASSAGES = (
    "",
    "  \n\nHeld.",
    "The mayor of Brno and his deputy, a former colonel, told reporters on Monday that the bridge had fallen.",
    "“We’ll not leave,” said Jan Novak  (42), who can't walk.\n\n3 cars, two vans and a $5m boat sank.",
    "What did the minister whom they say that the courts convicted want? A hearing is scheduled on the issue today.",
    "OLOMOUC, May 3 (Agency) - Officers of the 4th Brigade's staff, all of them conscripts, mutinied",
)


def document(
    text: str = TEXT,
    *,
    parts: Sequence[str] = PARTS,
    relations: Sequence[str] = RELATIONS,
    heads: Sequence[int] = HEADS,
    names: Sequence[tuple[int, int, str]] = (),
) -> Document:
    """Make a document of a text whose words stand between spaces and stops."""
    spans, at = [], 0
    for word in text.replace(".", " .").split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    words = [text[start:end] for start, end in spans]
    marks, kinds = ["O"] * len(words), [""] * len(words)
    for start, end, kind in names:
        marks[start:end] = ["B", *["I"] * (end - start - 1)]
        kinds[start:end] = [kind] * (end - start)
    return Document(text, spans, Labels(words, parts, parts, relations, heads, marks, kinds))


def test_each_tree_is_a_sentence_where_none_is_told():
    doc = document()

    assert [sentence.text for sentence in doc.sents] == [
        "The governor of Ostrava said two men fled.",
        "Rain fell.",
    ]
    assert doc[9].sent is doc[11].sent
    assert doc[2:11].sent == doc.sents[0]


def test_a_word_is_the_same_object_however_it_is_reached():
    doc = document()

    assert doc[1] is doc[0].head is doc[4].children[0] is doc[0:3].root is next(iter(doc[1:2]))


def test_what_hangs_on_a_word_comes_in_text_order():
    doc = document()

    assert [token.i for token in doc[1].subtree] == [0, 1, 2, 3]
    assert [token.i for token in doc[4].lefts] == [1]
    assert [token.i for token in doc[3].ancestors] == [2, 1, 4]
    assert doc[7].left_edge is doc[5]


def test_the_first_word_of_a_crossing_subtree_is_found():
    doc = document("One two three four", heads=[2, 3, 3, 3], parts=["X"] * 4, relations=["dep"] * 4)
    crossing = document("One two three four", heads=[3, 1, 1, 2], parts=["X"] * 4, relations=["dep"] * 4)

    assert [token.left_edge.i for token in doc] == [0, 1, 0, 0]
    assert [token.left_edge.i for token in crossing] == [0, 0, 0, 0]
    assert sorted(token.i for token in crossing[2].subtree) == [0, 2, 3]


def test_names_are_runs_of_one_kind():
    doc = document(names=[(3, 4, "GPE"), (9, 11, "ORG")])

    assert [(name.text, name.label_) for name in doc.ents] == [("Ostrava", "GPE"), ("Rain fell", "ORG")]


def test_base_noun_phrases_hold_no_other():
    assert [(phrase.text, phrase.root.text) for phrase in document().noun_chunks] == [
        ("The governor", "governor"),
        ("Ostrava", "Ostrava"),
        ("two men", "men"),
        ("Rain", "Rain"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "strict", "contract", "expand"),
    [
        (4, 12, "governor", "governor", "governor"),
        (5, 15, None, "of", "governor of"),
        (5, 8, None, None, "governor"),
        (12, 15, None, "of", "of"),
        (50, 90, None, None, None),
        (-3, 4, None, None, None),
    ],
)
def test_a_stretch_of_the_text_becomes_words(start, end, strict, contract, expand):
    doc = document()

    found = [doc.char_span(start, end, alignment_mode=mode) for mode in ("strict", "contract", "expand")]

    assert [span and span.text for span in found] == [strict, contract, expand]


def test_slices_end_where_the_text_ends():
    doc = document()

    assert doc[-2:].text == "fell."
    assert len(doc[9:3]) == 0
    assert doc[9:3].text == ""
    assert doc[0:4][1:3].text == "governor of"
    assert doc[0:4][-1] is doc[3]
    with pytest.raises(IndexError):
        doc[2:4][2]


def test_spans_are_equal_by_their_words_and_kind():
    doc = document()

    assert {doc[0:2], doc[0:2]} == {Span(doc, 0, 2)}
    assert Span(doc, 0, 2, "ORG") != doc[0:2]
    assert document()[0:2] != doc[0:2]


@pytest.mark.parametrize("text", PASSAGES)
def test_a_parsed_text_says_what_the_pipeline_said(text):
    parsed = load_pipeline()(text)

    assert facts(from_spacy(parsed)) == facts(parsed)


@given(
    text=st.text("ab .,'\n\u00a0(-é", max_size=40), ends=st.tuples(st.integers(-2, 44), st.integers(-2, 44))
)
def test_any_stretch_gives_the_words_that_spacy_gives(text, ends):
    """Of a stretch that ends before it begins spaCy raises or says None, as it happens; nobody asks for one."""
    assume(ends[0] < ends[1])
    made = load_pipeline().make_doc(text)
    doc = from_spacy(made)

    for mode in ("strict", "contract"):
        own, other = (d.char_span(*ends, alignment_mode=mode) for d in (doc, made))
        assert edges(own) == edges(other)


def edges(span: Span | SpacySpan | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def facts(doc: Document | Doc) -> list[object]:
    """Return all that the reading asks of a document, as plain values."""
    spans = [
        (span.start, span.end, span.text, span.start_char, span.end_char, span.root.i)
        for span in doc.noun_chunks
    ]
    return [
        *(
            (
                token.i, token.idx, len(token), token.text, token.lower_, token.lemma_, token.pos_, token.tag_,
                token.dep_, token.ent_type_, token.ent_iob_, token.whitespace_, token.text_with_ws, token.is_space,
                token.is_punct, token.is_alpha, token.is_digit, token.is_lower, bool(token.is_sent_start), token.head.i,
                token.left_edge.i, [t.i for t in token.children], [t.i for t in token.lefts],
                [t.i for t in token.subtree], [t.i for t in token.ancestors], (token.sent.start, token.sent.end),
            )
            for token in doc
        ),
        spans,
        [(s.start, s.end, s.text, s.root.i) for s in doc.sents],
        [(e.start, e.end, e.label_, e.root.i) for e in doc.ents],
        [doc[i : i + 4].root.i for i in range(len(doc))],
        doc.text,
    ]  # fmt: skip
