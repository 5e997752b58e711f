"""Make claims, incidents and reports by hand: made-up places, made-up people."""

from dataclasses import replace

import pytest

from fogline.briefing.document import Document, Section
from fogline.briefing.html import Page
from fogline.model.claim import Claim
from fogline.model.incident import Incident, IncidentParty, IncidentPlace, SayerToll, TollRow, When
from fogline.model.reading import Voice
from fogline.model.report import Report

TEXT = (
    "It rained. The ministry denied that the mill in Oldenfurt was shelled, Mr. Aster said. It rained again."
)
WORDS = "denied that the mill in Oldenfurt was shelled"


def a_report(**changes):
    report = Report(
        text=TEXT, key="k", outlet="Harbour Wire", title="A mill", published="1911-05-02", lang="en", id="r-1"
    )
    return replace(report, **changes)


def a_claim(**changes):
    start = TEXT.index(WORDS)
    claim = Claim(
        id="c-1", report="r-1", key="k", outlet="Harbour Wire", published="1911-05-02",
        span=(start, start + len(WORDS)), quote=WORDS,
        chain=(Voice("Harbour Wire", "outlet"), Voice("Ministry of Mills", "organisation")),
        stance="denied", polarity="affirmed", certainty="stated", confidence=0.9, grade=None, event=None,
        answers=(), reverses=(), evidence=(), condition=None, origin="o-1", incident="i-1", made_by="hand 1",
        reviewed=None,
    )  # fmt: skip
    return replace(claim, **changes)


def an_incident(**changes):
    incident = Incident(
        id="i-1", was=(), type="shelling", status="contested", when=When("1911-05-01", "1911-05-02", "day"),
        places=(IncidentPlace("x:1", "Oldenfurt", 51.0, 7.0, 4.0, 1),),
        parties=(IncidentParty("Northern League", None, "initiator"),),
        tolls=(TollRow("killed", None, None, 3, 4, 9, (SayerToll("Ministry of Mills", 3, 9, "c-1"),)),),
        grade="C3", origins=1, reports=(), claims=("c-1",),
    )  # fmt: skip
    return replace(incident, **changes)


def html_of(blocks):
    """Return blocks as they stand on a page on which every incident has its article."""
    page = Page(Document("", "", "", (), (Section("", tuple(blocks)),), (), ()))
    page.incidents = {"i-1", "i-2", "i-3", "i-far"}
    return "".join(page.block(block) for block in blocks)


@pytest.fixture(scope="session")
def make_report():
    return a_report


@pytest.fixture(scope="session")
def make_claim():
    return a_claim


@pytest.fixture(scope="session")
def make_incident():
    return an_incident
