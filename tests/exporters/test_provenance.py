"""Claims as provenance, as annotations on words and as reviews: the formats' own readers and rules."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prov.model import ProvDerivation, ProvDocument

from fogline.exporters import exporter
from fogline.model.decision import Reviewed
from fogline.model.report import Report
from tests.exporters.conftest import Held


def text_of(name, held):
    return b"".join(exporter(name).write(held)).decode()


def lost(name, held):
    return {loss.what: loss.count for loss in exporter(name).losses(held)}


# PROV


def test_provenance_is_read_by_the_package_for_it_and_written_again_the_same(make_incident):
    text = text_of("prov", Held([make_incident(claims=2)]))

    document = ProvDocument.deserialize(content=text)

    assert ProvDocument.deserialize(content=document.serialize()) == document


def test_an_incident_leads_over_its_claims_to_reports(make_incident):
    incident, claims = make_incident(claims=2)
    document = ProvDocument.deserialize(content=text_of("prov", Held([(incident, claims)])))

    found = {
        (later.localpart, earlier.localpart)
        for one in document.get_records(ProvDerivation)
        for later, earlier in [[value for _, value in one.formal_attributes if value is not None]]
    }
    assert found >= {(incident.id, claim.id) for claim in claims}
    assert found >= {(claim.id, claim.report) for claim in claims}


def test_everything_that_provenance_names_is_described(make_incident):
    told = json.loads(text_of("prov", Held([make_incident(claims=2)])))

    things = {*told["entity"], *told["agent"], *told["activity"]}
    for section in ("wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith"):
        assert told[section]
        for tie in told[section].values():
            assert {value for value in tie.values() if isinstance(value, str)} <= things


# Web Annotation


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=TEXT, ends=st.tuples(st.integers(0, 79), st.integers(0, 79)))
def test_both_selectors_find_the_same_words(make_claim, text, ends):
    start, last = sorted(place % len(text) for place in ends)
    end = last + 1
    report = Report(text, id="r-1")
    claim = replace(make_claim(), span=(start, end), quote=text[start:end], report="r-1")

    class One(Held):
        def reported(self):
            return [(report, (claim,))]

    (made,) = json.loads(text_of("web_annotation", One([])))["items"]
    quote, position = made["target"]["selector"]

    assert text[position["start"] : position["end"]] == quote["exact"]
    assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text


def test_an_annotation_says_who_says_it_with_which_stance(make_incident):
    page = json.loads(text_of("web_annotation", Held([make_incident(claims=2)])))
    first = page["items"][0]

    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], first["type"], len(page["items"])) == ("AnnotationPage", "Annotation", 2)
    assert first["body"][0]["value"].startswith("Army of Arnor (asserted), through Outlet")
    assert first["target"]["source"] == "https://wire.example/1"
    assert [one["type"] for one in first["target"]["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]


def test_words_that_are_not_in_the_text_get_no_surroundings(make_incident):
    first = json.loads(text_of("web_annotation", Held([make_incident()])))["items"][0]

    assert set(first["target"]["selector"][0]) == {"type", "exact"}


def test_words_that_are_not_given_out_are_found_by_position_alone_and_are_no_review(make_incident):
    incident, (claim,) = reviewed(make_incident())
    held = Held([(incident, (replace(claim, quote=""),))])
    first = json.loads(text_of("web_annotation", held))["items"][0]

    assert [one["type"] for one in first["target"]["selector"]] == ["TextPositionSelector"]
    assert reviews(held) == []
    assert lost("claimreview", held) == {"claims": 1}


# ClaimReview


REVIEWED = Reviewed("Ada Kern", "2022-05-04T10:00:00+00:00", "d-1")


def reviewed(told, **other):
    incident, claims = told
    return replace(incident, **other), tuple(replace(claim, reviewed=REVIEWED) for claim in claims)


def reviews(held):
    return json.loads(text_of("claimreview", held))["@graph"]


def test_only_what_a_named_person_has_reviewed_is_a_review(make_incident):
    held = Held([make_incident(), reviewed(make_incident())])

    (review,) = reviews(held)
    assert review["author"] == {"@type": "Person", "name": "Ada Kern"}
    assert review["itemReviewed"]["author"] == {"@type": "Organization", "name": "Army of Arnor"}
    assert review["datePublished"] == "2022-05-04"
    assert lost("claimreview", held)["claims"] == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("single", "Told by one source alone"),
        ("corroborated", "Told by 2 independent sources"),
        ("contested", "Contested"),
        ("conceded", "Conceded"),
        ("discounted", "Discounted by the reviewers"),
    ],
)
def test_a_review_says_how_a_claim_stands_and_rates_no_truth(make_incident, status, words):
    held = Held([reviewed(make_incident(), status=status)])
    (review,) = reviews(held)

    assert review["reviewRating"] == {"@type": "Rating", "alternateName": words}
    assert lost("claimreview", held)["ratings of truth"] == 1


def test_who_concedes_is_named(make_incident):
    incident, (claim,) = make_incident(status="conceded")
    held = Held([reviewed((incident, (replace(claim, stance="admitted"),)))])

    assert reviews(held)[0]["reviewRating"]["alternateName"] == "Conceded by Army of Arnor"
