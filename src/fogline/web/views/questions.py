"""Say what is asked and how it fared: questions with their odds, and the record with its calibration."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from fogline.casebook import Casebook
from fogline.model.asked import Refused
from fogline.model.odds import Odds, RivalResolution
from fogline.model.records import Record
from fogline.questions.record import Kept, State
from fogline.questions.scoring import Scores
from fogline.web.wishes import QuestionWish

__all__ = [
    "QuestionPreview", "QuestionRow", "QuestionSeen", "RecordSeen", "ask", "question_row", "question_rows",
    "see_question", "see_record",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionRow(Record):
    """A question on the record in one line. `in_hindsight`: it came in after its outcome could be known."""

    id: str
    text: str
    asked: str
    closes: str
    state: State
    probability: float
    low: float
    high: float
    words: str
    base_rate: float | None
    engine: str
    by: str | None
    in_hindsight: bool
    brier: float | None


@dataclass(frozen=True, slots=True)
class QuestionSeen(Record):
    """A question on the record with all that its odds rest on, and both ways in which it is settled if contested."""

    row: QuestionRow
    kept: Kept
    rivals: tuple[RivalResolution, ...]


@dataclass(frozen=True, slots=True)
class QuestionPreview(Record):
    """What a question means here and its odds, before it is kept; `kept` is its id on the record once it is."""

    odds: Odds
    kept: str | None


@dataclass(frozen=True, slots=True)
class RecordSeen(Record):
    """How the odds fared by a day. `due` are questions whose window is over and that nobody has settled.

    `scores` are of questions asked before anybody could know, `in_hindsight` of the
    others; `bounds` are the Brier score if all that is due went with the odds, and
    if it went against them.
    """

    on: str
    matured: int
    due: tuple[QuestionRow, ...]
    open: int
    settled: int
    contested: int
    void: int
    scores: Scores | None
    in_hindsight: Scores | None
    bounds: tuple[float, float] | None
    refused: tuple[Refused, ...]


def ask(book: Casebook, wish: QuestionWish, by: str) -> QuestionPreview:
    """Answer a question; put it on the record unless a preview is wished.

    Raises:
        QuestionNotUnderstood: it cannot be tied to a series, a rate or a reference class.
    """
    meaning = book.questions.understand(
        wish.text, asked=wish.asked, closes=wish.closes, criteria=wish.criteria, background=wish.background,
        market=wish.market,
    )  # fmt: skip
    if wish.preview:
        return QuestionPreview(book.questions.odds(meaning), None)
    asked = book.ask(meaning, by=by)
    return QuestionPreview(Odds(**{one.name: getattr(asked, one.name) for one in fields(Odds)}), asked.id)


def question_row(kept: Kept) -> QuestionRow:
    """Return a question in one line."""
    asked = kept.asked
    return QuestionRow(
        kept.id, asked.question.text, asked.question.asked, asked.question.closes, kept.state, asked.probability,
        asked.low, asked.high, asked.words, None if asked.base_rate is None else asked.base_rate.probability,
        asked.engine, asked.by, kept.in_hindsight, kept.brier,
    )  # fmt: skip


def see_question(kept: Kept) -> QuestionSeen:
    """Return a question with all that it rests on."""
    return QuestionSeen(question_row(kept), kept, kept.rivals)


def see_record(book: Casebook, as_of: date | None) -> RecordSeen:
    """Return how the odds fared."""
    record = book.record(as_of=as_of)
    return RecordSeen(
        record.on, record.matured, question_rows(record.due), len(record.open), len(record.settled),
        len(record.contested), len(record.void), record.scores, record.in_hindsight, record.bounds, record.refused,
    )  # fmt: skip


def question_rows(kept: Iterable[Kept]) -> tuple[QuestionRow, ...]:
    """Return questions in one line each."""
    return tuple(map(question_row, kept))
