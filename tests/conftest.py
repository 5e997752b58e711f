"""Offer what several test folders share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout; CI has it, a user's clone need not."""
    if not SHARED.is_dir():
        pytest.skip(f"development data not found at {SHARED.name}/ beside the checkout")
    return SHARED
