"""Times: what holds for every text."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from fogline.plugins import load_documents
from fogline.reading.times import TimeFinder

FINDER = TimeFinder(load_documents("languages")["en"])
WORDS = [
    "the", "a", "two", "12", "31", "99", "264", "0000", "1914", "2016", "9999", "May", "Feb.", "March",
    "spring", "Friday", "Sun", "day", "days", "weeks", "year", "century", "decade", "ago", "later",
    "before", "after", "since", "by", "last", "next", "past", "this", "that", "same", "of", "in", "on",
    "to", "and", "between", "-", ",", ".", "early", "mid", "late", "end", "beginning", "first", "third",
    "31st", "1990s", "BC", "AD", "9/11", "9/11 attacks", "12:30", "25:61", "p.m.", "GMT", "hours",
    "morning", "night", "every", "daily", "now", "overnight", "tonight", "ending", "2016-02-30",
    "2016-02-29", "0000-01-01", "13/13/13", "Christmas", "million", "several", "old", "\n\n", "FEB",
    "90", "MAY",
]  # fmt: skip
DAYS = (
    st.none()
    | st.dates().map(lambda day: day.isoformat())
    | st.sampled_from(["", "soon", "2016-99-99", "9999-12-31", "0001-01-01"])
)
TEXTS = st.text() | st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join)


@given(TEXTS, DAYS)
def test_any_text_is_read_without_an_error_and_every_span_lies_in_it(text, published):
    for mention in FINDER.find(text, published=published):
        start, end = mention.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@given(TEXTS, DAYS)
def test_intervals_are_whole_and_in_order(text, published):
    for mention in FINDER.find(text, published=published):
        assert (mention.earliest is None) == (mention.latest is None) == (not mention.anchored)
        if mention.earliest is not None and mention.latest is not None:
            assert datetime.fromisoformat(mention.earliest) < datetime.fromisoformat(mention.latest)


@given(TEXTS, DAYS)
def test_the_same_text_is_read_the_same_way_twice(text, published):
    assert FINDER.find(text, published=published) == FINDER.find(text, published=published)
