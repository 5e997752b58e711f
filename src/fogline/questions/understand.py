"""Turn a question in plain English into one with a rule: who, what, where, until when, settled by whom."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fogline.errors import QuestionNotUnderstood
from fogline.model.question import Question, Relation
from fogline.questions.areas import Area, areas_in, load_areas
from fogline.questions.context import NO_CONTEXT, Context
from fogline.questions.counts import MEAN, Counted, counted_in
from fogline.questions.series import ANY_SERIES
from fogline.questions.stated import stated_value
from fogline.questions.windows import Window, window_in

__all__ = ["AMBIGUITY_EVENT", "AMBIGUITY_LEDGER", "NOBODY", "Understood", "settled_by", "understand"]

OPENING = re.compile(
    r"^\W*(?:(?:so|and|but)\s+)?(?:what\s+(?:are|is)\s+the\s+(?:odds|chances?|probability|likelihood)(?:\s+(?:that|of))?"
    r"|how\s+likely\s+is\s+it(?:\s+that)?|is\s+it\s+likely\s+that|how\s+likely\s+is|will|would|could|is|are|does|do)\s+",
    re.I,
)
HOW_MANY = re.compile(r"\W*how\s+(?:many|much)\b", re.I)
MARKS = re.compile(r"[*_`]+")
LASTS = re.compile(
    r"\b(?:remains?|stays?|continues?|still\s+be|holds?|keeps?|lasts?|survives?|be\s+(?:the\s+)?(?:president|prime\s+minister)"
    r"|retains?|hold\s+off)\b",
    re.I,
)
"""Words of a question that is yes when nothing changes until the window ends."""

SETTLED_BY = re.compile(
    r"\b(?:resol\w+|outcome|determined|settled)\b[^.]{0,80}?\b(?:based\s+on|by|according\s+to|using)\s+"
    r"(?P<source>[^.;(]{4,120})",
    re.I,
)
NOBODY = "a person, from credible reports"
"""Who settles a question that neither names anybody nor is tied to a series or to the ledger."""

AMBIGUITY_COUNT = "as the source counts it on the day it is settled; later revisions change nothing"
AMBIGUITY_EVENT = (
    "where reports contradict each other, as most independent origins have it; void if they do not agree"
)
AMBIGUITY_LEDGER = (
    "two independent origins or a side that concedes it are enough; what is told and denied is contested; "
    "what one origin alone tells a person decides"
)
WITHIN_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with its rule, and `meant`: its words with nicknames and pronouns resolved."""

    question: Question
    meant: str


def understand(
    text: str,
    *,
    asked: date,
    closes: date | None = None,
    background: str = "",
    criteria: str = "",
    context: Context = NO_CONTEXT,
) -> Understood:
    """Return what a question asks.

    The window is what the question's own words say, else up to `closes`, else a
    year; what is taken for granted stands in `assumed`.

    Raises:
        QuestionNotUnderstood: there is no question, or its window ends before it is asked.
    """
    words = " ".join(MARKS.sub("", text).split())
    if not re.search(r"\w{3}", words):
        raise QuestionNotUnderstood(
            f"question: found {text!r}, expected a sentence", hint='ask as in "Will … by 31 March 2026?"'
        )
    if HOW_MANY.match(words):
        raise QuestionNotUnderstood(
            f"question: {text!r} asks for a number, expected one that is answered with yes or no",
            hint="ask whether it is at least so many; fogline forecast gives the whole range of a count",
        )
    meant, aloud = stand_alone(words, context)
    window, assumed = window_of(words, asked, closes)
    if window.closes < asked:
        raise QuestionNotUnderstood(
            f"question: its window ends on {window.closes}, before the day it is asked, {asked}",
            hint="give a later closing day, or the day on which it was asked",
        )
    aloud += assumed
    rule = f"{criteria}\n{background}"
    counted = counted_in(meant, rule=rule)
    common = Common(text, meant, asked, window, criteria)
    if counted and (counted.area or counted.source):
        return count_question(common, counted, aloud, stated=stated_value(background, criteria))
    return event_question(common, aloud, rule, context)


@dataclass(frozen=True, slots=True)
class Common:
    """What questions of either sort are made from."""

    text: str
    meant: str
    asked: date
    window: Window
    criteria: str


def count_question(common: Common, counted: Counted, aloud: list[str], *, stated: float | None) -> Understood:
    """Return a question that counts; a mean that is stated is put into its yardstick."""
    yardstick = counted.yardstick
    if yardstick.kind == "mean" and stated is not None:
        # A stated value is the whole right side of the comparison, "one plus the mean" as much as "the mean".
        yardstick = replace(yardstick, value=max(stated - yardstick.plus, 0.0))
    if yardstick.kind == "mean" and not MEAN.search(common.meant):
        aloud = [*aloud, "it names no number: taken to ask for more or fewer than the mean of the past year"]
    source = counted.source or ANY_SERIES
    if counted.source is None:
        aloud = [*aloud, f"{counted.measure} are those that {source} counts"]
    where = counted.area.name if counted.area else None
    return Understood(
        Question(
            text=common.text,
            asked=common.asked.isoformat(),
            opens=common.window.opens.isoformat(),
            closes=common.window.closes.isoformat(),
            event=f"{counted.measure} in {where}" if where else counted.measure,
            relation=counted.relation,
            source=source,
            ambiguity=AMBIGUITY_COUNT,
            area=counted.area.code if counted.area else None,
            measure=counted.measure,
            yardstick=yardstick,
            criteria=common.criteria,
            assumed=tuple(aloud),
        ),
        common.meant,
    )


def event_question(common: Common, aloud: list[str], rule: str, context: Context) -> Understood:
    """Return a question whether something happens, or lasts."""
    clause = clause_of(common.meant, common.window)
    named = areas_in(clause)
    actors = [area for area in named if is_subject(area, clause)]
    place = next((area for area in reversed(named) if area not in actors), None)
    relation: Relation = "holds" if LASTS.search(clause) else "happens"
    source = SETTLED_BY.search(rule)
    if source is None:
        aloud = [*aloud, settled_by(NOBODY)]
    if place is None and not named and context.area:
        aloud = [*aloud, f"it is about {context.area.name}, which the reports tell most of"]
        place = load_areas().get(context.area.country)
    elif place is None and named:
        place = named[-1]
    return Understood(
        Question(
            text=common.text,
            asked=common.asked.isoformat(),
            opens=common.window.opens.isoformat(),
            closes=common.window.closes.isoformat(),
            event=clause,
            relation=relation,
            source=source["source"].strip() if source else NOBODY,
            ambiguity=AMBIGUITY_EVENT,
            subject=actors[0].name if actors else None,
            area=place.code if place else None,
            criteria=common.criteria,
            assumed=tuple(aloud),
        ),
        common.meant,
    )


def settled_by(source: str) -> str:
    """Say who settles a question that does not name anybody."""
    return f"it is settled by {source}"


def window_of(words: str, asked: date, closes: date | None) -> tuple[Window, list[str]]:
    """Return a question's window, and what was assumed for it."""
    if found := window_in(words, asked=asked):
        if closes and closes < found.opens:
            return found, [f"its own words end it on {found.closes}; the closing day {closes} is not used"]
        return found, []
    if closes:
        return Window(asked, closes, ""), []
    last = asked + WITHIN_A_YEAR
    return Window(asked, last, ""), [f"it names no day: taken to ask for a year, up to {last}"]


def clause_of(meant: str, window: Window) -> str:
    """Return what would happen: the question without its opening, its window and its mark."""
    clause = OPENING.sub("", meant.replace(window.words, " ") if window.words else meant)
    return " ".join(clause.rstrip(" ?.!").split())


def is_subject(area: Area, clause: str) -> bool:
    """Whether an area stands where the one who acts does: at the clause's beginning."""
    head = clause[:SUBJECT_CHARS]
    return area in areas_in(head)


SUBJECT_CHARS = 30
PRONOUN = re.compile(
    r"\b(?P<verb>sends?|sent|puts?|brings?|takes?|drags?|deploys?|gets?)\s+us\b(?P<back>\s+back)?"
)
OUR = re.compile(r"\b(?:our\s+(?:troops|soldiers|boys|forces|army)|we)\b", re.I)
BACK = re.compile(r"\bback\b(?!\s+(?:to|in|into|at|from)\b)", re.I)


def stand_alone(words: str, context: Context) -> tuple[str, list[str]]:
    """Return a question with nicknames and pronouns resolved, and what was assumed for that, a sentence each.

    "Us" and "we" are the troops of the country whose leader the question names;
    "back" leads to the country that the reports tell most of.
    """
    aloud = []
    nation: Area | None = None
    for named in context.named:
        if named.words != named.name:
            words = re.sub(rf"(?<!\w){re.escape(named.words)}(?!\w)", named.name, words)
            aloud.append(f"“{named.words}” is {named.name}")
        if nation is None and named.countries:
            nation = load_areas().get(named.countries[0])
    if nation and (found := PRONOUN.search(words)):
        sent = f"{found['verb']} {nation.name} troops{found['back'] or ''}"
        words = f"{words[: found.start()]}{sent}{words[found.end() :]}"
        aloud.append(f"“us” is the troops of {nation.name}")
    elif nation and (ours := OUR.search(words)):
        words = words[: ours.start()] + f"{nation.name} troops" + words[ours.end() :]
        aloud.append(f"“{ours[0]}” is the troops of {nation.name}")
    place = next((area for area in context.areas if nation is None or area.country != nation.code), None)
    if place and (back := BACK.search(words)):
        words = f"{words[: back.end()]} to {place.name}{words[back.end() :]}"
        aloud.append(f"“back” is to {place.name}, which the reports tell most of")
    return words, aloud
