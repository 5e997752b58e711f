"""Read JSON Lines: one object a line is one report."""

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from fogline.errors import InputError, SourceUnreadable
from fogline.readers._compose import compose
from fogline.readers._decode import decode, has_wide_mark
from fogline.readers._rows import row_report_parts
from fogline.readers._seam import Certainty, Chunk, Outcome, ReadOptions
from fogline.readers._split import bounded_lines, gather, whole

__all__ = ["JsonLinesReader"]

OBJECT = re.compile(rb"\s*\{")


class JsonLinesReader:
    """Read `.jsonl`: objects with a `text` and, if known, key, outlet, title, author, published, url, lang.

    Other names for these are understood (`body`, `headline`, `pubDate` …) or given as `columns`,
    also into nested objects: `{"text": "article.body"}`. Blank lines are passed over. A bad
    line is an error that names file and line; the others are read.
    """

    suffixes = (".jsonl", ".ndjson", ".jl", ".jsonlines")
    media_types = (
        "application/jsonl",
        "application/x-ndjson",
        "application/x-jsonlines",
        "application/jsonlines",
    )

    def recognise(self, head: bytes) -> Certainty:
        """A whole object on the first line, and more below it, are JSON Lines for certain."""
        first, _, rest = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        if OBJECT.match(first) is None:
            return Certainty.NO
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return Certainty.PLAUSIBLE
        return Certainty.CERTAIN if OBJECT.match(rest) else Certainty.PLAUSIBLE

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report or error a line."""
        try:
            lines = wide_lines(original, name) if has_wide_mark(original) else io.BytesIO(original)
        except SourceUnreadable as error:
            yield error
            return
        position = 0
        for number, line in enumerate(lines, start=options.first_line):
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield read_line(line, position, where=f"{name}:{number}", options=options)
                position += 1
        if position == 0:
            yield SourceUnreadable(f"{name}: no lines found, expected one JSON object a line")

    def split(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
        """Cut after whole lines."""
        lines = bounded_lines(stream, name=name, options=options)
        yield from (
            whole(stream, name=name, options=options) if stream_is_wide(stream) else gather(lines, options)
        )


def stream_is_wide(stream: BinaryIO) -> bool:
    """Whether a stream is UTF-16, whose lines cannot be told by their bytes."""
    return has_wide_mark(getattr(stream, "head", b""))


def wide_lines(original: bytes, name: str) -> Iterator[bytes]:
    """Return the lines of a UTF-16 original as UTF-8."""
    return iter(io.BytesIO(decode(original, name=name).encode("utf-8", "replace")))


def read_line(line: bytes, position: int, *, where: str, options: ReadOptions) -> Outcome:
    """Return the report on one line, or why there is none."""
    try:
        row = json.loads(decode(line, name=where, charset=options.charset))
        if not isinstance(row, dict):
            raise SourceUnreadable(f"{where}: found a JSON {type(row).__name__}, expected an object")
        text, found = row_report_parts(row, where=where, options=options)
    except json.JSONDecodeError as error:
        return SourceUnreadable(
            f"{where}: not JSON ({error.msg} at column {error.colno}), expected one object a line"
        )
    except RecursionError:
        return SourceUnreadable(f"{where}: objects nested too deeply to read, expected a flat object")
    except ValueError as error:
        return SourceUnreadable(f"{where}: {error}, expected one JSON object a line")
    except InputError as error:
        return error
    return compose(text, reader="jsonl", position=position, name=where, options=options, found=found)
