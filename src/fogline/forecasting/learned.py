"""Load what was learned from the past of many areas: dated, so that no forecast uses what was learned later."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fogline.forecasting.panel import Floats, month_of

__all__ = ["Learned", "learned_by", "months_learned"]

Singles: TypeAlias = NDArray[np.float32]
FOLDER = "learned"


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What training/forecasting.py learned from months up to `month` and none after it.

    Several networks of three layers, the same in shape: `weights[i]` is (network,
    from, to) and `biases[i]` (network, 1, to). `mean` and `spread` bring a
    description to the scale that they were trained on. `shares` says how much each
    member of the ensemble weighs, by its name. `chances` (threshold, 1 + number) are
    the regressions of `thresholds.py`, the constant first, and `chance_shares` what the
    members weigh there; `memory` is what UCDP counted
    in each country and around it until then, by its code.
    """

    month: int
    mean: Singles
    spread: Singles
    weights: tuple[Singles, ...]
    biases: tuple[Singles, ...]
    shares: dict[str, float]
    chances: Floats
    chance_shares: dict[str, float]
    memory: dict[str, Floats]

    def __call__(self, described: Floats) -> Floats:
        """Return what each network says of each description (network, description, output)."""
        layer = ((described - self.mean) / self.spread).astype(np.float32)[None]
        for weights, biases in zip(self.weights[:-1], self.biases[:-1], strict=True):
            layer = silu(layer @ weights + biases)
        out: Floats = (layer @ self.weights[-1] + self.biases[-1]).astype(np.float64)
        return out


def silu(values: Singles) -> Singles:
    """Return x times its logistic function."""
    found: Singles = values / (1 + np.exp(-values))
    return found


@cache
def months_learned() -> tuple[int, ...]:
    """Return the months up to which something was learned, sorted."""
    names = (one.name.removesuffix(".npz") for one in (files("fogline.forecasting") / FOLDER).iterdir())
    return tuple(sorted(month_of(name) for name in names))


def learned_by(month: int) -> Learned:
    """Return the latest that was learned by a month; before the first of all, the first.

    A forecast from before the first was not made without looking ahead; `months_learned` tells.
    """
    months = months_learned()
    return load(months[max(bisect_right(months, month) - 1, 0)])


@cache
def load(month: int) -> Learned:
    """Read one file."""
    name = f"{month // 12:04}-{month % 12 + 1:02}.npz"
    with (files("fogline.forecasting") / FOLDER / name).open("rb") as stream:
        kept = np.load(stream)
        arrays = {key: kept[key] for key in kept.files}
    members = [str(name) for name in arrays["members"]]
    return Learned(
        month,
        arrays["mean"].astype(np.float32),
        arrays["spread"].astype(np.float32),
        tuple(arrays[f"weights{at}"].astype(np.float32) for at in range(3)),
        tuple(arrays[f"biases{at}"].astype(np.float32) for at in range(3)),
        dict(zip(members, map(float, arrays["shares"]), strict=True)),
        arrays["chances"].astype(np.float64),
        dict(zip(members, map(float, arrays["chance_shares"]), strict=True)),
        dict(zip(map(str, arrays["countries"]), arrays["memory"].astype(np.float64), strict=True)),
    )
