"""What could put people in danger is left out of every record and of every file, and it is said how much."""

import math
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import SettingInvalid
from fogline.exporters import exporter, exporter_names
from fogline.model.decision import Reviewed
from fogline.model.reading import Party, Voice
from fogline.redaction import redact
from tests.redaction.conftest import words_in

LEVELS = ("careful", "public")
LETTERS = "abdefgijklmnoprstuvzéñø"
# Made of pairs that no English word of the reports has, so that a hit is a leak.
NAMES = st.text(LETTERS, min_size=4, max_size=8).map(lambda letters: f"Qx{letters}")
PERSONS = st.lists(NAMES, min_size=2, max_size=3, unique=True).map(" ".join)


def folded(text):
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def files_of(held):
    return {name: folded(words_in(b"".join(exporter(name).write(held)))) for name in exporter_names()}


def only(records):
    (one,) = records
    return one


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=4, deadline=None)
@given(sayer=PERSONS, victim=PERSONS, place=NAMES)
def test_nothing_that_is_left_out_comes_back_in_any_format(
    make_town, make_report, level, sayer, victim, place
):
    report, claim, incident = make_report(sayer=sayer, victim=victim, place=place)
    text = f"{report.text} {sayer.upper()}'S HOUSE stood in {place}. \u201c{sayer.split()[-1]}!\u201d they cried."
    slug = "-".join(sayer.lower().split())
    report = replace(report, text=text, url=f"https://wire.example/{slug}", title=f"{sayer} mourns {victim}")

    for name, words in files_of(redact(make_town((report, claim, incident)), level)).items():
        for hidden in (*sayer.split(), *victim.split(), place):
            assert folded(hidden) not in words, (name, hidden)
        assert "51.23" not in words, name
        assert "7.45" not in words, name


@pytest.mark.parametrize("name", ["acled", "canonical", "csv", "geojson"])
def test_what_is_not_left_out_is_seen(make_town, make_report, name):
    """Else the test above could not fail."""
    words = files_of(redact(make_town(make_report(victim="Qxana Qxvelkova")), "none"))[name]

    assert "qxvelkova" in words
    assert "oldenfurt" in words


@pytest.mark.parametrize("level", LEVELS)
@given(number=st.integers(1, 3), data=st.data())
@settings(max_examples=8, deadline=None)
def test_offsets_hold_and_nothing_else_changes_size(make_town, make_report, level, number, data):
    each = [make_report(n, sayer=data.draw(PERSONS), place=data.draw(NAMES)) for n in range(1, number + 1)]
    held = redact(make_town(*each), level)

    assert [one.id for one in held.claims()] == [claim.id for _, claim, _ in each]
    assert [(one.id, two.id) for one, (two,) in held.reported()] == [(r.id, c.id) for r, c, _ in each]
    for (report, claim, _), changed, one in zip(each, held.reports(), held.claims(), strict=True):
        assert one.span == claim.span
        assert len(changed.text) == (len(report.text) if level == "careful" else 0)
        if level == "careful":
            assert changed.text[slice(*one.span)] == one.quote


@pytest.mark.parametrize("level", LEVELS)
def test_redacting_twice_changes_nothing_more(make_town, level):
    once = redact(make_town(), level)

    again = redact(once, level)

    assert list(again.claims()) == list(once.claims())
    assert list(again.incidents()) == list(once.incidents())


def test_level_none_gives_all_as_it_is(make_town):
    town = make_town()

    held = redact(town, "none")

    assert (list(held.claims()), list(held.incidents()), list(held.reports())) == (
        town.claims(), town.incidents(), town.reports(),
    )  # fmt: skip
    assert held.left_out == ()


def test_a_level_that_there_is_not_is_refused(make_town):
    with pytest.raises(SettingInvalid, match="none, careful, public"):
        redact(make_town(), "secret")


def test_what_was_left_out_is_counted(make_town, make_report):
    held = redact(make_town(make_report(1), make_report(2, sayer="Mira Tolen", place="Niederau")), "careful")

    assert {loss.what: loss.count for loss in held.left_out} == {
        "names of private persons": 3,
        "sentences with such a name": 4,
        "places of people in danger": 2,
    }


def test_colleagues_can_tell_persons_apart_and_the_public_cannot(make_town, make_report):
    town = make_town(make_report(1), make_report(2, sayer="Mira Tolen", victim="Petar Velkov"))

    careful = [claim.chain[-1].sayer for claim in redact(town, "careful").claims()]
    public = [claim.chain[-1].sayer for claim in redact(town, "public").claims()]

    assert len(set(careful)) == 2
    assert all(sayer.startswith("person ") for sayer in careful)
    assert public == ["a person", "a person"]


@pytest.mark.parametrize(
    "office", ["army spokesman ", "Col. ", "Defence Minister ", "the League's head of foreign relations, "]
)
def test_who_speaks_for_a_body_keeps_the_name(make_town, make_report, office):
    claim = only(redact(make_town(make_report(office=office)), "careful").claims())

    assert claim.chain[-1].sayer == "Ana Velkova"


@pytest.mark.parametrize("office", ["a spokesperson for the League", "the army's chief spokesman"])
def test_who_is_said_to_speak_for_a_body_keeps_the_name(make_town, make_report, office):
    report, claim, incident = make_report()
    words = report.text.replace("Velkova told", f"Velkova, {office}, told")

    changed = only(redact(make_town((replace(report, text=words), claim, incident)), "careful").claims())

    assert changed.chain[-1].sayer == "Ana Velkova"


def test_a_neighbour_of_a_minister_is_no_minister(make_town, make_report):
    report, claim, incident = make_report()
    words = report.text.replace("told the", ", a neighbour of the minister, told the").replace(" ,", ",")

    changed = only(redact(make_town((replace(report, text=words), claim, incident)), "careful").claims())

    assert changed.chain[-1].sayer == "person 1"


def test_known_actors_stay_even_where_a_private_person_shares_a_name(make_town, make_report):
    report, claim, incident = make_report()
    known = Voice("Boris Velkov", "person", "x:boris")
    words = f"{report.text} Boris Velkov leads the League."
    claim = replace(claim, chain=(claim.chain[0], known, claim.chain[1]))

    held = redact(make_town((replace(report, text=words), claim, incident)), "careful")

    assert only(held.claims()).chain[1].sayer == "Boris Velkov"
    assert "Boris Velkov leads the League." in only(held.reports()).text


def test_a_thing_with_a_name_is_no_person(make_town, make_report):
    report, claim, incident = make_report()
    words = f"{report.text} A Sea Kestrel was lost."
    start = words.index("Sea Kestrel")
    kestrel = Party((start, start + len("Sea Kestrel")), "Sea Kestrel", "Sea Kestrel", None)
    claim = replace(claim, event=replace(claim.event, target=kestrel))

    changed = only(redact(make_town((replace(report, text=words), claim, incident)), "careful").claims())

    assert changed.event.target.name == "Sea Kestrel"


def test_a_place_of_people_in_danger_is_its_province_to_a_degree(make_town):
    held = redact(make_town(), "careful")

    place = only(only(held.incidents()).places)
    mention = only(only(held.claims()).event.places)
    assert (place.name, mention.name, mention.level, place.where_prec) == (
        "Northmark",
        "Northmark",
        "admin1",
        4,
    )
    assert place.id is mention.id is mention.admin2 is None
    assert (place.lat, place.lon) == (51.5, 7.5)
    off = math.hypot((51.5 - 51.234) * 111, (7.5 - 7.456) * 111 * math.cos(math.radians(51)))
    assert place.radius_km >= off


def test_a_place_where_only_fighters_are_said_to_be_hurt_stays(make_town, make_report):
    report, claim, incident = make_report(harmed=False, office="army spokesman ")

    held = redact(make_town((report, claim, incident)), "careful")

    assert only(held.incidents()).places == incident.places


def test_a_place_is_coarse_wherever_it_stands(make_town, make_report):
    fighters = make_report(2, harmed=False, office="army spokesman ", sayer="Ivo Brandt")

    held = redact(make_town(make_report(1), fighters), "careful")

    assert {incident.places[0].name for incident in held.incidents()} == {"Northmark"}


@pytest.mark.parametrize(
    ("province", "name"), [("Oldenfurt", "XXA"), (None, "XXA"), ("Northmark", "Northmark")]
)
def test_a_province_that_is_called_as_the_place_would_give_it_away(make_town, make_report, province, name):
    held = redact(make_town(make_report(province=province)), "careful")

    assert only(held.incidents()).places[0].name == name


def test_the_public_gets_statements_and_no_texts(make_town):
    held = redact(make_town(), "public")

    report = only(held.reports())
    assert (report.text, report.title, report.author, report.url, report.key) == ("", None, None, None, None)
    assert only(held.claims()).chain[-1].sayer == "a person"


def test_the_public_sees_no_words_with_a_name_that_nobody_knows(make_town, make_report):
    report, claim, incident = make_report(harmed=False, office="army spokesman ")
    quote = "the house of Zdena Korbel burned"

    held = redact(make_town((report, replace(claim, quote=quote, span=(0, 1)), incident)), "public")

    assert only(held.claims()).quote == "███"


def test_the_public_does_not_see_who_reviewed(make_town, make_report):
    report, claim, incident = make_report()
    claim = replace(claim, reviewed=Reviewed("M. Ostrova", "2026-03-01T10:00:00+00:00", "d-1"))

    assert only(redact(make_town((report, claim, incident)), "public").claims()).reviewed.by == "a reviewer"


def test_names_in_scripts_without_capitals_are_found(make_town, make_report):
    held = redact(make_town(make_report(sayer="王伟明", victim="آنا بتروفا")), "careful")

    words = "".join(files_of(held).values())
    assert "王伟明" not in words
    assert "بتروفا" not in words


def test_a_place_that_only_the_incident_has_is_coarse_too(make_town, make_report):
    """Where an incident stands is not always a place of the claims that endanger people."""
    report, claim, incident = make_report()
    mill = replace(incident.places[0], id="x:mill", name="Velm Mill", lat=51.235, lon=7.457)
    report = replace(report, text=f"{report.text} They ran to Velm Mill.")

    held = redact(make_town((report, claim, replace(incident, places=(mill, *incident.places)))), "careful")

    assert {place.name for place in only(held.incidents()).places} == {"a place not named", "Northmark"}
    assert {(place.lat, place.lon) for place in only(held.incidents()).places} == {(51.5, 7.5)}
    assert "Velm" not in only(held.reports()).text


def test_a_place_of_an_incident_alone_keeps_a_name_that_a_person_has_a_part_of(make_town, make_report):
    report, claim, incident = make_report(harmed=False, office="army spokesman ")
    mount = replace(incident.places[0], id="x:mount", name="Mount Velm")
    hit = Party(None, "Velm", "Velm", None)
    claim = replace(claim, event=replace(claim.event, target=hit))
    text = f"{report.text} They shelled Mount Velm."
    start = text.rindex("Velm")
    claim = replace(claim, event=replace(claim.event, target=replace(hit, span=(start, start + 4))))

    held = redact(
        make_town((replace(report, text=text), claim, replace(incident, places=(mount,)))), "careful"
    )

    assert only(held.incidents()).places[0].name == "Mount Velm"
    assert only(held.reports()).text.endswith("They shelled Mount Velm.")
