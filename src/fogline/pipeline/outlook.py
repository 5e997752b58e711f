"""Gather what may come: the open questions and the latest forecasts on a casebook's record."""

from calendar import month_name, monthrange
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from fogline.briefing import Foreseen, Outlook, percent
from fogline.forecasting.summary import Chance, MonthForecast
from fogline.model.forecast import Forecast
from fogline.pipeline.forecasting import forecasts_of, see_forecast
from fogline.pipeline.kept import find_question, kept_of
from fogline.pipeline.looking import has_words
from fogline.pipeline.series import series_values
from fogline.questions.record import Kept
from fogline.questions.words import SCALES, words_of
from fogline.store.store import Store

__all__ = ["outlook_of"]

AREAS_OF_RUN = 2
"""Of each forecast so many areas are told of: those with the highest mean."""


def outlook_of(store: Store, *, on: str, scale: str, areas: Sequence[str], most: int) -> Outlook:
    """Return what may come, the soonest first.

    Args:
        store: the casebook.
        on: the day on which its record is looked at.
        scale: of the words of likelihood.
        areas: only what is about one of these.
        most: how many; the rest is counted.

    Raises:
        SettingInvalid: there is no such scale.
    """
    words_of(0.5, scale)
    questions = (foreseen_of_question(store, one, scale, on=on) for one in open_questions(store, on, areas))
    forecasts = chain.from_iterable(
        foreseen_of_run(store, run, scale, areas, on=on) for run in latest_runs(store) if run.areas
    )
    found = sorted((*questions, *forecasts), key=lambda one: (one.closes, one.id))
    due = [one for one in found if one.closes >= on]
    bounds = [0.0, *(bound for bound, _ in SCALES[scale])]
    steps = tuple(
        (words, low, high) for (low, high), (_, words) in zip(pairwise(bounds), SCALES[scale], strict=True)
    )
    return Outlook(tuple(due[:most]), scale, steps, max(len(due) - most, 0))


def open_questions(store: Store, on: str, areas: Sequence[str]) -> list[Kept]:
    """Return the questions that are open on a day, each as it was answered last."""
    latest = {kept.asked.rule: kept for kept in kept_of(store, on=on) if kept.state == "open"}
    return [
        kept
        for kept in latest.values()
        if is_about(areas, kept.asked.question.area, kept.asked.question.place, kept.asked.question.text)
    ]


def is_about(areas: Sequence[str], *named: str | None) -> bool:
    """Whether one of some names has one of the areas in it; any does where no area is asked for."""
    return not areas or any(has_words(name, area) for name in named if name for area in areas)


def foreseen_of_question(store: Store, kept: Kept, scale: str, *, on: str) -> Foreseen:
    """Return an open question with all that its odds rest on."""
    asked = find_question(store, kept.id, on=on).asked
    base = asked.base_rate
    counted = "" if base is None or base.yes is None or base.of is None else f"{base.yes:g} of {base.of:g} "
    return Foreseen(
        id=kept.id,
        what=f"yes to \u201c{asked.question.text}\u201d",
        closes=asked.question.closes,
        probability=asked.probability,
        words=words_of(asked.probability, scale),
        spread=f"Nine times in ten such a chance lies between {percent(asked.low)} and {percent(asked.high)}.",
        base="" if base is None else f"{percent(base.probability)}, {counted}{base.what}",
        ground=(asked.fared or "no such question has been settled here yet").rstrip("."),
        claims=asked.claims,
    )


def latest_runs(store: Store) -> list[Forecast]:
    """Return the latest forecast of each series."""
    return list({(run.series, run.source): run for run in forecasts_of(store)}.values())


def foreseen_of_run(
    store: Store, run: Forecast, scale: str, areas: Sequence[str], *, on: str
) -> Iterator[Foreseen]:
    """Yield what a forecast says of the first month that is not over, of the areas with the highest mean."""
    seen = see_forecast(store, run.id)
    # "2021-03" is before "2021-03-02", and still not over.
    first = min((month.period for month in seen.months if month.period >= on[:7]), default=None)
    months = [one for one in seen.months if one.period == first and is_about(areas, str(one.area))]
    for month in sorted(months, key=lambda one: (-one.mean, str(one.area)))[:AREAS_OF_RUN]:
        # The threshold of which the forecast tells most: neither sure nor out of the question.
        chance = min(month.chances, key=lambda one: abs(one.chance - 0.5))
        score = seen.score
        ground = (
            f"none of the months that {run.name} foresaw is known yet"
            if score.inside is None
            else f"{round(score.inside * score.cells):,} of {score.cells:,} months that {run.name} foresaw "
            "lay in its range"
        )
        yield foreseen_of_month(store, run, month, chance, scale, ground)


def foreseen_of_month(
    store: Store, run: Forecast, month: MonthForecast, chance: Chance, scale: str, ground: str
) -> Foreseen:
    """Return one month of one area as a chance of a threshold."""
    area, (year, number) = str(month.area), map(int, month.period.split("-"))
    return Foreseen(
        id=run.id,
        what=f"{run.series} in {area} in {month_name[number]} {year}, as counted by {run.source}: "
        f"{chance.at_least:g} or more",
        closes=f"{month.period}-{monthrange(year, number)[1]:02}",
        probability=chance.chance,
        words=words_of(chance.chance, scale),
        spread=f"Nine counts in ten should lie between {month.low:g} and {month.high:g}.",
        base=usual_words(store, run, area),
        ground=ground,
    )


def usual_words(store: Store, run: Forecast, area: str) -> str:
    """Return what is usual in an area: the twelve months before the last known one; "" where there are none."""
    values = tuple(
        series_values(
            store, name=run.series, source=run.source, level=None, area=area, party=None, since=run.origin,
            until=run.origin,
        )
    )  # fmt: skip
    usual = values[0].year_before if values else None
    if usual is None or usual.mean is None:
        return ""
    return f"{usual.mean:.3g} a month on the mean of {usual.n} months before, {usual.low:g} to {usual.high:g}"
