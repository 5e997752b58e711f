"""Find the people and organisations that a report names beside words of violence, and say what stands around them.

Reports of MUC-4 are in capitals, so that case tells nothing: a name is a run
of words that no English word list has. What stands around a mention is told
in words that a logistic model weighs: "after kill of near", "before wound be".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from fogline.evaluate.template_types import NINE
from fogline.model.reading import Reading
from fogline.model.vocabulary import Span
from fogline.plugins import load_documents
from fogline.reading.function_words import FUNCTION_WORDS
from fogline.reading.numbers import NumberFinder
from fogline.reading.recase import lexicon
from fogline.reading.registry import Registry

__all__ = [
    "NOBODY",
    "Mention",
    "Report",
    "find_organisations",
    "find_people",
    "pairs",
    "split_report",
    "surroundings",
]

NOBODY = "-"
"""The wording of a target that the report does not name."""

TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,]*\d|\d|[^\w\s]")
GAP = re.compile(r"\n\s*\n")

KINDS_OF_VIOLENCE = {
    "kill": r"kill|murder|assassin|massacr|execut|slain|slay|gunned|behead|shot|shoot|machine-?gun|riddl",
    "die": r"dead|deaths?$|die[ds]?$|dying|corpse|bod(?:y|ies)$|victim|fatal|perish",
    "wound": r"wound|injur|hurt|burned|beat",
    "kidnap": r"kidnap|abduct|hostage|captur|disappear|missing|hijack|captiv",
    "release": r"releas|freed|escap|unharmed|unhurt|surviv|rescu|unscathed|ransom",
    "attack": r"attack|ambush|assault|robb|raid|target|fired|explo|bomb|grenade|dynamit|rocket|mines?$|blast|blew|blow"
    r"|destr|detonat|sabotag|tortur|strik|struck|storm",
    "threat": r"threat|plot|plan[ns]|attempt",
    "blame": r"responsib|blam|accus|claim|suspect|attribut|alleg|admit|confess|den[yi]|perpetrat|commit|carr(?:y|ied)"
    r"|involv|behind",
}  # fmt: skip
"""What words of violence, and of blame for it, begin with."""

TRIGGERS = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in KINDS_OF_VIOLENCE.items()))
ONLY_NEAR = frozenset({"threat", "blame"})
"""Kinds that alone make no sentence one of violence to people."""

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "got"})
LINKS = (
    ("by", frozenset({"by"})), ("be", BE), ("against", frozenset({"against", "on", "at", "upon"})),
    ("of", frozenset({"of"})), ("who", frozenset({"who", "whom", "whose", "which", "that"})),
    ("to", frozenset({"to", "for"})), ("and", frozenset({"and", ","})),
)  # fmt: skip
"""Words between a mention and a word of violence, the most telling first."""

NEAR, MIDDLING = 3, 8
"""Words between them up to which a mention is near a word of violence, and not far from it."""

UNREAL = frozenset({"would", "could", "may", "might", "will", "if", "should", "must"})
JOINTS = frozenset({"de", "la", "del", "los", "las", "y", "da", "do", "dos", "von", "van", "d"})
MORE_PEOPLE = frozenset({
    "watchman", "escort", "seaman", "passerby", "missionary", "minor", "peddler", "baker", "clergyman", "beggar",
    "owner", "rector", "impresario", "chief", "executive", "correspondent", "traveler", "coordinator", "msgr",
    "monsignor", "dr", "mr", "mrs", "col", "gen", "lt", "maj", "capt", "sgt", "investigator", "harvester", "domestic",
    "companion", "subordinate", "passersby", "population", "follower", "deserter", "bodyguard", "ideologue",
    "commentator", "publisher", "economist", "agronomist", "sociologist", "neighbor", "settler", "jesuit", "deputy",
})  # fmt: skip
TITLES = frozenset({
    "general", "major", "private", "deputy", "dr", "mr", "mrs", "msgr", "col", "gen", "lt", "maj", "capt", "sgt",
    "father",
})  # fmt: skip
"""Words for people only before a name."""

NO_PEOPLE = frozenset({
    "number", "hundred", "thousand", "dozen", "ten", "score", "million", "one", "body", "life", "other", "majority",
    "many", "several", "some", "few", "both", "half", "more", "none", "nobody", "figure", "couple", "anyone", "human",
    "enemy", "team", "twin", "national", "cardinal", "casualty", "deaths",
})  # fmt: skip
"""Words that count people or stand for them, and for things as well."""

DOUBTFUL = frozenset({"wounded", "dead", "injured"})
"""Words that are people only behind "the" or a number."""

PLURALS = {
    "children": "child",
    "people": "people",
    "police": "police",
    "personnel": "personnel",
    "wives": "wife",
}
NOT_PLURAL = ("ss", "us", "is")

ORGANISED = frozenset({
    "state forces", "police", "intelligence", "rebel group", "militia", "criminal group", "political party", "movement",
    "government", "coalition",
})  # fmt: skip
"""Kinds of actors that are organisations which may have done it."""

GENERIC = {
    "army": "army", "military": "military", "navy": "navy", "police": "police", "government": "government",
    "regime": "government", "mafia": "mafia", "mafias": "mafia", "cartel": "cartel", "cartels": "cartel",
    "squad": "death squad", "squads": "death squad", "forces": "armed forces", "force": "air force",
    "gang": "gang", "gangs": "gang", "rings": "gang", "extraditables": "extraditables",
}  # fmt: skip
NAMED_BY = frozenset({
    "front", "movement", "battalion", "brigade", "organization", "command", "commando", "commandos", "detachment",
    "alliance", "faction", "party", "group", "groups", "unit", "guard",
})  # fmt: skip
"""What an organisation ends in that needs its modifiers to be one."""

BEFORE_FORCES = {
    "forces": frozenset({"armed", "security"}), "force": frozenset({"air"}),
    "squads": frozenset({"death"}), "squad": frozenset({"death"}),
}  # fmt: skip
LONGEST_NAME = 6

NONE_HURT = re.compile(
    r"\bno (?:\w+ ){0,2}?(?:victims?|casualt\w+|injur\w+|deaths?|fatalit\w+|wounded|losses|one|people|persons)\b"
    r"|\b(?:not|without|never) (?:\w+ ){0,2}?(?:caus\w+ )?(?:any )?(?:casualt\w+|victims?|injur\w+|deaths?)\b"
    r"|\bnobody\b|\bunhurt\b|\bunharmed\b|\bunscathed\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report in lower-case words, with the sentence each stands in and the kind of violence it tells of."""

    words: Sequence[str]
    spans: Sequence[Span]
    sentences: Sequence[Span]
    kinds: Sequence[str | None]


@dataclass(slots=True)
class Mention:
    """Somebody or an organisation in one place; `start` and `end` are places in the report's list of words."""

    key: str
    start: int
    end: int
    sentence: Span
    wordings: set[str]
    head: str
    number: str | None = None
    heads: set[str] = field(default_factory=set)
    """Words that describe somebody who is also named."""
    features: dict[str, float] = field(default_factory=dict)


@lru_cache(maxsize=4)
def split_report(text: str) -> Report:
    """Return a report's words and sentences."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    words = [text[start:end].lower() for start, end in spans]
    sentences: list[Span] = []
    begin = 0
    for index, word in enumerate(words):
        following = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        is_stop = word in ".!?" and not (
            word == "." and index and (len(words[index - 1]) == 1 or words[index - 1] in TITLES)
        )
        if is_stop or GAP.search(text[spans[index][1] : following]):
            sentences.append((begin, index + 1))
            begin = index + 1
    if begin < len(words):
        sentences.append((begin, len(words)))
    return Report(words, spans, sentences, [kind_of_violence(word) for word in words])


@cache
def kind_of_violence(word: str) -> str | None:
    """Return the kind of violence that a word tells of."""
    match = TRIGGERS.match(word)
    return None if match is None else match.lastgroup


@cache
def singular(word: str) -> str:
    """Return a noun in the singular, near enough to find it in a list."""
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(NOT_PLURAL) else word


@cache
def is_person_word(word: str) -> bool:
    """Tell whether a word is one for people, in either number."""
    return singular(word) in people()


@cache
def people() -> frozenset[str]:
    """Return the words for persons, in the singular."""
    groups = load_documents("languages")["en"]["tolls"]["groups"]
    words = {word for words in groups.values() for word in words if " " not in word}
    return (frozenset(words) | MORE_PEOPLE) - NO_PEOPLE


@cache
def numerals() -> tuple[NumberFinder, frozenset[str]]:
    """Return the finder of counts, and the words for numbers."""
    language = load_documents("languages")["en"]
    return NumberFinder(language), frozenset(language["numbers"]["cardinals"])


@cache
def is_name(word: str) -> bool:
    """Tell whether a word is part of a name: no word list has it, and it is no month, weekday or people's adjective."""
    bare = word.removesuffix("'s")
    return bare[:1].isalpha() and len(bare) > 1 and bare not in no_names() and lexicon().is_name(bare)


@cache
def no_names() -> frozenset[str]:
    """Return the words with a capital that name no person."""
    times = load_documents("languages")["en"]["times"]
    demonyms = set(shipped().demonyms) | {f"{name}s" for name in shipped().demonyms}
    return frozenset(times.get("months", ())) | frozenset(times.get("weekdays", ())) | demonyms | MORE_PEOPLE


@cache
def known_names() -> frozenset[str]:
    """Return the words of given names and of the registry's persons, some of which word lists have too."""
    names = set(lexicon().given)
    for actor in shipped().actors.values():
        if actor.kind == "person":
            for name in (actor.name, *actor.aliases):
                names.update(re.findall(r"\w{4,}", name.lower()))
    return frozenset(names) - FUNCTION_WORDS


@cache
def shipped() -> Registry:
    """Return the known actors."""
    return Registry.load()


def name_at(report: Report, index: int, last: int, blocked: frozenset[int]) -> int:
    """Return where a name that begins at `index` ends; `index` itself where none begins."""
    words, end, given = report.words, index, lexicon().given
    while end < last and end - index < LONGEST_NAME:
        word = words[end]
        is_part = end not in blocked and is_name(word) and not is_person_word(word)
        is_joint = end > index and word in JOINTS and end + 1 < last and is_name(words[end + 1])
        # "Mike Hammer": behind a given name a common word is a surname
        is_surname = (
            end > index and words[end - 1] in given and word.isalpha() and word not in FUNCTION_WORDS
            and word not in no_names() and report.kinds[end] is None and end not in blocked
        )  # fmt: skip
        if not (is_part or is_joint or is_surname):
            return end
        end += 1
        if words[end - 1].endswith("'s"):
            return end
    return end


def written(report: Report, text: str, start: int, end: int) -> str:
    """Return the words of a mention as the report has them, line ends undone."""
    words = re.sub(r"\s+", " ", text[report.spans[start][0] : report.spans[end - 1][1]])
    return words.removesuffix("'S").removesuffix("'s")


def blocked_words(report: Report, spans: Sequence[Span]) -> frozenset[int]:
    """Return which words lie in one of the spans of a text."""
    inside: set[int] = set()
    ordered = sorted(spans)
    at = 0
    for index, (start, end) in enumerate(report.spans):
        while at < len(ordered) and ordered[at][1] <= start:
            at += 1
        if at < len(ordered) and ordered[at][0] < end:
            inside.add(index)
    return frozenset(inside)


def violent_sentences(report: Report, *, blame: bool) -> Iterator[Span]:
    """Yield the sentences with a word of violence; with `blame` also those with one of blame or threat."""
    for start, end in report.sentences:
        kinds = set(report.kinds[start:end]) - {None}
        if kinds - ONLY_NEAR or (blame and kinds):
            yield start, end


def find_people(report: Report, reading: Reading, text: str) -> Iterator[Mention]:
    """Yield the people in sentences of violence, by name, by a word for them, or both."""
    organisations = [match.span for match in organisation_spans(text)]
    blocked = blocked_words(report, [*organisations, *(place.span for place in reading.places)])
    for begin, last in violent_sentences(report, blame=False):
        index = begin
        while index < last:
            mention = person_at(report, text, index, (begin, last), blocked)
            if mention is None:
                index += 1
                continue
            yield mention
            index = max(mention.end, index + 1)


def person_at(
    report: Report, text: str, index: int, sentence: Span, blocked: frozenset[int]
) -> Mention | None:
    """Return the person whose mention begins with a name or ends with a head at `index`."""
    words, last = report.words, sentence[1]
    word = words[index]
    if is_person_word(word):
        after = index + 1
        if after < last and words[after] == ".":
            after += 1
        end = name_at(report, after, last, blocked) if after < last else after
        if end > after:
            mention = named(report, text, after, end, sentence)
            mention.start = index
            mention.heads.add(singular(word))
            if word not in TITLES:
                mention.wordings.add(written(report, text, index, index + 1))
            return mention
        before = words[index - 1] if index > sentence[0] else ""
        if word in DOUBTFUL and before != "the" and not before.isdigit() and before not in numerals()[1]:
            return None
        if word in TITLES or (index + 1 < last and is_person_word(words[index + 1])):
            return None
        return described(report, text, index, sentence)
    end = name_at(report, index, last, blocked)
    if end - index < 2:
        return None
    return named(report, text, index, end, sentence)


def named(report: Report, text: str, start: int, end: int, sentence: Span) -> Mention:
    """Return somebody with a name, and with what stands behind a comma: "X, the mayor of Y"."""
    words = report.words
    key = words[end - 1].removesuffix("'s")
    mention = Mention(key, start, end, sentence, {written(report, text, start, end)}, "", "1")
    if end < sentence[1] and words[end] == ",":
        for index in range(end + 1, min(end + 7, sentence[1])):
            word = words[index]
            if is_person_word(word):
                following = words[index + 1] if index + 1 < sentence[1] else ""
                if not is_person_word(following) and not is_name(following):
                    mention.heads.add(singular(word))
                    mention.wordings.add(written(report, text, index, index + 1))
                    mention.end = index + 1
                break
            if word in ",.;" or (
                word in FUNCTION_WORDS and word not in ("a", "an", "the", "former", "his", "her")
            ):
                break
    return mention


def described(report: Report, text: str, index: int, sentence: Span) -> Mention:
    """Return people whom a noun tells, with their number: by a numeral before it, else by its form."""
    words = report.words
    finder, cardinals = numerals()
    start = index
    numeral = None
    for before in range(index - 1, max(index - 5, sentence[0] - 1), -1):
        word = words[before]
        if word[0].isdigit() or word in cardinals:
            numeral = before
            break
        if not word[0].isalpha() or (word in FUNCTION_WORDS and word not in ("other", "more", "another")):
            break
        if before >= index - 2 and report.kinds[before] is None:
            start = before
    head = singular(words[index])
    number = "PLURAL" if words[index] != head or head in ("people", "police", "population") else "1"
    if numeral is not None:
        slice_ = text[report.spans[numeral][0] : report.spans[index][1]]
        number = next((f"{found.low}" for found in finder.find(slice_) if found.low == found.high), number)
    key = head if number == "1" else f"{head} many"
    return Mention(key, start, index + 1, sentence, {written(report, text, index, index + 1)}, head, number)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that the registry knows, in one place of a text."""

    span: Span
    actor: str
    kind: str
    name: str


def organisation_spans(text: str) -> list[Organisation]:
    """Return where the registry's organisations stand in a text."""
    found = []
    for match in shipped().match(text, capitals=text.isupper()):
        actor = next((actor for actor in match.actors if actor.kind in ORGANISED), None)
        if actor is None or text[match.start : match.end].lower() in FUNCTION_WORDS:
            continue
        if not actor.countries or NINE.intersection(actor.countries):
            found.append(Organisation((match.start, match.end), actor.id, actor.kind, actor.name))
    return found


def find_organisations(report: Report, text: str) -> Iterator[Mention]:
    """Yield the organisations in sentences of violence or blame: the registry's, and those that "front" ends."""
    known = {organisation.span: organisation for organisation in organisation_spans(text)}
    inside = blocked_words(report, list(known))
    first = {start: organisation for (start, _), organisation in known.items()}
    for begin, last in violent_sentences(report, blame=True):
        for index in range(begin, last):
            organisation = first.get(report.spans[index][0])
            if organisation is not None:
                end = index + 1
                while end < last and report.spans[end][0] < organisation.span[1]:
                    end += 1
                words = {written(report, text, index, end), organisation.name}
                yield Mention(
                    organisation.actor, index, end, (begin, last), words, f"kind of {organisation.kind}"
                )
            elif index not in inside:
                mention = unregistered(report, text, index, (begin, last), inside)
                if mention is not None:
                    yield mention


def unregistered(
    report: Report, text: str, index: int, sentence: Span, inside: frozenset[int]
) -> Mention | None:
    """Return the organisation that ends with the word at `index` though no list has it."""
    words = report.words
    word = words[index].removesuffix("'s")
    if word not in GENERIC and word not in NAMED_BY:
        return None
    before = words[index - 1] if index > sentence[0] else ""
    if word in BEFORE_FORCES and before not in BEFORE_FORCES[word]:
        return None
    start = index
    while start > sentence[0] and index - start < LONGEST_NAME - 1 and start - 1 not in inside:
        earlier = words[start - 1]
        if not earlier[0].isalpha() or earlier in FUNCTION_WORDS or report.kinds[start - 1] is not None:
            break
        start -= 1
    if word in NAMED_BY and start == index:
        return None
    words_ = {written(report, text, start, index + 1)}
    if word in GENERIC:
        words_.add(written(report, text, index - (word in BEFORE_FORCES), index + 1))
    key = GENERIC.get(word) or " ".join(words[start : index + 1])
    after = index + 1
    while after < sentence[1] and words[after] in ('"', "[", "(") and after < index + 3:
        after += 1
    if after > index + 1 and words[after - 1] in "[(" and after < sentence[1] and 1 < len(words[after]) < 8:
        words_.add(written(report, text, after, after + 1))
    return Mention(key, start, index + 1, sentence, words_, f"head {singular(word)}")


def surroundings(report: Report, mention: Mention) -> Iterator[str]:
    """Yield what stands around a mention: the nearest word of violence on each side and what links them."""
    words, kinds = report.words, report.kinds
    begin, last = mention.sentence
    for side, places in (
        ("after", range(mention.start - 1, begin - 1, -1)),
        ("before", range(mention.end, last)),
    ):
        seen = 0
        for place in places:
            kind = kinds[place]
            if kind is None:
                continue
            between = words[place + 1 : mention.start] if side == "after" else words[mention.end : place]
            link = next((name for name, marks in LINKS if not marks.isdisjoint(between)), "bare")
            gap = "near" if len(between) <= NEAR else "middling" if len(between) <= MIDDLING else "far"
            yield f"{side} {kind} {link}"
            yield f"{side} {kind} {link} {gap}"
            if not seen:
                yield f"{side} {kind} {gap} first"
                yield f"{side} word {plain(words[place])}"
            seen += 1
            if seen == 2:
                break
        if not seen:
            yield f"{side} nothing"
    if mention.start > begin:
        yield f"prev {plain(words[mention.start - 1])}"
        if mention.start - 1 > begin:
            yield f"prev {plain(words[mention.start - 2])} {plain(words[mention.start - 1])}"
    if mention.end < last:
        yield f"next {plain(words[mention.end])}"
        if mention.end + 1 < last:
            yield f"next {plain(words[mention.end])} {plain(words[mention.end + 1])}"
    for word in UNREAL.intersection(words[begin:last]):
        yield f"beside {word}"
    for kind in {kind for kind in kinds[begin:last] if kind is not None}:
        yield f"beside {kind}"


def pairs(report: Report) -> Iterator[str]:
    """Yield each word of violence or blame with the word before and the word after it: "was kidnapped"."""
    words = report.words
    for place, kind in enumerate(report.kinds):
        if kind is None:
            continue
        word = plain(words[place])
        if place:
            yield f"pair {plain(words[place - 1])} {word}"
        if place + 1 < len(words):
            yield f"pair {word} {plain(words[place + 1])}"


def plain(word: str) -> str:
    """Return a word, or what sort of word it is where it is a name or a number."""
    if word[0].isdigit():
        return "<number>"
    return "<name>" if is_name(word) or word in known_names() else word


def features_of_reading(report: Report, reading: Reading, kinds: Mapping[int, str]) -> dict[int, set[str]]:
    """Return what the reading says of the words of a report: losses, roles in incidents, sayers.

    Args:
        report: the report's words.
        reading: what was read.
        kinds: the events that may be incidents, and their types.
    """
    said: list[tuple[Span, str]] = []
    for toll in reading.tolls:
        said.append((toll.span, f"toll {toll.measure}"))
        if toll.cumulative:
            said.append((toll.span, "toll in all"))
    for index, event in enumerate(reading.events):
        told = "told" if event.factuality > 0 else "untold"
        for role, party in (("initiator", event.initiator), ("target", event.target)):
            if party is not None and party.span is not None:
                kind = kinds.get(index, "something")
                said.append((party.span, f"{role} of {kind}"))
                said.append((party.span, f"{role} {told} {event.tense}"))
    for attribution in reading.attributions:
        said.extend((span, "sayer") for span in attribution.source)
    found: dict[int, set[str]] = {}
    starts = [span[0] for span in report.spans]
    for (start, end), feature in said:
        for place in range(first_at(starts, start), len(starts)):
            if starts[place] >= end:
                break
            found.setdefault(place, set()).add(feature)
    return found


def first_at(starts: Sequence[int], offset: int) -> int:
    """Return the first word that begins at an offset or behind it."""
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
