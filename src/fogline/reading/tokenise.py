"""Cut an English text into words and marks, as the texts are cut that the reading learned from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from fogline.model.vocabulary import Span

__all__ = ["tokenise"]

RUNS = re.compile(r"\S+|\s+")

CASED = range(0x41, 0x590)
"""Code points of the alphabets that have capitals: Latin, Greek, Cyrillic, Armenian."""

LETTER = r"[^\W\d_]"
SMALL = re.escape("".join(chr(code) for code in CASED if chr(code).islower()))
CAPITAL = re.escape("".join(chr(code) for code in CASED if chr(code).isupper()))
QUOTES = re.escape("'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉⟦⟧")
MARKS = re.escape("…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪")
SYMBOLS = "¦©®°⁂℃℉№™↕-⇿⌀-⏿①-⓿─-⛿✀-⟿⬀-⯿�\U0001f000-\U0001faff"
CURRENCY = r"US\$|C\$|A\$|[$£€¥฿﷼₠-₿]"
UNITS = (
    "km|km²|km³|m|m²|m³|dm|dm²|dm³|cm|cm²|cm³|mm|mm²|mm³|ha|µm|nm|yd|in|ft|kg|g|mg|µg|t|lb|oz|m/s|km/h|kmh|mph"
    "|hPa|Pa|mbar|mb|MB|kb|KB|gb|GB|tb|TB|T|G|M|K|%"
)
MARK = f"[{MARKS}{QUOTES}{SYMBOLS}]"

BEFORE = re.compile(rf"[§%=—–]|\+(?!\d)|\.\.+|{MARK}|{CURRENCY}")
"""What is cut off in front of a word."""

BEHIND = re.compile(
    rf"(?:\.\.+|{MARK}|['’][sS]|[—–]|(?<=\d)\+|(?<=°[FfCcKk])\.|(?<=\d)(?:{CURRENCY}|{UNITS})"
    rf"|(?<=[\d{SMALL}%²+\-|{MARKS}{QUOTES}])\.|(?<=[{CAPITAL}][{CAPITAL}])\.)$"
)
"""What is cut off behind a word; a stop behind one capital shortens a name and stays."""

BETWEEN = re.compile(
    rf"\.\.+|…|[{SYMBOLS}]|(?<=\d)[+\-*^](?=[\d-])|(?<=[{SMALL}{QUOTES}])\.(?=[{CAPITAL}{QUOTES}])"
    rf"|(?<={LETTER}),(?={LETTER})|(?<={LETTER}|\d)(?:-|–|—|--|---|——|~|[:<>=/])(?={LETTER})"
)
"""What parts two words that have no space between them."""

LABEL = r"[A-Za-z\d\u00a1-\uffff](?:[\w\u00a1-\uffff-]{0,62}[A-Za-z\d\u00a1-\uffff])?"
ADDRESS = re.compile(
    rf"(?:[\w+.-]{{2,}}://)?(?:\S+@)?(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}}|(?:{LABEL}\.)+[{SMALL}]{{2,63}})"
    r"(?::\d{2,5})?(?:[/?#]\S*)?"
)
"""A host's name or number, with what may stand before and behind it; it is one word."""

SUBJECTS = {
    "i": "'m 'm-a 'll 'll-'ve 'd 'd-'ve 've",
    "you we they": "'ll 'll-'ve 'd 'd-'ve 've 're",
    "he she it": "'ll 'll-'ve 'd 'd-'ve 's",
    "who what when where why how there": "'s 'll 'll-'ve 're 've 'd 'd-'ve",
    "that this": "'s 'll 'll-'ve 'd 'd-'ve",
    "these those": "'ll 'll-'ve 're 've 'd 'd-'ve",
    "could might must should would": "n't n't-'ve 've",
    "ca do does did had may need ought sha wo": "n't n't-'ve",
    "ai are is was were have has dare": "n't",
    "not": "'ve",
}
"""What is run together with which words, with an apostrophe or without."""

UNLIKE = frozenset({"hell", "ill", "its", "shed", "shell", "well", "were", "whore"})
"""Words of their own that look like such a pair without its apostrophe."""

PARTED = (
    "y'-all y-all how-'d-'y can-not gon-na got-ta let-'s c'm-on How-'d-'y Can-not Gon-na Got-ta Let-'s C'm-on"
)

WHOLE = (
    "' '' C++ <space> 's 'S ‘s ‘S 'd 're 'll ll 'em em 'nuff nuff and/or w/o 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz "
    "'Cuz 'bout ma'am Ma'am o'clock O'clock doin' Doin' goin' Goin' nothin' Nothin' nuthin' Nuthin' ol' Ol' "
    "somethin' Somethin' lovin' Lovin' havin' Havin' "
    "Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id. Ill. Ind. Jan. Jul. Jun. "
    "Kan. Kans. Ky. La. Mar. Mass. Mich. Minn. Miss. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. "
    "Ore. Pa. S.C. Sep. Sept. Tenn. Va. Wash. Wis. a.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. "
    "i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s."
)
"""Words that keep a mark which would else be cut off."""


def tokenise(text: str) -> list[Span]:
    """Return the spans of words, marks and white space in text order; a space behind a word is no token of its own."""
    spans: list[Span] = []
    start = 0
    for run in RUNS.findall(text):
        if run == " " and start:
            start += 1
        elif run.isspace():
            end = start + len(run)
            spans.append((start + (start > 0 and run[0] == " "), end))
            start = end
        else:
            for length in cut(run):
                spans.append((start, end := start + length))
                start = end
    return spans


@lru_cache(maxsize=1 << 15)
def cut(run: str) -> tuple[int, ...]:
    """Return the lengths of the tokens in a run of characters without a space."""
    special = special_words()
    before: list[int] = []
    behind: list[int] = []
    word = run
    while word and word not in special:
        front = BEFORE.match(word)
        first = front.end() if front else 0
        if word[first:] in special:
            before.append(first)
            word = word[first:]
            break
        back = BEHIND.search(word, first)
        last = len(word) - back.start() if back else 0
        if last and word[: len(word) - last] in special:
            behind.append(last)
            word = word[: len(word) - last]
            break
        if not first and not last:
            break
        if first:
            before.append(first)
        if last and first + last <= len(word):
            behind.append(last)
            word = word[first : len(word) - last]
        else:
            word = word[first:]
    inner = special.get(word) or tuple(inner_lengths(word))
    return tuple(joined(run, (*before, *inner, *reversed(behind))))


def inner_lengths(word: str) -> Iterator[int]:
    """Yield the lengths of the parts of a word that has no marks around it."""
    if not word:
        return
    if "." in word and ADDRESS.fullmatch(word):
        yield len(word)
        return
    start = 0
    for mark in BETWEEN.finditer(word):
        if mark.start() == 0:
            continue
        if mark.start() > start:
            yield mark.start() - start
        yield mark.end() - mark.start()
        start = mark.end()
    if start < len(word):
        yield len(word) - start


def joined(run: str, lengths: Iterable[int]) -> Iterator[int]:
    """Yield the lengths with two tokens as one where a list says so: "Ore" and "." behind "D-", two single quotes."""
    special = special_words()
    start, last = 0, 0
    for length in lengths:
        if last and len(special.get(run[start : start + last + length], ())) == 1:
            last += length
            continue
        if last:
            yield last
        start, last = start + last, length
    if last:
        yield last


@lru_cache(maxsize=1)
def special_words() -> Mapping[str, tuple[int, ...]]:
    """Return the words that are cut by a list, with the lengths of their parts."""
    pairs = [
        f"{cased}-{ending}"
        for words, endings in SUBJECTS.items()
        for word in words.split()
        for cased in (word, word.title())
        for ending in endings.split()
    ]
    found: dict[str, tuple[int, ...]] = {}
    for parts in pairs:
        bare = parts.replace("'", "")
        if bare.replace("-", "").lower() not in UNLIKE:
            found[bare.replace("-", "")] = tuple(map(len, bare.split("-")))
    hours = [f"{hour}-{half}" for hour in range(1, 13) for half in ("am", "pm", "a.m.", "p.m.")]
    letters = [f"{letter}." for letter in "abcdefghijklmnopqrstuvwxyzäöü"]
    degrees = [f"°-{scale}-." for scale in "cfkCFK"]
    for parts in [*pairs, *PARTED.split(), *hours, *letters, *degrees, *WHOLE.split()]:
        lengths = tuple(map(len, parts.split("-")))
        for written in (parts, parts.replace("'", "’")):
            found[written.replace("-", "")] = lengths
    return found
