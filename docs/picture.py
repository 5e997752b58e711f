"""Draw docs/picture.png: the top of the briefing that the tutorial writes. Needs chromium; nothing else does."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from consoles import HERE, play

WIDTH, HEIGHT = 1200, 760


def main() -> int:
    """Play the tutorial and photograph its briefing; return the exit status."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("chromium: not found, expected it on the path", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        play((HERE / "tutorial" / "first-casebook.md").read_text(encoding="utf-8"), Path(folder))
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={HERE / 'picture.png'}", f"file://{folder}/may.html",
            ],
            check=True, timeout=120, capture_output=True,
        )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
