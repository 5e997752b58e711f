"""Tables as they come in practice: read where their meaning is clear, else refused by file and line."""

import pytest

from fogline.errors import SourceUnreadable
from fogline.importers import importer, text_of
from tests.importers.made_up import ACLED_COLUMNS, acled, ged

HEAD = "area,period,value\nOstre,1822-05,1\n"


def read(form, content):
    return importer(form).read(text_of(content, name="table.csv"), "table.csv")


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("csv", b"\xef\xbb\xbf" + HEAD.encode()),
        ("csv", HEAD.replace("\n", "\r\n").encode()),
        ("csv", HEAD.replace(",", ";").encode()),
        ("csv", HEAD.replace(",", "\t").encode()),
        ("csv", HEAD.upper().replace("OSTRE", "Ostre").encode()),
        ("csv", HEAD.replace("Ostre", ' "Ostre" ').replace(' "', '"').replace('" ', '"').encode()),
        ("ucdp-ged", ged({}, header=False).encode()),
        ("acled", acled({"event_date": "3 May 1822"}, {"event_date": "1822-05-04"}).encode()),
        ("acled", acled({"event_id_cnty": ""}, {"event_id_cnty": ""}).encode()),
    ],
    ids=["bom", "crlf", "semicolons", "tabs", "capitals", "quoted", "no header", "mixed days", "blank ids"],
)
def test_what_is_clear_is_read(form, content):
    assert read(form, content).cells


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        ("csv", HEAD.encode() + "Velmé,1822-05,1\n".encode("iso-8859-1"), "line 3: "),
        ("csv", HEAD.encode("utf-16"), "line 1: "),
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
    ids=["latin-1", "utf-16", "decimal comma", "stray delimiter", "other month", "twice", "low above high",
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
