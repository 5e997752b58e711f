"""Find the words that speak of someone: names, roles and pronouns, before it is known who is meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fogline.reading.actors.found import CLOCK_LABELS, PRONOUNS, Found, Sort, is_speaking
from fogline.reading.actors.names import NameFinder, name_persons
from fogline.reading.document import Document, Span, Token
from fogline.reading.parse import DATELINE, Parsed
from fogline.reading.registry import Registry

__all__ = ["MentionFinder"]

AFFILIATION_DEPS = {"compound", "nmod", "poss", "amod", "nn"}
MODIFIERS = {"compound", "amod", "nmod", "npadvmod", "nummod"}
AFFILIATION_PREPOSITIONS = {"of", "for", "from", "with", "in", "at"}


class MentionFinder:
    """Finds mentions by the registry, the pipeline's names, and the words of the section `[actors]`."""

    def __init__(self, registry: Registry, words: Mapping[str, Any]) -> None:
        self.sorts: dict[str, Sort] = {}
        more: Mapping[str, Any] = words["words"]
        lists: tuple[tuple[Sort, Sequence[str]], ...] = (
            ("image", more["images"]), ("document", more["documents"]), ("body", words["bodies"]),
            ("member", words["members"]), ("people", words["people"]), ("official", words["officials"]),
        )  # fmt: skip
        for sort, lemmas in lists:
            self.sorts.update(dict.fromkeys(lemmas, sort))
        self.indefinite = frozenset(more["indefinite"])
        self.speech = frozenset(more["speech"])
        self.names = NameFinder(registry, self.sorts, more)

    def find(self, parsed: Parsed) -> list[Found]:
        """Return all mentions in text order, one a head."""
        doc = parsed.doc
        tokens, chunks = list(doc), list(doc.noun_chunks)
        by_head: dict[int, Found] = {}
        for found in self.names.find(parsed, tokens, chunks):
            by_head.setdefault(found.head, found)
        name_persons(by_head.values())
        for found in self.names.find_missed(doc, tokens, chunks, by_head):
            by_head.setdefault(found.head, found)
        for found in self.roles(doc, tokens, chunks, by_head):
            by_head.setdefault(found.head, found)
        for found in pronouns(tokens):
            by_head.setdefault(found.head, found)
        for found in by_head.values():
            if found.form != "pronoun":
                found.affiliation = affiliation(doc, found, by_head)
        datelines = [match.span() for match in DATELINE.finditer(doc.text)]
        told = [
            found
            for found in by_head.values()
            if not any(start <= tokens[found.head].idx < end for start, end in datelines)
        ]
        return sorted(told, key=lambda found: (found.start, -found.end))

    def roles(
        self, doc: Document, tokens: Sequence[Token], phrases: Sequence[Span], by_head: Mapping[int, Found]
    ) -> Iterator[Found]:
        """Yield noun phrases whose head says that someone is meant, and "one of …", "many", "others"."""
        for chunk in phrases:
            root = chunk.root
            if root.i in by_head or root.lower_ in PRONOUNS:
                continue
            if root.lower_ in self.indefinite:
                found = self.partitive(chunk)
                if found is not None:
                    yield found
                continue
            sort = self.sorts.get(root.lemma_.lower()) or self.sorts.get(root.lower_)
            if sort is None and is_speaking(root, self.speech) and root.pos_ in ("NOUN", "PROPN", "ADJ"):
                yield replace(make_role(chunk, "people"), guessed=True)
            elif sort is not None:
                yield make_role(chunk, sort)
        inside = {index for chunk in phrases for index in range(chunk.start, chunk.end)}
        for token in tokens:
            sort = self.sorts.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if sort == "body" and token.dep_ == "compound" and token.i not in by_head:
                yield make_role(doc[token.i : token.i + 1], sort)  # "police" in "police officers"
            if (
                sort is not None
                and token.i not in inside
                and token.dep_ not in MODIFIERS
                and token.i not in by_head
            ):
                yield make_role(doc[max(token.left_edge.i, token.i - 4) : token.i + 1], sort)
            if (
                token.lower_ in self.indefinite
                and token.dep_ in ("nsubj", "nsubjpass")
                and token.i not in by_head
            ):
                found = self.partitive(doc[token.i : token.i + 1])
                if found is not None:
                    yield found

    def partitive(self, words: Span) -> Found | None:
        """Return "one of the groups", "many", "others" as a role; its lemma is that of the group."""
        doc, root = words.doc, words.root
        sort: Sort | None = None
        lemma, end = root.lower_, words.end
        if words.end < len(doc) and doc[words.end].lower_ == "of":
            for token in doc[words.end : min(words.end + 10, len(doc))]:
                found = self.sorts.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
                if found is not None:
                    sort, lemma, end = found, token.lemma_.lower(), token.i + 1
                    break
                if token.is_punct and token.text not in "-’'":
                    break
        if sort is None:
            if not is_speaking(root, self.speech):
                return None
            sort = "people"
        return Found(
            start=words.start, end=end, head=root.i, form="role", lemma=lemma, sort=sort,
            plural=root.lower_ not in ("one", "any"), definite=False, bare=False,
        )  # fmt: skip


def make_role(chunk: Span, sort: Sort) -> Found:
    """Return a noun phrase as a mention."""
    root = chunk.root
    start = chunk.start
    while start < root.i and (chunk.doc[start].ent_type_ in CLOCK_LABELS or chunk.doc[start].is_space):
        start += 1  # "On Sunday rebels left" is at times parsed with rebels of Sunday
    chunk = chunk.doc[start : chunk.end]
    first = chunk[0]
    determined = (
        first.lower_ in ("the", "this", "that", "these", "those")
        or first.dep_ == "poss"
        or first.tag_ == "PRP$"
    )
    return Found(
        start=chunk.start,
        end=chunk.end,
        head=root.i,
        form="role",
        lemma=root.lemma_.lower(),
        sort=sort,
        plural=root.tag_ in ("NNS", "NNPS") or root.lower_ in ("people", "police"),
        definite=determined,
        demonstrative=first.lower_ in ("this", "that", "these", "those"),
        bare=all(token.i == root.i or token.pos_ == "DET" for token in chunk),
    )


def pronouns(tokens: Sequence[Token]) -> Iterator[Found]:
    """Yield pronouns that may mean someone."""
    for token in tokens:
        kind = PRONOUNS.get(token.lower_)
        if kind is None or token.text == "US":
            continue
        if kind == "who" and (
            token.tag_ not in ("WP", "WDT", "WP$") or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "poss")
        ):
            continue
        yield Found(
            start=token.i,
            end=token.i + 1,
            head=token.i,
            form="pronoun",
            pronoun=kind,
            plural=kind in ("they", "we"),
        )


def affiliation(doc: Document, found: Found, by_head: Mapping[int, Found]) -> int | None:
    """Return the head of the body in a phrase: "Taliban officials", "a spokesman for the NRF"."""
    tokens = doc.tokens
    head = tokens[found.head]
    for token in tokens[found.start : found.end]:
        if token.i == found.head or token.i not in by_head:
            continue
        other = by_head[token.i]
        if other.form == "name" and token.dep_ in AFFILIATION_DEPS:
            return token.i
        if token.dep_ == "poss" and (other.form == "role" or other.pronoun in ("it", "they", "we")):
            return token.i
    for preposition in head.children:
        if preposition.dep_ == "prep" and preposition.lower_ in AFFILIATION_PREPOSITIONS:
            for token in preposition.children:
                if token.dep_ == "pobj" and token.i in by_head and by_head[token.i].form != "pronoun":
                    return token.i
    return None
