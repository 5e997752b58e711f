"""Measure how merging grows with the number of claims: made-up ones with the proportions of a real run.

Each size runs in a process of its own, and what it took is kept as a line of --keep: a
run that was stopped goes on with the next size. Nothing else should run meanwhile.

    python benchmarks/merging.py --keep merging.jsonl
"""

import argparse
import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

SIZES = (50_000, 100_000, 200_000, 400_000, 1_000_000)
ONE_SIZE = """
import sys
from fogline.evaluate.claims import measure_merging
from fogline.model.records import canonical_json
print(canonical_json(measure_merging(int(sys.argv[1]))).decode())
"""


def main() -> None:
    """Measure the sizes that are not kept yet, and print them all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="+", default=SIZES, help="sizes, the smallest first")
    parser.add_argument(
        "--keep", type=Path, default=Path("merging.jsonl"), help="what was measured, a line a size"
    )
    chosen = parser.parse_args()
    kept = {row["asked"]: row for row in read(chosen.keep)}
    for asked in chosen.claims:
        if asked not in kept:
            kept[asked] = {"asked": asked, **measure(asked)}
            with chosen.keep.open("a", encoding="utf-8") as file:
                print(json.dumps(kept[asked]), file=file)
        print(in_words(kept[asked]), flush=True)
    rows = [kept[asked] for asked in sorted(chosen.claims)]
    for one, other in pairwise(rows):
        power = math.log(other["cpu_s"] / one["cpu_s"]) / math.log(other["claims"] / one["claims"])
        print(f"from {one['claims']:,} to {other['claims']:,} claims the CPU time grows as n ** {power:.2f}")


def read(path: Path) -> list[dict[str, float]]:
    """Return what was measured before."""
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
    )


def measure(claims: int) -> dict[str, float]:
    """Merge so many claims in a process of its own and return what it took."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_SIZE, str(claims)], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout))


def in_words(row: dict[str, float]) -> str:
    """Return a row of the table in the docs."""
    return (
        f"| {row['claims']:,} | {row['reports']:,} | {row['incidents']:,} | {row['cpu_s']:,.1f} | "
        f"{row['wall_s']:,.1f} | {row['peak_mb']:,.0f} |"
    )


if __name__ == "__main__":
    main()
