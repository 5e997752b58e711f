"""The public objects have the very keys and words of the contract."""

import inspect
import json

import pytest

import fogline
from fogline.model import vocabulary
from fogline.model.records import canonical_json

TEXT = (
    "HERAT, May 18 (Reuters) - The Umbar Guard attacked a checkpoint near Herat on Monday and killed 14 soldiers, "
    "among them three officers, Colonel Bertil Ulfsen said in a tweet.\n"
    "The Umbar Guard at first denied there was fighting. It admitted on Friday that it had lost two helicopters.\n"
    "“If they come again we will strike back,” the general warned.\n"
)
KEYS = {
    "reading": "key lang error attributions times places tolls events main claims",
    "attributions": "source cue content kind inside sayer stance",
    "times": "span kind timex earliest latest precision anchored",
    "places": "span id name country admin1 admin2 lat lon radius_km level where_prec rivals",
    "tolls": "span measure item low high wording group party cumulative part_of",
    "events": "trigger type acled plover factuality tense initiator target places time tolls same",
    "claims": "span chain stance polarity certainty confidence event answers reverses evidence condition",
    "party": "span text name actor corrected_from",
    "voice": "sayer kind actor span cue medium",
    "ledger": "id report key outlet published span quote chain stance polarity certainty confidence grade event "
    "answers reverses evidence condition origin incident made_by reviewed",
    "ledger event": "trigger type acled plover factuality tense initiator target places time tolls",
    "incident": "id was type status when places parties tolls grade origins reports claims",
    "when": "earliest latest precision",
    "incident place": "id name lat lon radius_km where_prec",
    "incident party": "name actor role",
    "row": "measure item party low best high by_sayer",
    "by sayer": "sayer low high claim",
    "incident report": "report key main",
}


def has(one, name):
    assert set(one) >= set(KEYS[name].split()), f"{name}: {set(KEYS[name].split()) - set(one)} missing"
    extra = set(one) - set(KEYS[name].split())
    assert extra <= {"trigger"}, f"{name}: {extra} not in the contract"


@pytest.fixture(scope="module")
def reading():
    return fogline.read(TEXT, published="1982-05-22", outlet="Harbour Post")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = fogline.open(tmp_path_factory.mktemp("contract") / "north.fog")
    documents = [{"key": "a", "text": TEXT, "published": "1982-05-22", "outlet": "Harbour Post"}]
    book.add_documents(documents)
    book.run()
    return book


def test_a_reading_has_the_keys_of_the_contract(reading):
    told = reading.to_dict()
    has(told, "reading")
    for name in ("attributions", "times", "places", "tolls", "events", "claims"):
        assert told[name], f"the text has {name}"
        for one in told[name]:
            has(one, name)
    for claim in told["claims"]:
        for voice in claim["chain"]:
            has(voice, "voice")
        assert claim["condition"] is None or set(claim["condition"]) == {"if", "then"}
        assert all(set(evidence) == {"kind", "span"} for evidence in claim["evidence"])
    for party in (event[role] for event in told["events"] for role in ("initiator", "target")):
        if party is not None:
            has(party, "party")


def test_a_reading_is_plain_json(reading):
    assert json.loads(json.dumps(reading.to_dict())) == reading.to_dict()


def test_words_come_from_the_contracts_lists(reading):
    told = reading.to_dict()
    for claim in told["claims"]:
        assert claim["stance"] in vocabulary.STANCES
        assert claim["polarity"] in ("affirmed", "negated")
        assert claim["certainty"] in ("stated", "hedged", "unconfirmed")
    for event in told["events"]:
        assert event["tense"] in vocabulary.TENSES
        assert -3 <= event["factuality"] <= 3
    for toll in told["tolls"]:
        assert toll["measure"] in vocabulary.MEASURES


def test_ledger_claims_and_incidents_have_the_keys_of_the_contract(book):
    claims = [claim.to_dict() for claim in book.claims()]
    incidents = [incident.to_dict() for incident in book.incidents()]

    assert claims
    assert incidents
    for claim in claims:
        has(claim, "ledger")
        assert claim["quote"] == TEXT[slice(*claim["span"])]
        if claim["event"] is not None:
            has(claim["event"], "ledger event")
    for incident in incidents:
        has(incident, "incident")
        has(incident["when"], "when")
        for name, part in (
            ("incident place", "places"),
            ("incident party", "parties"),
            ("incident report", "reports"),
        ):
            for one in incident[part]:
                has(one, name)
        for row in incident["tolls"]:
            has(row, "row")
            for one in row["by_sayer"]:
                has(one, "by sayer")


def test_ids_are_128_bits_behind_a_prefix_and_any_unique_beginning_is_accepted(book):
    claim = next(iter(book.claims()))
    report = next(iter(book.reports()))

    for one, prefix in ((claim.id, "c-"), (report.id, "r-"), (claim.origin, "o-")):
        assert one.startswith(prefix)
        assert len(one) == 2 + 32
    assert book.find(claim.id[:20]) == claim


def test_signatures_are_those_of_the_contract():
    assert list(inspect.signature(fogline.read).parameters) == [
        "text",
        "published",
        "outlet",
        "title",
        "lang",
    ]
    assert list(inspect.signature(fogline.read_many).parameters)[:2] == ["documents", "workers"]


def test_the_canonical_export_is_sorted_and_repeats(book):
    lines = list(book.export_canonical())
    ids = [json.loads(line)["id"] for line in lines]

    assert ids == sorted(ids)
    assert lines == [canonical_json(json.loads(line)) for line in lines]
    book.run()
    assert list(book.export_canonical()) == lines


@pytest.mark.parametrize("table", ["reports", "claims", "incidents"])
def test_tables_answer_sql(book, table):
    count = book.sql(f"select count(*) as n from {table}")["n"][0].as_py()

    assert count == book.table(table).num_rows > 0
