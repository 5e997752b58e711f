"""Hold a made-up town in which people are hurt, with persons who are private and persons who are not."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow.parquet as pq
import pytest

from fogline.model.claim import Claim, ClaimedEvent
from fogline.model.incident import (
    Incident,
    IncidentParty,
    IncidentPlace,
    IncidentReport,
    SayerToll,
    TollRow,
    When,
)
from fogline.model.reading import Party, PlaceMention, TimeMention, Toll, Voice
from fogline.model.report import Report

DAY = TimeMention((0, 1), "DATE", "1911-05-02", "1911-05-02", "1911-05-03", "day", True)


@dataclass(frozen=True)
class Town:
    """What a casebook would hold of one or more reports, a claim and an incident each."""

    each: tuple[tuple[Report, Claim, Incident], ...]

    def claims(self) -> Iterable[Claim]:
        return [claim for _, claim, _ in self.each]

    def incidents(self) -> Iterable[Incident]:
        return [incident for _, _, incident in self.each]

    def reports(self) -> Iterable[Report]:
        return [report for report, _, _ in self.each]

    def told(self) -> Iterable[tuple[Incident, tuple[Claim, ...]]]:
        return [(incident, (claim,)) for _, claim, incident in self.each]

    def reported(self) -> Iterable[tuple[Report, tuple[Claim, ...]]]:
        return [(report, (claim,)) for report, claim, _ in self.each]


def span_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def a_report(
    number: int = 1,
    *,
    sayer: str = "Ana Velkova",
    victim: str = "Petar Velkov",
    place: str = "Oldenfurt",
    office: str = "",
    harmed: bool = True,
    province: str | None = "Northmark",
) -> tuple[Report, Claim, Incident]:
    """Return a report of a shelling with who says it, who was killed, and where."""
    said = f"Shells fell on {place} on Tuesday and three people were killed"
    text = (
        f"It rained in the valley. {said}, {office}{sayer} told the Harbour Wire. "
        f"Her brother {victim} was among them. The Northern League denied it."
    )
    mention = PlaceMention(
        span_of(text, place), f"x:{place}", place, "XXA", province, None, 51.234, 7.456, 4.0, "town", 1
    )
    # A person is named in the text; the toll counts people who are no fighters.
    toll = Toll(span_of(text, "three people"), "killed", None, 3, 3, "exact", "civilian" if harmed else "combatant",
                Party(span_of(text, victim), victim, victim, None) if harmed else None, False, None)  # fmt: skip
    event = ClaimedEvent(
        span_of(text, "Shells fell"), "armed_clash", None, None, 3.0, "past",
        Party(span_of(text, "Northern League"), "Northern League", "Northern League", "x:league"), None, (mention,),
        DAY, (toll,),
    )  # fmt: skip
    claim = Claim(
        id=f"c-{number}", report=f"r-{number}", key=f"day-{number}", outlet="Harbour Wire", published="1911-05-03",
        span=span_of(text, said), quote=said,
        chain=(Voice("Harbour Wire", "outlet"), Voice(sayer, "person", None, span_of(text, sayer))),
        stance="asserted", polarity="affirmed", certainty="stated", confidence=0.9, grade="C3", event=event,
        answers=(), reverses=(), evidence=(), condition=None, origin=f"o-{number}", incident=f"i-{number}",
        made_by="hand 1", reviewed=None,
    )  # fmt: skip
    incident = Incident(
        id=f"i-{number}", was=(), type="armed_clash", status="single", when=When("1911-05-02", "1911-05-03", "day"),
        places=(IncidentPlace(f"x:{place}", place, 51.234, 7.456, 4.0, 1),),
        parties=(IncidentParty("Northern League", "x:league", "initiator"), IncidentParty(victim, None, "target")),
        tolls=(TollRow("killed", None, victim, 3, 3, 3, (SayerToll(sayer, 3, 3, claim.id),)),), grade="C3", origins=1,
        reports=(IncidentReport(claim.report, claim.key, True),), claims=(claim.id,),
    )  # fmt: skip
    report = Report(
        text=text, key=f"day-{number}", url=f"https://wire.example/{number}", outlet="Harbour Wire",
        title=f"Shells on {place}", author="J. Penn", published="1911-05-03", lang="en", id=f"r-{number}",
    )  # fmt: skip
    return report, claim, incident


@pytest.fixture(scope="session")
def make_report() -> Callable[..., tuple[Report, Claim, Incident]]:
    return a_report


@pytest.fixture(scope="session")
def make_town() -> Callable[..., Town]:
    return lambda *each: Town(each or (a_report(),))


def words_in(content: bytes) -> str:
    """Return all that can be read in a file, packed or not."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(words_in(packed.read(name)) for name in packed.namelist())
    if content.startswith(b"PAR1"):
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    return content.decode("utf-8", "replace")
