"""Stories from the sample: reports in, who says what out, as text that can be reviewed."""

import pytest

import fogline
from fogline.sample import dispatch_folder, lay_registries

CARRIER = ("1982-05-31-southern-press-carrier.txt", "1982-05-31-channel-wire-carrier.txt")
SHEFFIELD = (
    "1982-05-04-channel-wire-sheffield.txt",
    "1982-05-05-lakes-tribune-sheffield.txt",
    "1982-05-05-harbour-post-sheffield.txt",
)


def told(folder, names):
    """Return a casebook that has read some dispatches, with the sample's own lists."""
    lay_registries(folder / "story.fog")
    book = fogline.open(folder / "story.fog")
    for name in names:
        book.add(dispatch_folder() / name)
    return book, book.run()


@pytest.fixture(scope="module")
def sheffield(tmp_path_factory):
    return told(tmp_path_factory.mktemp("sheffield"), SHEFFIELD)


@pytest.fixture(scope="module")
def carrier(tmp_path_factory):
    return told(tmp_path_factory.mktemp("carrier"), CARRIER)[0]


def test_one_agency_text_under_three_outlets_is_one_origin(sheffield):
    book, summary = sheffield

    assert summary.copies == 2
    assert len({claim.outlet for claim in book.claims()}) == 3
    assert len({claim.origin for claim in book.claims()}) == 1
    assert {incident.origins for incident in book.incidents()} == {1}


def test_the_missing_of_the_sheffield_are_counted_once_and_not_as_dead(sheffield):
    book, _ = sheffield

    rows = [row for incident in book.incidents() for row in incident.tolls if row.party is None]
    missing = {(row.low, row.high) for row in rows if row.measure == "missing"}
    killed = {(row.low, row.high) for row in rows if row.measure == "killed"}
    assert missing == {(12, 12)}
    assert (12, 12) not in killed


def test_a_carrier_hit_in_one_capital_is_denied_in_the_other(carrier):
    said = {(claim.outlet, claim.stance) for claim in carrier.claims()}

    assert ("Southern Press Agency", "asserted") in said
    assert ("Channel Wire", "denied") in said
    assert "Argentine Joint Staff" in {claim.chain[-1].sayer for claim in carrier.claims()}


def test_every_statement_about_the_carrier_leads_back_to_its_words(carrier):
    texts = {report.id: report.text for report in carrier.reports()}

    for claim in carrier.claims():
        start, end = claim.span
        assert texts[claim.report][start:end] == claim.quote
