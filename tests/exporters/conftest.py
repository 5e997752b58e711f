"""Hold incidents of an invented war for exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from fogline.model.claim import Claim
from fogline.model.incident import (
    Incident,
    IncidentParty,
    IncidentPlace,
    IncidentReport,
    SayerToll,
    TollRow,
    When,
)
from fogline.model.report import Report
from tests.merging.conftest import make_claim

__all__ = ["make_claim"]

DAY = When("2022-05-01", "2022-05-02", "day")
BRENNA = IncidentPlace("x:Amon", "Brenna", 10.0, 20.0, 3.0, 1)


@dataclass(frozen=True)
class Held:
    """What a casebook would hold."""

    pairs: Sequence[tuple[Incident, tuple[Claim, ...]]]
    loose: Sequence[Claim] = ()

    def claims(self) -> list[Claim]:
        return [*(claim for _, claims in self.pairs for claim in claims), *self.loose]

    def incidents(self) -> list[Incident]:
        return [incident for incident, _ in self.pairs]

    def reports(self) -> list[Report]:
        return [
            Report(
                "text", id=name, outlet=claim.outlet, url="https://wire.example/1", published=claim.published
            )
            for name, claim in sorted({claim.report: claim for claim in self.claims()}.items())
        ]

    def told(self) -> Iterator[tuple[Incident, tuple[Claim, ...]]]:
        yield from self.pairs

    def reported(self) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
        for report in self.reports():
            yield report, tuple(claim for claim in self.claims() if claim.report == report.id)


def killed(
    low: int | None, best: int | None, high: int | None, party: str | None = None, claim: str = "c-1"
) -> TollRow:
    return TollRow("killed", None, party, low, best, high, (SayerToll("Army", low, high, claim),))


@pytest.fixture
def make_incident(make_claim):
    def make(*, claims: int = 1, **other: object) -> tuple[Incident, tuple[Claim, ...]]:
        made = tuple(make_claim() for _ in range(claims))
        incident = Incident(
            id=made[0].id.replace("c-", "i-"), was=(), type="armed_clash", status="contested", when=DAY,
            places=(BRENNA,),
            parties=(IncidentParty("Arnor", "fl:arnor", "initiator"), IncidentParty("Gondor", None, "target")),
            tolls=(killed(5, 8, 12),), grade="C3", origins=2,
            reports=(IncidentReport(made[0].report, None, True),), claims=tuple(one.id for one in made),
        )  # fmt: skip
        incident = replace(incident, **other)
        return incident, tuple(replace(one, incident=incident.id) for one in made)

    return make
