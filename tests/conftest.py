"""Offer what several test folders share."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
