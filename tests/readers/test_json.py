"""JSON files hold one document, or an array of them."""

import json

from fogline.model.report import Report
from tests.readers.samples import rows


def test_an_object_is_one_report(read_one):
    assert read_one(b'{"text": "Words.", "id": 7}', "a.json").key == "7"


def test_an_array_is_a_report_an_object(read):
    assert [report.key for report in read(json.dumps(rows()).encode(), "a.json")] == ["a1", "a2"]


def test_a_services_answer_is_looked_into(read):
    answer = {
        "status": "ok",
        "totalResults": 2,
        "articles": [{**row, "source": {"name": "Wire"}} for row in rows()],
    }

    reports = read(json.dumps(answer).encode(), "a.json")

    assert [report.outlet for report in reports] == ["Wire", "Wire"]


def test_items_that_are_no_document_are_named(read):
    outcomes = read(b'[{"text": "One."}, 3, {"x": 1}]', "a.json")

    assert isinstance(outcomes[0], Report)
    assert [str(outcome).split(":")[0] for outcome in outcomes[1:]] == [
        "a.json, document 2",
        "a.json, document 3",
    ]


def test_a_mistake_is_named_with_its_line(told):
    assert told(b'{"text":\n "Words."\n', "a.json")[0].startswith("a.json:3: not JSON")


def test_nesting_without_end_is_an_error(told):
    assert "too deeply" in told(b"[" * 200_000, "a.json")[0]


def test_lines_of_objects_under_this_suffix_are_read_as_such(read):
    reports = read(b'{"text": "One."}\n{"text": "Two."}\n', "a.json")

    assert [(report.text, report.reader) for report in reports] == [("One.", "jsonl"), ("Two.", "jsonl")]
