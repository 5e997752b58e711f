"""Choose the tags of words among those that a word list allows: "confirmation" is no verb, whatever the scores say."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from fogline.reading.encoder.model import Numbers
from fogline.reading.lemmas import english_words

__all__ = ["choose_tags"]

CLASSES = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV"}
"""Parts of speech that have a word list, by how their tags begin; names (NNP) have none."""


INFLECTED = ("VBD", "VBN", "VBZ")
SAME = frozenset({
    "beat", "become", "bet", "bid", "broadcast", "burst", "cast", "come", "cost", "cut", "forecast", "hit", "hurt",
    "let", "offset", "overcome", "put", "quit", "read", "rid", "run", "set", "shed", "shut", "slit", "split", "spread",
    "thrust", "upset",
})  # fmt: skip
"""Verbs whose past or participle is the base itself."""


def choose_tags(
    forms: Sequence[str], tags: Numbers, parts: Numbers, labels: dict[str, list[str]]
) -> tuple[list[str], list[str]]:
    """Return a tag and a part of speech for each word: the best scored that the word list allows.

    Args:
        forms: the words in small letters.
        tags: their scores, a column for each of `labels["tag"]`.
        parts: their scores, a column for each of `labels["pos"]`.
        labels: the names of the columns.
    """
    names = labels["tag"]
    classes = [None if name.startswith("NNP") else CLASSES.get(name[:2]) for name in names]
    best = tags.argmax(axis=1).tolist()
    found = [labels["pos"][i] for i in parts.argmax(axis=1).tolist()]
    chosen = []
    for at, (form, tag) in enumerate(zip(forms, best, strict=True)):
        kind = classes[tag]
        if kind is not None:
            allowed = classes_of(form)
            if allowed and kind not in allowed:
                fits = np.array([one in allowed for one in classes])
                tag = int(np.where(fits, tags[at], -np.inf).argmax())
                kind = classes[tag]
                found[at] = kind or found[at]
            elif kind != found[at] and found[at] in ("NOUN", "VERB", "ADJ"):
                found[at] = kind
        if names[tag] in INFLECTED and is_base(form):
            tag = max((names.index("VB"), names.index("VBP")), key=tags[at].__getitem__)
        chosen.append(inflected(form, names[tag]))
    return chosen, found


@lru_cache(maxsize=1 << 15)
def classes_of(form: str) -> frozenset[str]:
    """Return the parts of speech under which the word list has a form."""
    return frozenset(
        part for part, words in english_words().items() if form in words.base_of or form in words.bases
    )


@lru_cache(maxsize=1 << 15)
def is_base(form: str) -> bool:
    """Tell whether a verb's form is its base and no other form of it."""
    verbs = english_words()["VERB"]
    return form in verbs.bases and verbs.base_of.get(form, form) == form and form not in SAME


@lru_cache(maxsize=1 << 15)
def inflected(form: str, tag: str) -> str:
    """Return a tag with what the form's ending says: "estimates" is that of he and she, "losses" are several."""
    if tag.startswith("VB") and ends_in_s(form, "VERB"):
        return "VBZ"
    return "NNS" if tag == "NN" and ends_in_s(form, "NOUN") else tag


@lru_cache(maxsize=1 << 15)
def ends_in_s(form: str, part: str) -> bool:
    """Tell whether a form is its base with an ending in "s" and no base itself."""
    words = english_words()[part]
    return (
        form not in ("was", "news") and form.endswith("s") and form not in words.bases
        and words.base_of.get(form, form) != form
    )  # fmt: skip
