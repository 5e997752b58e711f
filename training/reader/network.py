"""The reader as a PyTorch module: a small BERT encoder and one head for each thing that is told of a word."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS = 384, 6, 12


@dataclass(frozen=True)
class Sizes:
    """How many labels each head tells apart, and the sizes of the heads that link words."""

    tag: int
    pos: int
    dep: int
    entity: int
    event: int
    stance: int = 17
    role: int = 7
    arc: int = 256
    relation: int = 96
    link: int = 128


class Layer(nn.Module):
    """One encoder layer, normalised behind each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Link(nn.Module):
    """Scores for each pair of words: how well does the second serve as what the first hangs on."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.below, self.above = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.form = nn.Parameter(torch.zeros(size + 1, size))
        self.drop = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.form)

    def forward(self, words: Tensor) -> Tensor:
        below = self.drop(functional.relu(self.below(words)))
        above = self.drop(functional.relu(self.above(words)))
        below = torch.cat([below, torch.ones_like(below[..., :1])], dim=-1)
        return torch.matmul(torch.matmul(below, self.form), above.transpose(1, 2))


class Heads(nn.Module):
    """All that is told of a word, from its vector."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()

        def deep(labels: int) -> nn.Sequential:
            return nn.Sequential(
                nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(dropout), nn.Linear(WIDTH, labels)
            )

        self.tag, self.pos = nn.Linear(WIDTH, sizes.tag), nn.Linear(WIDTH, sizes.pos)
        self.entity, self.sentence = nn.Linear(WIDTH, sizes.entity), nn.Linear(WIDTH, 2)
        self.fact, self.event, self.stance = deep(1), deep(sizes.event), deep(sizes.stance)
        self.role, self.inner = deep(sizes.role), deep(sizes.role)
        self.arc = Link(sizes.arc, dropout)
        self.cue, self.inner_cue = Link(sizes.link, dropout), Link(sizes.link, dropout)
        self.dep_below, self.dep_above = nn.Linear(WIDTH, sizes.relation), nn.Linear(WIDTH, sizes.relation)
        self.dep = nn.Linear(2 * sizes.relation, sizes.dep)

    def relation(self, words: Tensor, heads: Tensor) -> Tensor:
        """Return scores of the relation between each word and its head; `heads` is (batch, words)."""
        below = functional.relu(self.dep_below(words))
        above = functional.relu(self.dep_above(words))
        above = above.gather(1, heads[..., None].expand(-1, -1, above.shape[-1]))
        return self.dep(torch.cat([below, above], dim=-1))


class Reader(nn.Module):
    """Word pieces and marks of words in; for every word its labels and its links out.

    The heads stand twice: `best` behind the last layer, `fast` behind the one numbered `leave`.
    """

    def __init__(
        self,
        sizes: Sizes,
        *,
        layers: int = LAYERS,
        leave: int = LAYERS // 2,
        vocabulary: int = 30522,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.sizes, self.leave = sizes, leave
        self.piece = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(6, WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.breaks = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.best, self.fast = Heads(sizes, dropout), Heads(sizes, dropout)
        for table in (self.shape, self.quoted, self.breaks):
            nn.init.zeros_(table.weight)

    def encode(
        self, pieces: Tensor, shape: Tensor, quoted: Tensor, breaks: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return a vector for each piece, where `fast` leaves and at the end.

        All inputs are (batch, pieces), `mask` is true where a piece stands.
        """
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = (
            self.piece(pieces)
            + self.position(positions)
            + self.shape(shape)
            + self.quoted(quoted)
            + self.breaks(breaks)
        )
        x = self.drop(self.norm(x))
        seen = mask[:, None, None, :]
        early = x
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, seen)
            if number == self.leave:
                early = x
        return early, x

    def words(self, vectors: Tensor, first: Tensor) -> Tensor:
        """Return the vector of each word's first piece; `first` is (batch, words)."""
        return self.drop(vectors.gather(1, first[..., None].expand(-1, -1, WIDTH)))


def start_from(reader: Reader, weights: Path) -> None:
    """Fill the encoder with the weights of all-MiniLM-L6-v2."""
    given = load_file(str(weights))
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    with torch.no_grad():
        reader.piece.weight.copy_(given["embeddings.word_embeddings.weight"])
        reader.position.weight.copy_(
            given["embeddings.position_embeddings.weight"]
            + given["embeddings.token_type_embeddings.weight"][0]
        )
        reader.norm.weight.copy_(given["embeddings.LayerNorm.weight"])
        reader.norm.bias.copy_(given["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(reader.layers):
            prefix = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                joined = [
                    given[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")
                ]
                getattr(layer.qkv, kind).copy_(torch.cat(joined))
                getattr(layer.out, kind).copy_(given[f"{prefix}attention.output.dense.{kind}"])
                getattr(layer.norm1, kind).copy_(given[f"{prefix}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).copy_(given[f"{prefix}intermediate.dense.{kind}"])
                getattr(layer.down, kind).copy_(given[f"{prefix}output.dense.{kind}"])
                getattr(layer.norm2, kind).copy_(given[f"{prefix}output.LayerNorm.{kind}"])
