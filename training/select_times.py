"""Choose news passages to mark times in, and turn the marks of a reader into offsets.

    python training/select_times.py show ../shared/data                     # the passages, to read
    python training/select_times.py show ../shared/data --pass second      # a third of them, in another order
    python training/select_times.py write ../shared/data marks.txt training/annotations/times_news.jsonl
    python training/select_times.py agree ../shared/data marks.txt second.txt

The choice is seeded and looks at no reader's answer. Marks are made by a person who reads: a block a passage,
`# set key`, then a line an expression in text order, `phrase | KIND | TIMEX3 value`, the phrase as it stands.
Marks hold words of the texts and stay outside the project; what is written holds keys and offsets only.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SEED = 20010909
WANTED = {
    "polnear/train": 10,
    "muc4/dev": 10,
    "sources/fakes": 8,
    "incidents/documents_dev": 8,
    "events/wikievents_dev": 4,
}
LONGEST = 1500
"""Characters of a passage, cut at the last end of a paragraph, else of a sentence, before it."""
SHORTEST = 400
"""Shorter texts are notices and stubs."""
END = {"paragraph": re.compile(r"\n\s*\n"), "sentence": re.compile(r"(?<=[.!?])\s")}
SECOND_SHARE = 3

Mark = tuple[str, str, str | None]
Span = tuple[int, int]


def passages(data: Path) -> list[dict[str, Any]]:
    """Return the chosen passages: `set`, `key`, `limit`, `published`, `text` up to the limit."""
    chosen = []
    for name, count in WANTED.items():
        with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        # Only in wikievents no text has a date of publication.
        dated = any(row["published"] for row in rows)
        rows = [row for row in rows if len(row["text"]) >= SHORTEST and (row["published"] or not dated)]
        for row in random.Random(f"{SEED} {name}").sample(rows, count):
            limit = limit_of(row["text"])
            chosen.append(
                {
                    "set": name,
                    "key": row["key"],
                    "limit": limit,
                    "published": row["published"],
                    "text": row["text"][:limit],
                }
            )
    return chosen


def limit_of(text: str) -> int:
    """Return where a passage ends."""
    if len(text) <= LONGEST:
        return len(text)
    for end in END.values():
        stops = [match.start() for match in end.finditer(text, SHORTEST, LONGEST)]
        if stops:
            return stops[-1]
    return LONGEST


def second_pass(chosen: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every third passage of the choice, in another order."""
    third = list(chosen[1::SECOND_SHARE])
    random.Random(SEED + 1).shuffle(third)
    return third


def read_marks(path: Path) -> dict[tuple[str, str], list[Mark]]:
    """Return the marks a passage, from a reader's notes."""
    marks: dict[tuple[str, str], list[Mark]] = {}
    block: list[Mark] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, key = line[2:].split(" ", 1)
            block = marks.setdefault((name, key), [])
        elif line.strip():
            phrase, kind, timex = (part.strip() for part in line.rsplit("|", 2))
            block.append((phrase, kind, timex or None))
    return marks


def placed(text: str, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return the marks with their offsets, each found after the one before it.

    Raises:
        SystemExit: a phrase does not stand there.
    """
    times: list[dict[str, Any]] = []
    after = 0
    for phrase, kind, timex in marks:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?![\da-z])"
        match = re.compile(pattern).search(text, after)
        if match is None:
            raise SystemExit(f"{phrase!r}: not found after offset {after}")
        times.append({"span": list(match.span()), "kind": kind, "timex": timex})
        after = match.end()
    return times


def part_of(key: str) -> str:
    """Return "test" for a third of the keys, by a stable hash, else "train"."""
    return "test" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0 else "train"


def agreement(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Count the marks of each, their overlaps, and of these the ones with the same span and the same value."""
    pairs = [
        (one, other)
        for one in first
        for other in second
        if one["span"][0] < other["span"][1] and other["span"][0] < one["span"][1]
    ]
    return (
        len(first),
        len(second),
        len(pairs),
        sum(one["span"] == other["span"] for one, other in pairs),
        sum(one["timex"] == other["timex"] for one, other in pairs),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["show", "write", "agree"])
    parser.add_argument("data", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--pass", dest="turn", choices=["first", "second"], default="first")
    options = parser.parse_args()
    chosen = passages(options.data)
    if options.task == "show":
        for passage in second_pass(chosen) if options.turn == "second" else chosen:
            print(
                f"# {passage['set']} {passage['key']}\n[published {passage['published']}]\n{passage['text']}\n"
            )
    elif options.task == "write":
        marks = read_marks(options.files[0])
        with options.files[1].open("w", encoding="utf-8") as out:
            for passage in chosen:
                times = placed(passage["text"], marks[passage["set"], passage["key"]])
                row = {name: passage[name] for name in ("set", "key", "limit")}
                out.write(json.dumps({**row, "part": part_of(passage["key"]), "times": times}) + "\n")
    else:
        first, second = map(read_marks, options.files)
        counts = [
            agreement(
                *(placed(passage["text"], marks[passage["set"], passage["key"]]) for marks in (first, second))
            )
            for passage in second_pass(chosen)
        ]
        print(
            "first, second, overlap, same span, same value:",
            [sum(column) for column in zip(*counts, strict=True)],
        )


if __name__ == "__main__":
    main()
