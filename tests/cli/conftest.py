"""Run commands in this process, and make one small casebook for all of them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from fogline.cli import main

HARBOUR = """Title: Harbour shelled
Outlet: Pelargir Post
Published: 1982-05-04

PELARGIR, 4 May - The Umbar Guard shelled the harbour of Herat on Monday and killed eight dockers, a spokesman for the
city council said.
Commanders of the Umbar Guard denied that their guns had fired. “We hit nothing,” one of them said.
"""
HOSTILE = (
    "Outlet: Evil \x1b[31mPost\nPublished: 1982-05-05\n\n"
    "Rebels attacked Herat on Tuesday, a \x1b[2Jspokesman\u202e said, and <script>alert(1)</script> killed five "
    "soldiers.\n"
)


@dataclass
class Outcome:
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys) -> Callable[..., Outcome]:
    """Return a function that runs the command line and returns status, stdout and stderr."""

    def run_command(*arguments: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(int(stopped.value.code or 0), printed.out, printed.err)

    return run_command


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """Return a casebook of two reports, one of them hostile."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "wire").mkdir()
    (folder / "wire" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "wire" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["run", str(folder / "north.fog"), str(folder / "wire")])
    assert stopped.value.code == 0
    return folder / "north.fog"
