"""Tell which language a text is in, by the letters of its words."""

from functools import cache
from typing import Any

__all__ = ["classify_language"]


def classify_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the likeliest language, and how likely it is, 0 to 1."""
    code, certainty = identifier().classify(text)
    return str(code), float(certainty)


@cache
def identifier() -> Any:
    """Return the packaged model, loaded once a process on the first text (0.4 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
