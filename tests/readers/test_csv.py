"""Tables are read row by row, whatever their delimiter and the names of their columns."""

import pytest

from fogline.model.report import Report
from fogline.readers import Bounds


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(read_one, delimiter):
    content = (
        delimiter.join(("Body", "Pub. Date", "Publisher"))
        + "\n"
        + delimiter.join(("Words.", "2022-05-20", "Wire"))
    )

    report = read_one(content.encode(), "table.csv")

    assert (report.text, report.published, report.outlet) == ("Words.", "2022-05-20", "Wire")


def test_columns_are_mapped_by_the_caller(read_one):
    report = read_one(
        b"what,who,text\nWords.,Wire,other\n", "t.csv", columns={"text": "what", "outlet": "who"}
    )

    assert (report.text, report.outlet) == ("Words.", "Wire")


def test_a_missing_text_column_names_those_found(told):
    (message,) = told(b"Boby,When\nWords.,2022\nMore.,2022\n", "t.csv")

    assert "found the columns 'Boby', 'When'" in message


def test_a_cell_may_hold_lines_and_errors_name_the_line_of_their_row(read):
    outcomes = read(b'text,outlet\n"One.\nStill one.",Wire\n,Wire\na,b,c\nLast.,Wire\n', "t.csv")

    assert [o.text for o in outcomes if isinstance(o, Report)] == ["One.\nStill one.", "Last."]
    assert [str(o).split(": ")[0] for o in outcomes if not isinstance(o, Report)] == ["t.csv:4", "t.csv:5"]


def test_a_quotation_mark_that_is_never_closed_is_told(told):
    (message,) = told(b'text,outlet\nOne.,Wire\n"Two.,Wire\nThree.,Wire\n', "t.csv")

    assert message == "t.csv:3: a quotation mark is never closed, and takes in 1 lines below"


def test_windows_1252_and_a_mark_are_understood(read_one):
    assert read_one("text;x\nGómez’s café;1\n".encode("cp1252"), "t.csv").text == "Gómez’s café"
    assert read_one("text,x\nGómez,1\n".encode("utf-8-sig"), "t.csv").text == "Gómez"


def test_a_large_table_is_cut_between_rows_and_each_piece_has_the_header(receive):
    rows = [f'"Report {number}.\nSecond line.",{number}\n' for number in range(20)]

    received = receive(("text,id\n" + "".join(rows)).encode(), "t.csv", bounds=Bounds(chunk_bytes=150))

    assert len(received) > 3
    assert all(part.source.data.startswith(b"text,id\n") for part in received)
    assert [report.key for part in received for report in part.reports] == [
        str(number) for number in range(20)
    ]
    assert "".join(part.source.data.decode().removeprefix("text,id\n") for part in received) == "".join(rows)


def test_lines_are_counted_on_in_later_pieces(receive):
    rows = [f"Report {number}.,{number}\n" for number in range(20)]
    rows[15] = ",15\n"

    received = receive(("text,id\n" + "".join(rows)).encode(), "t.csv", bounds=Bounds(chunk_bytes=100))

    (error,) = (error for part in received for error in part.errors)
    assert "t.csv:17:" in str(error)


def test_formulas_are_kept_as_they_are(read_one):
    assert (
        read_one(b'text\n"=HYPERLINK(""http://x.example"")"\n', "t.csv").text
        == '=HYPERLINK("http://x.example")'
    )


def test_long_cells_are_read(read_one):
    assert len(read_one(b'text,id\n"' + b"word " * 100_000 + b'",1\n', "t.csv").text) == 500_000
