"""Read JSON: one object, or an array of them, is one report each."""

import json
import re
from collections.abc import Iterator

from fogline.errors import InputError, SourceUnreadable
from fogline.readers._compose import compose
from fogline.readers._decode import decode
from fogline.readers._rows import row_report_parts
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["JsonReader"]

OBJECT = re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*\"")
ARRAY_OF_OBJECTS = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*\{\s*\"")
# Where services put their list of documents beside a count or a status.
LISTS = ("articles", "documents", "reports", "items", "results", "data", "stories")


class JsonReader:
    """Read `.json`: an object, an array of objects, or an object whose `articles` … is such an array.

    Fields go by the same names as in JSON Lines, and by `columns`.
    """

    suffixes = (".json",)
    media_types = ("application/json", "text/json", "application/feed+json", "application/ld+json")

    def recognise(self, head: bytes) -> Certainty:
        """An array of objects is JSON for certain; a single object may be the first of JSON Lines."""
        if ARRAY_OF_OBJECTS.match(head):
            return Certainty.CERTAIN
        return Certainty.PLAUSIBLE if OBJECT.match(head) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report or error a document; positions count the array's items."""
        try:
            found = json.loads(decode(original, name=name, charset=options.charset))
        except json.JSONDecodeError as error:
            yield SourceUnreadable(
                f"{name}:{error.lineno}: not JSON ({error.msg} at column {error.colno}), "
                "expected an object or an array of objects",
                hint="a file of one object a line is JSON Lines: name it .jsonl",
            )
            return
        except RecursionError:
            yield SourceUnreadable(f"{name}: nested too deeply to read, expected an array of flat objects")
            return
        except ValueError as error:
            yield SourceUnreadable(f"{name}: {error}, expected an object or an array of objects")
            return
        except InputError as error:
            yield error
            return
        documents = listed_documents(found)
        if not documents:
            yield SourceUnreadable(f"{name}: no documents found, expected an object or an array of objects")
        for position, document in enumerate(documents):
            yield read_document(document, position, name=name, options=options)


def listed_documents(found: object) -> list[object]:
    """Return the documents in a parsed file."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for key in LISTS:
            inner = found.get(key)
            if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
                return inner
    return [found]


def read_document(document: object, position: int, *, name: str, options: ReadOptions) -> Outcome:
    """Return the report in one object, or why there is none."""
    where = f"{name}, document {position + 1}"
    if not isinstance(document, dict):
        return SourceUnreadable(f"{where}: found a JSON {type(document).__name__}, expected an object")
    try:
        text, found = row_report_parts(document, where=where, options=options)
    except InputError as error:
        return error
    return compose(text, reader="json", position=position, name=where, options=options, found=found)
