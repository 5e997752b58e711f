"""Read the record of questions out of the journal: as it is, or as it was on an earlier day."""

import re
from dataclasses import replace
from datetime import datetime

from fogline.errors import ObjectUnknown
from fogline.model.asked import Asked, Refused, Resolution
from fogline.pipeline.decisions import not_taken_back
from fogline.pipeline.recording import QUESTION, REFUSAL, RESOLUTION, body_of, entered, erased_reports
from fogline.questions.record import Kept, kept_questions
from fogline.store.decode import decode
from fogline.store.store import Store

__all__ = ["find_question", "kept_of", "refused_of", "resolutions_in_force", "resolutions_of"]

PREFIX = re.compile(r"(?:q-)?([0-9a-f]{1,32})")


def kept_of(store: Store, *, on: str, until: datetime | None = None) -> tuple[Kept, ...]:
    """Return the questions on the record with their numbers; `find_question` has all that one rests on.

    Args:
        store: the casebook.
        on: the day on which the record is looked at.
        until: only what had been entered by then.
    """
    asked = (
        (entry.received, decode(Asked, body_of(store, entry, whole=False)))
        for entry in entered(store, QUESTION, until=until)
    )
    return kept_questions(
        asked, resolutions_in_force(store, until=until), on=on, erased=erased_reports(store)
    )


def refused_of(store: Store, *, until: datetime | None = None) -> tuple[Refused, ...]:
    """Return the questions that nothing here could answer, in the order of time; until a moment when it is given."""
    return tuple(decode(Refused, entry.body) for entry in entered(store, REFUSAL, until=until))


def find_question(store: Store, prefix: str, *, on: str, until: datetime | None = None) -> Kept:
    """Return the question whose id is or begins with `prefix`, with all that its odds rest on.

    Raises:
        ObjectUnknown: none fits, or several do.
    """
    match = PREFIX.fullmatch(prefix.strip().lower())
    kept = kept_of(store, on=on, until=until)
    found = [one for one in kept if match is not None and one.id.startswith(f"q-{match[1]}")]
    if len(found) != 1:
        raise ObjectUnknown(
            f"{prefix}: found {len(found) or 'no'} questions whose id begins so, expected one",
            hint="fogline record lists the questions with their ids",
        )
    (one,) = found
    entry = next(entry for entry in entered(store, QUESTION) if entry.body["id"] == one.id)
    return replace(
        one,
        asked=decode(Asked, body_of(store, entry, whole=True)),
        resolutions=resolutions_in_force(store, until=until, of=one.id),
    )


def resolutions_of(
    store: Store, *, until: datetime | None = None, of: str | None = None
) -> tuple[Resolution, ...]:
    """Return every resolution in the order in which they were entered; of one question those with their reasons."""
    return tuple(
        decode(Resolution, body_of(store, entry, whole=of is not None))
        for entry in entered(store, RESOLUTION, until=until)
        if of in (None, entry.body["question"])
    )


def resolutions_in_force(
    store: Store, *, until: datetime | None = None, of: str | None = None
) -> tuple[Resolution, ...]:
    """Return the resolutions that count, or that counted at a moment; of one question those with their reasons."""
    standing = not_taken_back(resolutions_of(store, until=until, of=of))
    return tuple(one for one in standing if one.undone is None)
