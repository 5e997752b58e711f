"""Tie a sentence to the "the ministry said" that closes it, by its surface: parsers often hang it elsewhere."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fogline.reading.attribution.cues import TELLING, verb_cue
from fogline.reading.attribution.sources import noun_phrase, trim, with_comma
from fogline.reading.syntax import Tree

__all__ = ["Aside", "find_asides"]

FINITE = frozenset({"VBD", "VBZ", "VBP"})
CLAUSE = FINITE | {"MD"}
RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})
OPENERS = frozenset(
    {"after", "although", "as", "because", "before", "if", "since", "though", "unless", "when", "while"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
TAKING = frozenset({"of", "about", "against", "that", "how", "whether", "why", "what"})
"""Words after a verb of saying with which what is said follows it."""

PREPOSITIONS = frozenset({"of", "for", "from", "with", "by", "and", "to", "that", "as", "but", "while"})
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
PLAIN = frozenset({"say", "report", "announce", "confirm", "tell"})
"""Verbs that close a sentence also in a text that has lost its commas."""

WHEN = frozenset({"last", "late", "early", "yesterday", "today", "tonight", "here", "there"})
SENTENCE_ENDS = frozenset({".", "!", "?", ";", ":"})
MAX_TAIL = 25
MAX_SOURCE = 25
"""Longest stretches, in tokens, after and before the verb of a closing "he said"."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A closing "he said": its verb, cue, source and what it closes, in token numbers; `rest` ends the sentence."""

    verb: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    rest: tuple[int, ...]


def find_asides(tree: Tree, saying: AbstractSet[str]) -> Iterator[Aside]:
    """Yield "…, the ministry said on Friday." at the end of sentences outside quotations.

    Args:
        tree: the parsed text.
        saying: lemmas of the verbs that may close a sentence so ("say", "announce").
    """
    for verb in range(tree.size):
        if tree.words[verb] == "according" and tree.quoted[verb] < 0:
            aside = according_aside(tree, verb)
            if aside is not None:
                yield aside
        if tree.lemmas[verb] in saying and tree.quoted[verb] < 0 and tree.tags[verb] in (*FINITE, "VBN"):
            aside = aside_of(tree, verb)
            if aside is not None:
                yield aside


def aside_of(tree: Tree, verb: int) -> Aside | None:
    """Return what the verb closes, None where it does not close its sentence."""
    rest = tail_after(tree, verb)
    if rest is None:
        return None
    first = cue_start(tree, verb)
    passive = any(tree.lemmas[t] == "be" for t in range(first, verb))
    if "," in tree.text:
        comma = comma_before(tree, first)
    else:
        plain = tree.lemmas[verb] in PLAIN and tree.deps[verb] not in ("ccomp", "xcomp")
        comma = start_without_commas(tree, first) if plain else None
    if comma is None:
        return None
    named = [t for t in range(comma + 1, first) if not tree.is_space(t)]
    if passive != (len(named) == 1 and tree.words[named[0]] == "it"):
        return None
    if not passive and tree.tags[verb] == "VBN" and first == verb:
        return None
    content = stretch_before(tree, comma + (tree.words[comma] != ","))
    if not content or not is_clause(tree, content) or all(tree.quoted[t] >= 0 for t in content):
        return None
    cue = tuple(t for t in verb_cue(tree, verb)[1] if t >= first)
    source = () if passive else with_comma(tree, trim(tree, named, named[0]))
    return Aside(
        verb, cue, source, tuple(content), (*range(comma + (tree.words[comma] != ","), verb + 1), *rest)
    )


def according_aside(tree: Tree, token: int) -> Aside | None:
    """Return the sentence that ", according to X" closes."""
    if token < 2 or token + 2 >= tree.size or tree.words[token - 1] != "," or tree.words[token + 1] != "to":
        return None
    end = token + 2
    while (
        end < tree.size
        and tree.words[end] not in SENTENCE_ENDS
        and tree.paragraph[end] == tree.paragraph[token]
    ):
        end += 1
    named = [t for t in range(token + 2, end) if not tree.is_space(t)]
    if not named or len(named) > MAX_SOURCE or any(tree.quoted[t] >= 0 for t in named):
        return None
    described = next((at for at, t in enumerate(named) if tree.words[t] in RELATIVES), len(named))
    if any(tree.tags[t] in CLAUSE for t in named[:described]) or tree.parts[named[0]] not in NOMINAL:
        return None
    content = stretch_before(tree, token - 1)
    if not content or not is_clause(tree, content) or any(tree.quoted[t] >= 0 for t in content):
        return None
    inner = tree.child(token + 1, "pobj", "pcomp")
    source = tuple(named) if inner is None else noun_phrase(tree, inner, before=None)
    return Aside(token, (token, token + 1), source, tuple(content), tuple(range(token - 1, end)))


def cue_start(tree: Tree, verb: int) -> int:
    """Return the first of the auxiliaries and adverbs that lead to a verb."""
    first = verb
    while first > 0 and (
        tree.parts[first - 1] == "AUX" or (tree.parts[first - 1] == "ADV" and tree.heads[first - 1] == verb)
    ):
        first -= 1
    return first


def tail_after(tree: Tree, verb: int) -> list[int] | None:
    """Return the tokens from the verb to the sentence's end; None where what is said, or another clause, follows."""
    tail: list[int] = []
    for token in range(verb + 1, min(verb + 2 + MAX_TAIL, tree.size)):
        if tree.paragraph[token] != tree.paragraph[verb] or tree.words[token] in SENTENCE_ENDS:
            return tail if is_adverbial(tree, verb, tail) else None
        if tree.quoted[token] >= 0:
            return None
        if tree.words[token] == "," and not goes_on_beside(tree, token):
            return None
        if tree.words[token] == "," and tree.tags[token + 1] == "VBG":
            return tail if is_adverbial(tree, verb, tail) else None
        if not tree.is_space(token):
            tail.append(token)
    return tail if verb + 1 + MAX_TAIL >= tree.size and is_adverbial(tree, verb, tail) else None


def goes_on_beside(tree: Tree, comma: int) -> bool:
    """Tell whether only a date or an "adding that …" follows a comma."""
    if comma + 1 >= tree.size:
        return False
    return tree.tags[comma + 1] == "VBG" or tree.entities[comma + 1] in ("DATE", "TIME")


def is_adverbial(tree: Tree, verb: int, tail: list[int]) -> bool:
    """Tell whether the words after a verb of saying tell only when, where and to whom it was said."""
    words = [t for t in tail if tree.parts[t] != "ADV" or tree.words[t] in OPENERS]
    if not words:
        return True
    first = words[0]
    if tree.words[first] in TAKING or tree.tags[first] == "VB" or tree.words[first] == "and":
        return False
    if tree.words[first] == "to" and any(tree.tags[t] == "VB" for t in words[1:3]):
        return False
    dated = tree.entities[first] in ("DATE", "TIME") or tree.words[first] in WHEN
    told = tree.lemmas[verb] in TELLING
    if tree.parts[first] in NOMINAL and not dated and not told:
        return False
    opened = next((at for at, t in enumerate(tail) if tree.words[t] in OPENERS), len(tail))
    return not any(tree.tags[t] in CLAUSE for t in tail[:opened])


def comma_before(tree: Tree, first: int) -> int | None:
    """Return the comma before the sayer that stands right before a verb, with its apposition where it has one."""
    commas: list[int] = []
    for token in range(first - 1, max(first - 2 - MAX_SOURCE, -1), -1):
        if tree.paragraph[token] != tree.paragraph[first] or tree.words[token] in SENTENCE_ENDS:
            break
        if tree.words[token] == ",":
            commas.append(token)
    if not commas:
        return None
    if commas[0] != first - 1:
        return commas[0] if names_sayer(tree, range(commas[0] + 1, first)) else None
    if len(commas) < 3 or not names_sayer(tree, range(commas[2] + 1, commas[1])):
        return None
    aside = range(commas[1] + 1, commas[0])
    described = len(aside) > 0 and tree.words[aside[0]] in RELATIVES
    return commas[2] if described or names_sayer(tree, aside) else None


def start_without_commas(tree: Tree, first: int) -> int | None:
    """Return the token before the noun phrase that stands before a verb, in a text that has lost its commas."""
    start = first
    while start > 0 and first - start < MAX_SOURCE:
        token = start - 1
        nominal = tree.parts[token] in NOMINAL or tree.entities[token] == "ORG"
        if tree.quoted[token] >= 0 or not nominal or tree.words[token] in RELATIVES:
            break
        other_name = (
            tree.entities[token] in PLACES and start < first and tree.entities[start] != tree.entities[token]
        )
        if start < first and (other_name or tree.parts[token] == "PRON"):
            break
        start = token
        if tree.parts[token] in ("DET", "PRON"):
            break
    if start == first or start == 0 or tree.words[start - 1] in PREPOSITIONS:
        return None
    return start - 1 if names_sayer(tree, range(start, first)) else None


def names_sayer(tree: Tree, tokens: range) -> bool:
    """Tell whether words are a noun phrase, with a clause that describes it at most."""
    if not tokens or any(tree.quoted[t] >= 0 for t in tokens):
        return False
    first, last = tokens[0], tokens[-1]
    if tree.parts[first] not in NOMINAL or tree.words[first] in RELATIVES:
        return False
    described = next((t for t in tokens if tree.words[t] in RELATIVES), None)
    if described is not None:
        return tree.parts[described - 1] in NOUNS
    return tree.parts[last] in (*NOUNS, "NUM", "ADJ") and not any(tree.tags[t] in CLAUSE for t in tokens)


def stretch_before(tree: Tree, comma: int) -> list[int]:
    """Return the tokens of the sentence before a comma; a sentence that the parser broke in two is mended."""
    found: list[int] = []
    for token in range(comma - 1, -1, -1):
        if tree.paragraph[token] != tree.paragraph[comma] or tree.words[token] in SENTENCE_ENDS - {":"}:
            break
        broken = tree.sentence[token] != tree.sentence[token + 1]
        if broken and (tree.is_punctuation(token) or tree.is_space(token)):
            break
        found.append(token)
    return found[::-1]


def is_clause(tree: Tree, tokens: list[int]) -> bool:
    """Tell whether words hold a main clause: more finite verbs than words that open a clause below it."""
    finite = sum(tree.tags[t] in CLAUSE or (tree.tags[t] == "VBN" and tree.deps[t] == "ROOT") for t in tokens)
    below = sum(
        (tree.words[t] in OPENERS and tree.deps[t] in ("mark", "advmod"))
        or (tree.words[t] in RELATIVES and tree.tags[t] in ("WDT", "WP", "WP$", "WRB"))
        for t in tokens
    )
    return bool(finite > below)
