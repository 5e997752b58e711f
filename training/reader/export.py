"""Write a trained reader as an int8 ONNX file, with its labels and its word pieces beside it.

    python training/reader/export.py TRAINED src/fogline/reading/weights

TRAINED is the folder that train.py wrote. In the other one the folders best and
fast get reader.onnx, labels.json and pieces.txt: all that is needed at run time.
"""

import argparse
import json
import tempfile
from pathlib import Path

import minilm
import numpy as np
import onnx
import torch
from network import Reader, Sizes
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

MOST_OF_A_PAIR = 128
"""Two weights of one sign that stand one above the other may not add up to more: 255 times that still fits 16 bits."""

OUTPUTS = (
    "tag", "pos", "entity", "sentence", "role", "fact", "event", "stance",
    "arc", "cue", "inner", "inner_cue", "relation_below", "relation_above",
)  # fmt: skip


class Exported(nn.Module):
    """The reader over one window, as deep as its heads need: pieces in, scores of every head out."""

    def __init__(self, reader: Reader, name: str) -> None:
        super().__init__()
        self.reader, self.heads = reader, getattr(reader, name)
        self.layers = reader.layers[: reader.leave] if name == "fast" else reader.layers

    def forward(
        self, piece: Tensor, shape: Tensor, quoted: Tensor, breaks: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        reader, heads = self.reader, self.heads
        x = reader.piece(piece) + reader.position.weight[: piece.shape[0]]
        x = reader.norm(x + reader.shape(shape) + reader.quoted(quoted) + reader.breaks(breaks))[None]
        for layer in self.layers:
            x = layer(x, None)
        words = x[0].index_select(0, first)
        below = functional.relu(heads.dep_below(words))
        above = functional.relu(heads.dep_above(words))
        half = below.shape[-1]
        weight = heads.dep.weight
        return (
            *(getattr(heads, name)(words) for name in OUTPUTS[:8]),
            heads.arc(words[None])[0],
            heads.cue(words[None])[0],
            heads.inner(words),
            heads.inner_cue(words[None])[0],
            below @ weight[:, :half].T + heads.dep.bias,
            above @ weight[:, half:].T,
        )


def hold_pairs(path: Path) -> None:
    """Make the int8 products of a network the same on every processor, with a finer scale for a column that needs one.

    Without instructions for sums of four int8 products (VNNI), a processor adds two of
    them in 16 bits and cuts off what does not fit; the same text was then read differently.
    """
    network = onnx.load(path)
    stored = {tensor.name: tensor for tensor in network.graph.initializer}
    for node in network.graph.node:
        if node.op_type != "MatMulInteger":
            continue
        weights = stored[node.input[1]]
        scale = stored[node.input[1].replace("_quantized", "_scale")]
        exact = numpy_helper.to_array(weights).astype(np.float64)
        factor = np.ones(exact.shape[1])
        held = exact
        while (most := largest_pair(held)).max() > MOST_OF_A_PAIR:
            factor = np.where(most > MOST_OF_A_PAIR, factor * MOST_OF_A_PAIR / most, factor)
            held = np.rint(exact * factor)
        weights.CopyFrom(numpy_helper.from_array(held.astype(np.int8), weights.name))
        finer = numpy_helper.to_array(scale) / factor
        scale.CopyFrom(numpy_helper.from_array(finer.astype(np.float32), scale.name))
    onnx.save(network, path)


def largest_pair(weights: np.ndarray) -> np.ndarray:
    """Return for each column the largest sum of two weights, without their sign, that one instruction adds."""
    rows, columns = weights.shape
    padded = np.vstack([weights, np.zeros((rows % 2, columns))])
    return np.abs(padded.reshape(-1, 2, columns).sum(1)).max(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path)
    parser.add_argument("--layers", type=int, default=6)
    options = parser.parse_args()
    export(options)


def export(options: argparse.Namespace) -> None:
    sizes = Sizes(**json.loads((options.trained / "sizes.json").read_text("utf-8")))
    reader = Reader(sizes, layers=options.layers)
    finished = options.trained / "reader.pt"
    if finished.exists():
        reader.load_state_dict(torch.load(finished))
    else:
        reader.load_state_dict(torch.load(options.trained / "checkpoint.pt", weights_only=False)["averaged"])
    reader.eval()
    pieces, words = 37, 30
    example = (
        torch.randint(1000, 2000, (pieces,)),
        torch.zeros(pieces, dtype=torch.long),
        torch.zeros(pieces, dtype=torch.long),
        torch.zeros(pieces, dtype=torch.long),
        torch.arange(1, words + 1),
    )
    names = ["piece", "shape", "quoted", "breaks", "first"]
    axes = {name: {0: "pieces"} for name in names[:4]} | {"first": {0: "words"}}
    axes |= {name: {0: "words"} for name in OUTPUTS}
    axes |= {name: {0: "words", 1: "words"} for name in ("arc", "cue", "inner_cue")}
    alphabets = json.loads((options.trained / "alphabets.json").read_text("utf-8"))
    vocabulary = json.loads((options.tokenizer or minilm.tokenizer()).read_text("utf-8"))["model"]["vocab"]
    for name in ("best", "fast"):
        target = options.out / name
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.onnx"
            torch.onnx.export(
                Exported(reader, name), example, str(plain), input_names=names, output_names=list(OUTPUTS),
                dynamic_axes=axes, opset_version=17, dynamo=False,
            )  # fmt: skip
            quantize_dynamic(
                plain, target / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True,
                op_types_to_quantize=["MatMul", "Gather"],
            )  # fmt: skip
        hold_pairs(target / "reader.onnx")
        (target / "labels.json").write_text(json.dumps(alphabets, indent=1), "utf-8")
        (target / "pieces.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)), "utf-8")
        print(name, {path.name: path.stat().st_size for path in target.iterdir()})


if __name__ == "__main__":
    main()
