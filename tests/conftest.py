"""Offer what several test folders share."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import server

# Tests don't time: a slow machine is no failure. In CI the examples are the same every time.
settings.register_profile("laptop", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("laptop"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "laptop")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout; CI has it, a user's clone need not."""
    if not SHARED.is_dir():
        pytest.skip(f"development data not found at {SHARED.name}/ beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that runs for the tests; its password is in a file that libpq knows."""
    with server() as (address, passfile), pytest.MonkeyPatch.context() as environment:
        environment.setenv("PGPASSFILE", str(passfile))
        yield address


NUMBERS = itertools.count()


@pytest.fixture
def address(postgres: str) -> str:
    """The address of a schema that nobody has used."""
    return f"{postgres}&schema=book_{next(NUMBERS)}"
