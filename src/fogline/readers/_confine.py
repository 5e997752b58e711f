"""Run a parser in a process of its own, so that no document can hang, crash or fill this one.

Parsers of pages, PDFs and office files are large, and some document always finds a loop
or a leak in them. They run in one child per process, started with the first such document
and kept. A request and its answer are frames: a length, a line of JSON, the original's bytes.
"""

import atexit
import importlib
import json
import os
import resource
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any, BinaryIO

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable

__all__ = ["LIBRARY_ERRORS", "confined"]

# What parsers raise on bytes that their authors did not think of; never what ends a program.
LIBRARY_ERRORS = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, MemoryError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
# 2 GiB of address space: the libraries take 0.4, a document of the largest size that is let in about 1.
MEMORY_BYTES = 2 * 1024**3
PATH_VARIABLE = "FOGLINE_PARSER_PATH"
START = f"import os, sys; sys.path[:] = os.environ.pop({PATH_VARIABLE!r}).split(os.pathsep); " + (
    "from fogline.readers._confine import serve; serve()"
)


def confined(parser: str, original: bytes, *, name: str, wait_s: float, **options: object) -> Any:
    """Return what `parser` makes of `original`.

    Args:
        parser: "module:function" of this package, called in the child as
            `function(original, name=name, **options)`; it returns plain JSON values and raises
            one of LIBRARY_ERRORS or InputError when it cannot.
        original: the bytes to parse.
        name: where they came from, for messages.
        wait_s: seconds after which the child is killed.
        options: plain JSON values.

    Raises:
        SourceTooLarge: it took too long or too much memory.
        SourceUnreadable: the parser failed.
    """
    with LOCK:
        return child().ask(parser, original, name=name, wait_s=wait_s, options=options)


class Child:
    """The process in which parsers run, seen from outside."""

    def __init__(self) -> None:
        """Start it with the same import path as this process, and nothing on its standard error."""
        self.owner = os.getpid()
        environment = {**os.environ, PATH_VARIABLE: os.pathsep.join(path or os.getcwd() for path in sys.path)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def ask(
        self, parser: str, original: bytes, *, name: str, wait_s: float, options: Mapping[str, object]
    ) -> Any:
        """Send one document and wait for the answer."""
        until = time.monotonic() + wait_s
        try:
            write_frame(
                self.process.stdin, {"parser": parser, "options": {"name": name, **options}}, original
            )
            answer = json.loads(self.answer(until))
        except TimeoutError as error:
            self.end()
            raise SourceTooLarge(
                f"{name}: not parsed after {wait_s:g} s, expected less",
                hint="split the document",
            ) from error
        except (OSError, EOFError) as error:
            self.end()
            raise SourceUnreadable(
                f"{name}: the parser broke down, expected a sound document", hint="save the document afresh"
            ) from error
        if answer.get("too_large"):
            raise SourceTooLarge(answer["too_large"], hint=answer["hint"])
        if answer.get("failed"):
            raise SourceUnreadable(answer["failed"], hint=answer["hint"])
        return answer["made"]

    def answer(self, until: float) -> bytes:
        """Return the next frame that the child writes before the clock reaches `until`."""
        size = int.from_bytes(self.take(8, until), "big")
        return self.take(size, until)

    def take(self, count: int, until: float) -> bytes:
        """Return `count` bytes; raise TimeoutError or EOFError when they do not come."""
        output = self.process.stdout
        if output is None:
            raise EOFError
        pieces = []
        while count:
            if not select.select([output], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(output.fileno(), min(count, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def is_ours(self) -> bool:
        """Whether it runs and was started by this process, not by the one this was forked from."""
        return self.owner == os.getpid() and self.process.poll() is None

    def end(self) -> None:
        """Kill it and take its pipes away."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                close_quietly(pipe)
        self.process.wait()


LOCK = threading.Lock()
CHILDREN: list[Child] = []


def child() -> Child:
    """Return this process's child; start it when there is none that runs."""
    if CHILDREN and CHILDREN[0].is_ours():
        return CHILDREN[0]
    if CHILDREN:
        CHILDREN[0].end()
    else:
        atexit.register(end_child)
    CHILDREN[:] = [Child()]
    return CHILDREN[0]


def end_child() -> None:
    """End the child with this process."""
    for running in CHILDREN:
        running.end()


def close_quietly(pipe: Any) -> None:
    """Close a pipe whose other end may be gone."""
    try:
        pipe.close()
    except BrokenPipeError:
        return


def serve() -> None:
    """Answer requests until the parent closes the pipe. The child's main loop."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    requests = sys.stdin.buffer
    # Parsers that print must not write into the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    while size := requests.read(8):
        request = json.loads(requests.read(int.from_bytes(size, "big")))
        original = requests.read(int.from_bytes(requests.read(8), "big"))
        write_frame(answers, answered(request["parser"], original, request["options"]))


def answered(parser: str, original: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Call the parser and return what it makes, or why it cannot."""
    module, function = parser.split(":")
    try:
        return {
            "made": getattr(importlib.import_module(f"fogline.readers.{module}"), function)(
                original, **options
            )
        }
    except SourceTooLarge as error:
        return {"too_large": str(error), "hint": error.hint}
    except InputError as error:
        return {"failed": str(error), "hint": error.hint}
    except MemoryError:
        found = f"{options['name']}: needs more than {MEMORY_BYTES:,} bytes of memory, expected less"
        return {"too_large": found, "hint": "split the document"}
    except LIBRARY_ERRORS as error:
        found = f"{options['name']}: {type(error).__name__} in the parser, expected a sound document"
        return {"failed": found, "hint": "open and save the document afresh"}


def write_frame(pipe: BinaryIO | Any, message: Mapping[str, Any], original: bytes | None = None) -> None:
    """Write a message and, with a request, the bytes it is about."""
    line = json.dumps(message).encode("ascii")
    pipe.write(len(line).to_bytes(8, "big") + line)
    if original is not None:
        pipe.write(len(original).to_bytes(8, "big"))
        pipe.write(original)
    pipe.flush()
