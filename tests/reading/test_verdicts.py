"""A predicate that says of a statement that it is not so is a denial, by whoever's words it stands in."""

import pytest

import fogline


def denials(text: str) -> list[tuple[str, str, str]]:
    """Return sayer, cue and content of each denial as written."""
    reading = fogline.read(text, lang="en")
    return [
        tuple(
            " … ".join(text[slice(*span)] for span in spans) for spans in (one.source, one.cue, one.content)
        )
        for one in reading.attributions
        if one.stance == "denied"
    ]


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("The mayor said on Monday that the allegations were entirely fabricated.",
         ("The mayor", "entirely fabricated", "the allegations")),
        ("Colonel Orla Venn told reporters it was not true that his men had burned the mill.",
         ("Colonel Orla Venn", "not true", "his men had burned the mill")),
        ("There is no truth to the reports, Minister Ada Kern said.",
         ("Minister Ada Kern", "no truth", "the reports")),
        ("The rebels claim to hold the bridge. This is false.", ("", "is false", "This")),
    ],
)  # fmt: skip
def test_a_verdict_is_a_denial_of_what_it_is_passed_on(text, denial):
    assert denial in denials(text)


def test_what_something_is_called_belongs_to_the_cue():
    (found,) = denials("The army dismissed reports of a retreat as unfounded.")

    assert found == ("The army", "dismissed … as unfounded", "reports of a retreat")


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the reports were not false.",
        "If the reports are false, the envoy will resign, the minister said.",
        "The sentry was wrong about the hour, the mayor said.",
        "The prisoners were ordered to lie down.",
        "The envoy said the account may be untrue.",
    ],
)
def test_what_leaves_open_whether_it_is_so_denies_nothing(text):
    assert denials(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied participation in the massacre.", "denied_responsibility"),
        ("The front rejected all charges of involvement in the bombing.", "denied_responsibility"),
        ("The general declined to confirm or deny reports of a retreat.", "refused"),
        ("She not only brushed off the report's findings but also blamed the mayor.", "denied"),
    ],
)
def test_a_denial_is_told_from_what_looks_like_one(text, stance):
    stances = {one.stance for one in fogline.read(text, lang="en").attributions}

    assert stance in stances
    assert stances.isdisjoint({"denied", "denied_responsibility", "refused"} - {stance})


def test_a_thing_that_is_withheld_is_not_denied_as_a_statement():
    assert denials("The warden denied the prisoners a hearing.") == []


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("The admiral said the navy was not responsible for the sinking.", "not responsible", "denied_responsibility"),
        ("The consul wrote that the front bore no responsibility for the raid.", "no responsibility",
         "denied_responsibility"),
        ("The mayor said that the fire had nothing to do with the strike.", "nothing to do with", "denied"),
        ("The ministry said the raid would not go unpunished.", "not go unpunished", "threatened"),
    ],
)  # fmt: skip
def test_who_disowns_a_deed_or_promises_to_repay_one_says_so_within_what_is_said(text, cue, stance):
    found = fogline.read(text, lang="en").attributions

    assert [one.stance for one in found if [text[slice(*span)] for span in one.cue] == [cue]] == [stance]
