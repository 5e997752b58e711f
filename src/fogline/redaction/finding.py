"""Find names in words: those that are hidden, and those that are known and stay."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Found", "Names", "name_words", "parts_of"]

WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
# What may stand between two words of one name: a blank, a hyphen, a stop after an initial.
GAP = 3
SHORTEST_PART = 3
PARTICLES = frozenset({
    "and", "bin", "bint", "dal", "das", "del", "den", "der", "des", "dos", "ibn", "las", "los", "mrs", "the", "van",
    "von", "wal",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Where a hidden name stands, and what is said in its place; `person` is False for a place."""

    start: int
    end: int
    label: str
    person: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A name by its words; a known one has no label."""

    words: tuple[str, ...]
    label: str | None
    person: bool


class Names:
    """Names to look for; where a hidden one is a part of a longer known one, the known one stays."""

    def __init__(
        self,
        *,
        persons: Mapping[str, str],
        places: Mapping[str, str],
        known: Iterable[str] = (),
        common: Container[str] = (),
    ) -> None:
        """Take hidden names, each with what stands in its place, known ones, and common words that no one is called by.

        Common words are small, with their accents: "argentine" of "Argentine Velkov" tells nobody, "germán" does.
        """
        entries = {words: Entry(words, None, False) for name in known if (words := name_words(name))}
        for hidden, person in ((places, False), (persons, True)):
            for name, label in hidden.items():
                for words in (name_words(name), ("".join(name_words(name)),)):
                    if words and words[0]:
                        entries[words] = Entry(words, label, person)
        shared = shared_parts(persons, common)
        for part, label in shared.items():
            entries.setdefault((part,), Entry((part,), label, True))
            # A family is called by it: "the Velkovs".
            entries.setdefault((f"{part}s",), Entry((f"{part}s",), "persons", True))
        self._by_first: dict[str, list[Entry]] = {}
        for entry in sorted(entries.values(), key=lambda entry: (-len(entry.words), entry.words)):
            self._by_first.setdefault(entry.words[0], []).append(entry)
        self._unspaced = [
            (name, label, person)
            for hidden, person in ((places, False), (persons, True))
            for name, label in hidden.items()
            if name.lower() == name.upper()
        ]

    def find(self, text: str, *, written_small: bool = False) -> Iterator[Found]:
        """Yield where hidden names stand; one word written small is none unless `written_small`."""
        words = [(folded(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
        at = 0
        while at < len(words):
            entry = self._entry_at(text, words, at, written_small=written_small)
            if entry is None:
                at += 1
                continue
            last = at + len(entry.words)
            if entry.label is not None:
                yield Found(words[at][1], words[last - 1][2], entry.label, entry.person)
            at = last
        # Scripts without capitals may write words without gaps, or letters before a name.
        for name, label, person in self._unspaced:
            start = text.find(name)
            while start >= 0:
                yield Found(start, start + len(name), label, person)
                start = text.find(name, start + len(name))

    def replaced(self, text: str) -> str:
        """Return words with each hidden name as what stands in its place."""
        pieces, at = [], 0
        for found in sorted(self.find(text), key=lambda found: (found.start, -found.end)):
            if found.start >= at:
                pieces += [text[at : found.start], found.label]
                at = found.end
        return "".join([*pieces, text[at:]])

    def _entry_at(
        self, text: str, words: list[tuple[str, int, int]], at: int, *, written_small: bool
    ) -> Entry | None:
        """Return the longest name that begins with a word."""
        for entry in self._by_first.get(words[at][0], ()):
            span = words[at : at + len(entry.words)]
            if tuple(word for word, _, _ in span) != entry.words or not near(span):
                continue
            small = len(span) == 1 and text[span[0][1]].islower()
            if written_small or not small:
                return entry
        return None


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: small, without accents."""
    return tuple(folded(match[0]) for match in WORD.finditer(name))


def parts_of(name: str, common: Container[str] = ()) -> tuple[str, ...]:
    """Return the words of a person's name that may stand for the whole."""
    written = (match[0] for match in WORD.finditer(name))
    words = (folded(word) for word in written if word.casefold() not in common)
    return tuple(word for word in words if len(word) >= SHORTEST_PART and word not in PARTICLES)


def shared_parts(persons: Mapping[str, str], common: Container[str]) -> dict[str, str]:
    """Return the parts of persons' names, each with its bearer's label, or one for all where several bear it."""
    labels: dict[str, set[str]] = {}
    for name, label in persons.items():
        for part in parts_of(name, common):
            labels.setdefault(part, set()).add(label)
    return {part: only.pop() if len(only) == 1 else "a person" for part, only in labels.items()}


def near(span: list[tuple[str, int, int]]) -> bool:
    """Tell whether words follow one another closely."""
    return all(later[1] - earlier[2] <= GAP for earlier, later in pairwise(span))


def folded(word: str) -> str:
    """Return a word small and without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
