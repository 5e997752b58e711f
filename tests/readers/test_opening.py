"""The root of markup is found behind what may stand before it."""

import pytest

from fogline.readers._opening import opening_name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<html>", "html"), (b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>", "html"), (b"<!doctype html>", "html"),
        (b'<?xml version="1.0"?>\n<!-- made > by -->\n<rss version="2.0">', "rss"), (b"<feed xmlns='x'>", "feed"),
        (b"<!DOCTYPE rss SYSTEM 'x'><rss>", "rss"), (b"<rdf:RDF xmlns:x='y'>", "rdf:rdf"),
        (b"words <html>", None), (b"", None), (b"<!-- never ends", None), (b"<", None), (b" " * 9000 + b"<p>", None),
    ],
)  # fmt: skip
def test_the_opening_is_named(head, name):
    assert opening_name(head) == name


@pytest.mark.parametrize("piece", [b"<!---->", b"<?x?>", b"<!DOCTYPE a>", b"<!-- -->\n"])
def test_a_long_row_of_marks_takes_no_time(piece):
    assert opening_name(piece * 5_000 + b"<html>") == "html"
    assert opening_name(piece * 5_000 + b"x") is None
