"""Answer for what comes next: questions and their record, series, forecasts, boards."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from fogline.model.board import BoardSeen
from fogline.model.forecast import Forecast
from fogline.model.records import Record
from fogline.model.series import AreaLevel, SeriesSeen
from fogline.pipeline.forecasting import ForecastSeen
from fogline.questions.record import State
from fogline.web.answers import After, Day, DeskRouter, Limit, Page, page_of
from fogline.web.desk import DeskOf
from fogline.web.identity import Identity, require
from fogline.web.views.questions import (
    QuestionPreview,
    QuestionRow,
    QuestionSeen,
    RecordSeen,
    ask,
    question_rows,
    see_question,
    see_record,
)
from fogline.web.views.series import SeriesShown, see_series
from fogline.web.wishes import ForecastWish, QuestionWish, ResolutionWish

__all__ = ["router"]

router = DeskRouter(tags=["outlook"], dependencies=[Depends(require("read"))])
Asker = Annotated[Identity, Depends(require("ask"))]
Reviewer = Annotated[Identity, Depends(require("review"))]

Month = Annotated[
    str | None, Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="A month, such as 2022-05.")
]


@dataclass(frozen=True, slots=True)
class BoardRow(Record):
    """A board by its name."""

    name: str


@router.get("/questions")
def list_questions(
    desk: DeskOf, state: State | None = None, limit: Limit = 50, after: After = None
) -> Page[QuestionRow]:
    """Return the questions on the record by the day on which they close."""
    kept = tuple(one for one in desk.book.questions.kept() if state in (None, one.state))
    return page_of(kept, question_rows, limit=limit, after=after)


@router.post("/questions")
def post_question(desk: DeskOf, me: Asker, wish: QuestionWish) -> QuestionPreview:
    """Answer a question; without `preview` put it on the record, where it stays. 422 says what could not be tied."""
    answered = ask(desk.book, wish, me.name)
    if answered.kept is not None:
        desk.announce("asked", [answered.kept], me.name)
    return answered


@router.get("/questions/{id}")
def get_question(desk: DeskOf, id: str) -> QuestionSeen:
    """Return one question with its odds, base rate, drivers, like cases and how it was settled."""
    return see_question(desk.book.questions.find(id))


@router.post("/questions/{id}/resolution")
def post_resolution(desk: DeskOf, me: Reviewer, id: str, wish: ResolutionWish) -> QuestionSeen:
    """Settle a question by hand or by its rule, or take the last resolution back."""
    question = desk.book.questions.find(id).id
    desk.book.resolve(question, wish.outcome, by=me.name, reason=wish.reason, undo=wish.undo)
    desk.announce("resolved", [question], me.name)
    return see_question(desk.book.questions.find(question))


@router.get("/record")
def get_record(desk: DeskOf, as_of: Day = None) -> RecordSeen:
    """Return what is due and how the odds fared: scores and calibration."""
    return see_record(desk.book, as_of)


@router.get("/series")
def list_series(desk: DeskOf, limit: Limit = 50, after: After = None) -> Page[SeriesSeen]:
    """Return which series there are: what they count, by whom, in which areas and months."""
    return page_of(desk.book.series_held(), tuple, limit=limit, after=after)


@router.get("/series/{name}")
def get_series(
    desk: DeskOf,
    name: str,
    source: str | None = None,
    level: AreaLevel | None = None,
    area: str | None = None,
    since: Month = None,
    until: Month = None,
) -> SeriesShown:
    """Return the numbers of one area of a series with what is usual beside each; without `area`, of the greatest."""
    return see_series(desk.book, name, source=source, level=level, area=area, since=since, until=until)


@router.get("/forecasts")
def list_forecasts(desk: DeskOf, limit: Limit = 50, after: After = None) -> Page[Forecast]:
    """Return the forecasts on the record, the latest first."""
    return page_of(desk.book.forecasts()[::-1], tuple, limit=limit, after=after)


@router.post("/forecasts")
def post_forecast(desk: DeskOf, me: Asker, wish: ForecastWish) -> ForecastSeen:
    """Forecast a series and put the run on the record; the same run again is found there."""
    run = desk.book.forecast(
        wish.series, name=wish.name, source=wish.source, level=wish.level, origin=wish.origin,
        horizons=range(1, wish.ahead + 1), model=wish.model,
    )  # fmt: skip
    desk.announce("forecast", [run.forecast.id], me.name)
    return desk.book.forecast_seen(run.forecast.id)


@router.get("/forecasts/{id}")
def get_forecast(desk: DeskOf, id: str) -> ForecastSeen:
    """Return one forecast: what it says of each area and month, its fan, and how it did by what is known by now."""
    return desk.book.forecast_seen(id)


@router.get("/boards")
def list_boards(desk: DeskOf, limit: Limit = 50, after: After = None) -> Page[BoardRow]:
    """Return the boards in the casebook's `boards/`."""
    return page_of(tuple(map(BoardRow, desk.book.boards())), tuple, limit=limit, after=after)


@router.get("/boards/{name}")
def get_board(desk: DeskOf, name: str, as_of: Day = None, published_until: Day = None) -> BoardSeen:
    """Return a board at the end of a day: arrow, alerts, measures, conditions with claims for and against."""
    return desk.book.board(name, as_of=as_of, published_until=published_until)
