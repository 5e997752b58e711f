"""Dates, languages and short fields take one form, whatever the source writes."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.readers import published_iso
from fogline.readers._fields import clean_field, clean_text, lang_code


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022-05-20", "2022-05-20"),
        ("20220520", "2022-05-20"),
        ("2022-05-20T18:30:00+02:00", "2022-05-20T18:30:00+02:00"),
        ("2022-05-20T18:30:00+0200", "2022-05-20T18:30:00+02:00"),
        ("2022-05-20T18:30:00.123Z", "2022-05-20T18:30:00+00:00"),
        ("2022-05-20 18:30", "2022-05-20T18:30:00"),
        ("2022-05-20 18:30:00 UTC", "2022-05-20T18:30:00+00:00"),
        ("20220520T183000Z", "2022-05-20T18:30:00+00:00"),
        ("Fri, 20 May 2022 18:30:00 +0200", "2022-05-20T18:30:00+02:00"),
        ("Fri, 20 May 2022 18:30:00 GMT", "2022-05-20T18:30:00+00:00"),
        ("20 May 2022", "2022-05-20"),
        (" 20 Sept. 2022\n", "2022-09-20"),
        ("May 20, 2022", "2022-05-20"),
        ("Friday, May 20th, 2022", "2022-05-20"),
        ("1982-05-02", "1982-05-02"),
    ],
)
def test_dates_become_iso(written, iso):
    assert published_iso(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "", "yesterday", "05/06/2022", "2022", "2022-13-01", "2022-02-30", "9999-12-31", "0001-01-01",
        "2022-05-20T25:00", "Fri, 99 May 99999 99:99:99 +9999", "2022-05-20T18:30:00+99:99",
        "Octember 3, 2022", "20 May\x002022", "1" * 500, None, 20220520, True, [],
        "Thu, 01 Jan 1970 00:00:00 +99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_no_date_is_unknown(written):
    assert published_iso(written) is None


def test_dates_of_python_are_taken():
    assert published_iso(date(2022, 5, 20)) == "2022-05-20"
    assert published_iso(datetime(2022, 5, 20, 18, 30, tzinfo=UTC)) == "2022-05-20T18:30:00+00:00"
    assert published_iso(datetime(9999, 1, 1, tzinfo=timezone(timedelta(hours=2)))) is None


@given(st.text(max_size=100))
def test_no_text_breaks_a_field(text):
    iso = published_iso(text)

    assert iso is None or published_iso(iso) == iso
    assert lang_code(text) is None or 2 <= len(lang_code(text)) <= 3
    assert "\n" not in (clean_field(text) or "")
    assert len(clean_text(text)) <= len(text)
    clean_text(text).encode("utf-8")


@given(st.datetimes(datetime.fromisoformat("1700-01-01"), datetime.fromisoformat("2100-01-01")))
def test_a_moment_keeps_its_clock(moment):
    whole = moment.replace(microsecond=0)

    assert published_iso(whole.isoformat()) == whole.isoformat()


@pytest.mark.parametrize(
    ("written", "code"),
    [("en-GB", "en"), ("EN_us", "en"), ("uk", "uk"), ("und", None), ("english", None), (5, None)],
)
def test_languages_become_codes(written, code):
    assert lang_code(written) == code
