"""Offer short ways to read bytes and to write files."""

import pytest

from fogline.model.report import Report
from fogline.readers import ReadOptions, find_inputs, read_bytes, read_source


@pytest.fixture
def read():
    """Read bytes under a name; keyword arguments are options."""

    def read_now(content, name, **options):
        return list(read_bytes(content, name=name, options=ReadOptions(**options)))

    return read_now


@pytest.fixture
def read_one(read):
    """Read bytes that hold one report."""

    def read_now(content, name, **options):
        outcomes = read(content, name, **options)
        assert len(outcomes) == 1
        assert isinstance(outcomes[0], Report), outcomes[0]
        return outcomes[0]

    return read_now


@pytest.fixture
def told(read):
    """Read bytes and give the messages of the errors in them."""

    def read_now(content, name, **options):
        return [str(outcome) for outcome in read(content, name, **options) if not isinstance(outcome, Report)]

    return read_now


@pytest.fixture
def receive(tmp_path):
    """Write a file and read it as an input; gives what is received, one item a source."""

    def receive_now(content, name, **options):
        path = tmp_path / name
        path.write_bytes(content)
        return [
            received for found in find_inputs(path) for received in read_source(found, ReadOptions(**options))
        ]

    return receive_now
