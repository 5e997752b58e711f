"""Actors of FollowTheMoney and places of GeoJSON come into a casebook's registries."""

import json

import pytest

from fogline.casebook import Casebook
from fogline.errors import SourceUnreadable
from fogline.importers import importer
from fogline.reading.registry import Registry
from tests.fake_stages import fake_stages


def entity(id, schema, **properties):
    return json.dumps({"id": id, "schema": schema, "properties": properties}) + "\n"


FRONT = entity("x1", "Organization", name=["River Front of Ostre"], alias=['The "Herons"'], country=["na"])


def actors(text):
    return list(importer("followthemoney").read(text, "some.ftm.json"))


def places(tmp_path, *features, **more):
    path = tmp_path / "valley.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features} | more), encoding="utf-8-sig"
    )
    return list(importer("geojson").read(path))


def feature(geometry=None, **properties):
    point = {"type": "Point", "coordinates": [69.0, 35.5]}
    return {"type": "Feature", "properties": {"name": "Velm"} | properties, "geometry": geometry or point}


def test_an_organisation_is_an_actor_with_its_names_and_country():
    (actor,) = actors(FRONT)

    assert (actor.name, actor.aliases, actor.countries) == (
        "River Front of Ostre",
        ('The "Herons"',),
        ("NAM",),
    )
    assert actor.id.startswith("ftm:")


@pytest.mark.parametrize(
    ("schema", "topics", "kind"),
    [
        ("Person", ["mil"], "person"),
        ("PublicBody", [], "government"),
        ("Organization", ["mil"], "state forces"),
        ("LegalEntity", [], "civil society"),
    ],
)
def test_the_kind_of_an_actor_follows_from_schema_and_topics(schema, topics, kind):
    (actor,) = actors(entity("x", schema, name=["One"], topics=topics))

    assert actor.kind == kind


def test_lines_of_one_id_are_one_actor_and_other_things_are_none():
    text = FRONT + entity("x1", "Organization", weakAlias=["RFO"]) + entity("e", "Event", name=["A clash"])

    (actor,) = actors(text)
    assert actor.aliases == ('The "Herons"', "RFO")


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "x", "schema": "Person", "properties": {"name": "One"}}']
)
def test_a_line_that_is_no_entity_is_refused_by_line(line):
    with pytest.raises(SourceUnreadable, match=r"some.ftm.json: line 2: "):
        actors(FRONT + line + "\n")


def test_actors_stand_in_the_registry_and_those_that_it_knows_are_left_as_they_are(tmp_path):
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())
    path = tmp_path / "some.ftm.json"
    path.write_text(FRONT + entity("t", "Organization", name=["Taliban"]), encoding="utf-8")

    assert book.add_actors(path) == 1
    assert book.add_actors(path) == 1
    registry = Registry.load(book.path)
    assert [one.aliases for one in registry.named("River Front of Ostre")] == [('The "Herons"',)]
    assert [one.id for one in registry.named("Taliban")] == ["fl:taliban"]


def test_actors_of_our_own_export_come_back(tmp_path):
    """Names that only a casebook's claims have become actors of another casebook."""
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())
    book.add_documents([{"text": "Ostrevians shelled Velm. Arnorians denied it", "outlet": "Wire"}])
    book.run()
    path = tmp_path / "ours.ftm.json"
    path.write_bytes(b"".join(book.export("followthemoney")))

    other = Casebook(tmp_path / "b.fog", stages=fake_stages())
    other.add_actors(path)
    assert all(Registry.load(other.path).named(name) for name in ("Ostrevians", "Arnorians"))


def test_a_point_is_a_place_and_an_area_reaches_from_its_middle(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[69, 35], [70, 35], [70, 36], [69, 36], [69, 35]]]}
    point, area = places(
        tmp_path, feature(alt_names="Welm|Velme", iso_a2="NA"), feature(square, level="admin2", iso3="AFG")
    )

    assert (point.lat, point.lon, point.country, point.names) == (35.5, 69.0, "NAM", ("Welm", "Velme"))
    assert (area.lat, area.lon, area.level, area.where_prec) == (35.5, 69.5, "admin2", 3)
    assert 60 < area.radius_km < 80


def test_places_without_a_name_are_left_out_and_ids_are_those_of_geonames_or_their_own(tmp_path):
    first, second, third = places(
        tmp_path, feature(name=None), feature(id="gn:1138958"), feature(), feature(name="Omm")
    )

    assert first.id == "gn:1138958"
    assert second.id.startswith("geo:")
    assert second.id != third.id


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (feature({"type": "Point", "coordinates": [35.5, 169.0]}), "feature 2: found 35.5, 169"),
        (feature({"type": "Point", "coordinates": []}), "feature 2: found no coordinates"),
        (feature(level="galaxy"), "feature 2: found level 'galaxy'"),
        ({"type": "Feature"}, "feature 2: found no properties"),
    ],
)
def test_a_feature_that_is_no_place_refuses_the_file_by_its_number(tmp_path, broken, said):
    with pytest.raises(SourceUnreadable) as refused:
        places(tmp_path, feature(), broken)

    assert f"valley.geojson: {said}" in str(refused.value)


def test_our_own_map_of_incidents_is_no_gazetteer(tmp_path):
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())
    book.add_documents([{"text": "Ostrevians shelled Velm", "outlet": "Wire"}])
    book.run()
    opening = b"".join(book.export("geojson")).decode()
    from fogline.importers import Opening

    assert not importer("geojson").tells(Opening("x.geojson", opening))
