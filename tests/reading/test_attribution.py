"""Say who says what: sources, cues and contents of made-up dispatches."""

from collections.abc import Sequence

import pytest

from fogline.model.reading import Attribution
from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.parse import parse


class NameAsWritten:
    """A cast that calls everybody by the words of the source."""

    def __init__(self, text: str) -> None:
        self.text = text

    def voice(self, spans: Sequence[tuple[int, int]]) -> tuple[str | None, str, str | None]:
        return " ".join(self.text[start:end] for start, end in spans), "person", None


@pytest.fixture(scope="module")
def finder() -> AttributionFinder:
    return AttributionFinder(load_documents("languages")["en"])


def read(finder: AttributionFinder, text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of each attribution as words, spans joined by " … "."""
    return [words(text, found) for found in finder.find(parse(text), NameAsWritten(text))]


def words(text: str, found: Attribution) -> tuple[str, str, str]:
    source, cue, content = (
        " … ".join(text[start:end] for start, end in spans)
        for spans in (found.source, found.cue, found.content)
    )
    return source, cue, content


CASES = [
    ("The army said two boats were lost.", "The army", "said", "two boats were lost"),
    (
        "According to the harbour master, the ferry sank at noon.",
        "the harbour master",
        "According to",
        "the ferry sank at noon",
    ),
    ("“We hold the bridge,” said Colonel Arda Venn.", "Colonel Arda Venn", "said", "“We hold the bridge,”"),
    ("He added, “The road is open again.”", "He", "added", "“The road is open again.”"),
    (
        "Colonel Arda Venn has vowed to continue the fight.",
        "Colonel Arda Venn",
        "has vowed",
        "to continue the fight",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_a_sentence_gives_its_source_its_cue_and_its_content(
    finder: AttributionFinder, text: str, source: str, cue: str, content: str
) -> None:
    assert (source, cue, content) in read(finder, text)
