"""Nothing that never happened becomes an incident, and a reader that says nothing does not pass."""

import pytest

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.never import SENTENCES, TOLD, try_sentences

LEAST_TOLD = 50


@pytest.fixture(scope="module")
def rows():
    return list(read_rows(SENTENCES))


@pytest.mark.timeout(600)
def test_nothing_that_never_happened_becomes_an_incident(rows):
    """A hundred sentences of plans, threats, habits, denials, films, drills and laws."""
    never = [row for row in rows if row["kind"] != TOLD]

    made = [outcome for outcome in try_sentences(never) if outcome.incidents]

    assert len(never) == 100
    assert made == []


@pytest.mark.timeout(600)
def test_what_did_happen_becomes_one_though_it_looks_alike(rows):
    """Sixty sentences with the same words, whose event did happen."""
    told = [row for row in rows if row["kind"] == TOLD]

    found = [outcome for outcome in try_sentences(told) if outcome.incidents]

    assert len(told) == 60
    assert len(found) >= LEAST_TOLD
