"""Put questions, odds and scores into words: numbers with their words, never likelihood and confidence in one line."""

from collections.abc import Iterator
from math import exp

from fogline.cli.output import Column
from fogline.model.odds import LikeCase, Odds, RivalResolution
from fogline.model.question import Question, Yardstick
from fogline.questions.areas import area_of_deed

__all__ = [
    "case_columns", "case_row", "facts_of_odds", "facts_of_question", "percent", "say_headline", "say_rival",
    "say_rule",
]  # fmt: skip

RELATIONS = {
    "at_least": "at least", "more_than": "more than", "at_most": "at most", "fewer_than": "fewer than",
}  # fmt: skip


def facts_of_question(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the names and values of a question's fields, what was assumed last."""
    yield "asked", f"{question.text} ({question.asked})"
    yield "subject", question.subject or ""
    yield "event", question.event
    yield "object", question.object or ""
    yield "area", question.area or ""
    yield "place", question.place or ""
    yield "window", f"{question.opens} to {question.closes}, both included"
    yield "yes if", say_rule(question)
    yield "settled by", question.source
    yield "if unclear", question.ambiguity
    yield "criteria", question.criteria
    for number, words in enumerate(question.assumed):
        yield "" if number else "assumed", words


def say_rule(question: Question) -> str:
    """Return when the answer is yes, in words."""
    if question.relation == "happens":
        if question.measure is None:
            return "it happens in the window"
        where = ", ".join(filter(None, (question.place, area_of_deed(question))))
        told = (("by", question.subject), ("against", question.object), ("in", where))
        words = "".join(f" {word} {name}" for word, name in told if name)
        return f"an incident of the type {question.measure}{words} lies in the window"
    if question.relation == "holds":
        return "it lasts until the window ends"
    relation, yardstick = RELATIONS[question.relation], say_yardstick(question.yardstick)
    if question.yardstick is None or question.yardstick.kind == "number":
        return f"{relation} {yardstick} {question.measure or ''}".strip()
    return f"{question.measure}: {relation} {yardstick}"


def say_yardstick(yardstick: Yardstick | None) -> str:
    """Return what a count is held against, in words."""
    if yardstick is None:
        return "one"
    if yardstick.kind == "number":
        return f"{yardstick.level:g}" if yardstick.level is not None else "a number not given"
    what = {
        "mean": f"the mean of the {yardstick.days or ''} days before".replace("  ", " "),
        "record": "the highest such window before",
        "area": f"the count of {yardstick.area}",
    }[yardstick.kind]
    plus = f"{yardstick.plus:g} plus " if yardstick.plus else ""
    times = f"{yardstick.times:g} times " if yardstick.times != 1 else ""
    return f"{times}{plus}{what}{say_value(yardstick)}"


def say_value(yardstick: Yardstick) -> str:
    """Return what is known of a yardstick, and what follows from it; "" where nothing is."""
    if yardstick.value is None or yardstick.level is None:
        return ""
    so = "" if yardstick.level == yardstick.value else f", so {yardstick.level:,.5g}"
    return f" ({yardstick.value:,.5g}{so})"


def say_headline(odds: Odds) -> str:
    """Return words, number and range."""
    return (
        f"{odds.words}: {percent(odds.probability)}, and between {percent(odds.low)} and {percent(odds.high)} "
        "nine times in ten"
    )


def facts_of_odds(odds: Odds) -> Iterator[tuple[str, str]]:
    """Yield what an answer rests on, in the order in which a reader asks."""
    base = odds.base_rate
    if base is not None:
        counted = f"{base.yes:g} of {base.of:g} " if base.yes is not None and base.of is not None else ""
        source = f" ({base.source})" if base.source else ""
        yield "base rate", f"{percent(base.probability)}: {counted}{base.what}{source}"
    for number, driver in enumerate(odds.drivers):
        yield "" if number else "moved by", f"{driver.what}: odds times {exp(driver.shift):.2f}"
    for number, reason in enumerate(odds.because):
        yield "" if number else "because", reason
    for number, change in enumerate(odds.would_change):
        yield "" if number else "would change", change
    if len(odds.voices) > 1:
        told = (f"{one.engine} {percent(one.probability)} (weight {one.weight:.2f})" for one in odds.voices)
        yield "blend of", ", ".join(told)
    else:
        yield "engine", odds.engine
    yield "fared", odds.fared or "no such question has been settled here yet"


def say_rival(rival: RivalResolution) -> str:
    """Return one way in which claims would settle a question."""
    who = ", ".join(rival.sayers) or "claims"
    return f"{'yes' if rival.outcome else 'no'}, if {who} is right: {rival.because}"


def case_columns() -> tuple[Column, ...]:
    """Return the columns of a table of cases."""
    return (
        Column("like case", grow=4), Column("began", keep=True), Column("came to it", keep=True),
        Column("counts", right=True, keep=True), Column("source", grow=5),
    )  # fmt: skip


def case_row(case: LikeCase) -> tuple[str, ...]:
    """Return a case's cells."""
    return case.name, case.began or "", "yes" if case.outcome else "no", f"{case.similarity:.2f}", case.source


def percent(share: float) -> str:
    """Return a share in per cent; with a decimal near 0 and 1, where it tells."""
    return f"{share:.1%}" if share < 0.03 or share > 0.97 else f"{share:.0%}"
