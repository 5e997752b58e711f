"""Draft a board out of what was read: whatever a voice says depends on an "if" is a condition to watch.

"They will need stronger external support, for supplies of weapons, shelter and training"
is three of them. The draft is a TOML document to edit: it proposes and decides nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Conditional", "Suggested", "draft_board", "suggest"]

OPENERS = re.compile(
    r"(?:only if|even if|if|unless|without|with|in the absence of|in case of|in the event of|provided that|as long as"
    r"|should|until|once|to)\s+",
    re.IGNORECASE,
)
"""How the half of a sentence begins that something depends on; what follows is what is watched."""

GAINING = re.compile(
    r"(?:(?:it|they|he|she) )?(?:gain|get|receive|win|obtain|secure|have|has)s?\s+", re.IGNORECASE
)

CONJUNCTIONS = re.compile(r"(?:although|though|while|whereas|but|and|that)\s+", re.IGNORECASE)
LISTED = re.compile(r"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+", re.IGNORECASE)
LEADING = re.compile(r".*(?:\b(?:of|for|with|in|as|including|like)|:)\s+", re.IGNORECASE)
HEAD_END = re.compile(r"[,:]|\s(?:of|for|with|in|as|including|like)(?:\s|$)", re.IGNORECASE)
ARTICLES = re.compile(r"(?:(?:a|an|the|its|their|his|her|more|any|some)\s+)+", re.IGNORECASE)
LONGEST_ITEM = 3
"""Words: longer pieces between commas are clauses, not things in a list."""

TOLD_OF = re.compile(r"\s(?:from|by|in|on|at|of|for|with|to|before|after|against)\s", re.IGNORECASE)
NOT_ID = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 40
ENDINGS = re.compile(r"(?<=\w{4})(?:ing|es|s)$")
TURNED_BY = ("no", "not", "little", "only", "lack of", "without", "less", "rather than")
MOST = 30
"""Conditions on a draft: more are no board."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """A claim that says what something depends on: `if_` in its own words, `then` what would follow.

    `parties` are the actors that its sentence names.
    """

    claim: str
    sayer: str | None
    outlet: str | None
    published: str | None
    if_: str
    then: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A condition to watch, as a draft proposes it."""

    id: str
    name: str
    words: tuple[str, ...]
    conditional: Conditional


def draft_board(conditionals: Iterable[Conditional], *, title: str) -> str:
    """Return a board as a TOML document; a comment says so where there is nothing to propose.

    Args:
        conditionals: in the order in which they are proposed.
        title: what the board is called.
    """
    groups, left_out = grouped(conditionals)
    lines = [
        "# Drafted from what was read: every condition is what a voice said something depends on.",
        "# Edit names, words and triggers; remove what you do not watch. fogline board BOOK NAME --check checks it.",
        f"title = {quoted(title)}",
    ]
    if not groups:
        lines.append('# No claim says that anything depends on an "if": there is nothing to propose.')
    if left_out:
        lines.append(f"# {left_out} more conditions were left out.")
    for group in groups:
        lines += ["", f"# {said_by(group[0].conditional)}"]
        for one in group:
            lines += [*condition_lines(one), ""]
        lines += alert_lines(group)
    return "\n".join(lines) + "\n"


def grouped(conditionals: Iterable[Conditional]) -> tuple[list[list[Suggested]], int]:
    """Return what each claim proposes, what was proposed before left out, and how many did not fit."""
    groups: list[list[Suggested]] = []
    taken: set[str] = set()
    count = left_out = 0
    for conditional in conditionals:
        fresh = [one for one in suggest(conditional) if one.id not in taken]
        if not fresh:
            continue
        if count + len(fresh) > MOST:
            left_out += len(fresh)
            continue
        taken |= {one.id for one in fresh}
        count += len(fresh)
        groups.append(fresh)
    return groups, left_out


def suggest(conditional: Conditional) -> tuple[Suggested, ...]:
    """Return the conditions to watch of a claim: one a thing where it lists several, else one."""
    opened = OPENERS.sub("", conditional.if_.strip(), count=1)
    phrase = plain_phrase(opened[gained.end() :] if (gained := GAINING.match(opened)) else opened)
    head, items = listed_in(phrase)
    named = [(f"{head}: {item}" if head else item, item) for item in items] or [(phrase, phrase)]
    shared = (head.rpartition(" ")[2],) if head and items else ()
    found = {
        id: Suggested(id, name, tuple(dict.fromkeys((beginning_of(words), *shared))), conditional)
        for name, words in named
        if (id := id_of(words))
    }
    return tuple(found.values())


def listed_in(phrase: str) -> tuple[str, list[str]]:
    """Return what stands before a list at the end of a phrase, and the things in it; none where there is no list.

    The first thing begins behind the last preposition or colon before it; where there is none, it is as long as the
    longest of the others, and then two things are no list: "talks on prisoners and grain resume".
    """
    *pieces, last = LISTED.split(phrase)
    items = [plain_phrase(last)]
    while pieces and not LEADING.match(pieces[-1]) and len(pieces) > 1:
        items.insert(0, plain_phrase(pieces.pop()))
    longest = max(len(item.split()) for item in items)
    if not pieces or not 0 < longest <= LONGEST_ITEM or not all(items):
        return "", []
    before, first = pieces[-1], ""
    if leading := LEADING.match(before):
        first = before[leading.end() :]
    elif len(items) > 1:
        first = " ".join(before.split()[-longest:])
    if not 0 < len(first.split()) <= LONGEST_ITEM:
        return "", []
    head = ", ".join([*pieces[:-1], before.removesuffix(first)])
    return HEAD_END.split(head)[0].strip(), [plain_phrase(first), *items]


def condition_lines(one: Suggested) -> list[str]:
    """Return a condition as TOML."""
    conditional = one.conditional
    lines = ["[[condition]]", f"id = {quoted(one.id)}", f"name = {quoted(one.name)}"]
    if then := follows(conditional):
        lines.append(f"then = {quoted(then)}")
    lines += [f"words = {listed(one.words)}", f"turned_by = {listed(TURNED_BY)}"]
    if conditional.parties:
        lines.append(f"parties = {listed(conditional.parties)}")
    return [*lines, "at_least = 1"]


def alert_lines(group: Sequence[Suggested]) -> list[str]:
    """Return the alert that what a claim foretells is about, as TOML."""
    first = group[0]
    return [
        "[[alert]]",
        f"id = {quoted(f'{first.id}-alert')}",
        'kind = "conflict risk"  # or "resolution opportunity"',
        f"name = {quoted(follows(first.conditional) or first.name)}",
        f"of = {listed([one.id for one in group])}",
        "at_least = 1",
    ]


def follows(conditional: Conditional) -> str:
    """Return what would follow, in the claim's words without the conjunction before them."""
    return " ".join(CONJUNCTIONS.sub("", conditional.then or "", count=1).split())


def said_by(conditional: Conditional) -> str:
    """Return who said it, where and when, with the claim."""
    said = (conditional.sayer or "an unnamed voice", conditional.outlet, conditional.published)
    return f"{', '.join(shown(one) for one in dict.fromkeys(said) if one)} ({conditional.claim})"


def plain_phrase(phrase: str) -> str:
    """Return a phrase on one line, without articles before it and marks around it."""
    return ARTICLES.sub("", " ".join(phrase.split()).strip(" ,.;:“”\"'"), count=1)


def beginning_of(words: str) -> str:
    """Return words, up to what is told of them, so that forms of the last are found too: "weapon*" for "weapons"."""
    return ENDINGS.sub("", TOLD_OF.split(words)[0]) + "*"


def id_of(words: str) -> str:
    """Return an id made of words."""
    return NOT_ID.sub("-", words.lower()).strip("-")[:LONGEST_ID].strip("-")


def listed(words: Iterable[str]) -> str:
    """Return words as a list of TOML."""
    return f"[{', '.join(map(quoted, words))}]"


def quoted(text: str) -> str:
    """Return a text on one line as TOML writes it."""
    return '"' + shown(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(text: str) -> str:
    """Return a text on one line without what no editor shows, such as escapes of a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))
