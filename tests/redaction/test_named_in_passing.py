"""A person whom no claim tells of, and whom a text names, is not handed on by the name either."""

from dataclasses import replace

import pytest

from fogline.redaction import redact
from fogline.redaction.passing import capitalised


def only(records):
    (one,) = records
    return one


def with_words(each, words):
    report, claim, incident = each
    return replace(report, text=f"{report.text} {words}"), claim, incident


def careful(make_town, make_report, words):
    return redact(make_town(with_words(make_report(), words)), "careful")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Then her brother Tomas was found.", "Tomas"),
        ("A farmer, Zdena Korbel, saw it.", "Korbel"),
        ("Zdena Korbel, 34, saw it.", "Korbel"),
        ("Korbel (34) saw it.", "Korbel"),
        ("Later Zdena Korbel, a local teacher, saw it.", "Korbel"),
        ("The body was identified as Korbel.", "Korbel"),
        ("Zdena Korbel was taken away.", "Korbel"),
        ("Zdena F. Korbel had been detained.", "Korbel"),
        ("Mrs. Korbel wept.", "Korbel"),
        ("La vecina Zdena de la Cruz lo vio.", "Cruz"),
        ("Son fr\u00e8re Ilia est mort.", "Ilia"),
        ("They went by the house of Zdena Korbel.", "Korbel"),
        ("Тогда жена Ивана Петрова ушла.", "Петрова"),
    ],
)  # fmt: skip
def test_who_is_named_in_passing_is_not_named_on(make_town, make_report, words, name):
    held = careful(make_town, make_report, words)

    assert name not in only(held.reports()).text


@pytest.mark.parametrize(
    "words",
    [
        "The Northern League denied it on Monday.",
        "Col. Zdena Korbel, 54, the army spokeswoman, denied it.",
        "The frigate HMS Kestrel was lost.",
        "Mount Velm and Port Velm are near.",
        "British Airways flew on.",
    ],
)
def test_officials_bodies_and_sites_keep_their_names(make_town, make_report, words):
    assert only(careful(make_town, make_report, words).reports()).text.endswith(words)


def test_a_person_of_a_title_or_of_one_word_is_hidden_wherever_the_name_stands(make_town, make_report):
    each = with_words(make_report(), "Korbel hid. Her neighbour Zdena Korbel was shot.")
    report = replace(each[0], title="The death of Zdena Korbel", url="https://wire.example/zdena-korbel")

    held = only(redact(make_town((report, *each[1:])), "careful").reports())

    assert "orbel" not in held.text + held.title
    assert held.url is None


def test_a_given_name_that_a_minister_has_too_hides_nobody_less(make_town, make_report):
    report, claim, incident = with_words(make_report(), "Her son Boris Korbel was shot.")
    known = replace(claim.chain[1], sayer="Boris Velkov", actor="x:boris")
    claim = replace(claim, chain=(claim.chain[0], known, claim.chain[1]))

    held = redact(make_town((report, claim, incident)), "careful")

    assert "Korbel" not in only(held.reports()).text


def test_what_could_not_be_looked_through_is_said(make_town, make_report):
    report, claim, incident = make_report()
    report = replace(report, text="\u738b\u4f1f\u660e\u5728\u5bb6\u4e2d\u3002")

    losses = {
        loss.what: loss.count for loss in redact(make_town((report, claim, incident)), "careful").left_out
    }

    assert losses["texts that could not be looked through for names"] == 1


def test_names_that_nobody_knows_are_counted(make_town, make_report):
    held = careful(make_town, make_report, "They went by the house of Zdena Korbel.")

    assert {"names in texts that nobody knows": 1}.items() <= {
        loss.what: loss.count for loss in held.left_out
    }.items()


def test_names_are_whole_without_what_begins_a_sentence():
    text = "Then Zdena de la Cruz met J. Korbel. In May Mr. Tolen left.\n\nOldenfurt slept."

    assert [text[slice(*span)] for span in capitalised(text)] == [
        "Zdena de la Cruz", "J. Korbel", "May", "Tolen", "Oldenfurt",
    ]  # fmt: skip
