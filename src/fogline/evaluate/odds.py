"""Measure odds on settled questions: counts of ACLED, forecasting sites, the Good Judgment Project, UCDP's months.

Questions are answered from what was known when they were asked. What is learned
from settled questions is learned anew for each question set, from the sets before
it, so that no question is answered by its own outcome. A question that is not
understood counts as answered with the base rate.
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

from fogline.errors import QuestionNotUnderstood
from fogline.evaluate.scores import Score
from fogline.questions.areas import areas_in, load_areas
from fogline.questions.cases import load_classes, load_rates
from fogline.questions.engines._seam import Evidence
from fogline.questions.learning import Settled, learn_rises
from fogline.questions.odds import answer, odds
from fogline.questions.precedents import Precedents, Verdict, kind_of, learn_precedents
from fogline.questions.understand import Understood, understand

__all__ = [
    "EVENTS", "Forecast", "brier", "forecast_counts", "forecast_events", "measure_odds", "read_rows", "scores_of",
    "settled_of", "understand_row", "verdict_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forecast:
    """A settled question with its odds, None where it was not understood; `sort` groups what is reported apart."""

    key: str
    sort: str
    probability: float | None
    outcome: float


def measure_odds(folder: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return Brier scores, and how much better they are than those of constants that know the outcomes.

    Args:
        folder: the shared data.
        limit: questions of each file.
    """
    questions = folder / "questions"
    background = (questions / "acled_background.txt").read_text(encoding="utf-8")
    counts = read_rows(questions / "acled.jsonl")[:limit]
    events = {name: read_rows(questions / f"{name}.jsonl")[:limit] for name in EVENTS}
    crowd = [row for row in events["markets"] if row["market"] is not None]
    return (
        *scores_of("ACLED counts", list(forecast_counts(counts, background)), by_sort=True),
        *scores_of("ACLED counts, mean not told", list(forecast_counts(counts, background, told=False))),
        *(
            score
            for name in EVENTS
            for score in scores_of(name, list(forecast_events(events[name], every(events))))
        ),
        *crowd_scores(crowd, every(events)),
        *month_scores(folder / "series" / "ucdp_country_month.csv.gz", limit),
    )


MONTHS_ASKED = 2100
ACTIVE_DEATHS = 50
NO_PRECEDENTS = Precedents({})
EVENTS = ("gjp", "markets")


def every(events: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """Return the rows of all files."""
    return [row for rows in events.values() for row in rows]


def crowd_scores(rows: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> Iterator[Score]:
    """Yield how much better the odds are with the crowd's value than that value alone."""
    with_crowd = list(forecast_events(rows, others, crowd=True))
    alone = [Forecast(row["key"], "crowd", row["market"], row["outcome"]) for row in rows]
    own, theirs = brier(with_crowd, 0.5), brier(alone, 0.5)
    yield Score(
        "odds", "markets with the crowd's value, Brier error", value=own, note=f"the crowd alone {theirs:.4f}"
    )
    yield Score("odds", "markets with the crowd's value, gain on the crowd", value=1 - own / theirs)


def scores_of(name: str, forecasts: Sequence[Forecast], *, by_sort: bool = False) -> Iterator[Score]:
    """Yield the Brier score, the gain on the best constant, or on one constant a sort, and what was refused."""
    base = fmean(forecast.outcome for forecast in forecasts)
    constant = base * (1 - base)
    own = brier(forecasts, base)
    refused = [forecast for forecast in forecasts if forecast.probability is None]
    yield Score(
        "odds",
        f"{name}, Brier error",
        value=own,
        note=f"{len(forecasts)} questions, best constant {constant:.4f}",
    )
    yield Score("odds", f"{name}, gain on the best constant", value=1 - own / constant)
    yield Score(
        "odds", f"{name}, understood", len(forecasts) - len(refused), len(forecasts), len(forecasts),
        note="the others count as answered with the base rate",
    )  # fmt: skip
    sorts = sorted({forecast.sort for forecast in forecasts}) if by_sort else []
    shares = {sort: [forecast for forecast in forecasts if forecast.sort == sort] for sort in sorts}
    if shares:
        apart = sum(len(some) * spread([one.outcome for one in some]) for some in shares.values()) / len(
            forecasts
        )
        yield Score(
            "odds",
            f"{name}, gain on a constant a sort",
            value=1 - own / apart,
            note=f"those have {apart:.4f}",
        )
    for sort, some in shares.items():
        constant = spread([forecast.outcome for forecast in some])
        yield Score(
            "odds", f"{name}, {sort}, Brier error", value=brier(some, base),
            note=f"{len(some)} questions, best constant {constant:.4f}",
        )  # fmt: skip


def brier(forecasts: Iterable[Forecast], otherwise: float) -> float:
    """Return the mean squared error, one-sided; a question that was not understood counts as `otherwise`."""
    return fmean(
        ((otherwise if one.probability is None else one.probability) - one.outcome) ** 2 for one in forecasts
    )


def spread(outcomes: Sequence[float]) -> float:
    """Return the Brier score of the best constant."""
    share = fmean(outcomes)
    return share * (1 - share)


def forecast_counts(
    rows: Sequence[Mapping[str, Any]], background: str, *, told: bool = True
) -> Iterator[Forecast]:
    """Yield the odds of questions on ACLED's counts, each by what the question sets before its own taught.

    Args:
        rows: settled questions.
        background: what stands beside all of them.
        told: whether the mean that was known is given beside the question, as the forecasting site gives it.
    """
    understood = {row["key"]: understand_row(row, background, told=True) for row in rows}
    settled = {row["key"]: settled_of(row, understood[row["key"]]) for row in rows}
    for question_set in sorted({row["set"] for row in rows}):
        rises = learn_rises(settled[row["key"]] for row in rows if row["set"] < question_set)
        for row in (row for row in rows if row["set"] == question_set):
            asked = understood[row["key"]] if told else understand_row(row, background, told=False)
            evidence = Evidence(
                meant=asked.meant, rule=row["criteria"], rises=rises, precedents=NO_PRECEDENTS
            )
            one = settled[row["key"]]
            sort = f"{'more than' if one.times == 1 else 'ten times'}, mean {'above 0' if one.mean else '0'}"
            yield Forecast(row["key"], sort, probability_of(asked, evidence), row["outcome"])


def forecast_events(
    rows: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], *, crowd: bool = False
) -> Iterator[Forecast]:
    """Yield the odds of questions whether something happens, by what other settled questions taught.

    Questions of one kind on the same countries teach nothing about each other:
    their outcomes hang together.
    """
    verdicts = [(group_of(row), verdict) for row in others if (verdict := verdict_of(row))]
    classes, rates, rises = load_classes(), load_rates(), learn_rises([])
    for row in rows:
        asked = understand_event(row)
        kind = kind_of(asked.meant)
        group = group_of(row)
        evidence = Evidence(
            meant=asked.meant,
            rule="",
            rises=rises,
            precedents=learn_precedents(verdict for other, verdict in verdicts if other != group),
            market=row["market"] if crowd else None,
            classes=classes,
            rates=rates,
        )
        sort = kind.key if kind else "no kind"
        yield Forecast(row["key"], sort, probability_of(asked, evidence), row["outcome"])


def understand_event(row: Mapping[str, Any]) -> Understood:
    """Return what a question whether something happens means."""
    asked = date.fromisoformat(row["asked"])
    return understand(
        row["question"],
        asked=asked,
        closes=max(asked, date.fromisoformat(row["closes"])),
        background=row["background"] or "",
        criteria=row["criteria"] or "",
    )


def group_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what questions share whose outcomes hang together: their kind and the countries they name."""
    kind = kind_of(row["question"])
    return (kind.key if kind else "", *sorted(area.code for area in areas_in(row["question"])))


def verdict_of(row: Mapping[str, Any]) -> Verdict | None:
    """Return a settled question as learning takes it, None where it is of no kind."""
    understood = understand_event(row)
    kind = kind_of(understood.meant)
    return None if kind is None else Verdict(kind.key, row["question"], bool(row["outcome"]))


def month_scores(path: Path, limit: int | None) -> Iterator[Score]:
    """Yield how odds of "at least K deaths in a month" do against the share of the last twelve months that had K."""
    asked = list(islice(asked_months(path), limit or MONTHS_ASKED))
    ours = fmean((probability - met) ** 2 for probability, _, met in asked)
    shares = fmean((share - met) ** 2 for _, share, met in asked)
    note = f"{len(asked)} questions, the last twelve months' share {shares:.4f}"
    yield Score("odds", "UCDP months, Brier error", value=ours, note=note)
    yield Score("odds", "UCDP months, gain on the last twelve months", value=1 - ours / shares)


def asked_months(path: Path) -> Iterator[tuple[float, float, bool]]:
    """Yield odds, the last twelve months' share and the outcome of questions made from a series, in a fixed mix.

    They ask of countries with more than 50 deaths since 2012, for months from 2014 on, one, three and six months ahead.
    """
    counts: dict[str, dict[str, float]] = defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            counts[row["area"]][row["period"]] = float(row["value"])
    active = [
        area for area, months in sorted(counts.items()) if deaths_since(months, "2012-01") > ACTIVE_DEATHS
    ]
    mix = Random(0)
    while True:
        months = counts[area := mix.choice(active)]
        asked = date(mix.randrange(2014, 2020), mix.randrange(1, 13), 1)
        number = asked.year * 12 + asked.month - 1
        at = number + mix.choice((1, 3, 6)) - 1
        then = date(at // 12, at % 12 + 1, 1)
        before = [months.get(f"{n // 12}-{n % 12 + 1:02}", 0.0) for n in range(number - 12, number)]
        book = {"area": [area] * len(months), "period": list(months), "value": list(months.values())}
        for least in (1, 25, 100):
            question = f"Will UCDP record at least {least} deaths in {area} in {then:%B %Y}?"
            probability = odds(question, asked=asked, book=book).probability
            yield (
                probability,
                fmean(count >= least for count in before),
                months[then.isoformat()[:7]] >= least,
            )


def deaths_since(months: Mapping[str, float], first: str) -> float:
    """Return the deaths from a month on."""
    return sum(count for month, count in months.items() if month >= first)


def probability_of(understood: Understood, evidence: Evidence) -> float | None:
    """Return the odds of a question, None where no engine has an answer."""
    try:
        return answer(understood, evidence).probability
    except QuestionNotUnderstood:
        return None


def understand_row(row: Mapping[str, Any], background: str, *, told: bool) -> Understood:
    """Return what a question means, with or without the mean that was known when it was asked."""
    beside = f"{background}\n{row['freeze_value_means']}\n{row['freeze_value']}" if told else background
    return understand(
        row["question"],
        asked=date.fromisoformat(row["asked"]),
        closes=date.fromisoformat(row["closes"]),
        background=beside,
        criteria=row["criteria"],
    )


def settled_of(row: Mapping[str, Any], understood: Understood) -> Settled:
    """Return a settled question as learning takes it."""
    question = understood.question
    yardstick = question.yardstick
    if yardstick is None or yardstick.value is None or question.measure is None or question.area is None:
        raise ValueError(f"{row['key']}: no count against a known mean")
    return Settled(
        group=f"{row['set']} {row['question_id']}",
        area=load_areas()[question.area],
        measure=question.measure,
        mean=round(yardstick.value, 6),
        times=yardstick.times,
        plus=yardstick.plus,
        outcome=bool(row["outcome"]),
    )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
