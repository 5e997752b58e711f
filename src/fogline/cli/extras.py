"""Say which extra is not installed."""

from collections.abc import Iterator
from contextlib import contextmanager

from fogline.errors import SettingInvalid

__all__ = ["web_extra"]

WEB = ("fastapi", "uvicorn", "starlette", "pydantic", "anyio", "argon2", "pyotp")


@contextmanager
def web_extra(command: str) -> Iterator[None]:
    """Turn a missing package of the desk into SettingInvalid with the line that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in WEB:
            raise
        raise SettingInvalid(
            f"{command}: found no package {error.name!r}, expected what the desk needs",
            hint="pip install 'fogline[web]'",
        ) from error
