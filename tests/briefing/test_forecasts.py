"""A kept forecast stands in the outlook: a threshold by a day, its likelihood, and apart what it rests on."""

import re
from datetime import UTC, datetime

import pytest

from fogline.briefing import FORMATS
from fogline.casebook import Casebook
from fogline.errors import SettingInvalid
from fogline.pipeline.outlook import outlook_of
from fogline.questions.words import SCALES
from tests.briefing.test_formats import text_of
from tests.fake_stages import documents, fake_stages

NOW = datetime(2021, 3, 2, 9, tzinfo=UTC)
MONTHS = [f"{2019 + at // 12}-{at % 12 + 1:02}" for at in range(26)]
"""January 2019 to February 2021."""
PER_MONTH = {"AFG": 40, "COD": 20, "XKX": 0}
LIKELIHOOD = re.compile(
    r"\b(chance|likely|unlikely|certain|probable|improbable|remote|nine \w+ in ten)\b", re.I
)
CONFIDENCE = re.compile(r"\b(rests on|confidence|settled|lay in its range|foresaw)\b", re.I)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a casebook with two years of a series and a forecast from January, one month of which is known."""
    base = tmp_path_factory.mktemp("outlook")
    rows = "\n".join(
        f"{area},{month},{usual + 3 * (at % 4)}"
        for area, usual in PER_MONTH.items()
        for at, month in enumerate(MONTHS)
    )
    (base / "mills.csv").write_text(f"area,period,value\n{rows}\n", encoding="utf-8")
    book = Casebook(base / "mills.fog", stages=fake_stages(), clock=lambda: NOW)
    book.add_documents(documents(2))
    book.add_series(base / "mills.csv", name="burnings", source="A count of ours")
    book.run()
    book.forecast("burnings", origin="2021-01", horizons=(1, 2, 3), draws=200)
    return book


def foreseen(book, *areas, on="2021-03-02", scale="icd203"):
    return outlook_of(book._store, on=on, scale=scale, areas=areas, most=9).foreseen


def test_the_areas_with_most_are_told_of_each_for_the_first_month_that_is_not_over(book):
    told = foreseen(book)

    assert [one.closes for one in told] == ["2021-03-31", "2021-03-31"]
    assert ["AFG" in told[0].what, "COD" in told[1].what] == [True, True]
    assert all("in March 2021" in one.what and "A count of ours" in one.what for one in told)


def test_a_forecast_of_which_every_month_is_over_is_not_told(book):
    assert foreseen(book, on="2021-05-01") == ()


def test_only_the_area_that_is_asked_for_is_foreseen(book):
    assert ["COD" in one.what for one in foreseen(book, "COD")] == [True]
    assert foreseen(book, "Nowhere") == ()


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_the_words_are_those_that_the_scale_has_for_the_chance(book, scale):
    steps = outlook_of(book._store, on="2021-03-02", scale=scale, areas=(), most=9).steps

    for one in foreseen(book, scale=scale):
        low, high = next((low, high) for words, low, high in steps if words == one.words)
        assert low <= one.probability <= high


def test_a_scale_that_there_is_not_is_refused(book):
    with pytest.raises(SettingInvalid, match="icd203"):
        foreseen(book, scale="guess")


def test_a_months_base_is_what_was_usual_and_its_ground_how_the_forecast_did(book):
    one = foreseen(book, "AFG")[0]

    assert re.fullmatch(r"4[0-9.]+ a month on the mean of 12 months before, 40 to 49", one.base)
    assert re.fullmatch(r"[0-3] of 3 months that burnings from 2021-01 foresaw lay in its range", one.ground)


@pytest.mark.parametrize("format", FORMATS)
def test_a_forecast_stands_in_every_format_with_likelihood_apart_from_confidence(book, format):
    words = " ".join(text_of(book.brief(format=format), format).split())
    plain = re.sub(r"<[^>]+>", "", words) if format == "html" else words

    for one in foreseen(book):
        percent = (
            f"{one.probability:.1%}" if not 0.03 <= one.probability <= 0.97 else f"{one.probability:.0%}"
        )
        assert f"({percent}) by 31 March 2021: {one.what}" in plain
        assert one.spread in plain
        assert f"Base rate: {one.base}." in plain
        assert f"What that rests on: {one.ground}." in plain
    # Without tags a sentence may follow another at once; a stop between figures ends none.
    sentences = re.split(
        r"(?<=\.)\s+|(?<=\.)(?=[A-Z])", plain[plain.rindex("This part is about what has not happened.") :]
    )
    likely = [one for one in sentences if LIKELIHOOD.search(one)]
    grounded = [one for one in sentences if CONFIDENCE.search(one)]
    assert likely
    assert grounded
    assert not set(likely) & set(grounded)
    assert all(re.search(r"\d", one) for one in likely)
