"""What a look finds is a sequence like any other, whether the tables are held in memory or not."""

import pytest

from fogline.casebook import Casebook
from fogline.pipeline.looking import IncidentFilter
from tests.fake_stages import documents, fake_stages

SLICES = [
    slice(None), slice(3, 6), slice(None, 2), slice(4, 4), slice(6, 3), slice(999, None), slice(-3, None),
    slice(1, -2), slice(0, 8, 3), slice(None, None, -1), slice(6, 2, -2),
]  # fmt: skip


@pytest.fixture(scope="module")
def open_book(tmp_path_factory) -> Casebook:
    made = Casebook(tmp_path_factory.mktemp("listing") / "north.fog", stages=fake_stages())
    made.add_documents(documents(8))
    made.run()
    return made


@pytest.fixture(scope="module", params=["open", "held"])
def book(request, open_book) -> Casebook:
    if request.param == "open":
        return open_book
    held = open_book.apart()
    held.hold()
    return held


@pytest.mark.parametrize("wanted", SLICES, ids=str)
def test_a_slice_is_that_of_the_whole(book, wanted):
    for found in (book.claims(), book.incidents(), book.answers()):
        whole = list(found)
        assert len(whole) > 3
        assert [*found[wanted]] == whole[wanted]


def test_a_place_counts_from_either_end(book):
    found = book.claims()

    assert (found[1], found[-1]) == (list(found)[1], list(found)[-1])
    with pytest.raises(IndexError):
        found[len(found)]


def test_the_same_question_with_other_words_is_another(book):
    denied, all_ = book.claims(stance="denied"), book.claims()

    assert 0 < len(denied) < len(all_)
    assert len(book.claims(stance="asserted")) == len([one for one in all_ if one.stance == "asserted"])


def test_what_was_found_before_is_forgotten_when_more_is_held(open_book):
    held = open_book.apart()
    held.hold()
    before = len(held.claims())
    open_book.add_documents(documents(1, start=60))
    open_book.run()
    held.hold()

    assert len(held.claims()) == len(list(held.claims())) > before


@pytest.mark.parametrize(
    "wanted", [IncidentFilter(), IncidentFilter(type="shelling"), IncidentFilter(place="Nowhere")]
)
def test_columns_are_those_of_the_records_in_their_order(book, wanted):
    rows = book.incidents_placed(wanted)

    found = book.incidents(type=wanted.type, place=wanted.place)
    assert [(row["id"], row["type"], row["place"]) for row in rows] == [
        (incident.id, incident.type, incident.places[0].name) for incident in found
    ]
    assert bool(rows) is (wanted.place is None)


def test_names_are_listed_a_page_at_a_time_as_all_at_once(book):
    listing, whole = book.name_listing(waiting=False), book.names(waiting=False)

    assert (len(listing), [*listing]) == (len(whole), [*whole])
    assert [*listing[1:3]] == [*whole[1:3]] != []
    assert [*listing.having(whole[0].name)] == [one for one in whole if whole[0].name in one.name]
    assert len(listing.having("nobody of this name")) == 0


@pytest.mark.parametrize(
    ("place", "is_found"),
    [
        ("Sorvik", True), ("sórvik", True), ("Sorv", False), ("gn:1", True), ("gn:", False), ("(.*", False),
        ("Sorvik\nSorvik", False),
    ],
)  # fmt: skip
def test_a_place_is_found_by_whole_words_or_its_id(book, place, is_found):
    assert bool(len(book.claims(place=place))) == bool(len(book.incidents(place=place))) == is_found
