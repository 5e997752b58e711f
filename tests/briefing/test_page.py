"""A briefing says who says what, never more than is known, and can neither load nor run anything."""

import random
import re
from html.parser import HTMLParser

import pytest

from fogline.briefing import Frame, compose, render, select, shipped_names
from fogline.model.incident import IncidentPlace, SayerToll, TollRow, When

HOSTILE = '</p><script>alert(1)</script>" onclick="x" \x1b[31m\x00 \u202eevil\u2066 \ud800 <img src=x> &amp; \U000e0041'
VOID = {"meta"}


class Page(HTMLParser):
    """Reads a page as a browser would: its elements, their attributes, its text without style and titles."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open, self.unbalanced, self.text, self.marked = [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text.append(data)
        if "mark" in self.open:
            self.marked.append(data)

    def tags(self, name):
        return [attributes for tag, attributes in self.elements if tag == name]


def write(
    incidents=(), claims=(), reports=(), *, since=None, until=None, title="The mill war", type_names=None
):
    names = shipped_names() if type_names is None else type_names
    selection = select(incidents, claims, reports, since=since, until=until)
    return render(compose(selection, Frame(title, names=names), length="full"), "html").decode()


def words_of(page):
    return " ".join(" ".join(Page(page).text).split())


def test_a_page_names_nothing_outside_itself_and_runs_nothing(make_incident, make_claim, make_report):
    page = Page(write([make_incident()], [make_claim()], [make_report()]))

    targets = [
        value
        for _, attributes in page.elements
        for key, value in attributes.items()
        if key in ("href", "src")
    ]
    assert targets
    assert all(target.startswith("#") for target in targets)
    assert not page.tags("script")
    assert not page.tags("link")
    assert not page.tags("iframe")
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]


def test_a_page_is_balanced_markup(make_incident, make_claim, make_report):
    page = Page(write([make_incident()], [make_claim()], [make_report()]))

    assert page.unbalanced == []
    assert page.open == []


def test_every_link_leads_to_something_on_the_page(make_incident, make_claim, make_report):
    page = Page(write([make_incident()], [make_claim()], [make_report()]))

    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert {attributes["href"][1:] for attributes in page.tags("a")} <= ids


def test_hostile_text_is_inert_wherever_it_stands(make_incident, make_claim, make_report):
    place = IncidentPlace(None, HOSTILE, 51.0, 7.0, 4.0, 1)
    incident = make_incident(places=(place,), type=HOSTILE, grade=HOSTILE)
    claim = make_claim(
        outlet=HOSTILE, quote=HOSTILE, made_by=HOSTILE, published=HOSTILE, span=(0, len(HOSTILE))
    )
    report = make_report(text=HOSTILE, outlet=HOSTILE, title=HOSTILE, published=HOSTILE, lang=HOSTILE)

    page = write([incident], [claim], [report], title=HOSTILE)

    assert page.encode("utf-8")
    assert not re.search("[\x00\x1b\u202e\u2066\ud800\U000e0041]", page)
    read = Page(page)
    assert not read.tags("script")
    assert not read.tags("img")
    assert not [key for _, attributes in read.elements for key in attributes if key.startswith("on")]
    assert read.unbalanced == []
    assert "U+202E" in words_of(page)


def test_the_order_of_the_records_changes_nothing(make_incident, make_claim, make_report):
    incidents = [make_incident(id=f"i-{n}", claims=(f"c-{n}",)) for n in range(6)]
    claims = [make_claim(id=f"c-{n}", incident=f"i-{n}", report=f"r-{n}", origin=f"o-{n}") for n in range(6)]
    reports = [make_report(id=f"r-{n}", outlet=f"Paper {n}") for n in range(6)]
    page = write(incidents, claims, reports)

    for records in (incidents, claims, reports):
        random.Random(7).shuffle(records)

    assert write(incidents, claims, reports) == page


def test_losses_are_reported_ranges_with_their_origins(make_incident, make_claim, make_report):
    words = words_of(write([make_incident()], [make_claim()], [make_report()]))

    assert "reported killed 3–9 1 Ministry of Mills" in words


def test_a_total_that_one_side_makes_up_stands_once(make_incident):
    total = TollRow("killed", None, None, 3, 3, 3, ())
    side = TollRow("killed", None, "Northern League", 3, 3, 3, ())
    nobody = TollRow("killed", None, "unknown", 3, 3, 3, ())

    assert words_of(write([make_incident(tolls=(total, side))])).count("reported killed") == 1
    assert "side not known" not in words_of(write([make_incident(tolls=(total, nobody))]))


def test_killed_never_stands_without_reported(make_incident, make_claim, make_report):
    rows = tuple(
        TollRow(measure, None, "unknown", 1, 1, 1, ()) for measure in ("killed", "wounded", "missing")
    )
    words = words_of(write([make_incident(tolls=rows)], [make_claim()], [make_report()]))

    assert re.findall(r"\b(\w+) (?:killed|wounded|missing)\b", words) == ["reported"] * 3


def test_an_unknown_number_is_said_to_be_unknown(make_incident, make_claim):
    row = TollRow("killed", None, None, None, None, None, (SayerToll(None, None, None, "c-1"),))

    words = words_of(write([make_incident(tolls=(row,))], [make_claim()]))

    assert "reported killed number not known" in words
    assert "reported killed 0" not in words


def test_a_denied_toll_is_not_given_to_the_one_who_denies_it(make_incident, make_claim):
    words = words_of(write([make_incident()], [make_claim(stance="denied")]))

    assert "Ministry of Mills denies 3–9" in words


def test_a_statement_stands_with_its_sentence_and_its_words_marked(make_incident, make_claim, make_report):
    page = Page(write([make_incident()], [make_claim()], [make_report()]))

    assert "denied that the mill in Oldenfurt was shelled" in page.marked
    text = " ".join(page.text)
    assert "The ministry " in text
    assert ", Mr. Aster said." in text
    assert "It rained." not in text


def test_voices_stand_side_by_side_in_the_order_in_which_they_spoke(make_incident, make_claim):
    first = make_claim(id="c-2", published="1911-05-01", stance="asserted", chain=make_claim().chain[:1])
    incident = make_incident(claims=("c-1", "c-2"), tolls=())

    page = Page(write([incident], [make_claim(), first]))

    headings = re.findall(
        r"Harbour Wire|Ministry of Mills", " ".join(page.text).split("What is said to have happened")[1]
    )
    assert headings[0] == "Harbour Wire"
    assert [element.get("class") for element in page.tags("section")].count("voice") == 2


def test_copies_are_told_once_with_the_outlets_that_printed_them(make_incident, make_claim):
    copy = make_claim(id="c-2", report="r-2", outlet="The Copyist", published="1911-05-03")
    incident = make_incident(claims=("c-1", "c-2"))

    words = words_of(write([incident], [make_claim(), copy]))

    assert words.count("also printed by") == 1
    assert "also printed by The Copyist" in words


def test_contested_and_conceded_incidents_head_the_page(make_incident, make_claim):
    incidents = [make_incident(), make_incident(id="i-2", status="conceded", claims=("c-2",))]
    claims = [make_claim(), make_claim(id="c-2", incident="i-2", stance="admitted")]

    words = words_of(write(incidents, claims)).split("When One mark")[0]

    assert "Contested" in words
    assert "Ministry of Mills denies:" in words
    assert "Conceded" in words
    assert "Ministry of Mills admits:" in words


def test_threats_and_predictions_are_words_and_no_incidents(make_claim):
    claims = [
        make_claim(incident=None, stance="threatened"),
        make_claim(id="c-2", incident=None, stance="predicted", quote="more rain"),
    ]

    page = write((), claims)

    assert "Words, not deeds" in page
    assert "threatens" in page
    assert "predicts" in page
    assert "<article" not in page


def test_the_period_keeps_what_overlaps_it_and_what_has_no_date(make_incident):
    incidents = [
        make_incident(id="i-before", when=When("1911-04-01", "1911-04-02", "day"), type="before"),
        make_incident(id="i-across", when=When("1911-04-01", "1911-06-01", "longer"), type="across"),
        make_incident(id="i-after", when=When("1911-06-01", "1911-06-02", "day"), type="after"),
        make_incident(id="i-when", when=When(None, None, None), type="undated"),
    ]

    page = write(incidents, since="1911-05-01", until="1911-06-01")

    assert [element["id"] for element in Page(page).tags("article")] == ["i-across", "i-when"]


def test_what_is_not_known_is_said_plainly(make_incident):
    bare = make_incident(when=When(None, None, None), places=(), parties=(), tolls=())

    words = words_of(write([bare]))

    assert (
        "Not known: when it happened; where it happened; who acted; loss of life or injury, if any." in words
    )
    assert "No place is given for 1 incident." in words
    assert "Not on the map: 1 incident without coordinates" in words


def test_nothing_to_tell_is_told(make_report):
    words = words_of(write((), (), [make_report()]))

    assert "No incident was read for this period." in words
    assert "From 1 report no statement was read." in words


def test_event_types_have_the_names_of_the_codebook(make_incident):
    assert "Air or drone strike at Oldenfurt" in write([make_incident(type="air_drone_strike")])
    assert "Mill fire at Oldenfurt" in write([make_incident(type="k")], type_names={"k": "Mill fire"})


def test_right_to_left_text_keeps_its_direction(make_incident, make_claim, make_report):
    report = make_report(text="قالت الوزارة إن المطحنة لم تقصف", lang="ar")
    page = write([make_incident()], [make_claim(span=(0, 12))], [report])

    assert '<blockquote dir="auto" lang="ar">' in page
    assert "<bdi>" in page


@pytest.mark.parametrize("published", ["1911-05-02", "1911-05-02T10:30:00+01:00", None, "soon"])
def test_any_publication_date_can_be_shown(make_incident, make_claim, make_report, published):
    page = write([make_incident()], [make_claim(published=published)], [make_report(published=published)])

    shown = {"1911-05-02T10:30:00+01:00": "2 May 1911, 10:30 UTC+1", None: "date not known", "soon": "soon"}
    assert shown.get(published, "2 May 1911") in page
