"""Judge what a sayer does with a proposition: assert, deny, admit, warn, promise … or nothing of the kind."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from fogline.model.vocabulary import Stance
from fogline.reading.attribution.cues import FORCING
from fogline.reading.syntax import Tree

__all__ = ["StanceJudge"]

OBLIGING = frozenset({"should", "must", "ought"})
OBJECTS = ("dobj", "obj")
COMPLETING = ("nsubjpass", "oprd", "attr", "pobj")
NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "cannot", "hardly", "nobody", "none"}
)
FUTURE = frozenset({"will", "'ll", "’ll", "would", "'d", "shall", "wo"})
CLAUSES = frozenset({"that", "quote", "be that"})
ADMITTED_WHEN_FORCED = frozenset(
    {"recognize", "recognise", "accept", "acknowledge", "admit", "concede", "confess"}
)
REFUSED_WHEN_NEGATED = frozenset({"denied", "admitted", "confirmed", "promised", "demanded"})
ANSWERS = frozenset({"denied", "admitted", "confirmed"})
NOTHING_WHEN_NEGATED = frozenset(
    {"accused", "threatened", "claimed_responsibility", "denied_responsibility", "warned"}
)
UNTRUE = frozenset(
    {"untrue", "false", "baseless", "unfounded", "fabricated", "lie", "lies", "fake", "nonsense", "rubbish"}
)
LABELLING = frozenset({"brand", "call", "deem", "describe", "dub", "label", "term"})
"""Verbs that say of something what it is."""

DISMISSING = frozenset({
    "brush aside", "brush off", "challenge", "deny", "discount", "dismiss", "dispute", "rebuff", "refute", "reject",
    "rejection", "shrug off", "wave aside",
})  # fmt: skip
"""Words that deny a statement which is their object, and refuse another thing."""

UNABLE = frozenset(
    {"decline", "refuse", "fail", "unable", "impossible", "difficult", "unwilling", "reluctant"}
)
"""Words on which an answer hangs that is not given: "declined to confirm"."""

UNSURE = frozenset({"certain", "clear", "confident", "convinced", "sure"})
"""Adjectives with which somebody who is "not" so has doubts."""

ENDORSING = frozenset({"assurance", "assure", "guarantee", "promise"})
"""Words that promise what is to come, and vouch for what is."""

ANSWERABLE_FOR = frozenset({"behind", "complicit", "implicated", "involved", "responsible"})
"""What somebody is who has done it."""

DOING = frozenset({
    "carry", "commit", "conduct", "direct", "execute", "launch", "lead", "make", "mastermind", "mount", "order",
    "organise", "organize", "participate", "perform", "perpetrate", "plan", "stage", "take", "undertake",
})  # fmt: skip
"""What one does with an attack of one's own: "carried out the raids", "took part in the crime"."""

REPRISALS = frozenset(
    {"punishment", "reaction", "reprisal", "response", "retaliation", "revenge", "vengeance"}
)
"""What only one's own side deals out: to warn of it is to threaten."""

STEPS = 4
"""Links from an infinitive to the verb that it hangs on: "has not been able to confirm or deny"."""

NAMED = frozenset({"PERSON", "NORP", "ORG", "GPE"})
OWN_VOICE = frozenset({"i", "we", "he", "she", "it", "they"})
OWN_SIDE = frozenset({"my", "our", "his", "her", "its", "their"})


class StanceJudge:
    """Judges stance by the words of a language document, section `[stance]`: the cue, then what stands around it."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        section = language["stance"]
        self._words = by_word(section["words"])
        self._frames = by_word(section["frames"])
        self._not_speech = {word: frozenset(objects) for word, objects in section["not_speech"].items()}
        self._accusations = frozenset(section["objects"]["accusations"])
        self._responsibility = frozenset(section["objects"]["responsibility"])
        self._attacks = frozenset(section["objects"]["attacks"])
        self._threats = frozenset(section["objects"]["threats"]) | self._attacks
        self._crimes = self._attacks | frozenset(section["objects"]["crimes"])
        self._ties = frozenset(section["objects"]["ties"])
        self.matters = self._accusations | self._responsibility | self._threats
        """Nouns that decide what is done with them: "responsibility", "allegation", "sanction"."""

        self._harm = frozenset(section["objects"]["harm"])

    def judge(self, tree: Tree, head: int, word: str, frame: str, content: Sequence[int]) -> Stance | None:
        """Return the stance of a cue in its context, None where it is no act of speech or thought at all.

        Args:
            tree: the parsed text.
            head: the cue's main token.
            word: its lemma, with its particle.
            frame: what it takes ("that", "np to", "quote").
            content: the tokens of what is said.
        """
        objects = self.objects(tree, head, content)
        if objects & self._not_speech.get(word, frozenset()) and frame not in CLAUSES:
            return None
        if self._is_other_act(tree, head, word, frame, objects):
            return None
        stance = self._by_object(word, frame, objects) or self._by_words(word, frame)
        stance = self._by_content(tree, head, word, frame, content, stance)
        return by_auxiliaries(tree, head, word, stance)

    def is_certain(self, tree: Tree, head: int, word: str, content: Sequence[int]) -> bool:
        """Tell whether grammar alone decides: "should admit", "was forced to admit", "said it was not untrue"."""
        main = main_verb(tree, content)
        untrue = main is not None and any(tree.words[child] in UNTRUE for child in tree.children[main])
        return untrue or is_obliged(tree, head) or (word in ADMITTED_WHEN_FORCED and is_forced(tree, head))

    def _is_other_act(self, tree: Tree, head: int, word: str, frame: str, objects: frozenset[str]) -> bool:
        """Tell whether a word of speech is another act here: "deny the airstrip to aircraft", "threaten the fleet"."""
        if word == "deny" and not objects & (self._accusations | self._responsibility):
            to = frame == "np" and any(tree.words[c] == "to" for c in tree.children[head] if c > head)
            return to or is_withholding(tree, head)
        return word == "threaten" and frame == "np" and bool(objects) and not objects & self._threats

    def _by_words(self, word: str, frame: str) -> Stance:
        return self._frames.get(f"{word} {frame}") or self._words.get(word, "asserted")

    def _by_object(self, word: str, frame: str, objects: frozenset[str]) -> Stance | None:
        """Return the stance that a direct object decides: "claimed responsibility", "rejected the allegation"."""
        if word == "claim" and objects & self._attacks and frame not in CLAUSES:
            return "claimed_responsibility"
        if word in DISMISSING and objects & self._accusations:
            return "denied_responsibility" if objects & self._responsibility else "denied"
        if frame in CLAUSES or frame.startswith("be "):
            return None
        if objects & self._responsibility:
            if word in ("claim", "take", "accept", "assume", "admit"):
                return "claimed_responsibility"
            if word in ("deny", "disclaim", "reject", "disavow", "refute", "dismiss", "denial"):
                return "denied_responsibility"
        if word == "dismiss":
            return "denied" if frame.startswith("np as") else "refused"
        return None

    def _by_content(
        self, tree: Tree, head: int, word: str, frame: str, content: Sequence[int], stance: Stance
    ) -> Stance:
        """Refine a stance by what is said."""
        if word in ADMITTED_WHEN_FORCED and is_forced(tree, head):
            return "admitted"
        if word == "ask" and frame == "quote":
            return "questioned"
        if word in ("condemn", "denounce", "criticize", "criticise", "decry", "deplore") and frame in (
            "np",
            "be",
            "that",
        ):
            return "accused" if names_somebody(tree, head) else "asserted"
        if word == "plead guilty" and any(tree.words[c] == "guilty" for c in tree.children[head]):
            guiltless = any(tree.words[t] == "not" for t in tree.subtree(head))
            return "denied_responsibility" if guiltless else "admitted"
        if word in LABELLING and not is_negated(tree, head) and is_called_untrue(tree, head):
            return "denied"
        main = main_verb(tree, content)
        if stance in ("promised", "warned") and self._is_reprisal(tree, head, content):
            return "threatened"
        if stance == "promised" and main is not None:
            if self.does_harm(tree, main):
                return "threatened"
            if word in ENDORSING and frame == "that" and not is_future(tree, main):
                return "asserted"
        if word == "deny" and (self._is_own_deed(tree, main) or self._is_tie(tree, head)):
            return "denied_responsibility"
        if main is None or (frame not in ("that", "quote", "to") and word != "according"):
            return stance
        own = tree.child(main, "nsubj")
        if stance == "warned" and is_future(tree, main) and own is not None and tree.words[own] in OWN_VOICE:
            return "threatened" if self.does_harm(tree, main) else stance
        if stance == "asserted" and (frame != "to" or word == "according"):
            return self._of_statement(tree, main, own)
        return stance

    def _is_reprisal(self, tree: Tree, head: int, content: Sequence[int]) -> bool:
        """Tell whether what is promised or warned of is what one's own side does to others."""
        words = {tree.words[token] for token in content}
        if words & {"unpunished", "unanswered"}:
            return True
        return bool(self.objects(tree, head, content) & REPRISALS)

    def _is_own_deed(self, tree: Tree, main: int | None) -> bool:
        """Tell whether what is denied is an act of the sayer's: "denied bombing it", "that its men were behind it"."""
        if main is None:
            return False
        below = [child for child in tree.children[main] if child < main]
        gerund = is_gerund(tree, main)
        if not gerund:
            own = tree.child(main, "nsubj", "nsubjpass")
            if own is None or not is_own_side(tree, own):
                return False
        if ANSWERABLE_FOR & {tree.words[token] for token in (main, *tree.children[main])}:
            return True
        if any(tree.tags[child] == "MD" for child in below) or tree.child(main, "nsubjpass") is not None:
            return False
        done = tree.lemmas[main] in DOING and self._names_crime(tree, main)
        return done or (gerund and self.does_harm(tree, main))

    def _is_tie(self, tree: Tree, verb: int) -> bool:
        """Tell whether a verb's object is what ties somebody to a crime: "any links with the assassination"."""
        thing = tree.child(verb, "dobj", "nsubjpass")
        return thing is not None and tree.lemmas[thing] in self._ties and self._names_crime(tree, thing)

    def _names_crime(self, tree: Tree, above: int) -> bool:
        return any(tree.parts[t] == "NOUN" and tree.lemmas[t] in self._crimes for t in tree.subtree(above))

    def _of_statement(self, tree: Tree, main: int, own: int | None) -> Stance:
        """Return the stance of something said plainly, by its main verb."""
        if any(
            tree.words[child] in UNTRUE
            for child in tree.children[main]
            if tree.deps[child] in ("acomp", "attr")
        ):
            left_open = any(tree.tags[child] == "MD" for child in tree.children[main])
            return "asserted" if left_open or is_negated(tree, main) else "denied"
        if is_future(tree, main):
            if own is None or not is_own_side(tree, own) or tree.lemmas[main] == "need":
                return "predicted"  # nobody promises what they will need
            return "threatened" if self.does_harm(tree, main) else "promised"
        return "asserted"

    def does_harm(self, tree: Tree, verb: int) -> bool:
        """Tell whether a verb, or the one that it leads to ("continue to strike"), does harm to another."""
        if is_negated(tree, verb):
            return False
        if tree.lemmas[verb] in self._harm:
            return not (tree.lemmas[verb] == "fight" and tree.child(verb, "dobj") is None)
        inner = tree.child(verb, "xcomp")
        return (
            inner is not None
            and tree.lemmas[inner] in self._harm
            and tree.lemmas[verb] not in ("stop", "cease")
        )

    def objects(self, tree: Tree, head: int, content: Sequence[int]) -> frozenset[str]:
        """Return the lemmas of a cue's objects: direct ones, those of a phrase after it, what a charge is of."""
        present = set(content)
        found = [
            child
            for child in tree.children[head]
            if (
                tree.deps[child] in OBJECTS
                and (
                    tree.lemmas[child] in self._responsibility or not present.isdisjoint(tree.subtree(child))
                )
            )
            or (tree.deps[child] in COMPLETING and child in present)
        ]
        if tree.deps[head] == "relcl" and tree.heads[head] in present:
            found.append(tree.heads[head])
        for child in tree.children[head]:
            inner = (
                tree.child(child, "pobj", "pcomp") if tree.deps[child] == "prep" and child > head else None
            )
            if inner is not None and inner in present:
                found.append(inner)
        of_charges = (
            inner
            for thing in found
            if tree.lemmas[thing] in self._accusations
            for prep in tree.children[thing]
            if tree.words[prep] in ("of", "about") and (inner := tree.child(prep, "pobj")) is not None
        )
        return frozenset(tree.lemmas[token] for token in (*found, *of_charges))


def is_called_untrue(tree: Tree, verb: int) -> bool:
    """Tell whether what completes a verb says that its object is not so: "described the reports as untrue"."""
    return any(
        tree.words[token] in UNTRUE
        for child in tree.children[verb]
        if child > verb and tree.deps[child] in ("acomp", "advcl", "ccomp", "oprd", "prep", "xcomp")
        for token in (
            child,
            *(below for first in tree.children[child] for below in (first, *tree.children[first])),
        )
    )


def by_word(table: Mapping[str, Sequence[str]]) -> dict[str, Stance]:
    """Return the stance of each word from the words of each stance."""
    return {word: stance for stance in get_args(Stance) for word in table.get(stance, ())}


def by_auxiliaries(tree: Tree, head: int, word: str, stance: Stance) -> Stance | None:
    """Return the stance under negation and modals: "did not deny", "should acknowledge", "refused to admit"."""
    words = {
        tree.words[child]
        for child in tree.children[head]
        if tree.deps[child] in ("aux", "neg", "preconj", "advmod", "cc")
    }
    negated = is_negated(tree, head) or (tree.deps[head] == "acomp" and is_negated(tree, tree.heads[head]))
    if word == "rule out" and (negated or "never" in words):
        return "assessed"
    if is_obliged(tree, head):
        return "demanded"
    if stance in ANSWERS and is_declined(tree, head):
        return "refused"
    if word == "doubt" and (negated or any(tree.words[child] == "little" for child in tree.children[head])):
        return "asserted"
    if not negated:
        return stance
    if word in UNSURE:
        return "questioned"
    if word in ("say", "comment", "disclose", "reveal", "rule") and stance != "assessed":
        return "refused"
    if stance in REFUSED_WHEN_NEGATED:
        return "refused"
    return None if stance in NOTHING_WHEN_NEGATED else stance


def is_obliged(tree: Tree, verb: int) -> bool:
    """Tell whether an act is only called for: "should acknowledge"."""
    return any(tree.words[child] in OBLIGING and tree.deps[child] == "aux" for child in tree.children[verb])


def is_declined(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive, or one that it is joined to, hangs on "declined to" or "has not been able to"."""
    for _ in range(STEPS):
        above = tree.heads[verb]
        if above == verb or tree.deps[verb] not in ("xcomp", "conj", "acomp", "acl", "ccomp"):
            return False
        if tree.tags[verb] != "VB" and tree.deps[verb] != "acomp":
            return False
        verb = above
        if tree.lemmas[verb] in UNABLE or is_negated(tree, verb):
            return True
    return False


def is_withholding(tree: Tree, verb: int) -> bool:
    """Tell whether a verb has a thing and somebody to whom it is not given: "denied the prisoners a hearing"."""
    return sum(tree.deps[child] in ("dobj", "dative", "iobj") for child in tree.children[verb]) > 1


def is_own_side(tree: Tree, subject: int) -> bool:
    """Tell whether a subject is the sayer or what is the sayer's: "we", "it", "his forces"."""
    possessor = tree.child(subject, "poss")
    return tree.words[subject] in OWN_VOICE or (possessor is not None and tree.words[possessor] in OWN_SIDE)


def is_gerund(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is one in "-ing", or stands behind one: "having carried out"."""
    return tree.tags[verb] == "VBG" or any(
        tree.tags[c] == "VBG" and tree.deps[c] in ("aux", "auxpass") for c in tree.children[verb]
    )


def is_negated(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is negated itself, or through the verb that it is joined to by "neither … nor"."""
    for child in tree.children[verb]:
        negates = tree.deps[child] == "neg" and tree.words[child] in NEGATIONS
        if negates or (tree.words[child] in ("neither", "nor", "never", "cannot") and child < verb):
            return tree.words[child + 1 : child + 2] != ["only"]
        if tree.deps[child] in ("nsubj", "nsubjpass") and (
            tree.words[child] in ("nobody", "neither", "none")
            or any(tree.words[c] in ("no", "neither") for c in tree.children[child])
        ):
            return True
    above = tree.heads[verb]
    if any(tree.words[c] == "no" and tree.deps[c] == "det" for c in tree.children[verb]):
        return True
    if tree.deps[verb] == "xcomp" and tree.lemmas[above] == "have":
        return any(tree.words[c] == "yet" for c in (*tree.children[above], *tree.children[verb]))
    if tree.deps[verb] == "conj":
        joint = [c for c in tree.children[above] if tree.deps[c] == "cc" and above < c < verb]
        if any(tree.words[c] in ("nor", "or") for c in joint) and tree.child(verb, "nsubj") is None:
            return is_negated(tree, above)
    return False


def is_forced(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands after "were forced to" or "had to"."""
    above = tree.heads[verb]
    return tree.deps[verb] in ("xcomp", "ccomp", "advcl") and tree.lemmas[above] in FORCING and above != verb


def is_future(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands in the future: "will", "would", "is going to"."""
    if any(tree.words[c] in FUTURE and tree.deps[c] in ("aux", "auxpass") for c in tree.children[verb]):
        return not any(tree.words[c] == "have" and tree.deps[c] == "aux" for c in tree.children[verb])
    return tree.words[verb] == "going" and tree.child(verb, "xcomp") is not None


def main_verb(tree: Tree, content: Sequence[int]) -> int | None:
    """Return the main verb of a content; of several sentences that of the first."""
    present = set(content)
    for token in sorted(present):
        above = tree.heads[token]
        top = above == token or above not in present
        if top and tree.parts[token] in ("VERB", "AUX") and tree.deps[token] not in ("aux", "auxpass"):
            return token
    return None


def names_somebody(tree: Tree, verb: int) -> bool:
    """Tell whether a verb's object is a named person, people or organisation, or a deed of one."""
    thing = tree.child(verb, "dobj", "nsubjpass")
    if thing is None:
        return False
    doers = [child for child in tree.children[thing] if tree.deps[child] in ("poss", "amod", "compound")]
    return any(tree.entities[token] in NAMED for token in (thing, *doers))
