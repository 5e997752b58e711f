"""Write the measured figures into docs/explain/quality.md.

fogline eval --data ../shared --json > out/scores.jsonl
python docs/quality.py out/scores.jsonl
"""

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "explain" / "quality.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def figures(scores: list[dict[str, Any]]) -> str:
    """Return the table of all scores."""
    rows = [
        "| task | measure | P | R | F1 or value | right | found | gold |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for score in scores:
        name = f"| {score['task']} | {score['measure']} "
        if score["value"] is not None:
            rows.append(f"{name}| | | {score['value']:.3f} | | | {score['gold']:,.0f} |")
            continue
        shares = " | ".join(f"{score[key]:.3f}" for key in ("precision", "recall", "f1"))
        counts = " | ".join(f"{score[key]:,.0f}" for key in ("right", "found", "gold"))
        rows.append(f"{name}| {shares} | {counts} |")
    return "\n".join(rows)


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    scores = [json.loads(line) for line in lines if line]
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{figures(scores)}\n{END}{after}", encoding="utf-8")
    print(f"{len(scores)} figures written to {PAGE.name}")


if __name__ == "__main__":
    main()
