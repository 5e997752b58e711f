"""Lay out a text by its voices: which words each says itself, and which passage carries what it says."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from fogline.model.reading import Attribution
from fogline.model.vocabulary import Span, Stance
from fogline.reading.syntax import Tree

__all__ = ["Regions", "content_within"]

AHEAD: frozenset[Stance] = frozenset({"promised", "threatened", "demanded", "predicted", "warned", "refused"})
"""Stances towards what is still to come."""


class Regions:
    """Who says which words of one text. A voice is the index of its attribution, -1 is the outlet.

    Args:
        tree: the text.
        attributions: who says what in it.
        end_of_report: the offset behind which a reader's comment stands.
    """

    def __init__(self, tree: Tree, attributions: Sequence[Attribution], end_of_report: int) -> None:
        self.tree = tree
        self.attributions = attributions
        self.end_of_report = end_of_report
        self.token_at = {start: token for token, start in enumerate(tree.starts)}
        self.content_of, self.frame_of = self.assign_tokens()
        self.tokens_of: defaultdict[int, list[int]] = defaultdict(list)
        for number, voice in enumerate(self.content_of):
            self.tokens_of[voice].append(number)

    def said_by(self, voice: int) -> list[int]:
        """Return the tokens that a voice says itself, -1 for the outlet: what others say inside is left out."""
        starts, parts, frames, end = self.tree.starts, self.tree.parts, self.frame_of, self.end_of_report
        return [
            token
            for token in self.tokens_of.get(voice, ())
            if starts[token] < end and frames[token] in (-1, voice) and parts[token] != "SPACE"
        ]

    def holds_other_voice(self, index: int) -> bool:
        """Tell whether an attribution only passes on what another one says."""
        return any(attribution.inside == index for attribution in self.attributions)

    def cue_head(self, index: int) -> int | None:
        """Return the token that heads the cue."""
        tokens = self.tokens_in(self.attributions[index].cue)
        inside = set(tokens)
        heads = [
            token
            for token in tokens
            if self.tree.heads[token] not in inside or self.tree.heads[token] == token
        ]
        return heads[0] if heads else None

    def frame_span(self, index: int) -> Span | None:
        """Return the passage of an act of speech: cue, content, what is added to the cue, and a short sayer."""
        attribution = self.attributions[index]
        cue = self.cue_head(index)
        core = [*attribution.cue, *attribution.content]
        if cue is None or not core:
            return None
        sentence = self.tree.sentence[cue]
        start = min(span[0] for span in core)
        told_beside = self.told_beside(attribution)
        content = [token for token in self.tokens_in(attribution.content) if token not in told_beside]
        end = max([*(span[1] for span in attribution.cue), *(self.tree.ends[token] for token in content)])
        for token in self.adverbials(index, cue):
            if self.tree.sentence[token] == sentence and not self.tree.is_punctuation(token):
                end = max(end, self.tree.ends[token])
        for source in attribution.source:
            if source[1] <= start and start - source[1] <= 25 and source[1] - source[0] <= end - start:
                start = source[0]
        return start, end

    def passage_around(self, head: int, span: Span) -> Span:
        """Return a clause's passage up to the ends of its sentence where no other clause stands between.

        Args:
            head: the token that governs the clause.
            span: the passage.
        """
        sentence = self.tree.sentence[head]
        tokens = [token for token in self.tree.subtree(head) if self.tree.sentence[token] == sentence]
        return min(span[0], self.tree.starts[tokens[0]]), max(span[1], self.tree.ends[tokens[-1]])

    def part_span(self, part: Span, whole: Span) -> Span:
        """Return the phrase that tells of a part, with the word that ties it to the whole."""
        token = self.first_token(part)
        if token is None:
            return part
        words = self.tree.subtree(token)
        start, end = self.tree.starts[words[0]], self.tree.ends[words[-1]]
        if token > 0 and self.tree.words[token - 1] in ("including", "among"):
            start = self.tree.starts[token - 1]
        return max(start, min(whole[0], start)), max(end, part[1])

    def tokens_in(self, spans: Iterable[Span]) -> list[int]:
        """Return the tokens that lie in the spans, white space left out."""
        found: list[int] = []
        starts, parts = self.tree.starts, self.tree.parts
        for start, end in spans:
            first = self.first_token((start, end))
            if first is not None:
                found += [
                    token
                    for token in range(first, bisect_left(starts, end, first))
                    if parts[token] != "SPACE"
                ]
        return found

    def first_token(self, span: Span) -> int | None:
        """Return the first token that starts in a span or, where a token runs over its start, that one."""
        token = self.token_at.get(span[0])
        if token is not None:
            return token
        for token in range(self.tree.size):
            if self.tree.ends[token] > span[0]:
                return token if self.tree.starts[token] < span[1] else None
        return None

    def is_frame_inside(self, token: int, voice: int) -> bool:
        """Tell whether a token introduces another voice within what `voice` says."""
        framed = self.frame_of[token]
        return framed >= 0 and framed != voice

    def assign_tokens(self) -> tuple[list[int], list[int]]:
        """Return for each token in whose content it stands (innermost), and whose source or cue it is; -1 for none."""
        size = self.tree.size
        content_of, frame_of = [-1] * size, [-1] * size
        order = sorted(
            range(len(self.attributions)),
            key=lambda index: -sum(end - start for start, end in self.attributions[index].content),
        )
        for index in order:
            attribution = self.attributions[index]
            told_beside = self.told_beside(attribution)
            for token in self.tokens_in(attribution.content):
                if token not in told_beside:
                    content_of[token] = index
            for token in self.tokens_in((*attribution.source, *attribution.cue)):
                frame_of[token] = index
        return content_of, frame_of

    def told_beside(self, attribution: Attribution) -> set[int]:
        """Return the tokens of past facts told beside a vow or a demand: "even after the group lost its base"."""
        found: set[int] = set()
        if attribution.stance not in AHEAD or attribution.kind != "indirect":
            return found
        for token in self.tokens_in(attribution.content):
            if self.tree.deps[token] == "advcl" and self.tree.tags[token] == "VBD":
                found.update(self.tree.subtree(token))
        return found

    def adverbials(self, index: int, cue: int) -> list[int]:
        """Return the tokens of the clauses and phrases that qualify the cue and tell of nobody else's speech."""
        found: list[int] = []
        cues = self.tokens_in(self.attributions[index].cue)
        for child in (child for token in cues for child in self.tree.children[token]):
            if self.tree.deps[child] not in ("advcl", "prep", "npadvmod") or child < cue:
                continue
            tokens = self.tree.subtree(child)
            if not any(self.is_frame_inside(token, index) for token in tokens):
                found.extend(token for token in tokens if self.content_of[token] == self.content_of[cue])
        return found


def content_within(content: Sequence[Span], span: Span) -> Span:
    """Return the part of a passage that is content, without the words that introduce it; all of it without content."""
    inner = [piece for piece in content if piece[0] < span[1] and span[0] < piece[1]]
    if not inner:
        return span
    return max(inner[0][0], span[0]), min(inner[-1][1], span[1])
