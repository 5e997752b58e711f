"""Select passages of the shared sets for the annotation of stance, and show them to annotators.

    python training/select_stance.py ../shared/data training/annotations/stance_items.jsonl --show /tmp/stance

A passage is one occurrence of a cue, or of a word that looks like one, in a
text. A word list finds candidates and guesses which stance each may show; the
guess serves only to draw enough of every stance and is not written down beside
the items, so annotators judge unprompted. The committed file holds sets, keys
and offsets. `--show` also writes what annotators read (`batch-01.txt`, ...),
where each passage starts and ends (`items.json`), and the guesses
(`guesses.json`); those hold texts of the sets or depend on them and stay out
of the repository.

The same sets and seed give the same selection.
"""

import argparse
import hashlib
import json
import math
import random
import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20260
WORDS = Path(__file__).parent / "annotations" / "stance_words.toml"
BATCH = 125
PER_DOCUMENT = 4
PER_DOCUMENT_RARE = 8
TEST_SHARE = 1 / 3

# How strongly each set is drawn from, relative to the others. Long conflict reports first; single sentences lack the
# neighbours that a denial answers, and the incident documents are crime news of one country.
SETS: Mapping[str, float] = {
    "polnear/train": 3.0,
    "polnear/dev": 1.0,
    "muc4/dev": 3.0,
    "muc4/tst1": 1.2,
    "muc4/tst2": 1.2,
    "stance/mpqa": 3.0,
    "sources/fakes": 3.0,
    "events/wikievents_dev": 1.5,
    "events/plover_gsr": 0.8,
    "events/re3d": 1.5,
    "factuality/uw_train": 1.0,
    "incidents/documents_dev": 0.25,
}
# Sets that other measurements hold out: their documents are never trained on here either.
TEST_SETS = frozenset({"polnear/dev", "muc4/tst1", "muc4/tst2"})
# The incident documents are many and alike; the first few hundred are plenty.
DOCUMENTS_READ = {"incidents/documents_dev": 400}

# Items drawn of each guess. Denials and admissions are rare in any text and matter most; the rest is what keeps at
# least 95 of each stance after some guesses prove wrong. Responsibility: as many as the texts have, up to the number.
QUOTAS: Mapping[str, int] = {
    "denied_responsibility": 110,
    "claimed_responsibility": 110,
    "denied": 215,
    "admitted": 220,
    "refused": 115,
    "threatened": 125,
    "hedged": 110,
    "questioned": 115,
    "confirmed": 120,
    "assessed": 118,
    "promised": 112,
    "predicted": 112,
    "warned": 105,
    "accused": 105,
    "demanded": 105,
    "none": 110,
    "asserted": 150,
}
RARE = frozenset({"denied_responsibility", "claimed_responsibility", "denied", "admitted", "refused"})

CONFLICT = re.compile(
    r"\b(?:kill\w*|attack\w*|army|troops|soldiers?|rebels?|militants?|guerrillas?|terroris\w+|bomb\w*|war|shell\w+|"
    r"air ?strikes?|cease-?fire|insurgen\w+|gunmen|massacre\w*|militar\w+|hostages?|kidnap\w*|weapons?|clash\w*|sarin|"
    r"chemical)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\S+")
# A full stop after one of these, or after a single letter, ends no sentence.
_ABBREVIATION = "".join(
    rf"(?<!\b{one})"
    for one in ("mr", "mrs", "ms", "dr", "gen", "col", "sen", "rep", "gov", "lt", "st", r"\w")
)
SENTENCE_END = re.compile(
    rf"(?:{_ABBREVIATION}\.|[!?])(?: ?(?:''|[\"'”’)\]]))*(?=\s)(?!\s+(?-i:[a-z,]))|\n\s*\n", re.IGNORECASE
)

# Words shown before the cue and after it: whole sentences while they stay within the first number, the cue's own
# sentence and its neighbours in any case, but never past the second.
SHOWN_WORDS = 60
MOST_WORDS = 95


@dataclass(frozen=True)
class Document:
    set: str
    key: str
    text: str
    about_conflict: bool

    @property
    def is_test(self) -> bool:
        """A stable property of set and key: a document never lies in both splits."""
        if self.set in TEST_SETS:
            return True
        digest = hashlib.sha256(f"{self.set}\t{self.key}".encode()).digest()
        return int.from_bytes(digest[:4], "big") < TEST_SHARE * 2**32


@dataclass(frozen=True)
class Pattern:
    guess: str  # the stance that its matches may show
    number: int
    expression: re.Pattern[str]


@dataclass(frozen=True)
class Candidate:
    document: Document
    start: int
    end: int
    guess: str
    pattern: int
    rank: float  # drawn in ascending order


@dataclass
class Drawn:
    """What was chosen so far, and what that forbids."""

    candidates: list[Candidate] = field(default_factory=list)
    per_document: Counter[tuple[str, str]] = field(default_factory=Counter)
    shingles: dict[str, tuple[str, str]] = field(default_factory=dict)

    def accepts(self, candidate: Candidate) -> bool:
        home = (candidate.document.set, candidate.document.key)
        limit = PER_DOCUMENT_RARE if candidate.guess in RARE else PER_DOCUMENT
        if self.per_document[home] >= limit:
            return False
        shingles = shingles_of(candidate)
        # A fifth of the passage told in the same words elsewhere: a copy, a repeated story or a shared agency text.
        return 5 * sum(self.shingles.get(one, home) != home for one in shingles) <= len(shingles)

    def add(self, candidate: Candidate) -> None:
        home = (candidate.document.set, candidate.document.key)
        self.candidates.append(candidate)
        self.per_document[home] += 1
        for shingle in shingles_of(candidate):
            self.shingles.setdefault(shingle, home)


def read_documents(shared: Path) -> Iterator[Document]:
    for name in SETS:
        lines = (shared / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        for line in lines[: DOCUMENTS_READ.get(name)]:
            if line:
                row = json.loads(line)
                words = len(CONFLICT.findall(row["text"]))
                yield Document(
                    name, row["key"], row["text"], about_conflict=words >= min(4, 1 + len(row["text"]) // 400)
                )


def read_patterns(path: Path) -> list[Pattern]:
    """Read the word list; a space in an expression matches any white space."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    patterns: list[Pattern] = []
    for guess, expressions in listed["patterns"].items():
        for expression in expressions:
            filled = re.sub(r"@(\w+)@", lambda name: str(listed["parts"][name[1]]), expression)
            spaced = re.sub(r"(?<!\[) ", r"\\s+", filled)
            patterns.append(Pattern(guess, len(patterns), re.compile(spaced, re.IGNORECASE)))
    return patterns


def find_candidates(
    documents: Iterable[Document], patterns: Sequence[Pattern], rng: random.Random
) -> Iterator[Candidate]:
    for document in documents:
        taken: set[int] = set()
        for pattern in patterns:
            for match in pattern.expression.finditer(document.text):
                start, end = match.span("cue" if "cue" in pattern.expression.groupindex else 0)
                if end > start and taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    rank = rng.random() - (0.7 if document.about_conflict else 0.0)
                    yield Candidate(document, start, end, pattern.guess, pattern.number, rank)


def draw(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Draw each guess's quota, a third of it from test documents, scarce guesses first."""
    pools: dict[tuple[str, bool], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        pools[candidate.guess, candidate.document.is_test].append(candidate)
    drawn = Drawn()
    for guess, quota in QUOTAS.items():
        test_quota = math.ceil(quota * TEST_SHARE)
        for is_test, wanted in ((True, test_quota), (False, quota - test_quota)):
            draw_evenly(pools[guess, is_test], wanted, drawn)
    return drawn.candidates


def draw_evenly(pool: Sequence[Candidate], wanted: int, drawn: Drawn) -> None:
    """Add up to `wanted` of the pool to `drawn`, in turns over sets by weight and over cue words by frequency."""
    queues: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    sizes: Counter[str] = Counter()
    for candidate in sorted(pool, key=lambda one: one.rank, reverse=True):
        form = form_of(candidate)
        queues[candidate.document.set][form].append(candidate)
        sizes[form] += 1
    sets: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    while wanted and queues:
        name = min(queues, key=lambda one: (sets[one] / SETS[one], one))
        form = min(queues[name], key=lambda one: (forms[one] / sizes[one] ** 0.6, one))
        candidate = queues[name][form].pop()
        if not queues[name][form]:
            del queues[name][form]
        if not queues[name]:
            del queues[name]
        if drawn.accepts(candidate):
            drawn.add(candidate)
            sets[name] += 1
            forms[form] += 1
            wanted -= 1


def form_of(candidate: Candidate) -> str:
    """Return what counts as the same cue word: the pattern and the first letters of what it matched."""
    return f"{candidate.pattern} {candidate.document.text[candidate.start : candidate.end][:5].lower()}"


def shingles_of(candidate: Candidate) -> set[str]:
    """Return the runs of six words around the cue, spelling apart: what two copies of a story share."""
    start, end = passage_of(candidate)
    words = re.findall(r"\w+", candidate.document.text[start:end].lower())
    return {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}


def passage_of(candidate: Candidate) -> tuple[int, int]:
    """Return where the shown passage starts and ends in the text."""
    text = candidate.document.text
    edges = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    words = [match.start() for match in WORD.finditer(text)]
    at, after = bisect_right(words, candidate.start), bisect_right(words, candidate.end - 1)
    home = max(bisect_right(edges, candidate.start) - 1, 0)
    last = bisect_right(edges, candidate.end - 1)
    first = max(home - 1, 0)
    last = min(last + 1, len(edges) - 1)
    while first > 0 and at - bisect_right(words, edges[first - 1]) < SHOWN_WORDS:
        first -= 1
    while last < len(edges) - 1 and bisect_right(words, edges[last + 1]) - after < SHOWN_WORDS:
        last += 1
    start = max(edges[first], words[max(at - 1 - MOST_WORDS, 0)])
    cut = after + MOST_WORDS
    end = min(edges[last], words[cut]) if cut < len(words) else edges[last]
    gap = WORD.search(text, start)
    start = min(gap.start(), candidate.start) if gap else start
    return start, max(candidate.end, start + len(text[start:end].rstrip()))


def shown(candidate: Candidate) -> str:
    """Return the passage with its cue between 【 and 】, each white space as a space, and … where the text goes on."""
    text = candidate.document.text
    start, end = passage_of(candidate)
    marked = f"{text[start : candidate.start]}【{text[candidate.start : candidate.end]}】{text[candidate.end : end]}"
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return before + re.sub(r"\s", " ", marked) + after


def write_items(path: Path, items: Mapping[str, Candidate]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": name,
            "set": item.document.set,
            "key": item.document.key,
            "cue": [[item.start, item.end]],
            "split": "test" if item.document.is_test else "train",
        }
        for name, item in items.items()
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_shown(folder: Path, items: Mapping[str, Candidate]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = list(items)
    for number, first in enumerate(range(0, len(names), BATCH), start=1):
        passages = [f"{name}\n{shown(items[name])}\n" for name in names[first : first + BATCH]]
        (folder / f"batch-{number:02}.txt").write_text("\n".join(passages), encoding="utf-8")
    places = {}
    for name, item in items.items():
        start, end = passage_of(item)
        places[name] = {
            "set": item.document.set,
            "key": item.document.key,
            "cue": [[item.start, item.end]],
            "split": "test" if item.document.is_test else "train",
            "start": start,
            "end": end,
            "passage": item.document.text[start:end],
        }
    (folder / "items.json").write_text(json.dumps(places, ensure_ascii=False, indent=0), encoding="utf-8")
    guesses = {name: item.guess for name, item in items.items()}
    (folder / "guesses.json").write_text(json.dumps(guesses, indent=0), encoding="utf-8")


def print_counts(items: Iterable[Candidate]) -> None:
    counts: Counter[tuple[str, bool]] = Counter()
    for item in items:
        for group in (f"guess {item.guess}", f"set   {item.document.set}", "all"):
            counts[group, item.document.is_test] += 1
    for group in sorted({group for group, _ in counts}):
        print(f"{group:32} train {counts[group, False]:5}  test {counts[group, True]:5}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="folder of the shared sets")
    parser.add_argument("items", type=Path, help="file to write: one item a line, without text")
    parser.add_argument(
        "--show", type=Path, help="folder for what annotators read; keep it out of the repository"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()

    rng = random.Random(options.seed)
    chosen = draw(find_candidates(read_documents(options.shared), read_patterns(WORDS), rng))
    rng.shuffle(chosen)
    items = {f"st-{number:04}": candidate for number, candidate in enumerate(chosen, start=1)}
    write_items(options.items, items)
    if options.show is not None:
        write_shown(options.show, items)
    print_counts(items.values())


if __name__ == "__main__":
    main()
