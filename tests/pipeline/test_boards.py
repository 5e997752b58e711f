"""A board shows, at the end of a day, the claims for and against each condition and the claims behind each number."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.pipeline.past import past_store

ACTORS = """
about = "The two fronts of an invented war."
actors = [
  { id = "made:arnor", name = "Arnor Front", kind = "rebel group", countries = ["AFG"] },
  { id = "made:umbar", name = "Umbar Front", kind = "rebel group", countries = ["AFG"] },
]
"""
REPORTS = (
    ("analyst", "Channel Wire", "2021-03-10",
     "For the Arnor Front to threaten Kunduz, it will need to gain weapons, shelter and training from abroad, Ioreth "
     "Vale, an analyst, said on Wednesday."),
    ("convoy", "Bay Courier", "2021-04-12",
     "A convoy brought weapons to the Arnor Front near Kunduz on Sunday, residents said. Fighters of the Arnor Front "
     "killed three soldiers of the Umbar Front in Kunduz on Sunday, residents said."),
    ("denial", "Channel Wire", "2021-04-20",
     "Karim Daud, a spokesman for the Arnor Front, denied on Tuesday that it had received weapons. No fighter had been "
     "trained abroad, he said."),
    ("threat", "Bay Courier", "2021-05-06",
     "The Umbar Front warned on Thursday that it would bomb any village that gives shelter to the Arnor Front."),
    ("admission", "Hill Gazette", "2021-05-20",
     "The Arnor Front admitted on Thursday that it had received weapons."),
)  # fmt: skip
BOARD = """
title = "Kunduz"
area = "AFG"

[[measured]]
id = "deaths"
series = "killed"
period = "last month"
at_least = 3

[[measured]]
id = "imported"
series = "others"
period = "latest month"
at_least = 25

[[condition]]
id = "weapons"
words = ["weapon*"]
parties = ["Arnor Front"]
at_least = 2

[[condition]]
id = "shelter"
words = ["shelter*"]
days = 30

[[condition]]
id = "training"
words = ["train*"]

[arrow]
deteriorated = { of = ["deaths"] }

[[alert]]
id = "threat"
kind = "conflict risk"
of = ["weapons:contested", "shelter:outlook"]
at_least = 2
"""
NUMBERS = "area,period,value\nAFG,2021-04,30\n"


class Clock:
    """Tells one day after another, as it is set."""

    def __init__(self):
        self.now = datetime(2021, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return a casebook that received each report at noon of its day, and what its board said at the end of each."""
    base = tmp_path_factory.mktemp("boards")
    folder, clock, said = base / "war.fog", Clock(), {}
    (folder / "registries").mkdir(parents=True)
    (folder / "registries" / "actors_war.toml").write_text(ACTORS, encoding="utf-8")
    (folder / "boards").mkdir()
    (folder / "boards" / "kunduz.toml").write_text(BOARD, encoding="utf-8")
    (base / "others.csv").write_text(NUMBERS, encoding="utf-8")
    book = Casebook(folder, clock=clock)
    for key, outlet, published, text in REPORTS:
        clock.now = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        book.add_documents([{"key": key, "outlet": outlet, "published": published, "text": text}])
        if key == "threat":
            book.add_series(base / "others.csv", name="others", source="A count of ours")
        book.run()
        said[published] = book.board("kunduz")
    clock.now = datetime(2021, 6, 1, 12, tzinfo=UTC)
    return book, said


@pytest.fixture(scope="module")
def book(told):
    return told[0]


def condition(board, id):
    return next(one for one in board.conditions if one.id == id)


def measured(board, id):
    return next(one for one in board.measured if one.id == id)


def keys(book, spoken):
    return [book.find(one.claim).key for one in spoken]


def test_each_condition_has_the_claims_for_and_against_it(told):
    book, said = told
    weapons, training = (condition(said["2021-05-06"], id) for id in ("weapons", "training"))

    assert (keys(book, weapons.for_), keys(book, weapons.against)) == (["convoy"], ["denial"])
    assert keys(book, weapons.outlook) == ["analyst"]
    assert weapons.state == "contested"
    assert (keys(book, training.for_), keys(book, training.against)) == ([], ["denial"])
    assert weapons.against[0].sayer == "Karim Daud"
    assert all(one.grade for one in (*weapons.for_, *weapons.against))


def test_without_a_day_a_board_stands_at_that_of_the_last_report(book):
    board = book.board("kunduz")

    assert board.day == "2021-05-20"
    assert keys(book, condition(board, "weapons").for_) == ["convoy", "admission"]


def test_two_lists_of_words_ask_for_one_of_each(book, tmp_path):
    path = tmp_path / "trained.toml"
    trained = '[[condition]]\nid = "trained"\nwords = ["train*", "weapons"]\nalso = ["fighter", "convoy"]\n'
    path.write_text(f'title = "T"\n{trained}', encoding="utf-8")

    (one,) = book.board(path).conditions

    assert (keys(book, one.for_), keys(book, one.against), one.outlook) == (["convoy"], ["denial"], ())


def test_a_claim_from_before_the_days_that_a_condition_asks_for_speaks_no_more(book):
    shelter = condition(book.board("kunduz"), "shelter")

    assert keys(book, shelter.outlook) == ["threat"]


def test_a_number_of_the_casebook_comes_with_its_claims(book):
    deaths = measured(book.board("kunduz"), "deaths")

    assert (deaths.value, deaths.state, deaths.first) == (3, "met", "2021-04")
    assert {book.find(claim).key for claim in deaths.claims} == {"convoy"}


def test_a_number_of_others_comes_with_its_source(book):
    others = measured(book.board("kunduz"), "imported")

    assert (others.value, others.source, others.claims, others.last) == (30, "A count of ours", (), "2021-04")


DIRECTIONS = ["no data", "deteriorated", "deteriorated"]


def test_arrow_and_alert_follow_their_rules(told):
    _, said = told
    before, after, last = (said[day] for day in ("2021-04-20", "2021-05-06", "2021-05-20"))

    assert [board.alerts[0].raised for board in (before, after, last)] == [False, True, True]
    assert [board.arrow.direction for board in (before, after, last)] == DIRECTIONS
    assert last.arrow.month == "2021-04"


@pytest.mark.parametrize(("clock", "day"), [("as_of", "2021-04-20"), ("as_of", "2021-05-06"),
                                            ("published_until", "2021-04-20")])  # fmt: skip
def test_nothing_after_the_day_changes_what_the_board_said(told, clock, day):
    book, said = told
    now = book.board("kunduz", **{clock: day})

    if clock == "published_until":  # the file of the other source had not come in by then
        now = replace(now, measured=now.measured[:1])
        said = {day: replace(said[day], measured=said[day].measured[:1])}
    assert replace(now, as_of=None, published_until=None) == said[day]


def test_what_people_decided_later_changes_nothing_of_an_earlier_board(told):
    book, said = told
    denied = condition(said["2021-05-20"], "weapons").against[0].claim

    made = book.review.reject(denied, by="Ada Kern", reason="misread")
    book.run()
    later, earlier = book.board("kunduz"), book.board("kunduz", as_of="2021-05-20")
    book.review.undo(made, by="Ada Kern", reason="it was right")
    book.run()

    assert not condition(later, "weapons").against
    assert earlier.conditions == said["2021-05-20"].conditions


def test_the_tables_of_this_moment_are_those_that_a_run_made(book):
    views = ("claims", "incidents", "series")
    with past_store(book._store, book._stages, as_of=book._clock.now) as past:
        for view in views:
            query = f"select * from {view} order by all"
            assert list(past.tables.rows(query)) == list(book._store.tables.rows(query))


def test_a_board_may_stand_anywhere(book, tmp_path):
    (tmp_path / "mine.toml").write_text(BOARD, encoding="utf-8")
    here, there = book.board("kunduz"), book.board(tmp_path / "mine.toml")

    assert there == replace(here, name="mine")
    assert book.boards() == ("kunduz",)


def test_a_draft_proposes_what_was_said_to_depend_on_something(book, tmp_path):
    path = tmp_path / "draft.toml"
    path.write_text(book.draft_board(), encoding="utf-8")
    board = book.board(path)

    assert [one.id for one in board.conditions] == ["weapons", "shelter", "training-from-abroad"]
    assert all(keys(book, one.outlook)[0] == "analyst" for one in board.conditions)
    assert book.check_board(path) == ()


def test_what_a_casebook_cannot_answer_is_named(book, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(
        'title = "T"\n[[measured]]\nid = "a"\nseries = "deathz"\narea = "AFG"\nat_least = 1\n'
        '[[measured]]\nid = "b"\nseries = "killed"\narea = "Atlantis"\nat_least = 1\n'
        '[[condition]]\nid = "c"\ntypes = ["armed_clashes"]\n',
        encoding="utf-8",
    )

    series, area, type = book.check_board(path)

    assert "measured 'a': series: found 'deathz', expected one of" in series
    assert "no number of 'killed' for 'Atlantis'" in area
    assert "'armed_clashes'" in type
    assert [one.state for one in book.board(path).measured] == ["no data", "no data"]


def test_a_board_that_is_not_there_and_a_day_to_come_are_refused(book):
    with pytest.raises(ObjectUnknown, match="expected one of kunduz"):
        book.board("herat")
    with pytest.raises(SettingInvalid, match="a day up to today"):
        book.board("kunduz", as_of="2030-01-01")
