"""Actors, reports, incidents and claims as FollowTheMoney: its own package reads them, and finds nothing to drop."""

import io
import json
from dataclasses import replace

import pytest
from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import CSV_COLUMNS, read_csv_statements

from fogline.exporters import exporter
from fogline.model.reading import Voice
from tests.exporters.conftest import Held


def entities(held):
    return [json.loads(line) for line in b"".join(exporter("followthemoney").write(held)).splitlines()]


def statements(held):
    return list(read_csv_statements(io.BytesIO(b"".join(exporter("followthemoney_statements").write(held)))))


@pytest.fixture
def held(make_incident, make_claim):
    person = (Voice("Outlet 9", "outlet"), Voice("Ada Kern", "person", span=(0, 1)))
    nobody = (Voice("Outlet 9", "outlet"), Voice("Many analysts", "unnamed", span=(0, 1)))
    return Held(
        [make_incident(claims=2), make_incident()],
        loose=[make_claim(chain=person, quote="It was\tquiet."), make_claim(chain=nobody)],
    )


def test_the_package_takes_every_value_as_it_is(held):
    for written in entities(held):
        cleaned = model.get_proxy(written, cleaned=False).to_dict()["properties"]

        assert {prop: sorted(values) for prop, values in cleaned.items()} == {
            prop: sorted(values) for prop, values in written["properties"].items()
        }


def test_every_reference_leads_to_an_entity_of_a_schema_that_fits(held):
    proxies = {one["id"]: model.get_proxy(one, cleaned=False) for one in entities(held)}

    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert proxies[value].schema.is_a(prop.range)


def test_a_claim_ties_its_report_to_its_incident_with_the_stance_as_the_role(held):
    incident, claims = held.pairs[0]
    told = {one["id"]: one for one in entities(held)}

    tie = told[claims[0].id]
    assert tie["schema"] == "Documentation"
    assert tie["properties"]["document"] == [claims[0].report]
    assert tie["properties"]["entity"] == [incident.id]
    assert tie["properties"]["role"] == ["asserted"]
    assert "fl.arnor" in told[incident.id]["properties"]["involved"]


def test_nobody_is_made_an_organizer_because_somebody_says_so(held):
    assert all("organizer" not in one["properties"] for one in entities(held))


def test_a_claim_by_nobody_and_about_no_incident_is_counted_and_no_entity(held):
    lost = {loss.what: loss.count for loss in exporter("followthemoney").losses(held)}

    assert lost["claims"] == 1
    assert held.loose[1].id not in {one["id"] for one in entities(held)}
    assert {one["schema"] for one in entities(held)} >= {"Person", "Organization", "Event", "Article"}


def test_statements_have_the_columns_of_the_package_and_each_outlet_is_a_dataset(held):
    head = b"".join(exporter("followthemoney_statements").write(held)).splitlines()[0].decode()
    incident, claims = held.pairs[0]
    of_incident = [one for one in statements(held) if one.entity_id == incident.id]

    assert head.split(",") == CSV_COLUMNS
    assert {one.dataset for one in of_incident if one.prop == "proof"} == {
        f"outlet_{claim.outlet.lower().replace(' ', '_')}" for claim in claims
    }
    assert {one.dataset for one in of_incident if one.prop == "startDate"} == {"fogline"}


def test_statements_have_the_ids_that_the_package_gives_them(held):
    written = statements(held)

    assert [one.id for one in written] == [one.generate_key() for one in written]
    assert len({one.id for one in written}) == len(written)


def test_entities_can_be_made_of_their_statements_again(held):
    made = {}
    for one in statements(held):
        made.setdefault(one.entity_id, []).append(one)
    dataset = Dataset({"name": "fogline", "title": "fogline"})

    for written in entities(held):
        rebuilt = StatementEntity.from_statements(dataset, made[written["id"]])
        assert rebuilt.schema.name == written["schema"]
        assert {prop: sorted(set(values)) for prop, values in rebuilt.properties.items()} == {
            prop: sorted(values) for prop, values in written["properties"].items()
        }


def test_a_value_that_a_spreadsheet_would_run_is_made_harmless(make_incident):
    incident, claims = make_incident()
    claims = tuple(replace(claim, quote="=1+1") for claim in claims)
    (summary,) = (one.value for one in statements(Held([(incident, claims)])) if one.prop == "summary")

    assert summary == "'=1+1"
