"""Set fields of a question by hand, before it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from fogline.errors import SettingInvalid
from fogline.model.question import Question, Relation, Yardstick
from fogline.questions.areas import area_named, load_areas
from fogline.questions.understand import AMBIGUITY_EVENT, NOBODY, Understood

__all__ = ["EDITABLE", "edited"]

TELLING = ("event", "subject", "object", "area")
"""Fields from which the question is told anew when one of them is set."""


def edited(understood: Understood, changes: Mapping[str, str]) -> Understood:
    """Return a question with some fields set; "" empties a field that may be empty.

    Raises:
        SettingInvalid: there is no such field, it cannot have that value, or the window ends before it opens.
    """
    question = understood.question
    for name, written in changes.items():
        if name not in EDITABLE:
            raise SettingInvalid(
                f"question: found no field {name!r}, expected one of {', '.join(EDITABLE)}",
                hint="for example --set closes=2027-03-31",
            )
        question = replace(question, **EDITABLE[name](name, written.strip()))
    if not question.opens <= question.closes or question.closes < question.asked:
        raise SettingInvalid(
            f"question: found a window from {question.opens} to {question.closes}, expected one that ends after it "
            f"opens and after the day of the question, {question.asked}"
        )
    if not changes:
        return understood
    if "event" in changes and question.relation == "happens" and not {"measure", "source"} & changes.keys():
        # What settled it was read from other words.
        question = replace(question, measure=None, place=None, source=NOBODY, ambiguity=AMBIGUITY_EVENT)
    by_hand = f"set by hand: {', '.join(changes)}"
    told = told_anew(question) if any(name in TELLING for name in changes) else understood.meant
    return Understood(replace(question, assumed=(*question.assumed, by_hand)), told)


def told_anew(question: Question) -> str:
    """Return a question in words that its fields give."""
    area = load_areas().get(question.area or "")
    place = area.name if area else question.area
    words = [question.subject, question.event, question.object, f"in {place}" if place else None]
    event = question.event.casefold()
    return " ".join(
        word for word in words if word and (word == question.event or word.casefold() not in event)
    )


def text_of(name: str, written: str) -> dict[str, Any]:
    """Return a text that must not be empty."""
    if not written:
        raise SettingInvalid(f"{name}: found nothing, expected some words")
    return {name: written}


def optional_of(name: str, written: str) -> dict[str, Any]:
    """Return a text, None when it is empty."""
    return {name: written or None}


def criteria_of(name: str, written: str) -> dict[str, Any]:
    """Return a text, empty or not."""
    return {name: written}


def day_of(name: str, written: str) -> dict[str, Any]:
    """Return a day."""
    try:
        return {name: date.fromisoformat(written).isoformat()}
    except ValueError as error:
        raise SettingInvalid(f"{name}: found {written!r}, expected a day such as 2027-03-31") from error


def area_of(name: str, written: str) -> dict[str, Any]:
    """Return an area by its code where its name is known."""
    area = load_areas().get(written.upper()) or area_named(written)
    return {name: area.code if area else written or None}


def relation_of(name: str, written: str) -> dict[str, Any]:
    """Return a relation."""
    known = get_args(Relation)
    if written not in known:
        raise SettingInvalid(f"{name}: found {written!r}, expected one of {', '.join(known)}")
    return {name: written}


def threshold_of(name: str, written: str) -> dict[str, Any]:
    """Return the number that a count is held against."""
    try:
        return {"yardstick": Yardstick("number", float(written))}
    except ValueError as error:
        raise SettingInvalid(f"{name}: found {written!r}, expected a number") from error


EDITABLE: Mapping[str, Callable[[str, str], dict[str, Any]]] = {
    "subject": optional_of, "event": text_of, "object": optional_of, "area": area_of, "place": optional_of,
    "opens": day_of, "closes": day_of, "relation": relation_of, "measure": optional_of, "threshold": threshold_of,
    "source": text_of, "ambiguity": text_of, "criteria": criteria_of,
}  # fmt: skip
"""Fields that may be set, each with what reads its value; a threshold makes the yardstick a number."""
