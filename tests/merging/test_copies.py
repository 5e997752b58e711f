"""Which texts are copies of one another."""

import random
from dataclasses import dataclass

import pytest

from fogline.merging.copies import group, sign
from fogline.model.report import Report

STORY = (
    "The harbour of Pelargir was shelled before dawn on Tuesday, and the garrison's commander said that eleven of his "
    "men were wounded when a depot caught fire. Fishermen who had put to sea at midnight told of flashes in the north. "
    "The council of Umbar denied that its ships had come nearer than forty miles, and called the account a fable. "
    "Relief wagons were on the road from Linhir by noon, an officer added, and the bridges were open again."
)
OTHER = (
    "Wheat prices rose in the markets of Dale for the third week running as rain kept the carts from the upper valley. "
    "Millers expect the first of the new crop at the end of the month, and the guild has asked for the toll on barges "
    "to be set aside until then. The treasurer promised an answer after the assembly has met on Friday evening."
)


@dataclass
class Signed:
    report: str
    published: str | None
    signature: bytes


def signed(name: str, text: str, published: str | None = "1982-05-03") -> Signed:
    return Signed(f"r-{name}", published, sign(Report(text=text)))


def test_the_same_text_has_one_origin_named_for_its_first_report():
    origins = group(
        [signed("b", STORY, "1982-05-04"), signed("a", STORY, "1982-05-03"), signed("c", STORY, None)]
    )

    assert set(origins.values()) == {"o-a"}


@pytest.mark.parametrize(
    "edited",
    [
        STORY.replace("Tuesday", "Monday").replace("eleven", "ten"),
        "PELARGIR, 4 May (Southern Press) -- " + STORY,
        STORY.upper(),
        STORY.rsplit(". ", 1)[0] + ".",
        STORY.replace("’", "'").replace(" ", "  "),
    ],
    ids=["two words", "dateline", "capitals", "cut short", "spaces"],
)
def test_an_edited_copy_shares_the_origin(edited):
    assert len(set(group([signed("a", STORY), signed("b", edited)]).values())) == 1


def test_other_texts_keep_their_own_origin():
    assert len(set(group([signed("a", STORY), signed("b", OTHER)]).values())) == 2


def test_short_texts_are_copies_only_word_for_word():
    origins = group(
        [signed("a", "No losses today."), signed("b", "no losses, today"), signed("c", "No losses.")]
    )

    assert origins["r-a"] == origins["r-b"] != origins["r-c"]


def test_the_order_of_reports_changes_nothing():
    reports = [
        signed(str(at), (STORY if at % 2 else OTHER) + f" Edition {at}.", f"1982-05-{at + 1:02}")
        for at in range(12)
    ]
    expected = group(reports)

    for seed in range(4):
        assert group(random.Random(seed).sample(reports, len(reports))) == expected


def test_a_text_of_lone_surrogates_and_controls_can_be_signed():
    assert len(sign(Report(text="\ud800\x00 word " * 20))) == 512
