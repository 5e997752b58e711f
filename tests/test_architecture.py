"""The rules of the house: imports point down, each library has one home, importing a module only defines things."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fogline"
MODULES = sorted(SOURCE.rglob("*.py"))

# Each part of the house and the parts that it may import.
MAY_IMPORT = {
    "model": {"model"},
    "errors": set(),
    "plugins": {"errors"},
    "config": {"errors"},
    "language": set(),
    "readers": {"readers", "language", "model", "errors", "plugins"},
    "reading": {"reading", "runners", "language", "model", "errors", "plugins"},
    "reviewing": {"reviewing", "model", "errors"},
    "minds": {"minds", "model", "errors", "plugins"},
    "merging": {"merging", "model", "errors", "plugins"},
    "redaction": {"redaction", "model", "errors", "plugins"},
    "briefing": {"briefing", "model", "errors", "plugins"},
    "questions": {"questions", "forecasting", "model", "errors", "plugins"},
    "sample": {"sample"},
    "store": {"store", "model", "errors", "config"},
    "exporters": {"exporters", "model", "errors", "plugins"},
    "importers": {"importers", "reading", "model", "errors", "plugins"},
    "forecasting": {"forecasting", "model", "errors", "plugins"},
    "measures": {"measures", "errors", "plugins"},
    "indicators": {"indicators", "model", "errors"},
    "alerts": {"alerts", "indicators", "model", "errors"},
    "runners": {"runners", "model", "errors"},
    "pipeline": {
        "pipeline", "alerts", "briefing", "exporters", "forecasting", "importers", "indicators", "measures", "runners",
        "store", "merging", "questions", "redaction", "reviewing", "minds", "reading", "readers", "model", "errors",
        "config", "plugins",
    },
    "casebook": {
        "pipeline", "store", "merging", "indicators", "questions", "reading", "readers", "redaction", "model",
        "errors", "config", "plugins",
    },
    "evaluate": {
        "evaluate", "forecasting", "questions", "casebook", "sample", "reading", "merging", "model", "errors",
        "plugins", "readers",
    },
    "cli": {
        "cli", "casebook", "forecasting", "questions", "pipeline", "reviewing", "evaluate", "briefing", "sample",
        "importers", "reading", "readers", "redaction", "model", "errors", "config", "web",
    },
    # Of the store, a desk uses the accounts of a team: they are no part of what a casebook holds.
    "web": {
        "store", "casebook", "briefing", "exporters", "forecasting", "questions", "pipeline", "redaction", "reviewing",
        "model", "errors", "plugins",
    },
}  # fmt: skip

HOMES = {
    "spacy": {"reading"}, "trafilatura": {"readers"}, "htmldate": {"readers"}, "httpx": {"alerts", "readers", "minds"},
    "pypdf": {"readers"}, "warcio": {"readers"}, "apprise": {"alerts"},
    "rapidocr": {"readers"}, "pypdfium2": {"readers"}, "docx": {"readers", "briefing"},
    "feedparser": {"readers"}, "defusedxml": {"readers"},
    "py3langid": {"language"}, "onnxruntime": {"reading"}, "tokenizers": {"reading"},
    "typst": {"briefing"}, "cryptography": {"store"}, "rensa": {"merging"}, "xlsxwriter": {"exporters"},
    "duckdb": {"store"}, "sqlalchemy": {"store"}, "click": {"cli"}, "rich": {"cli"},
    "fastapi": {"web"}, "starlette": {"web"}, "uvicorn": {"web"}, "argon2": {"web"}, "pyotp": {"web"},
}  # fmt: skip


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path):
    part = part_of(path)
    if part == "__init__":
        return
    reached = {name.split(".")[1] for name in imports_of(path) if name.startswith("fogline.")}

    assert part in MAY_IMPORT, f"say in MAY_IMPORT what {part} may import"
    assert reached - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    users = {part_of(path) for path in MODULES for name in imports_of(path) if name.split(".")[0] == library}

    assert users == HOMES[library]


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.name != "__main__.py"],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_importing_a_module_only_defines_things(path):
    allowed = (
        ast.Import,
        ast.ImportFrom,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.Expr,
        ast.If,
    )
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        assert isinstance(node, allowed)
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant), f"line {node.lineno} does something on import"
        if isinstance(node, ast.If):
            assert ast.unparse(node.test) == "TYPE_CHECKING", (
                f"line {node.lineno} decides something on import"
            )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_says_what_it_does(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.rsplit("\n", 2)[-2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import fogline",
        "from fogline.cli import main\ntry:\n main(['--help'])\nexcept SystemExit: pass",
    ],
    ids=["import", "help"],
)
def test_the_package_and_its_help_load_no_model(code):
    assert not {"spacy", "numpy", "duckdb", "pyarrow", "trafilatura"} & loaded_by(code)


def test_every_public_name_is_there_and_listed():
    import fogline

    assert fogline.__all__ == sorted(fogline.__all__, key=lambda name: (name.islower(), name))
    assert all(hasattr(fogline, name) for name in fogline.__all__)
    assert set(fogline.HOMES) == set(fogline.__all__)
