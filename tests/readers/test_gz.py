"""A gzip file is read as the file in it."""

import gzip
import json

from fogline.readers import Bounds


def test_the_inner_name_tells_the_format(receive):
    lines = b"".join(json.dumps({"text": f"Report {number}."}).encode() + b"\n" for number in range(20))

    received = receive(gzip.compress(lines), "dump.jsonl.gz", bounds=Bounds(chunk_bytes=100))

    assert len(received) > 3
    assert b"".join(part.source.data for part in received) == lines
    assert {part.source.reader for part in received} == {"jsonl"}


def test_a_bomb_is_refused(receive):
    (part,) = receive(gzip.compress(b"a" * 50_000_000), "a.txt.gz")

    assert "200 times" in str(part.errors[0])


def test_a_cut_file_gives_the_lines_before_the_cut_and_an_error(receive):
    content = gzip.compress(b"".join(b'{"text": "Report %d."}\n' % number for number in range(3000)))

    received = receive(content[:-100], "dump.jsonl.gz")

    assert sum(len(part.reports) for part in received) > 100
    assert any("broken here" in str(error) for part in received for error in part.errors)


def test_no_gzip_is_told(told):
    assert "expected gzip's signature" in told(b"words", "a.gz", reader="gz")[0]
