"""Whatever a report says, and whatever is asked for, comes back as data alone."""

import pytest

from tests.web.conftest import HOSTILE

ATTACKS = [
    "' or 1=1 --",
    "'); drop table claims; --",
    "\x00\u202e",
    "../../etc/passwd",
    "\\(%_[a-",
    "a" * 3000,
]
FILTERS = [
    ("claims", "sayer"), ("claims", "place"), ("claims", "text"), ("claims", "type"), ("claims", "grade"),
    ("claims", "incident"), ("incidents", "party"), ("incidents", "place"), ("incidents", "text"),
    ("reports", "outlet"),
]  # fmt: skip


@pytest.fixture(scope="session")
def evil(reader):
    """Return the head of the hostile report."""
    (row,) = [one for one in reader.get("/api/reports").json()["rows"] if one["key"] == "evil"]
    return row


def test_a_hostile_text_comes_back_letter_by_letter(reader, evil):
    answer = reader.get(f"/api/reports/{evil['id']}")

    assert answer.json()["report"]["text"] == HOSTILE
    assert answer.json()["report"]["outlet"] == "<b>Evil</b> Post"


@pytest.mark.parametrize("view", ["reports", "claims", "incidents", "sources", "actors", "names", "review"])
def test_no_view_answers_with_anything_that_a_browser_would_run(reader, view):
    answer = reader.get(f"/api/{view}")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_original_is_a_file_to_keep_and_never_opened(reader, evil):
    answer = reader.get(f"/api/reports/{evil['id']}/original")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{evil["id"]}.original"'
    assert b"<script>" in answer.content


@pytest.mark.parametrize(("view", "name"), FILTERS)
def test_no_filter_is_more_than_words(reader, view, name):
    answers = [reader.get(f"/api/{view}", params={name: attack}) for attack in ATTACKS]

    assert [(answer.status_code, answer.json()["total"]) for answer in answers] == [(200, 0)] * len(ATTACKS)


@pytest.mark.parametrize(
    "path",
    ["/../pyproject.toml", "/..%2f..%2fapp.py", "/%2e%2e/app.py", "/assets/../../app.py", "//etc/passwd",
     "/api/reports/..%2f..%2fjournal.db/original", "/api/boards/..%2f..%2ffogline", "/api/boards/%2fetc%2fpasswd",
     "/api/exports/..%2fcsv"],
)  # fmt: skip
def test_no_path_leads_out(reader, path):
    answer = reader.get(path)

    assert answer.status_code in (404, 405, 422, 503)


def test_a_decision_keeps_hostile_words_as_words(client, book):
    claim = client.get("/api/claims").json()["rows"][0]["id"]
    wish = {"kind": "reject", "target": claim, "head": book.head, "reason": "<img src=x onerror=alert(1)>"}

    answer = client.post("/api/review", json=wish)

    assert answer.json()["decision"]["reason"] == "<img src=x onerror=alert(1)>"
    assert answer.headers["content-type"] == "application/json"
