"""Judge a passage: its polarity and certainty, its sayer's medium, the evidence and the condition that it names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from fogline.model.reading import Attribution, Condition, Evidence
from fogline.model.vocabulary import Certainty, EvidenceKind, Medium, Polarity, Span
from fogline.reading.document import Document, Token
from fogline.reading.parse import Parsed
from fogline.reading.registry import Registry

__all__ = ["PassageJudge", "trailing_comment"]

MORE_AT = re.compile(
    r"(?im)^[^\S\n]*(?:more at|read more|source|full story|continue reading|via|link)[^\S\n]*:?.*$"
)
DETERMINERS = frozenset({"det", "neg", "preconj"})
OPENING = frozenset({"in", "on", "via", "during"})
OPENING_WORDS = 6
"""How many words of a sentence are searched for the medium that it opens with."""

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
HOUSES = frozenset(
    {"house", "commons", "lords", "parliament", "congress", "senate", "assembly", "council", "court"}
)
"""What one tells a house of parliament or a court is no interview."""

PRESS = frozenset({"agency", "channel", "journalist", "newspaper", "reporter"})


class PassageJudge:
    """Judges passages by the words of a language document, section `[stance]`, and the outlets of a registry."""

    def __init__(self, language: Mapping[str, Any], registry: Registry) -> None:
        section = language["stance"]
        self._registry = registry
        self._hedges = frozenset(section["certainty"]["hedges"])
        self._unconfirmed = Phrases(section["certainty"]["unconfirmed"])
        self._doubts = phrase_pattern(section["certainty"]["doubts"])
        self._negations = frozenset(section["negation"]["words"])
        self._media: dict[str, Medium] = {
            word: medium for medium in get_args(Medium) for word in section["medium"].get(medium, ())
        }
        self._evidence: dict[str, EvidenceKind] = {
            word: kind for kind in get_args(EvidenceKind) for word in section["evidence"].get(kind, ())
        }
        self._openers = frozenset(section["conditions"]["openers"])
        self._conditional = phrase_pattern(section["conditions"]["phrases"])
        self._needs = frozenset(section["conditions"]["needs"])

    def polarity_of(self, parsed: Parsed, span: Span) -> Polarity:
        """Return whether the proposition of a passage is affirmed or negated ("there were no casualties")."""
        tokens = tokens_of(parsed, span)
        main = main_token(tokens)
        if main is None:
            return "affirmed"
        return "negated" if self._negates(main, span) else "affirmed"

    def certainty_of(self, parsed: Parsed, span: Span, cues: Iterable[Span] = ()) -> Certainty:
        """Return how certain a passage is said to be.

        Args:
            parsed: the text.
            span: the passage.
            cues: the cues through which it is said; "unconfirmed reports say" hedges there.
        """
        after = parsed.text[span[1] : self._sentence_end(parsed, span[1])]
        following = self._sentence_after(parsed, span[1])
        around = " ".join(
            [parsed.text[span[0] : span[1]], after, *(sentence_around(parsed, cue) for cue in cues)]
        )
        if self._unconfirmed.occur_in(around):
            return "unconfirmed"
        if self._unconfirmed.occur_in(following) and self._doubts.match(following.lstrip()):
            return "unconfirmed"
        tokens = tokens_of(parsed, span)
        main = main_token(tokens)
        words = {token.lower_ for token in tokens if near(token, main)}
        for cue in cues:
            words |= {token.lower_ for token in tokens_of(parsed, cue) if token.pos_ in ("ADV", "ADJ")}
        return "hedged" if words & self._hedges else "stated"

    def medium_of(self, parsed: Parsed, attribution: Attribution) -> Medium | None:
        """Return where the sayer says it, None where the text does not tell."""
        found: list[Medium] = []
        for span in attribution.cue:
            for token in tokens_of(parsed, span):
                if token.pos_ in ("VERB", "AUX"):
                    found.extend(self._media_beside(token, attribution))
                medium = self._media.get(token.lower_) or self._media.get(token.lemma_.lower())
                # "Officials reported" names no document, "a report said" does.
                if medium is not None and not (medium == "document" and is_reporting(token)):
                    found.append(medium)
        for span in attribution.source:
            for token in tokens_of(parsed, span):
                if token.head.pos_ in ("VERB", "AUX", "ADP") or token.dep_ == "ROOT":
                    medium = self._media.get(token.lemma_.lower())
                    if medium is not None and token.pos_ in NOUNS:
                        found.append(medium)
        return found[0] if found else self._medium_at_start(parsed, attribution)

    def _medium_at_start(self, parsed: Parsed, attribution: Attribution) -> Medium | None:
        """Return the medium with which a cue's sentence opens ("In a statement to the channel, he …")."""
        cue = tokens_of(parsed, attribution.cue[0])
        opening = [token for token in cue[0].sent if not token.is_space and token.i < cue[0].i] if cue else []
        if not opening or opening[0].lower_ not in OPENING:
            return None
        for token in opening[1:OPENING_WORDS]:
            medium = self._media.get(token.lemma_.lower())
            if medium is not None and token.pos_ in NOUNS:
                return medium
        return None

    def evidence_in(self, parsed: Parsed, span: Span) -> tuple[Evidence, ...]:
        """Return the images, videos, documents and witnesses that a passage names, with their phrases."""
        found = []
        for token in tokens_of(parsed, span):
            kind = self._evidence.get(token.lemma_.lower())
            if kind is None or token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod"):
                continue
            phrase = [t for t in token.subtree if span[0] <= t.idx and t.idx + len(t) <= span[1]]
            phrase = [
                t
                for t in phrase
                if not any(a.dep_ in ("relcl", "acl") and a in token.children for a in (t, *t.ancestors))
            ]
            start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
            found.append(Evidence(kind, (start, end)))
        return tuple(found)

    def condition_of(self, parsed: Parsed, span: Span) -> Condition | None:
        """Return the condition under which a passage holds: "if …", "without help", "for X to …, they need …"."""
        tokens = tokens_of(parsed, span)
        for token in tokens:
            if token.lower_ in self._openers and token.dep_ in ("mark", "prep", "advmod", "aux"):
                clause = token.head if token.dep_ != "prep" else token
                if clause.dep_ in ("advcl", "prep", "pcomp") or token.dep_ == "prep":
                    return halves(tokens, list(clause.subtree), span)
        match = self._conditional.search(parsed.text, *span)
        if match is not None:
            opener = next((t for t in tokens if t.idx >= match.start()), None)
            if opener is not None and modal_or_judged(tokens):
                return halves(tokens, list(opener.subtree), span)
        return self._need(tokens, span)

    def _need(self, tokens: Sequence[Token], span: Span) -> Condition | None:
        """Return "for X to do A, they need B": B is what must be, A what then is."""
        for token in tokens:
            if token.lemma_.lower() not in self._needs or token.pos_ not in ("VERB", "AUX"):
                continue
            aim = next(
                (c for c in token.children if c.i < token.i and c.dep_ in ("advcl", "prep", "ccomp")
                 and any(t.lower_ == "to" and t.dep_ == "aux" for t in c.subtree)),
                None,
            )  # fmt: skip
            needed = next(
                (c for c in token.children if c.dep_ in ("xcomp", "dobj", "ccomp") and c.i > token.i), None
            )
            if aim is not None and needed is not None:
                return Condition(clip(list(needed.subtree), span), clip(list(aim.subtree), span))
        return None

    def _negates(self, main: Token, span: Span) -> bool:
        for child in main.children:
            inside = span[0] <= child.idx < span[1]
            if (
                inside
                and (child.dep_ == "neg" or child.lower_ in self._negations)
                and child.dep_ not in ("cc", "prep")
            ):
                return True
            counts = inside and child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl")
            if counts and any(c.lower_ in self._negations and c.dep_ in DETERMINERS for c in child.children):
                return True
        return False

    def _media_beside(self, verb: Token, attribution: Attribution) -> list[Medium]:
        """Return the media that phrases on a verb name: "in a statement", "on state television", "told the channel"."""
        said = attribution.content or attribution.cue
        start, end = min(first for first, _ in said), max(last for _, last in said)
        found: list[Medium] = []
        for child in verb.children:
            if child.dep_ not in ("prep", "dative", "dobj", "agent") or start <= child.idx < end:
                continue
            inner = [child, *(c for c in child.children if c.dep_ == "pobj")]
            for token in inner:
                medium = self._media.get(token.lemma_.lower()) or self._media.get(token.lower_)
                if medium is not None and token.pos_ in NOUNS:
                    found.append(medium)
            listener = child if child.dep_ in ("dobj", "dative") else inner[-1]
            addressed = child.dep_ in ("dobj", "dative") or child.lower_ == "to"
            if (
                not found
                and addressed
                and verb.lemma_ in ("tell", "say", "speak")
                and self._is_outlet(listener)
            ):
                found.append("interview")
        return found

    def _is_outlet(self, listener: Token) -> bool:
        """Tell whether a listener is a news outlet or its people, by its name or by its noun."""
        lemma = listener.lemma_.lower()
        if lemma in HOUSES:
            return False
        named = listener.ent_type_ == "ORG" or self._registry.publisher(listener.text) is not None
        return named or lemma in PRESS

    def _sentence_end(self, parsed: Parsed, at: int) -> int:
        ends = sentence_ends(parsed.doc)
        after = bisect_left(ends, at)
        return ends[after] if after < len(ends) else len(parsed.text)

    def _sentence_after(self, parsed: Parsed, at: int) -> str:
        end = self._sentence_end(parsed, at)
        return parsed.text[end : self._sentence_end(parsed, end + 1)]


@lru_cache(maxsize=1)
def sentence_ends(doc: Document) -> tuple[int, ...]:
    """Return where the sentences end, in code points: every claim asks, and walking a long text each time is slow."""
    return tuple(sent.end_char for sent in doc.sents)


def trailing_comment(parsed: Parsed) -> Span | None:
    """Return a question or remark that stands after an article's end, below "More at:" or "Read more"."""
    marks = [match for match in MORE_AT.finditer(parsed.text) if match.end() > len(parsed.text) * 0.5]
    if not marks:
        return None
    rest = [span for span in parsed.paragraphs if span[0] >= marks[-1].end()]
    rest = [span for span in rest if not parsed.text[span[0] : span[1]].lstrip().startswith(("http", "www."))]
    if not rest or len(rest) > 3:
        return None
    start, end = rest[0][0], rest[-1][1]
    words = parsed.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if end > start else None


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words, the longest first."""
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


class Phrases:
    """Phrases that are looked for as whole words; most texts hold not even the letters of one."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.letters = tuple(phrase.lower() for phrase in phrases)
        self.pattern = phrase_pattern(self.letters)

    def occur_in(self, text: str) -> bool:
        """Tell whether a text holds one of the phrases."""
        lowered = text.lower()
        return any(map(lowered.__contains__, self.letters)) and self.pattern.search(text) is not None


@lru_cache(maxsize=16)
def tokens_of(parsed: Parsed, span: Span) -> Sequence[Token]:
    """Return the tokens of a span that are more than white space; a claim's passage is asked for again and again."""
    found = parsed.doc.char_span(*span, alignment_mode="expand")
    return () if found is None else tuple([token for token in found if not token.is_space])


def sentence_around(parsed: Parsed, span: Span) -> str:
    """Return a cue with what its sentence says before it, at most 60 code points."""
    return parsed.text[max(0, span[0] - 60) : span[1]].rpartition(". ")[2]


def main_token(tokens: Sequence[Token]) -> Token | None:
    """Return the token on which the others hang, the first verb among several such."""
    present = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in present or token.head.i == token.i]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX")]
    return next(iter(verbs or tops), None)


def near(token: Token, main: Token | None) -> bool:
    """Tell whether a token stands at a main verb: itself, beside it, or describing one of its arguments."""
    if main is None:
        return True
    return token == main or token.head == main or token.head.head == main


def halves(tokens: Sequence[Token], condition: Sequence[Token], span: Span) -> Condition | None:
    """Return the two halves of a conditional passage, the condition and the rest of it."""
    part = {token.i for token in condition}
    rest = [token for token in tokens if token.i not in part and not token.is_punct]
    if not any(not t.is_punct for t in condition):
        return None
    if not rest:
        return Condition(clip(condition, span), None)
    first, last = min(part), max(part)
    before = [token for token in rest if token.i < first]
    after = [token for token in rest if token.i > last]
    longer = max(before, after, key=len)
    return Condition(clip(condition, span), clip(longer, span) if longer else None)


def clip(tokens: Sequence[Token], span: Span) -> Span:
    """Return the span of tokens without punctuation at its ends, kept within a passage."""
    words = [token for token in tokens if not token.is_punct and not token.is_space] or list(tokens)
    start = max(words[0].idx, span[0])
    return start, max(start + 1, min(words[-1].idx + len(words[-1]), span[1]))


def is_reporting(token: Token) -> bool:
    """Tell whether a token is the verb "report"."""
    return token.pos_ == "VERB" and token.lemma_.lower() == "report"


def modal_or_judged(tokens: Sequence[Token]) -> bool:
    """Tell whether a passage speaks of what may be rather than of what was."""
    return any(token.tag_ in ("MD", "VBZ", "VBP", "VB") for token in tokens)
