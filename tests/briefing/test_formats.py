"""Every format holds the same sentences with their claims, gives the same bytes twice, and cannot be hijacked."""

import io
import re
import sys
import zipfile

import pytest
from docx import Document as opened_word
from pypdf import PdfReader

from fogline.briefing import FORMATS, Foreseen, Frame, Outlook, compose, render, select, word
from fogline.briefing.document import Folded, Paragraph, Points
from fogline.briefing.typesetting import quoted_string
from fogline.errors import SettingInvalid
from fogline.model.incident import IncidentParty, SayerToll, TollRow, When
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
        file = opened_word(io.BytesIO(content))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        return "\n".join([*("".join(one.itertext()) for one in file.element.body.iter(P)), *cells])
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


@pytest.fixture(scope="session")
def crowded(make_incident, make_claim, make_report):
    """A page of thirty incidents with long words, each of two voices, and three things that may come."""
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
    return made(chosen, outlook=Outlook((MAYBE,) * 3, "icd203", (("unlikely", 0.2, 0.45),) * 7))


def test_a_page_is_one_page_however_much_there_is(crowded):
    assert len(PdfReader(io.BytesIO(render(crowded, "pdf"))).pages) == 1


def test_a_page_of_word_is_set_in_the_largest_type_that_is_reckoned_to_hold_it(crowded, selection):
    sizes = {}
    for document in (crowded, made(selection)):
        file = opened_word(io.BytesIO(render(document, "docx")))
        sizes[document] = file.styles["Normal"].font.size.pt

        assert word.height_of(file, sizes[document]) <= word.ROOM

    assert 6 < sizes[crowded] < sizes[made(selection)] == word.SIZES[0]


def test_drawings_stand_in_word_and_pdf_with_what_they_show_in_words(selection):
    content = render(made(selection), "docx")

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert len([name for name in packed.namelist() if name.startswith("word/media/")]) == 2
        assert b'descr="Map: 1 place: Oldenfurt"' in packed.read("word/document.xml")


def test_a_headline_names_each_actor_once_and_no_one_in_general(make_incident, make_claim, make_report):
    acting = ("British paratroops", "paratroops", "enemy", "forces", "The Prime Minister")
    parties = tuple(IncidentParty(name, None, "initiator") for name in acting)
    chosen = select([make_incident(parties=parties)], [make_claim()], [make_report()], since=None, until=None)

    words = " ".join(text_of(render(made(chosen), "md"), "md").split())

    assert "**Shelling at Oldenfurt**, reportedly by British paratroops and The Prime Minister." in words


def test_a_loss_repeats_no_number_and_tells_none_that_is_not_there(make_incident, make_claim, make_report):
    one = SayerToll("Ministry of Mills", 4, 4, "c-1")
    rows = (
        TollRow("killed", None, None, 4, 4, 4, (one,)),
        TollRow("wounded", None, None, None, None, None, ()),
    )
    claim = make_claim(stance="asserted")
    chosen = select([make_incident(tolls=rows)], [claim], [make_report()], since=None, until=None)

    words = text_of(render(made(chosen), "md"), "md")

    assert "Reported killed: 4 (Ministry of Mills)." in words
    assert "number not known" not in words


def test_who_gives_no_number_stands_beside_no_number(make_incident, make_claim, make_report):
    sayers = (SayerToll("Ministry of Mills", 4, 9, "c-1"), SayerToll("Mr. Aster", None, None, "c-1"))
    row = TollRow("killed", None, None, 4, 4, 9, sayers)
    claim = make_claim(stance="asserted")
    chosen = select([make_incident(tolls=(row,))], [claim], [make_report()], since=None, until=None)

    assert "Reported killed: 4–9 (Ministry of Mills)." in text_of(render(made(chosen), "md"), "md")


def test_reports_without_an_outlet_are_told_so(make_incident, make_claim, make_report):
    claim = make_claim(outlet=None, published=None, chain=(Voice(None, "outlet"),))
    report = make_report(outlet=None, published=None)
    chosen = select([make_incident()], [claim], [report], since=None, until=None)

    words = text_of(render(made(chosen), "md"), "md")

    assert "1 report without a known outlet tells of 1 incident" in words
    assert "[^1]: an outlet not named denies, date not known" in words


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
