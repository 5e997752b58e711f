"""Find who says what: every attribution of a text, with its source, cue, content, sayer and stance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fogline.model.basis import Basis, Part
from fogline.model.reading import Attribution
from fogline.model.vocabulary import Span, Stance
from fogline.plugins import load_documents
from fogline.reading.attribution.answering import AnswerFinder
from fogline.reading.attribution.asides import find_asides
from fogline.reading.attribution.clues import clues_of
from fogline.reading.attribution.contents import content_spans, quote_kind
from fogline.reading.attribution.cues import FORCING, Candidate, candidates
from fogline.reading.attribution.drafts import (
    Draft,
    draft_of,
    draft_of_aside,
    draft_of_headline,
    draft_of_heard,
    draft_of_raising,
    draft_of_speech,
    go_on,
    set_apart,
    tokens_of,
)  # fmt: skip
from fogline.reading.attribution.headlines import find_headlines
from fogline.reading.attribution.inquits import find_speeches
from fogline.reading.attribution.learned import Heard, frame_of, is_hedge, is_mark, spans_of
from fogline.reading.attribution.mending import mend
from fogline.reading.attribution.persons import Persons, able_to_speak
from fogline.reading.attribution.sources import is_demonstrative
from fogline.reading.attribution.stance import StanceJudge
from fogline.reading.attribution.verdicts import VerdictFinder, with_verdicts
from fogline.reading.attribution.voices import Voices
from fogline.reading.attribution.weighing import load_stance_weights
from fogline.reading.encoder.annotate import Encoded
from fogline.reading.parse import Parsed
from fogline.reading.syntax import Tree, tree_of

__all__ = ["AttributionFinder", "Weighed"]


PLAIN = frozenset({"asserted", "assessed", "predicted", "promised", "questioned"})
"""Stances for which the rules alone do not vouch; acts as marked as a denial they know well enough."""

MARKED = frozenset({"denied_responsibility", "threatened"})
"""Stances that words mark so clearly that nothing is weighed against them."""

DOUBTED = 0.01
"""Probability of no act from which a cue that the encoder did not hear is left out."""

DENYING = frozenset({"deny", "dispute", "refute", "reject"})
"""Cues to which it matters what a bare "which" stands for: a denial is of something."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution in spans, before it knows what it stands in."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    basis: Basis


@dataclass(frozen=True, slots=True)
class Weighed:
    """A cue whose stance is weighed: where it stands, what the rules say of it, what stands around it."""

    cue: tuple[Span, ...]
    said: Stance | None
    clues: tuple[str, ...]


class AttributionFinder:
    """Finds attributions by the words of a language document, `[attribution]` and `[stance]`, and by the encoder.

    Args:
        language: the document.
        recorder: is told of every cue whose stance is weighed.
    """

    def __init__(
        self, language: Mapping[str, Any], *, recorder: Callable[[Weighed], None] | None = None
    ) -> None:
        self._recorder = recorder
        section = language["attribution"]
        self._frames = {
            part: {frame: frozenset(words) for frame, words in section[part].items()}
            for part in ("verb", "noun", "adjective")
        }
        self._all_cues = [words for frames in self._frames.values() for words in frames.values()]
        self._saying = frozenset(section["beside_quotations"])
        self._speakers = frozenset(section["speakers"])
        self._raising = frozenset(section["raising"])
        self._swallowing = frozenset(section["swallowing"])
        self._asking = frozenset(section["asking"])
        self._mute = frozenset(section["mute"])
        self._showing = frozenset(section["showing"])
        self._able = self._speakers | able_to_speak(language.get("actors", {}))
        self._persons = Persons.of(language)
        self._stance = StanceJudge(language)
        self._answers = AnswerFinder.of(language)
        self._verdicts = VerdictFinder.of(language)
        self._own, self._struck = own_cues(language)

    def find(self, parsed: Parsed, cast: Voices) -> tuple[Attribution, ...]:
        """Return the attributions of a text in the order of their first word."""
        tree = tree_of(parsed).copied()
        mend(tree, self._saying, self._able)
        known = list(candidates(tree))
        drafts = self._drafts(tree, known)
        if parsed.encoded is not None:
            triples = [
                triple
                for triple in parsed.encoded.triples
                if not (is_mark(tree, triple) or is_hedge(tree, triple))
            ]
            heard = [frame_of(tree, triple, known) for triple in triples]
            kept = [one for one in heard if one.word not in self._struck and not self._is_empty(one, heard)]
            drafts = join_heard(tree, kept, drafts, self._own)
        return self._place(tree, drafts, cast, parsed.encoded)

    def complete(
        self, parsed: Parsed, attributions: Sequence[Attribution], cast: Voices
    ) -> tuple[Attribution, ...]:
        """Return attributions with the answers beside them: what *could not be verified*, reports that *were false*."""
        tree = tree_of(parsed)
        answers = [
            replace(one, sayer=cast.voice(one.source)[0] if one.source else None)
            for one in self._answers.find(tree, attributions)
            if one.content
        ]
        return with_verdicts(tree, (*attributions, *answers), self._verdicts.find(tree), cast)

    def _drafts(self, tree: Tree, known: Sequence[Candidate]) -> list[Draft]:
        speeches, loose = find_speeches(tree, self._saying)
        drafts = [draft_of_speech(speech, tree) for speech in speeches]
        taken = {token for speech in speeches for token in speech.cue}
        asides = [aside for aside in find_asides(tree, self._saying) if aside.verb not in taken]
        taken.update(token for aside in asides for token in aside.cue)
        for candidate in known:
            if (
                candidate.head in taken
                or not self._is_cue(candidate)
                or self._is_swallowed(tree, candidate.head)
            ):
                continue
            taken.update(candidate.cue)
            drafts.append(
                draft_of_raising(tree, candidate)
                if candidate.word in self._raising
                else draft_of(tree, candidate)
            )
        drafts = set_apart(drafts, asides)
        drafts.extend(draft_of_aside(tree, aside) for aside in asides)
        for quote in loose:
            go_on(tree, drafts, quote)
        for headline in find_headlines(tree, self._speakers):
            apart = {headline.mark, *headline.source}
            drafts = [
                replace(draft, content=tuple(t for t in draft.content if t not in apart)) for draft in drafts
            ]
            drafts.append(draft_of_headline(tree, headline))
        return drafts

    def _is_cue(self, candidate: Candidate) -> bool:
        if candidate.part == "preposition":
            return True
        return candidate.word in self._frames[candidate.part].get(candidate.frame, ())

    def _is_empty(self, one: Heard, heard: Sequence[Heard]) -> bool:
        """Tell whether a cue within another's content is no word that lets somebody speak, and nobody speaks by it."""
        if one.triple.source or any(one.word in words for words in self._all_cues):
            return False
        return any(first <= one.head < last for other in heard for first, last in other.triple.content)

    def _is_swallowed(self, tree: Tree, head: int) -> bool:
        """Tell whether a cue hangs on "refused to" or "failed to" and so is no act of its own."""
        above = tree.heads[head]
        if is_infinitive(tree, head) and tree.lemmas[above] in self._asking:
            return True
        if tree.deps[head] not in ("xcomp", "conj") or above == head:
            return False
        if tree.deps[head] == "conj":
            return tree.deps[above] == "xcomp" and self._is_swallowed(tree, above)
        return tree.lemmas[above] in self._swallowing and tree.lemmas[above] not in FORCING

    def _is_mute(self, tree: Tree, source: Sequence[int]) -> bool:
        """Tell whether a source is a thing that says nothing: "the conflict", "four of the frigates"."""
        inside = set(source)
        head = next((t for t in source if tree.heads[t] not in inside or tree.heads[t] == t), None)
        if head is None:
            return False
        if tree.parts[head] in ("NUM", "DET", "PRON"):
            of = next((c for c in tree.children[head] if tree.words[c] == "of" and c in inside), None)
            head = head if of is None else tree.child(of, "pobj") or head
        return tree.parts[head] == "NOUN" and tree.lemmas[head] in self._mute

    def _shows_itself(self, tree: Tree, draft: Draft) -> bool:
        """Tell whether "show" tells how something looks: "the carrier shows no damage", not "polls show a lead"."""
        if draft.word != "show" or not draft.source:
            return False
        return not any(tree.lemmas[t] in self._showing or tree.parts[t] == "PRON" for t in draft.source)

    def _stance_of(self, tree: Tree, draft: Draft, encoded: Encoded | None) -> tuple[Stance | None, Part]:
        """Return a draft's stance and who judged: the rules alone, or weighed with what they and the encoder see."""
        said = self._stance.judge(tree, draft.head, draft.word, draft.frame, draft.content)
        if encoded is None or draft.word in self._own:
            return (None if draft.unheard and said in PLAIN else said), "rules"
        clues = tuple(clues_of(tree, draft, said, self._stance))
        if self._recorder is not None:
            self._recorder(Weighed(spans_of_draft(tree, draft)[1], said, clues))
        if (
            said is None
            or said in MARKED
            or self._stance.is_certain(tree, draft.head, draft.word, draft.content)
        ):
            return said, "rules"
        shares = load_stance_weights().weigh(
            clues, encoded.stances[list(draft.cue)], encoded.labels["stance"]
        )
        if draft.unheard and said in PLAIN and shares.nothing >= DOUBTED:
            return None, "encoder"
        return shares.likeliest, "encoder and rules" if shares.likeliest == said else "encoder"

    def _place(
        self, tree: Tree, drafts: list[Draft], cast: Voices, encoded: Encoded | None
    ) -> tuple[Attribution, ...]:
        placed = []
        heard = heard_cues(encoded)
        for draft in drafts:
            if is_pointer(tree, draft.content):
                if draft.word not in DENYING or not (meant := antecedent(tree, draft.head)):
                    continue
                draft = replace(draft, content=meant, heard=None)
            source, cue, content = spans_of_draft(tree, draft)
            if not cue or not content:
                continue
            if self._is_mute(tree, draft.source) or self._shows_itself(tree, draft):
                continue
            if self._persons.is_thing(tree, draft.word, draft.head, draft.source):
                continue
            if tree.quoted[draft.head] >= 0 and is_demonstrative(tree, draft.source):
                continue
            stance, judged = self._stance_of(tree, draft, encoded)
            if stance == "refused" and draft.passive and not draft.source:
                continue  # "could not be confirmed": nobody refuses anything
            if stance is not None:
                sure = max((heard[token] for token in draft.cue if token in heard), default=None)
                basis = Basis(found_by(draft, sure), judged, (draft.word,), draft.frame, sure)
                placed.append(Placed(source, cue, content, stance, basis))
        placed.sort(key=lambda item: (min(item.source + item.cue + item.content), item.cue))
        inside = innermost(placed)
        placed = [
            item
            if item.source or item.stance != "predicted" or outer is None
            else replace(item, source=placed[outer].source)
            for item, outer in zip(placed, inside, strict=True)
        ]
        return tuple(
            Attribution(
                source=item.source,
                cue=item.cue,
                content=item.content,
                kind=quote_kind(tree, item.content),
                inside=inside[index],
                sayer=cast.voice(item.source)[0] if item.source else None,
                stance=item.stance,
                basis=item.basis,
            )
            for index, item in enumerate(placed)
        )


def heard_cues(encoded: Encoded | None) -> dict[int, float]:
    """Return the tokens that the encoder read as cues, with the probability of what it read by them."""
    triples = () if encoded is None else encoded.triples
    return {token: triple.confidence for triple in triples for token in range(*triple.cue)}


def found_by(draft: Draft, sure: float | None) -> Part:
    """Return who read a draft: the encoder alone, the rules alone where it is not sure of any, or both."""
    if draft.heard is not None:
        return "encoder"
    return "rules" if sure is None else "encoder and rules"


def spans_of_draft(tree: Tree, draft: Draft) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of a draft's source, cue and content."""
    if draft.heard is not None:
        heard = draft.heard
        return spans_of(tree, heard.source), spans_of(tree, [heard.cue]), spans_of(tree, heard.content)
    return (
        tree.spans(set(draft.source) - set(draft.cue)),
        tree.spans(draft.cue),
        content_spans(tree, draft.content, without={*draft.cue, *draft.source}),
    )


def own_cues(language: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cues that a user's own lists add to the shipped ones or judge otherwise, and those they strike out."""
    shipped = load_documents("languages")["en"]
    known, here = cues_of(shipped), cues_of(language)
    judged = frozenset(word for word, _ in stances_of(language) ^ stances_of(shipped))
    return here - known | judged & here, known - here


def stances_of(language: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Return each word that decides a stance with the stance that it decides."""
    tables = (language["stance"]["words"], language["stance"]["frames"])
    return frozenset(
        (word.split()[0] if table is tables[1] else word, f"{stance} {word}")
        for table in tables
        for stance, words in table.items()
        for word in words
    )


def cues_of(language: Mapping[str, Any]) -> frozenset[str]:
    """Return all words of a language document that may be cues or decide a stance."""
    lists = [
        words for part in ("verb", "noun", "adjective") for words in language["attribution"][part].values()
    ]
    return frozenset(word for words in (*lists, *language["stance"]["words"].values()) for word in words)


def join_heard(
    tree: Tree, heard: Sequence[Heard], drafts: Sequence[Draft], own: frozenset[str]
) -> list[Draft]:
    """Return the drafts on whose cue encoder and rules agree, what the encoder alone read, and who is quoted inside.

    The encoder knows better what is a cue, and of an outermost one where source
    and content end (PolNeAR dev, exact F1 of source and content with its bounds
    .766 and .582, with the rules' .753 and .576). A rules' draft inside a content
    stays, and so does a cue of the user's `own`. What the rules alone find is
    marked as unheard.
    """
    marked = {token for one in heard for token in range(*one.triple.cue)}
    agreed = [draft if draft.word in own else bounded(tree, draft, heard) for draft in drafts
              if draft.word in own or marked.intersection(draft.cue)]  # fmt: skip
    decided = {token for draft in agreed for token in draft.cue}
    alone = [draft_of_heard(one) for one in heard if not decided.intersection(range(*one.triple.cue))]
    found = agreed + alone
    taken = decided | {token for draft in found for token in (*draft.cue, *draft.source)}
    said = {token for draft in found for token in draft.content}
    free = [draft for draft in drafts if not taken.intersection(draft.cue)]
    inner = [draft for draft in free if said.issuperset(draft.cue)]
    outer = [replace(draft, unheard=not draft.sure) for draft in free if not said.issuperset(draft.cue)]
    return found + inner + outer


def bounded(tree: Tree, draft: Draft, heard: Sequence[Heard]) -> Draft:
    """Return a draft with source and content as the encoder bounds them, a nested one as it is.

    What befalls a saying is not in it: "the denial that they shelled it *was met with doubt*".
    """
    triple = next((one.triple for one in heard if set(range(*one.triple.cue)) & set(draft.cue)), None)
    others = [run for one in heard if one.triple is not triple for run in one.triple.content]
    if triple is None or any(first <= triple.cue[0] < last for first, last in others):
        return draft
    content = tokens_of(triple.content)
    if tree.deps[draft.head] in ("nsubj", "nsubjpass") and (verb := tree.heads[draft.head]) in content:
        outside = set(tree.subtree(verb)) - set(tree.subtree(draft.head))
        content = tuple(t for t in content if t not in outside) or content
    return replace(draft, source=tokens_of(triple.source) or draft.source, content=content)


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is the infinitive that another verb takes: "asked him to confirm"."""
    below = tree.deps[verb] in ("xcomp", "ccomp", "advcl") and tree.heads[verb] < verb
    return below and tree.tags[verb] == "VB" and any(tree.words[c] == "to" for c in tree.children[verb])


def is_pointer(tree: Tree, content: Sequence[int]) -> bool:
    """Tell whether a content is a bare relative: "which Panama has claimed since 1950" tells nothing that is said."""
    words = [t for t in content if not tree.is_space(t) and not tree.is_punctuation(t)]
    return len(words) == 1 and tree.tags[words[0]] in ("WDT", "WP")


def antecedent(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return what a relative clause tells of: "they shelled the town" in "they shelled the town, which he denies"."""
    top = tree.heads[verb]
    if tree.deps[verb] != "relcl" or top > verb:
        return ()
    while tree.parts[top] not in ("VERB", "AUX") and tree.heads[top] != top:
        top = tree.heads[top]
    clause = set(tree.subtree(verb))
    return tuple(t for t in tree.subtree(top) if t not in clause and t < verb)


def innermost(placed: Sequence[Placed]) -> list[int | None]:
    """Return for each attribution the index of the shortest other content that holds its whole cue."""
    sizes = [sum(end - start for start, end in item.content) for item in placed]
    order = sorted(range(len(placed)), key=lambda index: (sizes[index], index))
    found: list[int | None] = []
    for index, item in enumerate(placed):
        first, last = item.cue[0][0], item.cue[-1][1]
        around = (
            other
            for other in order
            if other != index
            and placed[other].content[0][0] <= first
            and last <= placed[other].content[-1][1]
            and holds(placed[other].content, item.cue)
        )
        found.append(next(around, None))
    return without_cycles(found)


def holds(content: tuple[Span, ...], cue: tuple[Span, ...]) -> bool:
    """Tell whether each span of a cue stands in a span of a content."""
    return all(any(start <= first and last <= end for start, end in content) for first, last in cue)


def without_cycles(inside: list[int | None]) -> list[int | None]:
    """Cut links that lead back to where they started: two contents that hold each other's cue stand side by side."""
    for index in range(len(inside)):
        seen = {index}
        at = inside[index]
        while at is not None and at not in seen:
            seen.add(at)
            at = inside[at]
        if at == index:
            inside[index] = None
    return inside
