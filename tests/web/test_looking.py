"""What the desk shows: every view answers, lists come in pages, filters are those of the casebook."""

import pytest

from fogline.casebook import Casebook

LISTS = [
    "claims", "incidents", "reports", "sources", "actors", "places", "names", "questions", "series", "forecasts",
    "boards",
]  # fmt: skip
VIEWS = [
    "book",
    "today",
    "today?since=1999-01-01",
    "map",
    "record",
    "review",
    "timeline?party=Ostre1",
    "exports",
]


@pytest.mark.parametrize("view", [*LISTS, *VIEWS])
def test_every_view_answers(reader, view):
    answer = reader.get(f"/api/{view}")

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_how_long_it_is(reader, name):
    page = reader.get(f"/api/{name}", params={"limit": 2}).json()

    assert set(page) == {"total", "rows", "next"}
    assert len(page["rows"]) == min(2, page["total"])


@pytest.mark.parametrize("name", ["claims", "incidents", "reports", "actors"])
def test_pages_give_every_row_once(reader, name):
    whole = reader.get(f"/api/{name}", params={"limit": 200}).json()
    rows, after = [], "0"
    while after is not None:
        page = reader.get(f"/api/{name}", params={"limit": 3, "after": after}).json()
        rows += page["rows"]
        after = page["next"]

    assert whole["next"] is None
    assert rows == whole["rows"]
    assert len(rows) == whole["total"]


def test_past_the_end_a_page_is_empty(reader):
    page = reader.get("/api/claims", params={"after": "99999"}).json()

    assert (page["rows"], page["next"]) == ([], None)


@pytest.mark.parametrize(
    "wanted",
    [
        {"stance": "denied"},
        {"sayer": "Varn0"},
        {"party": "Ostre1"},
        {"place": "Sorvik"},
        {"text": "shelled"},
        {"type": "shelling"},
        {"since": "1822-05-05", "until": "1822-05-09"},
        {"grade": "C"},
        {"grade": "B"},
        {"outlet": "Outlet 1"},
        {"status": "single", "stance": "denied"},
    ],
    ids=str,
)
def test_the_ledger_filters_as_the_casebook_does(reader, made, wanted):
    from tests.fake_stages import fake_stages

    page = reader.get("/api/claims", params={**wanted, "limit": 200}).json()

    found = [claim.id for claim in Casebook(made, stages=fake_stages()).claims(**wanted)]
    assert [row["id"] for row in page["rows"]] == found
    assert page["total"] == len(found)


def test_several_stances_may_be_asked_for_at_once(reader):
    def total(*stances):
        return reader.get("/api/claims", params={"stance": stances}).json()["total"]

    assert total("denied", "asserted") == total("denied") + total("asserted") > total("denied") > 0


def test_incidents_are_found_by_words_of_their_claims(reader):
    rows = reader.get("/api/incidents", params={"text": "SHELLED the mill"}).json()["rows"]

    claims = [reader.get("/api/claims", params={"incident": row["id"]}).json()["rows"] for row in rows]
    assert claims
    assert all(any("shelled the mill" in claim["quote"] for claim in told) for told in claims)


@pytest.mark.parametrize("order", ["day", "latest", "killed", "claims", "grade"])
def test_every_order_shows_the_same_incidents(reader, order):
    rows = reader.get("/api/incidents", params={"order": order, "limit": 200}).json()["rows"]
    first = reader.get("/api/incidents", params={"limit": 200}).json()["rows"]

    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in first)


def test_the_most_told_incident_comes_first_when_asked_for(reader):
    rows = reader.get("/api/incidents", params={"order": "claims"}).json()["rows"]

    counts = [row["claims"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_a_claim_stands_in_its_sentence_with_what_it_answers(reader):
    (denial, *_) = reader.get("/api/claims", params={"stance": "denied"}).json()["rows"]

    seen = reader.get(f"/api/claims/{denial['id']}").json()

    text = reader.get(f"/api/reports/{denial['report']}").json()["report"]["text"]
    passage = seen["passage"]
    assert passage["before"] + passage["words"] + passage["after"] in text
    assert passage["words"] == seen["claim"]["quote"]
    assert [one["claim"] for one in seen["answers"]] == [denial["id"]]
    answered = reader.get(f"/api/claims/{seen['answers'][0]['answered']}").json()
    assert denial["id"] in [one["claim"] for one in answered["answered_by"]]


def test_an_incident_shows_every_statement_on_one_side(reader):
    (row, *_) = reader.get("/api/incidents", params={"order": "claims"}).json()["rows"]

    seen = reader.get(f"/api/incidents/{row['id']}").json()

    told = [statement["claim"]["id"] for side in seen["sides"] for statement in side["statements"]]
    assert sorted(told) == sorted(seen["incident"]["claims"])
    assert seen["reasons"]["grade"]
    (why, *_) = reader.get(f"/api/incidents/{row['id']}/why").json()["why"]
    assert set(why["claims"]) <= set(told)


def test_a_report_says_which_words_gave_what(reader):
    (row, *_) = reader.get("/api/reports").json()["rows"]

    seen = reader.get(f"/api/reports/{row['id']}").json()

    assert seen["read"]
    assert {"claim", "event", "party", "place"} <= {mark["kind"] for mark in seen["marks"]}
    assert all(0 <= start < end <= len(seen["report"]["text"]) for start, end in map(span_of, seen["marks"]))


def test_a_map_has_each_incident_once(reader):
    seen = reader.get("/api/map").json()

    total = reader.get("/api/incidents").json()["total"]
    areas = sum(len(area["incidents"]) for area in seen["areas"])
    assert len(seen["points"]["features"]) + areas + len(seen["unmappable"]) == total
    assert all(point["properties"]["radius_km"] == 3.0 for point in seen["points"]["features"])


def test_the_beginning_of_an_id_finds_the_object(reader):
    (row, *_) = reader.get("/api/claims").json()["rows"]

    assert reader.get(f"/api/claims/{row['id'][:14]}").json()["claim"]["id"] == row["id"]


@pytest.mark.parametrize(
    "path", ["claims/c-00", "claims/zzz", "incidents/i-00", "reports/r-00", "questions/q-00", "series/none",
             "forecasts/none", "boards/none", "nothing"],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(reader, path):
    answer = reader.get(f"/api/{path}")

    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "hint"}


def test_the_id_of_another_kind_of_thing_is_not_found(reader):
    (row, *_) = reader.get("/api/claims").json()["rows"]

    assert reader.get(f"/api/incidents/{row['id']}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["claims?limit=0", "claims?limit=201", "claims?after=x", "claims?stance=shouted", "claims?since=yesterday",
     "review?below=2", "exports/none", "today?since=soon", "boards?after=-1"],
)  # fmt: skip
def test_what_no_view_can_answer_is_refused_with_a_reason(reader, query):
    answer = reader.get(f"/api/{query}")

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_exports_are_files_to_keep(reader):
    (canonical,) = [one for one in reader.get("/api/exports").json() if one["name"] == "canonical"]

    answer = reader.get("/api/exports/canonical")

    assert answer.headers["content-disposition"] == f'attachment; filename="north{canonical["suffix"]}"'
    assert len(answer.content.splitlines()) > 20


def test_looking_is_remembered_for_whoever_looked(client):
    assert client.get("/api/book").json()["seen"] is None

    seen = client.post("/api/today/seen").json()["seen"]

    assert client.get("/api/book").json()["seen"] == seen
    assert client.get("/api/today").json()["since"] == seen


def span_of(mark):
    return mark["span"]


def test_what_waits_is_told_by_its_words(reader):
    waiting = reader.get("/api/today").json()["waiting"]

    (first, *_) = waiting
    assert first["words"] == reader.get(f"/api/claims/{first['id']}").json()["claim"]["quote"]
    assert all(one["words"] for one in waiting)
