"""Run the trained encoder over words: scores of every head, window by window."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from typing import Any, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from fogline.errors import SettingInvalid
from fogline.model.vocabulary import Span
from fogline.reading.encoder.windows import windows
from fogline.reading.encoder.words import breaks_before, quoted_words, shape_of
from fogline.reading.masking import MASKS, load_masker, unmask

__all__ = ["Encoder", "Numbers", "Scores", "load_encoder"]

Numbers = NDArray[np.float32]

MOST_PIECES = 12
"""A word's pieces past these are left out: it is an address, a hash or a heap of letters."""

MOST_KNOWN = 1 << 15
"""Words whose pieces are kept; then they are forgotten."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of the words [first, last) of a text; rows are words, all numbers are logits.

    `role` has a column for no role and for the beginning and the inside of
    source, cue and content; `cue[i, j]` says how well word j serves as the
    first word of the cue that word i belongs to, `arc[i, j]` as its head in
    syntax (itself: it is the root); the relation of i to its head j is scored
    by `relation_below[i] + relation_above[j]`. `fact` is factuality from -3 to 3.
    `event` has a column for no event and one for each type of the codebook that
    was trained; `stance` holds for words of a cue. `inner` and `inner_cue` are
    what `role` and `cue` are, for attributions inside another's content.
    """

    first: int
    last: int
    tag: Numbers
    pos: Numbers
    entity: Numbers
    sentence: Numbers
    role: Numbers
    fact: Numbers
    event: Numbers
    stance: Numbers
    arc: Numbers
    cue: Numbers
    relation_below: Numbers
    relation_above: Numbers
    inner: Numbers | None = None
    inner_cue: Numbers | None = None


class Encoder:
    """A trained reader: its network, its word pieces, the names of its labels."""

    def __init__(
        self, name: str, network: bytes, pieces: Sequence[str], labels: dict[str, list[str]]
    ) -> None:
        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        told = {field.name for field in fields(Scores)}
        self._outputs = [output.name for output in self._session.get_outputs() if output.name in told]
        vocabulary = {piece: number for number, piece in enumerate(pieces)}
        self._tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, list[int]] = {}
        self._unknown, self._opening, self._closing = (vocabulary[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self.labels = labels

    def read(self, text: str, words: Sequence[Span], quotations: Sequence[Span]) -> Iterator[Scores]:
        """Yield the scores of a text's words, window by window in text order.

        Args:
            text: the text; line breaks in it are seen.
            words: the spans of its words, none of them white space.
            quotations: spans between quotation marks, the marks included.
        """
        if not MASKS:
            yield from self._read(text, words, [text[start:end] for start, end in words], quotations)
            return
        seen = load_masker().mask(text, words)
        for scores in self._read(text, seen.spans(words), seen.forms, quotations):
            yield unmask(scores, seen, self.labels)

    def _read(
        self, text: str, words: Sequence[Span], forms: Sequence[str], quotations: Sequence[Span]
    ) -> Iterator[Scores]:
        if not words:
            return
        starts, ends = [start for start, _ in words], [end for _, end in words]
        pieces = self._pieces(forms)
        sizes = list(map(len, pieces))
        shapes = list(map(shape_of, forms))
        quoted = quoted_words(starts, quotations)
        breaks = breaks_before(text, starts, ends)
        for first, last in windows(forms, sizes, breaks):
            counts = sizes[first:last]
            row = [self._opening, *chain.from_iterable(pieces[first:last]), self._closing]
            inputs: dict[str, Any] = {"piece": np.array(row, np.int64)}
            for name, values in (("shape", shapes), ("quoted", quoted), ("breaks", breaks)):
                inputs[name] = np.zeros(len(row), np.int64)
                inputs[name][1:-1] = np.repeat(values[first:last], counts)
            inputs["first"] = 1 + np.cumsum(counts) - counts
            found = self._session.run(self._outputs, inputs)
            yield Scores(first, last, **dict(zip(self._outputs, found, strict=True)))

    def _pieces(self, forms: Sequence[str]) -> list[list[int]]:
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        known = self._known
        new = [form for form in dict.fromkeys(forms) if form not in known]
        encoding = self._tokenizer.encode(new, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in new]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            pieces[cast(int, word)].append(piece)
        known.update((form, p[:MOST_PIECES] or [self._unknown]) for form, p in zip(new, pieces, strict=True))
        return [known[form] for form in forms]


@cache
def load_encoder(name: str = "best") -> Encoder:
    """Return the encoder whose weights lie in `reading/weights` under `name`, loaded once a process.

    Raises:
        SettingInvalid: there are no weights of that name.
    """
    folder = files("fogline.reading") / "weights" / name
    if not (folder / "reader.onnx").is_file():
        raise SettingInvalid(
            f"setting reader: found {name!r}, expected 'rules' or a reader whose weights are installed",
            hint="leave it out to read by rules, or train one as training/reader/README.md tells",
        )
    with as_file(folder / "reader.onnx") as path:
        network = path.read_bytes()
    pieces = (folder / "pieces.txt").read_text("utf-8").split("\n")
    return Encoder(name, network, pieces, json.loads((folder / "labels.json").read_text("utf-8")))
