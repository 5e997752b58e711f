"""A private person's name never stays; a group, a piece of land or a make of machines is none."""

from dataclasses import replace

import pytest

from fogline.model.reading import Party, Voice
from fogline.redaction import redact


def only(records):
    (one,) = records
    return one


def with_target(each, words, name):
    """Return a report with more words, in which a claim has a target of a name."""
    report, claim, incident = each
    text = f"{report.text} {words}"
    start = text.rindex(name)
    party = Party((start, start + len(name)), name, name, None)
    return replace(report, text=text), replace(claim, event=replace(claim.event, target=party)), incident


def target_of(held):
    return only(held.claims()).event.target.name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Three Falkland Islanders also died.", "Islanders"),
        ("Members of the crew were hurt.", "Members"),
        ("Vessels under a flag were turned back.", "Vessels"),
        ("They died in a raid on Pebble Island, it said.", "Pebble Island"),
        ("They died on Mount Harriet, it said.", "Mount Harriet"),
        ("It was hit by Sea Kestrel aircraft.", "Sea Kestrel"),
    ],
)
def test_groups_lands_and_makes_of_machines_are_no_persons(make_town, make_report, words, name):
    assert target_of(redact(make_town(with_target(make_report(), words, name)), "careful")) == name


def test_many_of_one_make_are_no_persons(make_town, make_report):
    one = with_target(make_report(), "It was hit by Sea Kestrel aircraft.", "Sea Kestrel")
    many = with_target(make_report(2), "Navy Sea Kestrels flew off.", "Sea Kestrels")

    held = redact(make_town(one, many), "careful")

    assert [claim.event.target.name for claim in held.claims()] == ["Sea Kestrel", "Sea Kestrels"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Then one Zdena Korbel was killed.", "Zdena Korbel"),
        ("Then a Mrs Korbel was killed.", "Mrs Korbel"),
        ("The League sent Zdena Korbel drones.", "Zdena Korbel"),
        ("Zdena Rivers was killed.", "Zdena Rivers"),
        ("Zdena Church was killed.", "Zdena Church"),
        ("Zdena Court was killed.", "Zdena Court"),
        ("Torres was killed.", "Torres"),
    ],
)
def test_a_person_is_not_taken_for_a_thing(make_town, make_report, words, name):
    held = redact(make_town(with_target(make_report(), words, name)), "careful")

    assert target_of(held).startswith("person ")
    assert name.split()[-1] not in only(held.reports()).text


def test_a_name_that_is_shared_with_somebody_known_or_with_a_place_hides_nobody_less(make_town, make_report):
    """A victim called John is private though a minister is called John too, and a town San Carlos."""
    report, claim, incident = with_target(
        make_report(place="San Carlos"), "Then Carlos Smith was killed.", "Carlos Smith"
    )
    claim = replace(claim, chain=(*claim.chain, Voice("John Smith", "person", "x:john")))

    held = redact(make_town((report, claim, incident)), "careful")

    assert target_of(held).startswith("person ")
    assert "Carlos Smith" not in only(held.reports()).text


def test_a_part_of_a_places_name_is_no_person_where_the_whole_stands(make_town, make_report):
    each = make_report(place="Port Velm", harmed=False, office="army spokesman ")
    inside = with_target(each, "They raided Port Velm on Monday.", "Velm")
    alone = with_target(each, "They killed Velm on Monday.", "Velm")

    assert target_of(redact(make_town(inside), "careful")) == "Velm"
    assert target_of(redact(make_town(alone), "careful")) == "person 1"


def test_a_family_is_hidden_with_each_of_it(make_town, make_report):
    report, claim, incident = make_report()
    report = replace(report, text=f"{report.text} It was the house of the Velkovs.")

    held = redact(make_town((report, claim, incident)), "careful")

    assert "Velkov" not in only(held.reports()).text


@pytest.mark.parametrize("name", ["Brigadier General Aster", "Col. Zdena Korbel", "Governor Korbel"])
def test_a_name_that_has_the_office_in_it_is_an_officials(make_town, make_report, name):
    held = redact(make_town(with_target(make_report(), f"They took {name} away.", name)), "careful")

    assert target_of(held) == name


def test_a_name_that_only_begins_like_an_office_is_none(make_town, make_report):
    held = redact(
        make_town(with_target(make_report(), "They took Majora Korbel away.", "Majora Korbel")), "careful"
    )

    assert target_of(held).startswith("person ")


def test_a_word_for_what_belongs_to_a_country_hides_no_sentence(make_town, make_report):
    """A thing such as "Argentine Skyhawks" may be taken for a person; not all that is Argentine is hidden for it."""
    name = "Argentine Velmhawks"
    each = with_target(make_report(harmed=False, office="army spokesman "), f"Then {name} died.", name)
    each = (
        replace(
            each[0], text=f"{each[0].text} It rained. The Argentine fleet left. It rained. Velmhawks fell."
        ),
        *each[1:],
    )

    text = only(redact(make_town(each), "careful").reports()).text

    assert "The Argentine fleet left." in text
    assert "Velmhawks" not in text


def test_a_name_with_its_accent_is_no_such_word(make_town, make_report):
    each = with_target(make_report(), "Then Germ\u00e1n Velm died.", "Germ\u00e1n Velm")
    each = (replace(each[0], text=f"{each[0].text} Germ\u00e1n was ten."), *each[1:])

    assert "Germ\u00e1n" not in only(redact(make_town(each), "careful").reports()).text
