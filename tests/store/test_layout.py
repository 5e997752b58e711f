"""What is laid out in tables comes back as it was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.reading import Reading
from fogline.model.records import canonical_json
from fogline.model.report import Report
from fogline.pipeline.merge import claim_of_row
from fogline.pipeline.read import report_of_row
from fogline.store.decode import decode
from fogline.store.layout import (
    claim_row,
    incident_row,
    object_of,
    reading_row,
    report_row,
    storable,
    to_batch,
)

texts = st.text(st.characters(exclude_categories=()), max_size=20)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9))
st.register_type_strategy(str, texts)
st.register_type_strategy(int, st.integers(-(2**40), 2**40))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Report, title=..., published=..., key=..., position=...))
def test_reports_come_back(report: Report) -> None:
    (row,) = to_batch("reports", [report_row(report, item="x")]).to_pylist()

    assert report_of_row(row) == report


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Claim, chain=st.from_type(Claim.__annotations__["chain"]).filter(bool)))
def test_claims_come_back(claim: Claim) -> None:
    (row,) = to_batch("claims", [claim_row(claim, item="x", main=True)]).to_pylist()

    assert claim_of_row({**row, "origin": claim.origin, "incident": claim.incident}) == claim


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Reading, events=..., claims=..., error=...))
def test_readings_come_back(reading: Reading) -> None:
    (row,) = to_batch("readings", [reading_row(reading, report="r", item="x", claims=0)]).to_pylist()

    assert decode(Reading, object_of(row)) == reading


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Incident))
def test_incidents_come_back(incident: Incident) -> None:
    (row,) = to_batch("incidents", [incident_row(incident)]).to_pylist()

    assert decode(Incident, object_of(row)) == incident
    assert canonical_json(decode(Incident, object_of(row))) == canonical_json(incident)


@settings(deadline=None)
@given(texts)
def test_what_utf_8_cannot_hold_is_replaced_one_for_one(text: str) -> None:
    held = storable(text)

    assert len(held) == len(text)
    assert held.encode().decode() == held
