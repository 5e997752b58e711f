"""A plain table gives its numbers as they are, and is refused where one does not hold."""

import contextlib
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.errors import SourceTooLarge, SourceUnreadable
from fogline.importers import importer, text_of

PLAIN = importer("csv")
TABLE = b"area,period,value\nOstre,1822-05,3\n"


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, TABLE)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [TABLE, b"\xef\xbb\xbf" + TABLE, gzip.compress(TABLE, mtime=0), zipped("a.csv")]
)
def test_a_table_comes_plain_in_gzip_or_alone_in_a_zip_file(content):
    (cell,) = PLAIN.read(text_of(content, name="a"), "a").cells

    assert (cell.area, cell.period, cell.value) == ("Ostre", "1822-05", 3)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", gzip.compress(TABLE, mtime=0)[:-9], zipped("a", "b"), b"PK\x03\x04 no"]
)
def test_bytes_that_are_no_table_are_refused_by_name(content):
    with pytest.raises(SourceUnreadable, match=r"^a\.csv: "):
        text_of(content, name="a.csv")


def test_what_unpacks_to_too_much_is_refused():
    with pytest.raises(SourceTooLarge):
        text_of(gzip.compress(bytes(10_000)), name="a", most=9_999)


def test_an_empty_value_is_no_number_and_not_0():
    assert PLAIN.read("area,period,value\nOstre,1822-05,\n", "a").cells[0].value is None


@pytest.mark.parametrize(("area", "level", "country"), [("Mali", "country", "MLI"), ("Ostre", "other", None)])
def test_a_country_is_known_by_its_name(area, level, country):
    (cell,) = PLAIN.read(f"Area;Period;Value\n{area};1822-05;1\n", "a").cells

    assert (cell.level, cell.country) == (level, country)


@pytest.mark.parametrize(
    "line",
    [
        "Ostre,1822-05,much,,", "Ostre,1822-13,1,,", "Ostre,May,1,,", ",1822-05,1,,", "Ostre,1822-05,inf,,",
        "Ostre,1822-05,1,2,3", "Ostre,1822-05,1", 'Ostre,"1822-05,1,,', "Velm,1822-05,2,,",
    ],
)  # fmt: skip
def test_a_line_that_does_not_hold_refuses_the_file_by_line(line):
    with pytest.raises(SourceUnreadable, match=r"a\.csv: line 3: "):
        PLAIN.read(f"area,period,value,low,high\nVelm,1822-05,1,,\n{line}\n", "a.csv")


@given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.floats(0, 1e9)), min_size=1))
def test_every_number_comes_out_as_it_went_in(values):
    lines = [
        f"Ostre,1822-{month:02},{'' if value is None else repr(value)}" for month, value in values.items()
    ]

    cells = PLAIN.read("\n".join(["area,period,value", *lines]), "a").cells

    assert {int(cell.period[5:]): cell.value for cell in cells} == values


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(SourceUnreadable):
        PLAIN.read(text_of(content, name="a"), "a")
