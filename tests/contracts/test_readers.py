"""What every reader keeps to, run over each one found."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import InputError
from fogline.model.report import Report
from fogline.plugins import module_names
from fogline.readers import Certainty, choose_reader, read_bytes, readers
from tests.readers.samples import all_formats

NAMES = module_names("readers")
LIBRARIES = (
    "trafilatura", "htmldate", "httpx", "pypdf", "docx", "feedparser", "py3langid", "lxml", "numpy",
    "warcio", "rapidocr", "pypdfium2",
)  # fmt: skip
TESTS = Path(__file__).parents[1] / "readers"


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_exports_one_name(name):
    module = importlib.import_module(f"fogline.readers.{name}")

    assert len(module.__all__) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_declares_suffixes_and_media_types_or_knows_its_format_from_the_bytes(name):
    reader = readers()[name]

    assert reader.suffixes or reader.recognise(all_formats()[name][1]) is Certainty.CERTAIN
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
    assert all("/" in media_type and media_type == media_type.lower() for media_type in reader.media_types)


def test_no_two_readers_claim_one_suffix():
    claimed = [suffix for reader in readers().values() for suffix in reader.suffixes]

    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_has_a_sample_and_a_test_file(name):
    assert name in all_formats()
    assert (TESTS / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_is_chosen_for_its_sample(name):
    file_name, content = all_formats()[name]

    assert choose_reader(file_name, content) == name
    assert readers()[name].recognise(content) > Certainty.NO


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_yields_reports_with_words_that_lead_back_to_it(name):
    file_name, content = all_formats()[name]

    reports = list(read_bytes(content, name=file_name))

    assert reports
    assert all(isinstance(report, Report) and report.text.strip() for report in reports)
    assert [report.position for report in reports] == list(range(len(reports)))
    assert {len(report.original) for report in reports} == {64}
    assert len({report.id for report in reports}) == len(reports)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_the_same_reports_again(name):
    file_name, content = all_formats()[name]

    assert list(read_bytes(content, name=file_name)) == list(read_bytes(content, name=file_name))


@pytest.mark.parametrize("name", NAMES)
def test_empty_bytes_are_an_error_and_no_report(name):
    outcomes = list(read_bytes(b"", name="empty", reader=name))

    assert outcomes
    assert all(isinstance(outcome, InputError) for outcome in outcomes)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_reports_or_errors(name, content):
    for outcome in read_bytes(content, name="random", reader=name):
        assert isinstance(outcome, InputError) or outcome.text.strip()


def test_finding_readers_loads_no_parsing_library():
    code = (
        "import sys, fogline.readers as r; r.readers(); r.choose_reader('a.txt', b'words'); "
        f"sys.exit(', '.join(set(sys.modules) & set({LIBRARIES!r})))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert run.stderr.strip() == ""
