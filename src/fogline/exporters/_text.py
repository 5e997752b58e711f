"""Turn what is held into text that every program reads: half a surrogate pair, which no UTF-8 has, becomes "?"."""

import json
from typing import Any

__all__ = ["json_bytes", "utf8", "whole"]


def utf8(text: str) -> bytes:
    """Return a text in UTF-8."""
    return text.encode("utf-8", "replace")


def whole(value: Any) -> Any:
    """Return a plain value with its texts as UTF-8 has them."""
    if isinstance(value, str):
        return value if value.isascii() else utf8(value).decode()
    if isinstance(value, dict):
        return {key: whole(one) for key, one in value.items()}
    return [whole(one) for one in value] if isinstance(value, list | tuple) else value


def json_bytes(value: Any) -> bytes:
    """Return a plain value as JSON on one line."""
    return utf8(json.dumps(value, ensure_ascii=False))
