"""Say who says what: sources, cues, contents and nesting in made-up dispatches."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.evaluate.attribution import Nobody
from fogline.model.reading import Attribution
from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.parse import parse

FINDER = AttributionFinder(load_documents("languages")["en"])


class NameAsWritten:
    """A cast that calls everybody by the words of the source."""

    def __init__(self, text: str) -> None:
        self.text = text

    def voice(self, spans: Sequence[tuple[int, int]]) -> tuple[str | None, str, str | None]:
        return " ".join(self.text[start:end] for start, end in spans), "person", None


def find(text: str) -> tuple[Attribution, ...]:
    return FINDER.find(parse(text), NameAsWritten(text))


def words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def read(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of each attribution as words, spans joined by " … "."""
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in find(text)]


CASES = {
    "indirect": ("The army said two boats were lost.", "The army", "said", "two boats were lost"),
    "according to": (
        "According to the harbour master, the ferry sank at noon.",
        "the harbour master",
        "According to",
        "the ferry sank at noon",
    ),
    "according to, after": (
        "The ferry sank at noon, according to the harbour master.",
        "the harbour master",
        "according to",
        "The ferry sank at noon",
    ),
    "inverted": (
        "“We hold the bridge,” said Colonel Arda Venn.",
        "Colonel Arda Venn",
        "said",
        "“We hold the bridge,”",
    ),
    "before": ("He added, “The road is open again.”", "He", "added", "“The road is open again.”"),
    "colon": (
        "The statement read: “We hold the bridge.”",
        "The statement",
        "read:",
        "“We hold the bridge.”",
    ),
    "interrupted": (
        "“We hold the bridge,” Colonel Venn said, “and we will hold the road.”",
        "Colonel Venn",
        "said",
        "“We hold the bridge,” … “and we will hold the road.”",
    ),
    "several sentences": (
        "“We hold the bridge. The road is ours too,” Colonel Venn said.",
        "Colonel Venn",
        "said",
        "“We hold the bridge. The road is ours too,”",
    ),
    "sayer between": (
        "“We hold the bridge,” Colonel Venn said. “The road is ours too.”",
        "Colonel Venn",
        "said",
        "“We hold the bridge,” … “The road is ours too.”",
    ),
    "aside": (
        "The militia, a spokesman said, has taken the town.",
        "a spokesman",
        "said",
        "The militia … has taken the town",
    ),
    "intention": (
        "Colonel Venn has vowed to continue the fight.",
        "Colonel Venn",
        "has vowed",
        "to continue the fight",
    ),
    "participle": (
        "The front urged the mayor to leave, warning that the town would fall.",
        "The front",
        "warning",
        "that the town would fall",
    ),
    "coordinated": (
        "Venn asserted that the rebels are shelling the port and attacked the mill.",
        "Venn",
        "asserted",
        "that the rebels are shelling the port and attacked the mill",
    ),
    "passive with agent": (
        "It was reported by state media that the dam had burst.",
        "state media",
        "was reported",
        "that the dam had burst",
    ),
    "passive without agent": (
        "The group is believed to hold the hills.",
        "",
        "is believed",
        "The group … to hold the hills",
    ),
    "nominal": (
        "The militia's denial that it had shelled the town was met with doubt.",
        "The militia",
        "'s denial",
        "that it had shelled the town",
    ),
    "in a statement": (
        "The ministry said in a statement that the port was safe.",
        "The ministry",
        "said in a statement",
        "that the port was safe",
    ),
    "image": (
        "Images showed that the bridge was destroyed.",
        "Images",
        "showed",
        "that the bridge was destroyed",
    ),
    "headline, colon": ("Army: no losses in the north", "Army", ":", "no losses in the north"),
    "headline, dash": ("No survivors on the ferry – minister", "minister", "–", "No survivors on the ferry"),
    "denial in an adverbial clause": (
        "While militia officials at first denied there was fighting, they were forced to recognize it.",
        "militia officials",
        "denied",
        "there was fighting",
    ),
    "forced": (
        "While militia officials at first denied there was fighting, they were forced to recognize it.",
        "they",
        "were forced to recognize",
        "it",
    ),
}


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES.values(), ids=CASES.keys())
def test_a_sentence_gives_its_source_its_cue_and_its_content(
    text: str, source: str, cue: str, content: str
) -> None:
    assert (source, cue, content) in read(text)


def test_a_dateline_before_a_colon_is_no_sayer() -> None:
    assert read("Norrhaven: five boats lost in the storm") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We hold the bridge,” said Colonel Venn.", "direct"),
        ("Colonel Venn said the bridge was held.", "indirect"),
        ("Colonel Venn said the bridge was “safely held”.", "mixed"),
    ],
)
def test_a_quotation_is_direct_when_every_word_stands_in_marks(text: str, kind: str) -> None:
    assert [found.kind for found in find(text)] == [kind]


def test_voices_nest_from_the_agency_to_the_witness() -> None:
    text = "The agency reported that a spokesman said witnesses had told him that soldiers fired first."

    found = find(text)

    assert [words(text, a.source) for a in found] == ["The agency", "a spokesman", "witnesses"]
    assert [a.inside for a in found] == [None, 0, 1]


def test_a_quotation_that_opens_the_next_paragraph_goes_on_with_the_same_sayer() -> None:
    text = "“We hold the bridge,” Colonel Venn said on Monday.\n“The road is ours too.”"

    found = find(text)

    assert [words(text, a.content) for a in found] == ["“We hold the bridge,” … “The road is ours too.”"]


def test_the_sayer_is_what_the_cast_calls_the_source() -> None:
    assert [a.sayer for a in find("Colonel Venn said the bridge was held.")] == ["Colonel Venn"]


FRAGMENTS = st.sampled_from(
    ["“", "”", '"', "''", ",", ".", ":", " – ", "\n", "\n\n", " ", "he said", "Army", "denied that", "according to",
     "the militia", "no losses", "claimed", "who", "it was reported", "\x00", "é", "!", "?", "told him", "’s", "and",
     "(", ")"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(FRAGMENTS, max_size=25).map(" ".join), st.text(max_size=60)))
def test_any_text_gives_spans_inside_it_and_nesting_without_cycles(text: str) -> None:
    parsed = parse(text)

    found = FINDER.find(parsed, Nobody())

    assert found == FINDER.find(parsed, Nobody())
    for index, attribution in enumerate(found):
        assert attribution.cue
        assert attribution.content
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
        path = [index]
        while (inside := found[path[-1]].inside) is not None:
            assert 0 <= inside < len(found)
            assert inside not in path
            path.append(inside)
