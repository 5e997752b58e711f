"""Parsers run in a child that is killed when it hangs and started again when it is gone."""

import multiprocessing

from fogline.model.report import Report
from fogline.readers import Bounds, ReadOptions, read_bytes
from fogline.readers import _confine as confine
from tests.readers.samples import page


def read_page(content=None, **options):
    return list(read_bytes(content or page(), name="a.html", options=ReadOptions(**options)))


def read_in_fork(_):
    return read_page()


def test_a_parser_that_takes_too_long_is_killed_and_the_next_document_is_read():
    read_page()
    hanging = confine.CHILDREN[0].process

    (error,) = read_page(b"<html>" + b"<p>a b c</p>" * 50_000, bounds=Bounds(read_s=0.05))
    (report,) = read_page()

    assert "not parsed after 0.05 s" in str(error)
    assert hanging.returncode is not None
    assert isinstance(report, Report)


def test_a_parser_that_died_is_started_again():
    read_page()
    confine.CHILDREN[0].process.kill()
    confine.CHILDREN[0].process.wait()

    assert isinstance(read_page()[0], Report)


def test_a_process_made_by_forking_has_a_parser_of_its_own():
    here = read_page()

    with multiprocessing.get_context("fork").Pool(2) as pool:
        there = pool.map(read_in_fork, range(4))

    assert there == [here] * 4
    assert read_page() == here


def test_too_much_memory_is_an_error():
    (outcome,) = read_page(b"<html><p " + b"a=b " * 3_000_000 + b">hello</p>")

    assert not isinstance(outcome, Report) or outcome.text == "hello"
