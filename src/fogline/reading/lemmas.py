"""Tell the lemmas of English words by their tags: closed classes by a list, the rest by endings and a word list."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["Words", "english_words", "lemmatise"]

ENDINGS = {
    "NOUN": (
        ("s", ""), ("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
        ("men", "man"), ("ies", "y"),
    ),
    "VERB": (
        ("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
    ),
    "ADJ": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "ADV": (("", ""),),
}  # fmt: skip
"""What a form may end in, and what its lemma has instead, by part of speech; of two that fit, the last counts.

Source: the detachment rules of WordNet 3.0 (morphy).
"""

BASE_TAGS = frozenset({"VB", "JJ"})
BASE_TAGS_OF = {"NOUN": "NN", "VERB": "VBP"}
"""Tags of words that are their own lemmas: whatever the part of speech, and of one part of speech alone."""

FORMS = {
    "PRP": "i:I me:I him:he her:she us:we them:they",
    "VBZ": "is:be 's:be has:have does:do gets:get",
    "VBP": "are:be 're:be am:be 'm:be 've:have",
    "VBD": "was:be were:be did:do had:have 'd:have got:get",
    "VBN": "been:be had:have",
    "VBG": "being:be",
    "MD": "'d:would ca:can sha:shall wo:will",
    "RB": "n't:not nt:not",
}
"""Forms of pronouns and auxiliaries with their lemmas, by tag."""

CLIPPED = {
    "doin'": "do", "goin'": "go", "nothin'": "nothing", "nuthin'": "nothing", "ol'": "old", "somethin'": "something",
    "'em": "them", "'ll": "will", "'nuff": "enough",
}  # fmt: skip
"""Forms with their lemmas whatever the tag."""

PAIRS = {
    ("gon", "na"): ("go", "to"), ("got", "ta"): (None, "to"), ("let", "'s"): (None, "us"),
    ("c'm", "on"): ("come", None), ("y'", "all"): ("you", None), ("y", "all"): ("you", None),
    ("ai", "n't"): ("be", None), ("ai", "nt"): ("be", None),
}  # fmt: skip
"""Words that are run together, with their lemmas where those differ from what each has alone."""

FIRST_OF_PAIRS = frozenset(first for first, _ in PAIRS)
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one part of speech: base forms, and irregular forms with their bases, of which the last counts."""

    bases: frozenset[str]
    irregular: Mapping[str, Sequence[str]]


def lemmatise(words: Sequence[str], tags: Sequence[str], parts: Sequence[str]) -> list[str]:
    """Return the lemmas of the words of a text by their tags and parts of speech."""
    lemmas = list(map(lemma, words, tags, parts))
    for index, word in enumerate(words[:-1]):
        if (first := plain(word)) in FIRST_OF_PAIRS:
            pair = PAIRS.get((first, plain(words[index + 1])), (None, None))
            for at, found in enumerate(pair, index):
                lemmas[at] = found or lemmas[at]
    return lemmas


@lru_cache(maxsize=1 << 16)
def lemma(word: str, tag: str, part: str) -> str:
    """Return the lemma of a word that stands alone."""
    written = plain(word)
    listed = closed_classes().get((written, tag)) or CLIPPED.get(written)
    if listed:
        return listed
    if tag in BASE_TAGS or BASE_TAGS_OF.get(part) == tag:
        return word.lower()
    if part in ENDINGS:
        return lemma_by_ending(word, part)
    if part == "PUNCT":
        return word.translate(STRAIGHT)
    return word if part == "PROPN" else word.lower()


def lemma_by_ending(word: str, part: str) -> str:
    """Return the base that the word list has for an inflected form, else what is left without its ending."""
    words = english_words()[part]
    written = word.lower()
    likely: list[str] = []
    unknown: list[str] = []
    for ending, instead in ENDINGS[part]:
        if not written.endswith(ending) or not (form := written.removesuffix(ending) + instead):
            continue
        if form in words.bases:
            likely.insert(0, form)
        elif form.isalpha():
            unknown.append(form)
        else:
            likely.append(form)
    for form in words.irregular.get(written, ()):
        if form not in likely:
            likely.insert(0, form)
    return [*likely, *unknown, word][0]


def plain(word: str) -> str:
    """Return a word in small letters with a straight apostrophe."""
    return word.lower().replace("’", "'")


@cache
def closed_classes() -> Mapping[tuple[str, str], str]:
    """Return the lemmas of FORMS by form and tag."""
    return {
        (form, tag): base
        for tag, pairs in FORMS.items()
        for form, base in (pair.split(":") for pair in pairs.split())
    }


@cache
def english_words() -> Mapping[str, Words]:
    """Return the shipped word list by part of speech, read once a process.

    Source: WordNet 3.0, whose licence lies beside the list (training/english_words.py).
    """
    packed = (files("fogline.reading") / "words_english.txt.gz").read_bytes()
    found: dict[str, Words] = {}
    for section in gzip.decompress(packed).decode("utf-8")[1:].split("\n["):
        part, _, listed = section.partition("]\n")
        lines = listed.split("\n")
        irregular = {form: bases for form, *bases in (line.split() for line in lines if " " in line)}
        found[part] = Words(frozenset(line for line in lines if " " not in line), irregular)
    return found
