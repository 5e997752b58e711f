"""Times: what phrases mean, seen from a day of publication, from a dateline and from a story."""

from datetime import date

import pytest

from fogline.model.reading import PlaceMention
from fogline.plugins import load_documents
from fogline.reading.times import TimeFinder, is_southern

PUBLISHED = "2016-09-22"  # a Thursday

PHRASES = [
    # phrase in a sentence, words covered, value, earliest, latest
    ("on Tuesday", "Tuesday", "2016-09-20", "2016-09-20", "2016-09-21"),
    ("last Friday", "last Friday", "2016-09-16", "2016-09-16", "2016-09-17"),
    ("earlier this month", "earlier this month", "2016-09", "2016-09-01", "2016-09-22"),
    ("last September", "last September", "2015-09", "2015-09-01", "2015-10-01"),
    ("in the past 10 days", "the past 10 days", "P10D", "2016-09-12", "2016-09-22"),
    (
        "two days before the 9/11 attacks",
        "two days before the 9/11 attacks",
        "2001-09-09",
        "2001-09-09",
        "2001-09-10",
    ),
    ("late last month", "late last month", "2016-08", "2016-08-21", "2016-09-01"),
    (
        "early Wednesday morning",
        "early Wednesday morning",
        "2016-09-21TMO",
        "2016-09-21T00:00",
        "2016-09-21T08:00",
    ),
    ("since the beginning of the year", "the beginning of the year", "2016", "2016-01-01", "2016-09-23"),
    ("in the last week of August", "the last week of August", "2016-W34", "2016-08-25", "2016-09-01"),
    ("on Feb. 14", "Feb. 14", "2016-02-14", "2016-02-14", "2016-02-15"),
    ("on April 3 killed", "April 3", "2016-04-03", "2016-04-03", "2016-04-04"),
    ("on Sept. 11, 2001", "Sept. 11, 2001", "2001-09-11", "2001-09-11", "2001-09-12"),
    ("three weeks ago", "three weeks ago", "2016-W35", "2016-08-29", "2016-09-05"),
    ("in the spring of 2014", "the spring of 2014", "2014-SP", "2014-03-01", "2014-06-01"),
    ("in 2014", "2014", "2014", "2014-01-01", "2015-01-01"),
    ("between March and June 2015", "between March and June 2015", None, "2015-03-01", "2015-07-01"),
    ("Sept. 3 to Sept. 10", "Sept. 3 to Sept. 10", None, "2016-09-03", "2016-09-11"),
    ("over the weekend", "the weekend", "2016-W37-WE", "2016-09-17", "2016-09-19"),
    ("overnight", "overnight", "2016-09-21TNI", "2016-09-21T18:00", "2016-09-22T06:00"),
    ("in the week ending Feb. 14", "the week ending Feb. 14", "2016-W06", "2016-02-08", "2016-02-15"),
    ("in recent weeks", "recent weeks", "PXW", "2016-08-11", "2016-09-22"),
    ("by the end of next year", "the end of next year", "2017", "2016-09-22", "2018-01-01"),
    ("on the same day", "the same day", "2016-09-22", "2016-09-22", "2016-09-23"),
    ("more than two years ago", "more than two years ago", "2014", "2013-09-22", "2014-09-22"),
    (
        "at 6:30 p.m. Saturday",
        "6:30 p.m. Saturday",
        "2016-09-17T18:30",
        "2016-09-17T18:30",
        "2016-09-17T19:30",
    ),
    # further forms
    ("in the mid and late 1990s", "the mid and late 1990s", "199", "1994-01-01", "2000-01-01"),
    ("in the mid-1990s", "the mid-1990s", "199", "1994-01-01", "1997-01-01"),
    ("on 4 FEB 90", "4 FEB 90", "1990-02-04", "1990-02-04", "1990-02-05"),
    ("on JAN. 27", "JAN. 27", "2016-01-27", "2016-01-27", "2016-01-28"),
    ("on 14 May 1982", "14 May 1982", "1982-05-14", "1982-05-14", "1982-05-15"),
    ("at 1430 GMT", "1430 GMT", "2016-09-22T14:30Z", "2016-09-22T14:30", "2016-09-22T15:30"),
    ("at 0715", "0715", "2016-09-22T07:15", "2016-09-22T07:15", "2016-09-22T08:15"),
    (
        "at 1400 this afternoon",
        "1400 this afternoon",
        "2016-09-22T14:00",
        "2016-09-22T14:00",
        "2016-09-22T15:00",
    ),
    ("at 8 in the evening", "8 in the evening", "2016-09-22T20:00", "2016-09-22T20:00", "2016-09-22T21:00"),
    ("at 5.30 p.m. Monday", "5.30 p.m. Monday", "2016-09-19T17:30", "2016-09-19T17:30", "2016-09-19T18:30"),
    (
        "at 10 p.m. last night",
        "10 p.m. last night",
        "2016-09-21T22:00",
        "2016-09-21T22:00",
        "2016-09-21T23:00",
    ),
    (
        "on June 7, 2016 - 4:11 PM",
        "June 7, 2016 - 4:11 PM",
        "2016-06-07T16:11",
        "2016-06-07T16:11",
        "2016-06-07T17:11",
    ),
    ("the day before in a convoy", "the day before", "2016-09-21", "2016-09-21", "2016-09-22"),
    ("at 05:30 local time", "05:30 local time", "2016-09-22T05:30", "2016-09-22T05:30", "2016-09-22T06:30"),
    ("at 0600 hours", "0600 hours", "2016-09-22T06:00", "2016-09-22T06:00", "2016-09-22T07:00"),
    ("late Tuesday", "late Tuesday", "2016-09-20", "2016-09-20T18:00", "2016-09-21T00:00"),
    ("last night", "last night", "2016-09-21TNI", "2016-09-21T18:00", "2016-09-22T06:00"),
    ("on 2016-05-04", "2016-05-04", "2016-05-04", "2016-05-04", "2016-05-05"),
    ("next summer", "next summer", "2017-SU", "2017-06-01", "2017-09-01"),
    ("so far this year", "so far this year", "2016", "2016-01-01", "2016-09-23"),
    ("since Monday", "Monday", "2016-09-19", "2016-09-19", "2016-09-23"),
    ("in the first half of 2007", "the first half of 2007", "2007-H1", "2007-01-01", "2007-07-01"),
    (
        "two days after the fall of Kabul",
        "two days after the fall of Kabul",
        "2021-08-17",
        "2021-08-17",
        "2021-08-18",
    ),
    ("in the nineteenth century", "the nineteenth century", "18", "1800-01-01", "1900-01-01"),
    ("in October of that year", "October of that year", "2016-10", "2016-10-01", "2016-11-01"),
    ("a week later", "a week later", "2016-W39", "2016-09-26", "2016-10-03"),
    ("on the following day", "the following day", "2016-09-23", "2016-09-23", "2016-09-24"),
]

NO_TIMES = [
    "The fighters may leave the town.",
    "They march on the capital.",
    "The Sun reported it.",
    "Guards stand at the gate 24/7.",
    "The reds beat the blues 3-2.",
    "They warned of another 9/11.",
    "They spring from cover and fall back.",
    "More than 1942 men were there.",
    "The fall of Kabul surprised nobody.",
    "The 20 December Movement met in July 14 Square.",
    "The M-20's men called the Daily Herald.",
    "A man in his early 30s left.",
    "Call 0800 123 for help.",
    "He left the day before his wedding.",
    "The shots came from 1760 North Oak Avenue.",
]


@pytest.fixture(scope="module")
def finder() -> TimeFinder:
    return TimeFinder(load_documents("languages")["en"])


@pytest.mark.parametrize(("phrase", "words", "timex", "earliest", "latest"), PHRASES)
def test_phrases_mean_what_a_reader_of_that_day_understands(finder, phrase, words, timex, earliest, latest):
    text = f"Troops fought there {phrase}, officials said."

    mentions = finder.find(text, published=PUBLISHED)

    told = [(text[slice(*m.span)], m.timex, m.earliest, m.latest, m.anchored) for m in mentions]
    assert told[0] == (words, timex, earliest, latest, True)


@pytest.mark.parametrize(
    "sentence", ["Six men died in the 1920 Wall Street bombing.", "In 1920 Market Street was burnt."]
)
def test_a_year_before_the_name_of_a_street_stays_a_year(finder, sentence):
    assert [mention.timex for mention in finder.find(sentence, published=PUBLISHED)] == ["1920"]


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_words_that_only_look_like_times_are_none(finder, sentence):
    assert finder.find(sentence, published=PUBLISHED) == ()


@pytest.mark.parametrize(
    ("phrase", "timex"),
    [
        ("every spring", "XXXX-SP"),
        ("annually", "P1Y"),
        ("every Friday", "XXXX-WXX-5"),
        ("on Fridays", "XXXX-WXX-5"),
        ("per day", "P1D"),
    ],
)
def test_what_recurs_is_a_set_without_an_interval(finder, phrase, timex):
    (mention,) = finder.find(f"They attack {phrase}.", published=PUBLISHED)

    assert (mention.kind, mention.timex, mention.earliest) == ("SET", timex, None)


@pytest.mark.parametrize(
    ("phrase", "timex"),
    [
        ("on Tuesday", "XXXX-WXX-2"),
        ("yesterday", "XXXX-XX-XX"),
        ("last month", "XXXX-XX"),
        ("on May 4", "XXXX-05-04"),
    ],
)
def test_without_a_day_of_publication_relative_dates_stay_open(finder, phrase, timex):
    (mention,) = finder.find(f"Troops fought {phrase}.")

    assert (mention.timex, mention.earliest, mention.latest, mention.anchored) == (timex, None, None, False)


def test_a_duration_alone_has_no_interval(finder):
    (mention,) = finder.find("The siege lasted more than three weeks.", published=PUBLISHED)

    assert (mention.kind, mention.timex, mention.earliest, mention.precision) == (
        "DURATION",
        "P3W",
        None,
        "week",
    )


def test_a_dateline_anchors_a_text_that_has_no_day_of_publication(finder):
    text = "PORTO ALTO, 4 FEB 90 (NOTICIAS) -- Two towers were blown up on Friday and more on 28 JANUARY."

    values = [mention.timex for mention in finder.find(text)]

    assert values == ["1990-02-04", "1990-02-02", "1990-01-28"]


def test_a_dateline_may_name_the_country_in_brackets(finder):
    mentions = finder.find("SANTA CLARA (URUGUAY), 4 MAY 88 (NA) -- A depot burned on Monday.")

    assert [mention.timex for mention in mentions] == ["1988-05-04", "1988-05-02"]


def test_a_bare_date_a_few_days_ahead_is_the_coming_one(finder):
    (mention,) = finder.find("The 3 October vote is near.", published=PUBLISHED)

    assert mention.timex == "2016-10-03"


def test_a_history_anchors_bare_dates_to_the_year_told_last(finder):
    text = "In 1914 the fleet sailed. On 7 August it arrived; two days later it left. In 1915 it came back in March."

    values = [mention.timex for mention in finder.find(text)]

    assert values == ["1914", "1914-08-07", "1914-08-09", "1915", "1915-03"]


def test_a_history_keeps_to_its_story_although_it_was_published_later(finder):
    text = "War came in 1914. It spread in 1915. By 1916 all were tired. On 31 May the fleets met."

    mentions = finder.find(text, published=PUBLISHED)

    assert mentions[-1].timex == "1916-05-31"


def test_a_sentence_that_looks_ahead_means_the_next_such_day(finder):
    will, did = (
        finder.find(f"The envoys {verb} on Friday.", published=PUBLISHED)[0] for verb in ("will meet", "met")
    )

    assert (will.timex, did.timex) == ("2016-09-23", "2016-09-16")


AHEAD_OR_BACK = [
    ("The minister said Monday that troops will leave.", "2016-09-19"),
    ("The minister said that on Monday troops will leave.", "2016-09-26"),
    ("The minister said he will resign Monday.", "2016-09-26"),
    ("Troops will leave, the minister said Monday.", "2016-09-19"),
    ("On Monday, the party announced it will not run.", "2016-09-19"),
    ("The dead will be buried on Monday.", "2016-09-26"),
    ("The vote scheduled for Monday was postponed.", "2016-09-26"),
    ("Talks would resume on Monday.", "2016-09-26"),
    ("Rebels took the town on Monday and will move on.", "2016-09-19"),
    ("Troops will leave on Thursday.", "2016-09-22"),
]


@pytest.mark.parametrize(("sentence", "day"), AHEAD_OR_BACK)
def test_the_nearest_verb_says_whether_a_weekday_lies_ahead(finder, sentence, day):
    (mention,) = finder.find(sentence, published=PUBLISHED)

    assert mention.timex == day


def test_hours_count_on_from_an_hour_that_was_told(finder):
    mentions = finder.find(
        "It began at 10:30 p.m. on Tuesday and ended two hours later.", published=PUBLISHED
    )

    assert [m.timex for m in mentions] == ["2016-09-20T22:30", "2016-09-21T00:30"]


@pytest.mark.parametrize(
    ("hours", "values"),
    [
        ("between 10-11 a.m.", ["2016-09-22T10:00", "2016-09-22T11:00"]),
        ("from 8 to 10 p.m.", [None, "2016-09-22T20:00", "2016-09-22T22:00"]),
        ("from 10 to 1 p.m.", [None, "2016-09-22T10:00", "2016-09-22T13:00"]),
    ],
)
def test_the_first_hour_of_a_range_borrows_the_half_of_the_day(finder, hours, values):
    mentions = finder.find(f"Shots fell {hours} there.", published=PUBLISHED)

    assert [m.timex for m in mentions] == values


def test_ends_of_a_range_borrow_what_only_the_other_end_says(finder):
    values = [m.timex for m in finder.find("It lasted 6-7 January 1916, then 1915-17, then 264 to 241 BC.")]

    assert values == ["1916-01-06", "1916-01-07", "1915", "1917", "BC0264", "BC0241"]


def test_a_worded_range_stands_beside_its_two_ends(finder):
    mentions = finder.find("Fighting from 1915 to 1916 changed little.")

    assert [(m.kind, m.earliest, m.latest) for m in mentions] == [
        ("DURATION", "1915-01-01", "1917-01-01"),
        ("DATE", "1915-01-01", "1916-01-01"),
        ("DATE", "1916-01-01", "1917-01-01"),
    ]


def test_the_southern_hemisphere_has_its_spring_in_september():
    language = load_documents("languages")["en"]
    southern = TimeFinder({**language, "times": {**language["times"], "hemisphere": "south"}})

    (mention,) = southern.find("It began in the spring of 2014.")

    assert (mention.earliest, mention.latest) == ("2014-09-01", "2014-12-01")


SEASONS = [
    # published, south of the equator, phrase, value, first day
    ("2016-01-12", False, "this winter", "2015-WI", "2015-12-01"),
    ("2016-04-12", False, "this summer", "2016-SU", "2016-06-01"),
    ("2016-10-12", False, "this summer", "2016-SU", "2016-06-01"),
    ("2016-01-12", False, "last winter", "2014-WI", "2014-12-01"),
    ("2016-01-12", True, "this summer", "2015-SU", "2015-12-01"),
    ("2016-01-12", True, "last winter", "2015-WI", "2015-06-01"),
    ("2016-01-12", True, "next spring", "2016-SP", "2016-09-01"),
    ("2016-05-12", True, "the summer", "2015-SU", "2015-12-01"),
]


@pytest.mark.parametrize(("published", "southern", "phrase", "timex", "earliest"), SEASONS)
def test_a_season_is_the_one_a_reader_of_that_day_and_hemisphere_means(
    finder, published, southern, phrase, timex, earliest
):
    (mention,) = finder.find(f"It rained in {phrase}.", published=published, southern=southern)

    assert (mention.timex, mention.earliest) == (timex, earliest)


def place(lat, level="town"):
    return PlaceMention(
        span=(0, 1), id=None, name="Here", country=None, admin1=None, admin2=None, lat=lat, lon=0.0,
        radius_km=1.0, level=level, where_prec=1, rivals=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("places", "southern"),
    [
        ([place(-34.6), place(-51.7), place(51.5)], True),
        ([place(34.5), place(36.7)], False),
        ([place(-34.6), place(51.5)], None),
        ([place(-15.0, "region"), place(None)], None),
    ],
)
def test_most_places_of_a_text_tell_its_hemisphere(places, southern):
    assert is_southern(places) is southern


def test_publication_may_be_a_date_or_a_time_with_an_offset(finder):
    told = {
        finder.find("It rained yesterday.", published=published)[0].timex
        for published in (date(2016, 9, 22), "2016-09-22T23:10:00+04:30", "2016-09-22")
    }

    assert told == {"2016-09-21"}


def test_no_expression_runs_over_a_paragraph(finder):
    text = "It ended in May\n2014 was quiet"

    spans = [text[slice(*m.span)] for m in finder.find(text, paragraphs=((0, 15), (16, 30)))]

    assert spans == ["May", "2014"]


@pytest.mark.parametrize(
    "words", ["two-", "two and ", "May 1 of ", "the last week of ", "1,000,", "9" * 50, "about "]
)
def test_endless_repetition_is_read_like_any_text(finder, words):
    text = words * 2000

    assert all(mention.span[1] <= len(text) for mention in finder.find(text, published=PUBLISHED))
