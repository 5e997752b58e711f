"""Whose voices stand in a chain: reports that are denied, what one was told, what is believed."""

import pytest

import fogline


def chains(text: str) -> list[tuple[str, tuple[str | None, ...]]]:
    """Return the stance and the sayers behind the outlet of each claim."""
    reading = fogline.read(text, published="1982-05-20", outlet="Harbour Post", lang="en")
    return [(claim.stance, tuple(voice.sayer for voice in claim.chain[1:])) for claim in reading.claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army denied a Panamanian report that 30 soldiers were killed.",
            {("denied", ("The army",)), ("asserted", ("Panama",))},
        ),
        (
            "The army denied reports that 30 soldiers were killed.",
            {("denied", ("The army",)), ("asserted", ("reports",))},
        ),
        (
            "The minister confirmed an earlier report that 30 soldiers were killed.",
            {("confirmed", ("The minister",)), ("asserted", ("earlier report",))},
        ),
    ],
)
def test_an_answer_and_the_report_that_it_answers_are_two_claims(text, expected):
    assert set(chains(text)) == expected


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The ministry said villagers had told it that troops killed three men.", ("ministry", "villagers")),
        (
            "A radio amateur said he had heard from a farmer that 20 soldiers were killed.",
            ("A radio amateur", "a farmer"),
        ),
    ],
)
def test_what_a_sayer_was_told_ends_with_who_told_it(text, voices):
    assert ("asserted", voices) in chains(text)


def test_what_is_believed_within_what_someone_says_is_that_ones_judgement():
    text = "A depot is believed to have been destroyed in the raid, a spokesman said."

    assert {voices for _, voices in chains(text)} == {("a spokesman",)}


def test_a_request_to_confirm_confirms_nothing():
    text = "The government has asked Panama to confirm that all hostilities are at an end."

    assert {stance for stance, _ in chains(text)} == {"demanded"}


def test_a_sayer_within_what_it_says_itself_stands_once():
    text = "Panama said it had warned that its troops would attack the harbour."

    assert all(len(set(voices)) == len(voices) for _, voices in chains(text))


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The minister told the House of Commons that two ships were sunk.", None),
        ("Officials reported that two ships were sunk.", None),
        ("The minister told Reuters that two ships were sunk.", "interview"),
    ],
)
def test_a_medium_is_where_it_was_said(text, medium):
    reading = fogline.read(text, published="1982-05-20", outlet="Harbour Post", lang="en")

    assert {claim.chain[-1].medium for claim in reading.claims} == {medium}
