"""Set up the model that a casebook's settings name, to be asked beside the reading."""

from pathlib import Path

from fogline.config import Settings
from fogline.minds import AnswerBook, Consultant, MindOptions, load_mind

__all__ = ["ANSWERS", "open_consultant"]

ANSWERS = "minds"
"""Folder of a casebook that keeps what a mind answered: with it everything can be made again without asking."""


def open_consultant(folder: Path, settings: Settings) -> Consultant | None:
    """Return who asks the mind that the settings name, None when they name none. Nothing is sent.

    Raises:
        SettingInvalid: there is no such mind, or it lacks an address or a model.
    """
    name = settings.text("mind.name")
    if not name:
        return None
    from fogline.reading.codebook import load_codebook

    options = MindOptions(
        url=settings.text("mind.url"),
        model=settings.text("mind.model"),
        key=settings.text("mind.key"),
        wait_s=settings.number("mind.wait_s"),
    )
    types = {key: (known.acled, known.plover) for key, known in load_codebook(folder).types.items()}
    return Consultant(load_mind(name, options), types=types, answers=AnswerBook(folder / ANSWERS))
