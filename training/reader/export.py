"""Write a trained reader as an int8 ONNX file, with its labels and its word pieces beside it.

    python training/reader/export.py TRAINED src/fogline/reading/weights/best

TRAINED is the folder that train.py wrote. The other folder gets reader.onnx,
labels.json and pieces.txt: all that the package needs at run time.
"""

import argparse
import json
import tempfile
from pathlib import Path

import minilm
import torch
from network import Reader, Sizes
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

OUTPUTS = (
    "tag", "pos", "entity", "sentence", "role", "fact", "event", "stance", "polarity", "tense",
    "arc", "cue", "relation_below", "relation_above",
)  # fmt: skip


class Exported(nn.Module):
    """The reader over one window: pieces in, scores of every head out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, piece: Tensor, shape: Tensor, quoted: Tensor, breaks: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        reader = self.reader
        x = reader.piece(piece) + reader.position.weight[: piece.shape[0]]
        x = reader.norm(x + reader.shape(shape) + reader.quoted(quoted) + reader.breaks(breaks))[None]
        for layer in reader.layers:
            x = layer(x, None)
        words = x[0].index_select(0, first)
        below = functional.relu(reader.dep_below(words))
        above = functional.relu(reader.dep_above(words))
        half = below.shape[-1]
        weight = reader.dep.weight
        return (
            reader.tag(words),
            reader.pos(words),
            reader.entity(words),
            reader.sentence(words),
            reader.role(words),
            reader.fact(words),
            reader.event(words),
            reader.stance(words),
            reader.polarity(words),
            reader.tense(words),
            reader.arc(words[None])[0],
            reader.cue(words[None])[0],
            below @ weight[:, :half].T + reader.dep.bias,
            above @ weight[:, half:].T,
        )


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
    options.out.mkdir(parents=True, exist_ok=True)
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
    axes |= {name: {0: "words", 1: "words"} for name in ("arc", "cue")}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(reader), example, str(plain), input_names=names, output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, options.out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip
    alphabets = json.loads((options.trained / "alphabets.json").read_text("utf-8"))
    (options.out / "labels.json").write_text(json.dumps(alphabets, indent=1), "utf-8")
    vocabulary = json.loads((options.tokenizer or minilm.tokenizer()).read_text("utf-8"))["model"]["vocab"]
    (options.out / "pieces.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)), "utf-8")
    print({path.name: path.stat().st_size for path in options.out.iterdir()})


if __name__ == "__main__":
    main()
