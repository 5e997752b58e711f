"""Find verdicts on what has been said: "the reports were quite false", "it is not true that …", "no truth in it"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fogline.model.basis import Basis
from fogline.model.reading import Attribution
from fogline.model.vocabulary import Span, Stance
from fogline.reading.attribution.contents import quote_kind
from fogline.reading.attribution.stance import is_future, is_negated, is_own_side
from fogline.reading.attribution.voices import Voices
from fogline.reading.syntax import Tree

__all__ = ["PARTS", "Verdict", "VerdictFinder", "with_verdicts"]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
PREDICATES = frozenset({"acomp", "attr", "oprd"})
OPEN = frozenset({"if", "whether", "unless"})
PARTS = frozenset({"all", "any", "kind", "most", "much", "none", "one", "part", "parts", "series", "some"})
"""Words before the "of" of what is spoken of: "all of the claims"."""

BEFORE = 4
"""Words between "is" and the verdict: "is not at all true"."""

LINKS = 3
"""Steps from one of several joint words to the first: "illogical and fabricated"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Words that say of a statement that it is not so, in token numbers."""

    verb: int
    """The main verb of its clause: "were" in "the reports were quite false", "dismissed" in "dismissed it as lies"."""

    cue: tuple[int, ...]
    """"quite false"."""

    matter: tuple[int, ...]
    """What is not so: "the reports", or the clause behind "it is not true that"."""

    by: tuple[int, ...] | None = None
    """Who says so where the verb tells that, nothing where it leaves out who; None where the clause itself says so."""

    stance: Stance = "denied"
    said: bool = False
    """Only what somebody says counts: "he said he was not responsible", not the outlet's own such words."""


@dataclass(frozen=True, slots=True)
class VerdictFinder:
    """Finds verdicts by the words of a language document, section `[answers]`.

    `untrue` says of a statement that it is not so, `flatly` of whatever it is
    said; `true` says so with a "not", `founded` with a "no"; `calling` are
    verbs that say of their object what it is. Who is not `answerable`, or has
    none of the `shares` in a deed, has not done it; what does not go `unrequited`
    is punished.
    """

    untrue: frozenset[str]
    flatly: frozenset[str]
    true: frozenset[str]
    founded: frozenset[str]
    calling: frozenset[str]
    answerable: frozenset[str]
    shares: frozenset[str]
    unrequited: frozenset[str]
    names: frozenset[str]
    pointers: frozenset[str]

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> "VerdictFinder":
        """Return the finder for a language document; one without the section has it find nothing."""
        section = language.get("answers", {})
        names = section.get("names", {})
        return cls(
            untrue=frozenset(section.get("untrue", ())),
            flatly=frozenset(section.get("untrue_of_all", ())),
            true=frozenset(section.get("true", ())),
            founded=frozenset(section.get("founded", ())),
            calling=frozenset(section.get("calling", ())),
            answerable=frozenset(section.get("answerable", ())),
            shares=frozenset(section.get("shares", ())),
            unrequited=frozenset(section.get("unrequited", ())),
            names=frozenset(word for words in names.values() for word in words),
            pointers=frozenset(section.get("pointers", ())),
        )

    def find(self, tree: Tree) -> Iterator[Verdict]:
        """Yield the verdicts of a text, one a clause, in text order."""
        seen: set[int] = set()
        for token in range(tree.size):
            verdict = self._at(tree, token)
            if verdict is None or verdict.verb in seen:
                continue
            if verdict.stance == "threatened" or not is_open(tree, verdict.verb):
                seen.add(verdict.verb)
                yield verdict

    def _at(self, tree: Tree, token: int) -> Verdict | None:
        word, lemma = tree.words[token], tree.lemmas[token]
        if word in self.unrequited:
            return self._disowned(tree, token)
        if tree.parts[token] == "VERB" and tree.tags[token] != "VBN":
            return None
        if word in self.untrue or lemma in self.untrue:
            return self._called(tree, token) or self._predicate(tree, token, true=False)
        if word in self.true:
            return self._predicate(tree, token, true=True)
        if word in self.answerable:
            return self._disowned(tree, token)
        if lemma in self.shares:
            return self._shared(tree, token)
        return self._unfounded(tree, token) if lemma in self.founded else None

    def _disowned(self, tree: Tree, token: int) -> Verdict | None:
        """Return the verdict of who "is not responsible", and of what "will not go unpunished"."""
        threat = tree.words[token] in self.unrequited
        verb = tree.heads[token] if threat else copula(tree, token)
        if verb is None or verb > token or not denies(tree, verb, token):
            return None
        subject = subject_of(tree, verb)
        if subject is None or (threat and not is_future(tree, verb)):
            return None
        first = next((t for t in range(verb - 1, token) if tree.words[t] in NOTS), verb)
        cue = tuple(range(first, token + 1))
        matter = tuple(t for t in (*tree.subtree(subject), *tree.subtree(token)) if t not in cue)
        return Verdict(
            verb, cue, matter, stance="threatened" if threat else "denied_responsibility", said=True
        )

    def _shared(self, tree: Tree, token: int) -> Verdict | None:
        """Return the verdict that somebody had no part in it: "bears no responsibility", "nothing to do with"."""
        verb = tree.heads[token]
        nothing = tree.words[token] == "nothing"
        if tree.lemmas[verb] not in BEARING or tree.deps[token] != "dobj" or verb > token:
            return None
        if nothing and tree.words[token + 1 : token + 4] != ["to", "do", "with"]:
            return None
        no = next((c for c in tree.children[token] if tree.words[c] == "no"), None)
        subject = subject_of(tree, verb)
        if subject is None or not (nothing or no is not None or is_negated(tree, verb)):
            return None
        cue = tuple(range(token if no is None else no, token + 4 if nothing else token + 1))
        own = not nothing or (tree.words[subject] != "it" and is_own_side(tree, subject))
        tail = tree.subtree(verb)
        matter = tuple(
            t for t in (*tree.subtree(subject), *tail) if t not in cue and (t > cue[-1] or t < verb)
        )
        return Verdict(verb, cue, matter, stance="denied_responsibility" if own else "denied", said=True)

    def _predicate(self, tree: Tree, token: int, *, true: bool) -> Verdict | None:
        """Return the verdict of a predicate: "is false", "are false rumours", "is not true"."""
        verb = copula(tree, self._topmost(tree, token))
        if verb is None or true is not denies(tree, verb, token):
            return None
        cue = tuple(t for t in range(verb + 1, token + 1) if tree.words[t] not in ("to", "be"))
        if tree.words[token + 1 : token + 2] == ["that"]:
            clause = clause_from(tree, token + 2)
            return Verdict(verb, cue, clause) if clause else None
        subject = subject_of(tree, verb) or tree.child(token, *SUBJECTS)
        if subject is None:
            return None
        flat = true or bool(self.flatly & {tree.words[token], tree.lemmas[token]})
        named = self.is_statement(tree, subject) or tree.lemmas[tree.heads[token]] in self.names
        if not named and not (flat and tree.parts[subject] == "NOUN" and tree.words[token] not in WEAK):
            return None
        return Verdict(verb, cue, tuple(tree.subtree(subject)))

    def _topmost(self, tree: Tree, token: int) -> int:
        """Return the predicate that a word belongs to: the first of joint ones, the noun that it describes."""
        for _ in range(LINKS):
            above = tree.heads[token]
            described = tree.deps[token] == "amod" and tree.lemmas[above] in self.names
            if tree.deps[token] != "conj" and not described:
                break
            token = above
        return token

    def _called(self, tree: Tree, token: int) -> Verdict | None:
        """Return the verdict of what something is called: "dismissed the reports as unfounded", "called it a lie"."""
        at = token
        for _ in range(LINKS):
            at = tree.heads[at]
            if tree.lemmas[at] in self.calling and tree.parts[at] == "VERB":
                break
        else:
            return None
        thing = tree.child(at, "dobj", "nsubjpass")
        if thing is None or at > token or is_negated(tree, at):
            return None
        first = next((t for t in range(token - 1, at, -1) if tree.words[t] == "as"), token)
        matter = tuple(t for t in tree.subtree(thing) if not first <= t <= token)
        return Verdict(at, tuple(range(first, token + 1)), matter, by=speaker(tree, at))

    def _unfounded(self, tree: Tree, token: int) -> Verdict | None:
        """Return the verdict that a statement lacks something: "no truth in the reports", "the charge has no basis"."""
        no = next((c for c in tree.children[token] if tree.words[c] in ("no", "little")), None)
        verb = next((t for t in tree.ancestors(token) if tree.parts[t] in ("AUX", "VERB")), None)
        if no is None or verb is None:
            return None
        cue = tuple(range(no, token + 1))
        for prep in range(token + 1, min(token + BEFORE, tree.size)):
            if tree.deps[prep] == "prep" and tree.words[prep] in ("to", "in", "for", "behind"):
                matter = tuple(t for t in tree.subtree(prep) if t > prep)
                by = None if tree.lemmas[verb] in ("be", "have") else speaker(tree, verb)
                return Verdict(verb, cue, matter, by) if matter else None
        subject = tree.child(verb, *SUBJECTS)
        if tree.lemmas[verb] != "have" or subject is None or not self.is_statement(tree, subject):
            return None
        return Verdict(verb, cue, tuple(tree.subtree(subject)))

    def is_statement(self, tree: Tree, noun: int) -> bool:
        """Tell whether a noun names a statement or points at one: "the reports", "all of them", "this"."""
        if tree.tags[noun] == "WDT" and tree.deps[tree.heads[noun]] == "relcl":
            noun = tree.heads[tree.heads[noun]]
            return tree.parts[noun] in ("VERB", "AUX") or self.is_statement(tree, noun)
        if tree.words[noun] in PARTS:
            return any(tree.lemmas[token] in self.names for token in tree.subtree(noun))
        return tree.words[noun] in self.pointers or tree.lemmas[noun] in self.names


BEARING = frozenset({"bear", "have", "play", "take"})
NOTS = frozenset({"not", "n't", "n’t", "never", "no"})

WEAK = frozenset({"so", "correct", "accurate", "valid"})
"""Words that say of many a thing, not of statements alone, what it is not."""


def copula(tree: Tree, token: int) -> int | None:
    """Return the "is" of a predicate, None where it is none; by its place where the parser hung it elsewhere."""
    above = tree.heads[token]
    if tree.deps[token] in PREDICATES and tree.lemmas[above] in ("be", "prove"):
        return above
    for at in range(token - 1, max(token - 1 - BEFORE, -1), -1):
        if tree.lemmas[at] == "be":
            return at
        if tree.parts[at] not in ("ADV", "PART", "DET") and tree.words[at] not in ("all", "mere", "not"):
            return None
    return None


def denies(tree: Tree, verb: int, token: int) -> bool:
    """Tell whether a predicate is negated: at its verb, or by a "not" or "far from" before it."""
    between = {tree.words[t] for t in range(verb + 1, token)}
    return (
        is_negated(tree, verb)
        or bool(between & {"not", "n't", "n’t", "never", "hardly"})
        or between >= {"far"}
    )


def speaker(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the tokens of a verb's subject."""
    subject = tree.child(verb, "nsubj")
    return () if subject is None else tuple(tree.subtree(subject))


def subject_of(tree: Tree, verb: int) -> int | None:
    """Return the subject of a verb, or of the one that it completes: "the reports turned out to be"."""
    for at in (verb, tree.heads[verb]):
        subject = tree.child(at, *SUBJECTS)
        if subject is not None:
            return subject if subject < verb else None
        if tree.deps[at] not in ("xcomp", "conj"):
            return None
    return None


def is_open(tree: Tree, verb: int) -> bool:
    """Tell whether a clause leaves open what it says: "if it is false", "it may be false", "is it false?"."""
    for at in (verb, tree.heads[verb]):
        if any(tree.tags[c] == "MD" or tree.words[c] in OPEN for c in tree.children[at] if c < verb):
            return True
        if tree.deps[at] != "xcomp":
            break
    last = verb
    while last + 1 < tree.size and tree.sentence[last + 1] == tree.sentence[verb]:
        last += 1
    return any(tree.words[t] == "?" for t in range(verb, last + 1))


def clause_from(tree: Tree, first: int) -> tuple[int, ...]:
    """Return the tokens from `first` to the end of the sentence or the quotation, without the marks that end it."""
    found = []
    for token in range(first, tree.size):
        same = tree.sentence[token] == tree.sentence[first] and tree.quoted[token] == tree.quoted[first]
        if not same:
            break
        found.append(token)
    while found and (tree.is_punctuation(found[-1]) or tree.is_space(found[-1])):
        found.pop()
    return tuple(found)


def with_verdicts(
    tree: Tree, attributions: Sequence[Attribution], verdicts: Iterable[Verdict], cast: Voices
) -> tuple[Attribution, ...]:
    """Return the attributions with the denials that verdicts are, in the order of their first word.

    A verdict that completes a cue ("dismissed the reports *as unfounded*") becomes
    part of it. Another is a denial of its own, by whoever's words it stands in.
    """
    found = list(attributions)
    for verdict in verdicts:
        cue = tree.spans(verdict.cue)
        if any(covers(one.cue, cue[0][0]) for one in found):
            continue
        if verdict.said and innermost(attributions, cue[0][0]) is None:
            continue
        said = next((at for at, one in enumerate(found) if covers(one.cue, tree.starts[verdict.verb])), None)
        if said is None or verdict.said:
            found.append(denial(tree, attributions, verdict, cast))
        else:
            found[said] = enlarged(tree, found[said], cue)
    order = sorted(range(len(found)), key=lambda at: first_word(found[at]))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(found[at], inside=None if (inside := found[at].inside) is None else place[inside])
        for at in order
    )


def denial(tree: Tree, attributions: Sequence[Attribution], verdict: Verdict, cast: Voices) -> Attribution:
    """Return the attribution that a verdict is: by its own speaker, else by whoever's words it stands in."""
    cue = tree.spans(verdict.cue)
    outer = innermost(attributions, cue[0][0])
    source, sayer = tree.spans(verdict.by or ()), None
    if source:
        sayer = cast.voice(source)[0]
    elif outer is not None:
        source, sayer = attributions[outer].source, attributions[outer].sayer
    content = tree.spans(verdict.matter)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=quote_kind(tree, content),
        inside=outer,
        sayer=sayer,
        stance=verdict.stance,
        basis=Basis("rules", words=(tree.lemmas[verdict.cue[-1]],), use="verdict"),
    )


def enlarged(tree: Tree, attribution: Attribution, cue: Sequence[Span]) -> Attribution:
    """Return an attribution with more words in its cue, which its content gives up."""
    first, last = cue[0][0], cue[-1][1]
    tokens = [
        token
        for start, end in attribution.content
        for token in tree.within(start, end)
        if not first <= tree.starts[token] < last
    ]
    content = tree.spans(tokens) or attribution.content
    return replace(attribution, cue=tuple(sorted({*attribution.cue, *cue})), content=content, stance="denied")


def first_word(attribution: Attribution) -> tuple[Span, tuple[Span, ...]]:
    """Return what attributions are in the order of: the first of their words, then the cue."""
    return min(attribution.source + attribution.cue + attribution.content), attribution.cue


def innermost(attributions: Sequence[Attribution], at: int) -> int | None:
    """Return the attribution with the shortest content that holds a place of the text."""
    holding = [
        (sum(end - start for start, end in attribution.content), index)
        for index, attribution in enumerate(attributions)
        if covers(attribution.content, at)
    ]
    return min(holding)[1] if holding else None


def covers(spans: Sequence[Span], at: int) -> bool:
    """Tell whether a place of the text stands in one of the spans."""
    return any(start <= at < end for start, end in spans)
