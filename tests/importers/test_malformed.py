"""Tables as they come in practice: read where their meaning is clear, else refused by file and line."""

import gzip
import io
import zipfile

import pytest

from fogline.errors import InputError, SourceUnreadable
from fogline.importers import GazetteerImporter, format_of, importer, text_of
from tests.importers.made_up import ACLED_COLUMNS, acled, ged

HEAD = "area,period,value\nOstre,1822-05,1\n"


def read(form, content):
    return importer(form).read(text_of(content, name="table.csv"), "table.csv")


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("csv", b"\xef\xbb\xbf" + HEAD.encode()),
        ("csv", HEAD.replace("\n", "\r\n").encode()),
        ("csv", HEAD.encode("utf-16")),
        ("csv", b"sep=;\r\n" + HEAD.replace(",", ";").encode()),
        ("csv", b"sep=|\n" + HEAD.replace(",", "|").encode()),
        ("csv", HEAD.replace(",", ";").encode()),
        ("csv", HEAD.replace(",", "\t").encode()),
        ("csv", HEAD.upper().replace("OSTRE", "Ostre").encode()),
        ("csv", HEAD.replace("Ostre", ' "Ostre" ').replace(' "', '"').replace('" ', '"').encode()),
        ("ucdp-ged", ged({}, header=False).encode()),
        ("acled", acled({"event_date": "3 May 1822"}, {"event_date": "1822-05-04"}).encode()),
        ("acled", acled({"event_id_cnty": ""}, {"event_id_cnty": ""}).encode()),
    ],
    ids=[
        "bom",
        "crlf",
        "utf-16",
        "sep=;",
        "sep=|",
        "semicolons",
        "tabs",
        "capitals",
        "quoted",
        "no header",
        "mixed days",
        "blank ids",
    ],
)
def test_what_is_clear_is_read(form, content):
    assert read(form, content).cells


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        ("csv", HEAD.encode() + "Velmé,1822-05,1\n".encode("iso-8859-1"), "line 3: found the byte 0xE9"),
        ("csv", HEAD.encode()[:18], "found a header and no row below it"),
        ("acled", acled({}).encode()[:-12], "line 2: found "),
        ("acled", acled({"event_date": "1822-02-30"}).encode(), "line 2: found '1822-02-30' in event_date"),
        ("csv", HEAD.encode() + b'Velm,1822-05,"1,5"\n', "line 3: found '1,5' in value"),
        ("csv", HEAD.encode() + b"Velm,1822-05,1,5\n", "line 3: found 4 fields, expected 3"),
        ("csv", HEAD.encode() + b"Velm,05/1822,1\n", "line 3: found '05/1822' in period"),
        ("csv", HEAD.encode() + b"Ostre,1822-05,1\n", "line 3: found 'Ostre' in 1822-05 again"),
        ("csv", b"area,period,value,low,high\nOstre,1822-05,2,3,1\n", "line 2: found low 3"),
        ("csv", HEAD.encode() + b'"Velm,1822-05,1\n', "line 3: "),
        ("ucdp-ged", ged({"best": "1.5"}).encode(), "line 2: found '1.5' in best"),
        ("ucdp-ged", ged({"best": "1e9999"}).encode(), "line 2: found '1e9999' in best"),
        ("ucdp-ged", ged({"id": "7"}, {"id": "7"}).encode(), "line 3: found the event '7' again"),
        ("acled", acled({"fatalities": "many"}).encode(), "line 2: found 'many' in fatalities"),
        ("acled", acled({"event_date": "03/05/1822"}).encode(), "line 2: found '03/05/1822' in event_date"),
    ],
    ids=["latin-1", "header alone", "cut short", "no such day",
         "decimal comma", "stray delimiter", "other month", "twice", "low above high",
         "open quotation mark", "half a death", "endless", "an event twice", "words", "ambiguous day"],
)  # fmt: skip
def test_what_is_not_is_refused_by_file_and_line(form, content, said):
    with pytest.raises(SourceUnreadable) as refused:
        read(form, content)

    assert f"table.csv: {said}" in str(refused.value)


def test_a_country_called_na_is_no_missing_value():
    (cell,) = read("csv", b"area,period,value,level,country\nNA,1822-05,1,other,Namibia\n").cells

    assert (cell.area, cell.country) == ("NA", "NAM")


@pytest.mark.parametrize("code", ["State forces", "1"])
def test_codes_of_actors_in_words_and_in_numbers_are_both_read(code):
    assert read("acled", acled({"inter1": code}, columns=(*ACLED_COLUMNS, "inter1")).encode()).cells


@pytest.mark.parametrize(
    "day",
    ["1822-05-03", "3 May 1822", "03-May-1822", "1822/5/3", "1822-5-3", "3 may 1822", "1822-05-03T10:00:00Z"],
)
def test_a_day_that_can_be_no_other_is_read(day):
    assert {cell.period for cell in read("acled", acled({"event_date": day}).encode()).cells} == {"1822-05"}


def test_a_day_as_americans_write_it_is_read():
    content = acled({"event_date": "1822-05-03"}).replace("1822-05-03", '"May 3, 1822"').encode()

    assert {cell.period for cell in read("acled", content).cells} == {"1822-05"}


def test_high_below_low_is_widened_and_said():
    told = read("ucdp-ged", ged({"low": "9", "best": "5", "high": "2"}).encode())

    assert "widened" in told.notes[0]
    assert {(cell.low, cell.value, cell.high) for cell in told.cells if cell.part == ""} == {(2, 5, 9)}


def packed(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, acled({}))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv: found nothing in it"),
        ("blank.csv", b"\xef\xbb\xbf\n\n", "blank.csv: found nothing in it"),
        ("two.zip", packed("a.csv", "b.csv"), "two.zip: found 2 files in it"),
        ("none.zip", packed(), "none.zip: found 0 files in it"),
        ("cut.zip", packed("a.csv")[:60], "cut.zip: found a packed file that cannot be opened"),
        (
            "cut.gz",
            gzip.compress(acled({}).encode())[:-20],
            "cut.gz: found a packed file that cannot be opened",
        ),
        ("book.xlsx", packed("xl/workbook.xml", "b"), "book.xlsx: found a workbook"),
        ("page.csv", b"\n<!DOCTYPE HTML><html>", "page.csv: found a web page"),
        ("scan.csv", b"%PDF-1.7\n", "scan.csv: found a PDF"),
        ("other.csv", b"a,b\n1,2\n", "other.csv: begins with 'a,b'"),
    ],
)
def test_what_is_no_table_at_all_is_refused_by_what_it_is(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError) as refused:
        format_of(tmp_path / name)

    assert str(refused.value).startswith(said)
    assert refused.value.hint


def test_a_folder_is_refused_with_what_to_give_instead(tmp_path):
    (tmp_path / "exports").mkdir()

    with pytest.raises(SourceUnreadable, match="found a folder, expected a file") as refused:
        format_of(tmp_path / "exports")

    assert "exports/*" in refused.value.hint


def test_what_a_system_puts_into_an_archive_is_passed_over(tmp_path):
    content = packed("d/", "d/a.csv", "__MACOSX/d/._a.csv", "d/.DS_Store")
    (tmp_path / "a.zip").write_bytes(content)

    assert format_of(tmp_path / "a.zip") == "acled"
    assert read("acled", content).cells


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        ("followthemoney", b'{"id": "a", "schema": "Persn", "properties": {"name": ["Velm"]}}', "no actor"),
        ("geojson", b'{"type": "FeatureCollection", "features": []}', "no place with a name"),
    ],
)
def test_a_file_in_which_nothing_is_found_is_refused(tmp_path, form, content, said):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    one = importer(form)

    with pytest.raises(SourceUnreadable, match=said):
        list(one.read(path) if isinstance(one, GazetteerImporter) else one.read(content.decode(), "a.json"))
