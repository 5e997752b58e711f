"""Inputs are found in order, formats told from content and name, and no input ends a run."""

import os
import pickle

import pytest

from fogline.errors import FormatUnknown, SettingInvalid, SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.readers import Bounds, Input, ReadOptions, choose_reader, find_inputs, read_bytes, read_source
from tests.readers.samples import TEXT, all_formats, feed, mail, page, pdf, word, zipped


@pytest.fixture
def folder(tmp_path):
    """A folder with files, hidden ones, a casebook and links."""
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "north.fog/e.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    return tmp_path / "in"


def names(found):
    return [item.name.rsplit("in/", 1)[-1] for item in found if isinstance(item, Input)]


def test_a_folder_is_walked_in_order_without_hidden_files_casebooks_and_loops(folder):
    assert names(find_inputs(folder)) == ["a.txt", "b.txt", "sub/c.txt"]


def test_patterns_give_files_in_order(folder):
    assert names(find_inputs(f"{folder}/*.txt")) == ["a.txt", "b.txt"]
    assert names(find_inputs(f"{folder}/**/c.txt")) == ["sub/c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    (tmp_path / "a[1].txt").write_text("Words.")

    assert [item.path for item in find_inputs(tmp_path / "a[1].txt")] == [tmp_path / "a[1].txt"]


@pytest.mark.parametrize("pattern", ["nothing.txt", "nothing/*.txt", "a\x00b"])
def test_what_is_not_there_is_told(pattern):
    (error,) = find_inputs(pattern)

    assert isinstance(error, SourceUnreadable)


@pytest.mark.parametrize("address", ["ftp://wire.example/a", "file:///etc/passwd", "data://x"])
def test_only_web_addresses_are_addresses(address):
    (error,) = find_inputs(address)

    assert isinstance(error, SourceRefused)


def test_a_pipe_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    (received,) = (part for found in find_inputs(tmp_path / "pipe.txt") for part in read_source(found))

    assert isinstance(received.errors[0], SourceRefused)


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    (received,) = (part for found in find_inputs(tmp_path / "a.txt") for part in read_source(found))

    assert isinstance(received.errors[0], SourceUnreadable)


def test_a_name_that_is_no_utf_8_can_be_shown(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write(b"Words.")

    (found,) = find_inputs(tmp_path)
    (received,) = read_source(found)

    assert received.source.name.encode("utf-8").endswith("/\ufffd.txt".encode())


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("page.html", pdf(), "pdf"), ("report.pdf", page(), "html"), ("notes.txt", page(), "html"),
        ("notes.txt", mail(), "email"), ("dump.csv", feed(), "feed"), ("a.zip", word(), "docx"),
        ("a.docx", zipped({"a.txt": b"x"}), "zip"), ("a.txt", TEXT.encode(), "text"), ("README", b"Words.", "text"),
        ("page", page(), "html"), ("feed.html", feed(), "feed"), ("a.jsonl", b'[{"text": "x"}]', "json"),
        ("a.HTM", b"<p>Words", "html"), ("a.odd", pdf(), "pdf"),
    ],
)  # fmt: skip
def test_a_suffix_that_lies_is_overruled_by_a_signature(name, content, reader):
    assert choose_reader(name, content) == reader


def test_a_media_type_comes_before_the_suffix():
    assert choose_reader("https://wire.example/a.php", b"<p>x", media_type="text/html") == "html"
    assert (
        choose_reader("https://wire.example/a.csv?x=1.html", b"text,a\nb,c", media_type="text/plain") == "csv"
    )


@pytest.mark.parametrize("name", ["a.xlsx", "a.mp4", "noname", "a.py"])
def test_an_unknown_format_says_what_was_found_and_which_there_are(name):
    with pytest.raises(FormatUnknown, match=r"begins with .*expected one of csv, docx, email"):
        choose_reader(name, b"\x00\x01\x02\x03binary")


def test_a_forced_reader_must_exist(receive):
    (received,) = receive(b"Words.", "a.txt", reader="latin")

    assert "expected one of" in str(received.errors[0])


def test_a_document_past_the_bound_is_told(receive):
    (received,) = receive(b"word " * 100, "a.txt", bounds=Bounds(document_bytes=100))

    assert isinstance(received.errors[0], SourceTooLarge)


@pytest.mark.parametrize("name", sorted(all_formats()))
def test_a_kept_original_gives_the_same_reports_again(receive, name):
    file_name, content = all_formats()[name]

    for received in receive(content, file_name, outlet="Own Wire", key="k"):
        source = received.source
        again = tuple(read_bytes(source.data, name="elsewhere", reader=source.reader, options=source.options))

        assert again == received.outcomes


def test_the_key_names_the_first_report_and_counts_the_others(read):
    reports = read(feed(), "feed.xml", key="k", outlet="Own Wire")

    assert [report.key for report in reports] == ["k", "k#1"]
    assert {report.outlet for report in reports} == {"Own Wire"}


def test_the_same_bytes_under_another_name_have_the_same_ids(read):
    first, second = read(page(), "a.html"), read(page(), "b/c.html")

    assert first == second


def test_a_day_that_is_none_is_refused_early():
    with pytest.raises(SettingInvalid, match="yesterday"):
        ReadOptions(published="yesterday")


def test_options_and_errors_travel_between_processes(read):
    options = ReadOptions(columns={"text": "Body"}, published="2022-05-20")
    (error,) = read(b"", "a.txt")

    assert pickle.loads(pickle.dumps(options)) == options
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert pickle.loads(pickle.dumps(error)).hint == error.hint
