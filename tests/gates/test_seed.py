"""The article that the project began with is read as a careful analyst reads it."""

import json

import pytest

import fogline
from fogline.evaluate.analyst import compare

pytestmark = pytest.mark.shared
LEAST_RIGHT = 30
MOST_CLAIMS = 60


@pytest.fixture(scope="module")
def gold(shared):
    return json.loads((shared / "seed" / "claims.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def text(shared, gold):
    return (shared / "seed" / gold["report"]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(text, gold):
    return fogline.read(text, published=gold["published"], outlet=gold["outlet"])


@pytest.fixture(scope="module")
def incidents(tmp_path_factory, text, gold):
    book = fogline.open(tmp_path_factory.mktemp("seed") / "seed.fog")
    book.add_documents([{"text": text, "published": gold["published"], "outlet": gold["outlet"]}])
    book.run()
    return list(book.incidents())


def test_most_of_the_analysts_claims_are_right_in_every_field(reading, text, gold, capsys):
    compared = compare(reading, text, gold)
    with capsys.disabled():
        print()
        for comparison in compared:
            verdict = (
                "right" if comparison.is_right else f"wrong: {', '.join(comparison.wrong) or 'not found'}"
            )
            print(f"  {comparison.name:14} {verdict}")

    assert sum(comparison.is_right for comparison in compared) >= LEAST_RIGHT


def test_the_reading_is_no_flood_of_claims(reading):
    assert len(reading.claims) <= MOST_CLAIMS


def test_another_9_11_is_no_incident_of_2001(incidents):
    assert not [incident for incident in incidents if incident.when.earliest == "2001-09-11"]


@pytest.mark.parametrize(
    "passage",
    [
        "fighting season generally begins in the spring",
        "they would launch attacks against U.S. forces",
        "could result in another 9/11",
    ],
)
def test_habits_and_hypotheses_start_no_incident(reading, text, passage):
    start = text.index(passage)
    told = [event for event in reading.events if start <= event.trigger[0] < start + len(passage)]

    assert {event.tense for event in told} <= {"habitual", "hypothetical", "future"}


def test_no_toll_is_zero_where_no_number_is_given(reading, incidents):
    assert not [toll for toll in reading.tolls if toll.low == 0]
    assert not [row for incident in incidents for row in incident.tolls if row.low == 0]


def test_the_outlet_is_never_the_sayer_of_a_quotation(reading):
    quoted = [
        at
        for attribution in reading.attributions
        if attribution.kind == "direct"
        for at in attribution.content
    ]
    for claim in reading.claims:
        if len(claim.chain) == 1:
            assert not [span for span in quoted if span[0] <= claim.span[0] and claim.span[1] <= span[1]]


def test_kabul_is_not_the_place_of_the_september_control(reading, text):
    start = text.index("where the Taliban consolidated")
    for claim in reading.claims:
        if claim.event is not None and start <= reading.events[claim.event].trigger[0] < start + 60:
            names = [reading.places[place].name for place in reading.events[claim.event].places]
            assert "Kabul" not in names


def test_the_denial_and_the_admission_are_one_history(reading):
    admissions = [claim for claim in reading.claims if claim.stance == "admitted"]

    assert any(
        claim.reverses is not None and reading.claims[claim.reverses].stance == "denied"
        for claim in admissions
    )
