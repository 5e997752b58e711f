"""Find persons that a text names in passing, whom no claim tells of: a victim's name, a witness, somebody's brother."""

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["capitalised", "is_made_a_person"]

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]{2}))*")
LONGEST = 5
WIDEST = 60
"""So many letters before and after a name are looked at."""

JOINING = frozenset({
    "al", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
    "van", "von", "wal",
})  # fmt: skip
"""Small words inside of a name."""

TITLES = (
    "mr", "mrs", "ms", "miss", "mme", "mlle", "madame", "monsieur", "dr", "doctor", "don", "do\u00f1a", "se\u00f1or",
    "se\u00f1ora", "se\u00f1orita", "sr", "sra", "lady", "father", "sister", "imam", "sheikh", "haji", "ustad",
)  # fmt: skip
KIN = (
    "brother", "wife", "husband", "son", "daughter", "mother", "uncle", "aunt", "cousin", "nephew", "niece", "widow",
    "widower", "grandson", "granddaughter", "grandmother", "grandfather", "child", "baby", "boy", "girl", "friend",
    "hermano", "hermana", "esposa", "esposo", "marido", "hijo", "hija", "madre", "padre", "t\u00edo", "t\u00eda",
    "primo", "prima", "viuda", "ni\u00f1o", "ni\u00f1a", "amigo", "amiga",
    "fr\u00e8re", "s\u0153ur", "soeur", "\u00e9pouse", "\u00e9poux", "fils", "fille", "m\u00e8re", "p\u00e8re",
    "oncle", "tante", "veuve", "enfant", "ami", "amie",
)  # fmt: skip
CALLINGS = (
    "activist", "baker", "carpenter", "civilian", "detainee", "doctor", "driver", "eyewitness", "farmer", "fisherman",
    "housewife", "inhabitant", "journalist", "labourer", "lawyer", "midwife", "neighbor", "neighbour", "nurse",
    "patient", "photographer", "priest", "prisoner", "refugee", "reporter", "resident", "shepherd", "shopkeeper",
    "student", "survivor", "teacher", "trader", "victim", "villager", "volunteer", "witness", "worker",
    "abogada", "abogado", "campesina", "campesino", "enfermera", "enfermero", "maestra", "maestro", "pescador",
    "periodista", "testigo", "vecina", "vecino", "v\u00edctima",
    "agriculteur", "avocat", "avocate", "enseignant", "enseignante", "habitant", "habitante", "infirmier",
    "infirmi\u00e8re", "p\u00eacheur", "t\u00e9moin", "victime", "voisin", "voisine",
)  # fmt: skip

BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join((*TITLES, *KIN, *CALLINGS))})\.?,?|\b(?:named|called|identified\s+as|known\s+as|name\s+was|"
    r"llamad[oa]|nomm\u00e9e?))\s+$",
    re.IGNORECASE,
)
"""What makes the name after it a private person's: "her brother", "Mrs", "a farmer", "identified as"."""

AFTER = re.compile(
    r"^(?:,\s+(?:aged?\s+|de\s+|\u00e2g\u00e9e?\s+de\s+)?\d{1,3}(?:\s*[,.;)]|\s+(?:years?|a\u00f1os|ans)\b)"
    r"|\s+\((?:aged?\s+)?\d{1,3}\)"
    rf"|,\s+(?:a|an|the|his|her|their|un|una|une|el|la|le)\s+(?:[^\W\d_-]+\s+)?(?:{'|'.join((*KIN, *CALLINGS))})\b)",
    re.IGNORECASE,
)
"""What makes the name before it a private person's: ", 34,", " (34)", ", a local farmer"."""

DONE_TO = re.compile(
    r"^,?\s+(?:(?:had|has|have|who)\s+)?(?:(?:was|were|been|is)\s+(?:also\s+)?(?:abducted|arrested|beaten|buried|"
    r"detained|found|hit|hurt|injured|interrogated|kidnapped|killed|murdered|raped|released|seen|shot|stabbed|taken|"
    r"tortured|wounded)|died|fled|disappeared|recalled|survived|testified|wept|muri\u00f3|fue\s+(?:asesinad|detenid|"
    r"herid|secuestrad|torturad)[oa]|est\s+morte?|a\s+\u00e9t\u00e9\s+(?:bless\u00e9|arr\u00eat\u00e9|tu\u00e9)e?)\b",
    re.IGNORECASE,
)
"""What makes a name of two words or more before it a person's: "was taken away", "recalled"."""

OPENERS = frozenset({
    "a", "after", "al", "all", "also", "although", "among", "an", "and", "another", "antes", "any", "après", "as",
    "at", "au", "aunque", "aux", "avant", "avec", "because", "before", "both", "but", "by", "ce", "ces", "cette",
    "con", "cuando", "dans", "de", "del", "depuis", "des", "desde", "despite", "donde", "du", "during", "each",
    "earlier", "el", "ella", "elle", "ellos", "en", "entre", "ese", "esta", "este", "et", "even", "every", "for",
    "from", "he", "her", "here", "his", "how", "however", "if", "il", "ils", "in", "inside", "into", "it", "its",
    "la", "las", "later", "le", "les", "leur", "los", "mais", "many", "meanwhile", "mientras", "most", "near", "no",
    "not", "of", "on", "one", "only", "or", "other", "ou", "our", "outside", "over", "où", "par", "para", "pendant",
    "pero", "por", "pour", "quand", "sa", "según", "selon", "ses", "several", "she", "si", "sin", "since", "so",
    "sobre", "some", "son", "sous", "still", "su", "sur", "sus", "that", "the", "their", "then", "there", "these",
    "they", "this", "those", "though", "three", "through", "to", "today", "tras", "two", "un", "una", "under", "une",
    "until", "we", "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "with", "without",
    "y", "ya", "yesterday", "you",
})  # fmt: skip
"""Words that a sentence begins with, and no name."""


def is_made_a_person(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a name make it a private person's."""
    before, after = text[max(0, start - WIDEST) : start], text[end : end + WIDEST]
    several = " " in text[start:end]
    return bool(BEFORE.search(before) or AFTER.search(after) or (several and DONE_TO.search(after)))


def capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words with a capital stand together, up to five, without titles and what only begins a sentence."""
    run: list[tuple[int, int]] = []
    spans = [match.span() for match in WORD.finditer(text)]
    for span, after in pairwise([*spans, (len(text), len(text))]):
        word = text[slice(*span)]
        small = word.lower()
        if small in TITLES:
            yield from whole(text, run)
            run = []
        elif (run and small in JOINING) or (word[0].isupper() and (run or small not in OPENERS)):
            run.append(span)
        elif run:
            yield from whole(text, run)
            run = []
        between = text[span[1] : after[0]]
        stop = "." if len(word) == 1 else ""
        if run and (
            between.strip(" \n\t\u00a0") not in ("", stop) or "\n\n" in between or len(run) == LONGEST
        ):
            yield from whole(text, run)
            run = []


def whole(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield a run of words as one span, without small words at its end."""
    while run and not text[run[-1][0]].isupper():
        run = run[:-1]
    if run:
        yield run[0][0], run[-1][1]
