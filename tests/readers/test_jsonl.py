"""JSON Lines are read line by line; a bad line is named and the others are read."""

import json

from fogline.model.report import Report
from fogline.readers import Bounds
from tests.readers.samples import PUBLISHED, TEXT, rows


def test_fields_go_by_the_names_people_give_them(read):
    content = "\n".join(map(json.dumps, rows())).encode()

    first, second = read(content, "dump.jsonl")

    assert (first.key, first.title, first.outlet) == ("a1", "Troops leave", "Northern Wire")
    assert (first.published, first.text, first.lang) == (PUBLISHED, TEXT, "en")
    assert second.position == 1


def test_a_bad_line_is_named_and_the_others_are_read(read):
    lines = [
        b'{"text": "One."}',
        b"not json",
        b"",
        b'{"title": "No text"}',
        b"[1]",
        b'{"text": "Two."}',
        b'{"text": 5}',
    ]

    outcomes = read(b"\n".join(lines), "dump.jsonl")

    errors = [str(outcome).split(",")[0] for outcome in outcomes if not isinstance(outcome, Report)]
    assert [outcome.text for outcome in outcomes if isinstance(outcome, Report)] == ["One.", "Two."]
    assert [error.rsplit(":", 1)[0] for error in errors] == [
        "dump.jsonl:2",
        "dump.jsonl:4",
        "dump.jsonl:5",
        "dump.jsonl:7",
    ]


def test_a_column_may_lie_deeper(read_one):
    content = b'{"article": {"body": "Words."}, "meta": {"site": "Wire"}}'

    report = read_one(content, "a.jsonl", columns={"text": "article.body", "outlet": "meta.site"})

    assert (report.text, report.outlet) == ("Words.", "Wire")


def test_a_wrong_column_names_those_found(told):
    assert "'a', 'b'" in told(b'{"a": 1, "b": 2}', "a.jsonl", columns={"text": "c"})[0]


def test_lone_surrogates_and_deep_nesting_are_harmless(read):
    deep = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    first, second = read(b'{"text": "odd \\ud800 words"}\n' + deep, "a.jsonl")

    assert first.text == "odd \ufffd words"
    assert "too deeply" in str(second) or "no text" in str(second)


def test_a_large_file_is_cut_after_whole_lines_and_lines_are_counted_on(receive):
    lines = [json.dumps({"text": f"Report {number}."}).encode() + b"\n" for number in range(20)]
    lines[13] = b"broken\n"

    received = receive(b"".join(lines), "dump.jsonl", bounds=Bounds(chunk_bytes=100))

    assert len(received) > 3
    assert b"".join(part.source.data for part in received) == b"".join(lines)
    assert [report.text for part in received for report in part.reports] == [
        f"Report {number}." for number in range(20) if number != 13
    ]
    assert all(report.original == part.source.sha256 for part in received for report in part.reports)
    (error,) = (error for part in received for error in part.errors)
    assert "dump.jsonl:14:" in str(error)


def test_a_file_that_has_grown_gives_the_same_first_pieces(receive):
    lines = [json.dumps({"text": f"Report {number}."}).encode() + b"\n" for number in range(20)]

    before = receive(b"".join(lines[:15]), "dump.jsonl", bounds=Bounds(chunk_bytes=100))
    after = receive(b"".join(lines), "dump.jsonl", bounds=Bounds(chunk_bytes=100))

    assert [part.source.sha256 for part in after][: len(before) - 1] == [
        part.source.sha256 for part in before
    ][:-1]


def test_a_line_past_the_bound_is_passed_over(receive):
    content = b'{"text": "One."}\n{"text": "' + b"x" * 500 + b'"}\n{"text": "Three."}\n'

    received = receive(content, "dump.jsonl", bounds=Bounds(row_bytes=100))

    assert [report.text for part in received for report in part.reports] == ["One.", "Three."]
    assert ["dump.jsonl:2:" in str(error) for part in received for error in part.errors] == [True]


def test_utf_16_is_read_whole(receive):
    content = '{"text": "Öne."}\n{"text": "Twö."}\n'.encode("utf-16")

    (received,) = receive(content, "dump.jsonl")

    assert [report.text for report in received.reports] == ["Öne.", "Twö."]
