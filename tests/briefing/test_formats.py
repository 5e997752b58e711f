"""Every format holds the same sentences with their claims, gives the same bytes twice, and cannot be hijacked."""

import io
import re
import sys
import zipfile

import pytest
from docx import Document as opened_word
from pypdf import PdfReader

from fogline.briefing import FORMATS, Foreseen, Frame, Outlook, compose, render, select
from fogline.briefing.document import Folded, Paragraph, Points
from fogline.briefing.typesetting import quoted_string
from fogline.errors import SettingInvalid
from fogline.model.incident import When
from fogline.model.reading import Voice

HOSTILE = '<script>alert(1)</script> #import "x" $x$ [a](b) `c` \\ " \x00\x1b[31m \u202e \ud800 | *x* _y_ @z'

MAYBE = Foreseen(
    id="q-0123456789ab", what="yes to \u201cWill the mill burn?\u201d", closes="1911-06-30", probability=0.33,
    words="unlikely", spread="Nine times in ten such a chance lies between 20% and 48%.",
    base="22%, 12 of 55 mills", ground="no such question has been settled here yet", claims=("c-1",),
)  # fmt: skip
OUTLOOK = Outlook((MAYBE,), "icd203", (("unlikely", 0.2, 0.45),), more=2)


@pytest.fixture(scope="session")
def selection(make_incident, make_claim, make_report):
    """Two incidents: a contested one, which the outlet tells and the ministry denies, and one without day and place."""
    told = make_claim(
        id="c-2", stance="asserted", quote="the mill burned", chain=(Voice("Harbour Wire", "outlet"),)
    )
    bare = make_claim(id="c-3", incident="i-2", stance="asserted", quote="rain fell")
    incidents = [
        make_incident(claims=("c-1", "c-2")),
        make_incident(id="i-2", status="single", when=When(None, None, None), places=(), parties=(), tolls=(),
                      claims=("c-3",)),
    ]  # fmt: skip
    return select(incidents, [make_claim(), told, bare], [make_report()], since=None, until=None)


def made(selection, *, length="page", title="The mill war", outlook=OUTLOOK):
    return compose(selection, Frame(title), length=length, outlook=outlook)


def text_of(content, format):
    """Return the words of a briefing as its own kind of reader sees them."""
    if format == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if format == "docx":
        word = opened_word(io.BytesIO(content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*("".join(one.itertext()) for one in word.element.body.iter(P)), *cells])
    return content.decode()


P = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def sentences_in(blocks):
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.sentences
        elif isinstance(block, Points):
            yield from (sentence for item in block.items for sentence in item)
        elif isinstance(block, Folded):
            yield from sentences_in(block.blocks)


def words_in(sentence):
    return "".join(run.text for run in sentence.words)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("length", ["page", "full"])
def test_every_format_tells_the_same(selection, format, length):
    words = " ".join(text_of(render(made(selection, length=length), format), format).split())

    for told in ("The mill war", "Where accounts differ", "Ministry of Mills", "What is not known", "Outlook",
                 "nlikely (33%) by 30 June 1911", "Base rate: 22%, 12 of 55 mills", "c-1"):  # fmt: skip
        assert told in words.replace("\\", ""), told


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_briefing_gives_the_same_bytes(selection, format):
    assert render(made(selection), format) == render(made(selection), format)


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_words_stay_words(make_incident, make_claim, make_report, format):
    claim = make_claim(quote=HOSTILE, outlet=HOSTILE, chain=(Voice(HOSTILE, "person"),))
    chosen = select(
        [make_incident(type=HOSTILE)], [claim], [make_report(title=HOSTILE)], since=None, until=None
    )

    content = render(made(chosen, title=HOSTILE, length="full"), format)

    if format in ("html", "md"):
        assert not re.search(r"(?<!\\)<script>", content.decode())
        assert not re.search("[\x00\x1b\u202e]", content.decode())
    else:
        assert "alert(1)" in text_of(content, format)


def test_strings_of_the_typesetter_hold_anything():
    assert quoted_string('a"b\\c\n#d') == '"a\\"b\\\\c #d"'


def test_every_sentence_about_what_happened_leads_to_a_claim(selection):
    document = made(selection)
    past = [section for section in document.sections if not section.future]

    bare = [words_in(one) for section in past for one in sentences_in(section.blocks) if not one.claims]

    assert bare == []
    assert {note.claim for note in document.notes} == {"c-1", "c-2", "c-3"}


def test_what_may_come_stands_apart_from_what_happened(selection):
    document = made(selection)

    assert [section.title for section in document.sections if section.future] == ["Outlook"]
    assert document.sections[-1].future
    past = " ".join(words_in(one) for s in document.sections[:-1] for one in sentences_in(s.blocks))
    assert not re.search(r"likely|chance|base rate", past, re.IGNORECASE)


def test_likelihood_and_confidence_never_share_a_sentence(selection):
    told = [words_in(one) for one in sentences_in(made(selection).sections[-1].blocks)]

    likely = [words for words in told if re.search(r"likely \(|Nine times|Base rate", words)]
    grounds = [words for words in told if "rests on" in words]
    assert likely
    assert grounds
    assert not set(likely) & set(grounds)


def test_no_open_question_is_told_too(selection):
    told = [
        words_in(one)
        for one in sentences_in(made(selection, outlook=Outlook((), "icd203", ())).sections[-1].blocks)
    ]

    assert told == [
        "No question is open and no forecast is on the record, so nothing is said about what comes next."
    ]


def test_a_page_is_one_page_however_much_there_is(make_incident, make_claim, make_report):
    quote = "the mill burned and burned " * 20
    incidents = [make_incident(id=f"i-{n}", claims=(f"c-{n}a", f"c-{n}b")) for n in range(30)]
    claims = [
        make_claim(
            id=f"c-{n}{x}",
            incident=f"i-{n}",
            quote=quote,
            origin=f"o-{n}{x}",
            chain=(Voice(f"Ministry {n} {x}", "organisation"),),
        )
        for n in range(30)
        for x in "ab"
    ]
    chosen = select(incidents, claims, [make_report()], since=None, until=None)
    many = Outlook((MAYBE,) * 3, "icd203", (("unlikely", 0.2, 0.45),) * 7)

    content = render(made(chosen, outlook=many), "pdf")

    assert len(PdfReader(io.BytesIO(content)).pages) == 1


def test_drawings_stand_in_word_and_pdf_with_what_they_show_in_words(selection):
    word = render(made(selection), "docx")

    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        assert len([name for name in packed.namelist() if name.startswith("word/media/")]) == 2
        assert b'descr="Map: 1 place: Oldenfurt"' in packed.read("word/document.xml")


def test_links_of_word_lead_to_its_notes(selection):
    body = opened_word(io.BytesIO(render(made(selection), "docx"))).element.xml

    anchors = set(re.findall(r'w:anchor="(\w+)"', body))
    assert anchors
    assert anchors <= set(re.findall(r'w:name="(\w+)"', body))


def test_every_link_of_a_short_page_leads_to_something_on_it(selection):
    page = render(made(selection), "html").decode()

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_a_format_or_length_that_there_is_not_is_refused(selection):
    with pytest.raises(SettingInvalid, match="html, md, pdf, docx"):
        render(made(selection), "odt")
    with pytest.raises(SettingInvalid, match="page, full"):
        made(selection, length="book")


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_missing_typesetter_is_named(selection, format, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(SettingInvalid) as caught:
        render(made(selection), format)

    assert "fogline[pdf]" in caught.value.hint
