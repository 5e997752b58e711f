"""What people decide at the desk: each act, its undo, two who meet, and who may."""

import threading

import pytest


@pytest.fixture(scope="session")
def told(reader):
    """Return the ledger's claims."""
    return reader.get("/api/claims", params={"limit": 200}).json()["rows"]


def head_of(client):
    return client.get("/api/book").json()["head"]


def decided(client, **wish):
    return client.post("/api/review", json={"head": head_of(client), **wish})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("accept", {}),
        ("reject", {}),
        ("discount", {}),
        ("grade", {"grade": "B2"}),
        ("correct", {"field": "certainty", "value": "hedged"}),
    ],
)
def test_a_decision_about_a_claim_is_entered_under_ones_name(client, book, told, kind, fields):
    answer = decided(client, kind=kind, target=told[0]["id"], fields=fields, reason="seen in the text")

    assert answer.status_code == 200, answer.text
    (decision,) = book.review.decisions()
    assert (decision.by, decision.act, decision.reason) == ("Ada Kern", kind, "seen in the text")
    assert answer.json() == {
        "decision": answer.json()["decision"] | {"id": decision.id, "by": "Ada Kern"},
        "head": book.head,
    }


@pytest.mark.parametrize("kind", ["sign_off", "discount"])
def test_a_decision_about_an_incident_is_entered(client, book, kind):
    (row, *_) = client.get("/api/incidents").json()["rows"]

    assert decided(client, kind=kind, target=row["id"]).status_code == 200
    assert [(one.act, one.about) for one in book.review.decisions()] == [(kind, "incident")]


def test_incidents_are_merged_split_and_given_a_report(client, book):
    one, two, *_ = client.get("/api/incidents", params={"order": "claims"}).json()["rows"]
    claims = client.get(f"/api/incidents/{one['id']}").json()["incident"]["claims"]
    report = client.get(f"/api/claims/{claims[0]}").json()["claim"]["report"]

    merged = decided(client, kind="merge", target=one["id"], fields={"others": [two["id"]]})
    split = decided(client, kind="split", target=one["id"], fields={"claims": claims[:1]})
    attached = decided(client, kind="attach", target=two["id"], fields={"report": report})

    assert [merged.status_code, split.status_code, attached.status_code] == [200, 200, 200]
    assert [one.act for one in book.review.decisions()] == ["merge", "split", "attach"]


def test_a_missed_claim_is_added_where_its_words_stand(client, book, told):
    fields = {"passage": "Night fell", "stance": "denied", "sayer": "Ostre1"}
    answer = decided(client, kind="add", target=told[0]["report"], fields=fields)

    assert answer.status_code == 422
    fields["passage"] = "the mill"
    assert decided(client, kind="add", target=told[0]["report"], fields=fields).status_code == 200
    assert [one.act for one in book.review.decisions()] == ["add"]


def test_a_decision_is_taken_back_and_the_undo_too(client, book, told):
    made = decided(client, kind="accept", target=told[0]["id"]).json()["decision"]["id"]

    undone = client.post("/api/review/undo", json={"head": head_of(client)}).json()["decision"]["id"]
    assert book.review.decisions() == ()
    assert (
        client.post("/api/review/undo", json={"head": head_of(client), "decision": undone}).status_code == 200
    )
    assert [one.id for one in book.review.decisions()] == [made]


def test_whoever_decides_on_what_another_decided_on_is_told(client, book, told):
    head, claim = head_of(client), told[0]["id"]
    book.review.reject(claim, by="Bela Horn")

    answer = client.post("/api/review", json={"kind": "accept", "target": claim, "head": head})

    assert answer.status_code == 409
    (theirs,) = answer.json()["decisions"]
    assert (theirs["by"], theirs["act"]) == ("Bela Horn", "reject")
    assert [one.by for one in book.review.decisions()] == ["Bela Horn"]
    assert decided(client, kind="accept", target=claim).status_code == 200


def test_another_claim_of_another_report_is_no_conflict(client, book, told):
    head = head_of(client)
    book.review.reject(told[-1]["id"], by="Bela Horn")

    answer = client.post("/api/review", json={"kind": "accept", "target": told[0]["id"], "head": head})

    assert answer.status_code == 200


def test_ones_own_decision_is_no_conflict(client, told):
    head, claim = head_of(client), told[0]["id"]

    first = client.post("/api/review", json={"kind": "accept", "target": claim, "head": head})
    wish = {"kind": "grade", "target": claim, "head": head, "fields": {"grade": "B2"}}

    assert (first.status_code, client.post("/api/review", json=wish).status_code) == (200, 200)


def test_of_two_who_decide_at_once_one_is_told(team, told, book):
    head, claim = head_of(team("Ada Kern", "coder")), told[0]["id"]
    found = []

    def decide(name):
        wish = {"kind": "accept", "target": claim, "head": head}
        found.append(team(name, "coder").post("/api/review", json=wish).status_code)

    both = [threading.Thread(target=decide, args=(name,)) for name in ("Ada Kern", "Bela Horn")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(found) == [200, 409]
    assert len(book.review.decisions()) == 1


def test_what_follows_from_a_decision_is_shown_once_the_desk_has_run(kept_up, told):
    ran = threading.Event()
    desk = kept_up.app.state.desk
    desk.listeners.append(lambda happened: ran.set() if happened.kind == "ran" else None)

    decided(kept_up, kind="reject", target=told[0]["id"])

    assert ran.wait(120)
    assert kept_up.get(f"/api/claims/{told[0]['id']}").status_code == 404
    assert desk.upkeep.failed is None


def test_work_of_another_process_is_taken_up(kept_up, book):
    ran = threading.Event()
    kept_up.app.state.desk.listeners.append(lambda happened: ran.set() if happened.kind == "ran" else None)
    before = kept_up.get("/api/reports").json()["total"]
    other = book.apart()
    other.add_documents([{"key": "new", "text": "Ostre9 shelled the dam", "published": "1822-07-01"}])
    other.run()

    assert ran.wait(120)
    assert kept_up.get("/api/reports").json()["total"] == before + 1


def test_the_queue_gives_one_thing_with_what_can_be_decided(client):
    first = client.get("/api/review").json()
    second = client.get("/api/review", params={"skip": 1}).json()

    assert first["item"]["kind"] == "claim"
    assert first["claim"]["claim"]["id"] == first["item"]["id"]
    assert "accept" in first["possible"]
    assert first["next"][0] == second["item"]


def test_a_second_coder_does_not_see_the_first(client, told):
    decided(client, kind="reject", target=told[0]["id"])

    blind = {"kind": "accept", "target": told[0]["id"], "blind": True}
    assert decided(client, **blind).status_code == 200
    seen = client.get("/api/review", params={"blind": True}).json()
    assert "merge" not in seen["possible"]
    assert seen["item"]["id"] != told[0]["id"]


@pytest.mark.parametrize(
    ("wish", "role", "status"),
    [
        ({"kind": "accept"}, "reader", 403),
        ({"kind": "accept"}, "coder", 200),
        ({"kind": "discount"}, "coder", 403),
        ({"kind": "discount"}, "reviewer", 200),
        ({"kind": "sign_off", "target": "incident"}, "coder", 403),
        ({"kind": "sign_off", "target": "incident"}, "admin", 200),
    ],
    ids=str,
)
def test_a_role_decides_what_it_may(team, wish, role, status):
    browser = team("Ada Kern", role)
    (row, *_) = browser.get(f"/api/{'incidents' if 'target' in wish else 'claims'}").json()["rows"]

    assert decided(browser, **{**wish, "target": row["id"]}).status_code == status


def test_anothers_decision_is_taken_back_by_a_reviewer_alone(team, book, told):
    made = book.review.accept(told[0]["id"], by="Bela Horn").id
    undo = {"decision": made, "head": book.head}

    assert team("Ada Kern", "coder").post("/api/review/undo", json=undo).status_code == 403
    assert team("Cora Lind", "reviewer").post("/api/review/undo", json=undo).status_code == 200


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "link", "name": "Ostre1", "to": "fl:fra"},
        {"kind": "reject", "name": "Ostre1"},
        {"kind": "make", "name": "Ostre1", "actor_kind": "militia"},
        {"kind": "place", "name": "Sorvik", "lat": 1.5, "lon": 2.5, "level": "town"},
    ],
    ids=lambda wish: wish["kind"],
)
def test_a_name_is_decided_about(client, book, wish):
    answer = client.post("/api/names", json={"head": head_of(client), "reason": "known", **wish})

    assert answer.status_code == 200, answer.text
    assert [one.by for one in book.review.decisions()] == ["Ada Kern"]


def test_two_who_decide_about_one_name_meet(client, book):
    head = head_of(client)
    book.review.names.reject("Ostre1", by="Bela Horn")

    answer = client.post("/api/names", json={"kind": "reject", "name": "Ostre1", "head": head})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "shout"},
        {"kind": "grade", "fields": {"grade": "Z9"}},
        {"kind": "correct", "fields": {"field": "colour", "value": "red"}},
        {"kind": "correct", "fields": {"field": "stance", "value": {"a": [None]}}},
        {"kind": "correct", "fields": {}},
        {"kind": "accept", "fields": []},
    ],
    ids=str,
)
def test_a_wish_that_makes_no_sense_is_refused(client, book, told, wish):
    assert decided(client, target=told[0]["id"], **wish).status_code == 422
    assert book.review.decisions() == ()


def test_a_head_that_the_journal_never_had_is_refused(client, told):
    wish = {"kind": "accept", "target": told[0]["id"], "head": "f" * 64}

    assert client.post("/api/review", json=wish).status_code == 404


def test_what_another_process_decides_is_known_at_once(client, book):
    (row, *_) = client.get("/api/claims").json()["rows"]
    assert client.get(f"/api/claims/{row['id']}").json()["decisions"] == []

    made = book.apart().review.accept(row["id"], by="Noor")

    (decision,) = client.get(f"/api/claims/{row['id']}").json()["decisions"]
    assert (decision["id"], decision["by"]) == (made.id, "Noor")


def test_a_second_coder_sees_no_decision_of_the_first(team):
    first, second = team("Noor", "coder"), team("Ben", "coder")
    waiting = second.get("/api/review", params={"blind": True}).json()
    head = first.get("/api/book").json()["head"]
    wish = {
        "kind": "correct",
        "target": waiting["item"]["id"],
        "fields": {"field": "stance", "value": "admitted"},
    }
    assert first.post("/api/review", json={**wish, "head": head}).status_code == 200

    seen = second.get("/api/review", params={"blind": True}).json()

    assert seen["item"] == waiting["item"]
    assert (seen["claim"]["claim"]["stance"], seen["claim"]["decisions"]) == ("asserted", [])
