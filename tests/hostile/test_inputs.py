"""Whatever stands in a file, reading it ends in reports or errors: no traceback, no hang, nothing written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.errors import InputError
from fogline.readers import Bounds, ReadOptions, find_inputs, read_bytes, read_source, readers
from tests.readers.samples import all_formats

FORMATS = sorted(all_formats())
QUICK = ReadOptions(bounds=Bounds(read_s=10, chunk_bytes=2_000, row_bytes=4_000))
LATE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def mutated(draw, content):
    """Some valid bytes with pieces cut, doubled, replaced and put in."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(changed) - 1)))
        size = draw(st.integers(0, 40))
        match draw(st.sampled_from(("cut", "double", "replace", "end"))):
            case "cut":
                del changed[at : at + size]
            case "double":
                changed[at:at] = changed[at : at + size] * draw(st.integers(1, 20))
            case "replace":
                changed[at : at + size] = draw(st.binary(max_size=40))
            case "end":
                del changed[max(at, 4) :]
    return bytes(changed)


def check(outcomes):
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            assert str(outcome)
            continue
        assert outcome.text.strip()
        assert "\x00" not in outcome.text
        "".join(
            filter(None, (outcome.text, outcome.title, outcome.outlet, outcome.author, outcome.key))
        ).encode()


@pytest.mark.parametrize("name", FORMATS)
@LATE
@given(draws=st.data())
def test_changed_files_are_read_or_told(name, draws):
    file_name, content = all_formats()[name]
    changed = draws.draw(mutated(content))

    check(read_bytes(changed, name=file_name, reader=name, options=QUICK))


@pytest.mark.parametrize("name", FORMATS)
@LATE
@given(draws=st.data())
def test_changed_files_on_disk_are_read_or_told(name, draws, tmp_path):
    file_name, content = all_formats()[name]
    path = tmp_path / file_name
    path.write_bytes(draws.draw(mutated(content)))

    for found in find_inputs(path):
        for received in read_source(found, QUICK):
            check(received.outcomes)

    assert [entry.name for entry in tmp_path.iterdir()] == [file_name]


@LATE
@given(
    content=st.binary(max_size=2_000),
    name=st.sampled_from(("x", "x.txt", "x.html", "x.csv", "x.eml", "x.odd")),
)
def test_random_files_are_read_or_told(content, name, tmp_path):
    (tmp_path / name).write_bytes(content)

    for found in find_inputs(tmp_path / name):
        for received in read_source(found, QUICK):
            check(received.outcomes)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 100_000, b"\xff" * 100_000, b"(" * 100_000, b"<" * 100_000, b"[" * 100_000, b'"' * 100_000,
        b"\n" * 100_000, b"=?utf-8?b?" * 10_000, b"&#0;" * 20_000, b"From \n" * 10_000, b"--b\n" * 20_000,
        b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\x1f\x8b", b"%PDF-", b"{", b",", b"\x1b]0;title\x07" * 1_000,
    ],
    ids=lambda content: repr(content[:8]),
)  # fmt: skip
def test_monotonous_bytes_are_read_or_told(name, content):
    outcomes = list(read_bytes(content, name="x", reader=name, options=QUICK))

    assert outcomes
    check(outcomes)


def test_every_format_is_attacked_here():
    assert sorted(readers()) == FORMATS
