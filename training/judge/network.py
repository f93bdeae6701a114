"""The reader: an encoder that reads a question, its key points and an answer together, and what it says of
them.

One pass reads `[CLS] question [SEP] <p> point <p> point … [SEP] <t> unit <t> unit … [SEP]`, so that
every unit of the answer is read beside every point, the question and the other units. Each pair of
point and unit is then compared; heads give the log-odds that the unit makes the point and that it is
only near it, that the answer makes the point, the part of a story that each unit is, and that the
answer is about the question.

The encoder is BERT (Devlin et al. 2019) or MPNet (Song et al. 2020), with all or the lower of its
layers.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

PARTS = "STAR-"


@dataclass(frozen=True)
class Shape:
    """The size of a reader; `relative` is MPNet's bias by distance, `offset` the first place of its table."""

    pieces: int
    width: int
    heads: int
    layers: int
    inner: int
    places: int
    relative: bool
    offset: int
    epsilon: float
    head: int = 256


def coarse(weight: Tensor) -> Tensor:
    """A matrix as it is after export.py has stored it in four bits, in blocks of 32 along its inputs. What is
    learned through it is learned for the matrix itself (Bengio et al. 2013, straight through)."""
    blocks = weight.view(weight.shape[0], -1, 32)
    largest = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
    scale = torch.where(largest == 0, torch.ones_like(largest), largest / -8.0)
    stored = torch.clamp(torch.round(blocks / scale) + 8, 0, 15) - 8
    return (stored * scale).view_as(weight)


class Dense(nn.Linear):
    """A linear layer that works with a copy of its matrix while it learns: in bfloat16, and as it will be
    `stored` where asked. The copy is made once a step, not once a pass, and what it learns is learned for
    the matrix."""

    copy: Tensor | None = None
    stored = False

    def lend(self, stored: bool) -> None:
        """Make the copy anew, where the matrix or the way it is copied has changed."""
        learns = self.weight.requires_grad
        if self.copy is not None and not learns and stored == self.stored:
            return
        with torch.no_grad():
            self.copy = (coarse(self.weight) if stored else self.weight).to(torch.bfloat16)
        self.copy.requires_grad_(learns)
        self.stored = stored

    def collect(self) -> None:
        """What the copy has learned becomes the matrix's gradient."""
        if self.copy is not None and self.copy.grad is not None:
            self.weight.grad = self.copy.grad.float()

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight if self.copy is None else self.copy, self.bias)


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.plain = False
        self.q, self.k, self.v, self.o = (Dense(shape.width, shape.width) for _ in range(4))
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.up, self.down = Dense(shape.width, shape.inner), Dense(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = 0.1

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        n, length, width = x.shape
        q, k, v = (f(x).view(n, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        if self.plain or self.q.weight.requires_grad:
            votes = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
            seen = torch.softmax(votes if bias is None else votes + bias, -1).to(v.dtype) @ v
        else:
            seen = functional.scaled_dot_product_attention(
                q, k, v, attn_mask=None if bias is None else bias.to(q.dtype)
            )
        seen = self.o(seen.transpose(1, 2).reshape(n, length, width))
        x = self.norm(x + functional.dropout(seen, self.drop, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, self.drop, self.training))


class Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.kinds = nn.Embedding(3, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.distance = nn.Embedding(32, shape.heads) if shape.relative else None
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Token states, shape (passes, tokens, width); `mask` is 1 for tokens, 0 for padding."""
        x = self.embed(ids, kinds, torch.arange(ids.shape[1])[None])
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.distance is not None:
            bias = bias + self.distance(buckets(ids.shape[1])).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def embed(self, ids: Tensor, kinds: Tensor, place: Tensor) -> Tensor:
        x = self.words(ids) + self.places(place + self.shape.offset) + self.kinds(kinds)
        return functional.dropout(self.norm(x), 0.1, self.training)


def buckets(length: int) -> Tensor:
    """Relative positions as MPNet counts them: 32 buckets, both ways, logarithmic beyond eight."""
    place = torch.arange(length)
    n = -(place[None, :] - place[:, None])
    found = (n < 0).long() * 16
    n = n.abs()
    large = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return found + torch.where(n < 8, n, large.clamp(max=15))


class Reader(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        width = shape.width

        def head(inputs: int, out: int) -> nn.Sequential:
            return nn.Sequential(
                nn.LayerNorm(inputs), nn.Linear(inputs, shape.head), nn.GELU(), nn.Linear(shape.head, out)
            )

        self.even = nn.LayerNorm(width)
        self.pair = head(4 * width, 2)
        self.like = nn.Parameter(torch.tensor([4.0, -2.5]))
        self.alone = head(2 * width, 1)
        self.sum = nn.Parameter(torch.tensor([0.8, 0.5, 0.0]))
        self.part = head(2 * width, len(PARTS))
        self.about = head(3 * width, 1)

    def forward(
        self, ids: Tensor, kinds: Tensor, mask: Tensor, points: Tensor, units: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`points` and `units` are (answers, count, tokens) shares of tokens: rows sum to one.

        Returns pairs (answers, points, units, 2: made, near), made (answers, points), parts
        (answers, units, 5) and about (answers,).
        """
        return self.judge(self.encoder(ids, kinds, mask).float(), points, units)

    def judge(self, states: Tensor, points: Tensor, units: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the heads make of token states."""
        p, u = points @ states, units @ states
        p_mark, u_mark = _marks(points) @ states, _marks(units) @ states
        a, b = self.even(p)[:, :, None], self.even(u)[:, None]
        c = self.even(p_mark)[:, :, None] * self.even(u_mark)[:, None]
        shared = a * b
        one, other = torch.broadcast_tensors(a, b)
        each = self.pair(torch.cat([shared, c, one - other, other], -1))
        alike = shared.mean(-1, keepdim=True)
        each = each + torch.cat([self.like[0] * alike + self.like[1], 4.0 * alike - 1.0], -1)
        whole = self.alone(torch.cat([p, p_mark], -1))[..., 0]
        made = self.sum[0] * torch.logsumexp(each[..., 0], -1) + self.sum[1] * whole + self.sum[2]
        asked, said = _before(points) @ states, u.mean(1, keepdim=True)
        about = self.about(torch.cat([asked, said, self.even(asked) * self.even(said)], -1))
        return each, made, self.part(torch.cat([u, u_mark], -1)), about[:, 0, 0]


def _before(shares: Tensor) -> Tensor:
    """The mean of what stands before all spans, which is the question."""
    outside = (torch.cumsum((shares > 0).float().sum(1, keepdim=True), -1) < 0.5).float()
    return outside / outside.sum(-1, keepdim=True)


def _marks(shares: Tensor) -> Tensor:
    """The first token of each span, its marker."""
    inside = (shares > 0).float()
    return inside * (torch.cumsum(inside, -1) < 1.5).float()


def load_base(folder: Path, layers: int | None = None) -> Reader:
    """A reader with the weights of a BERT or MPNet model in its encoder."""
    stored = load_file(str(folder / "model.safetensors"))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    mpnet = config["model_type"] == "mpnet"
    shape = Shape(
        pieces=config["vocab_size"],
        width=config["hidden_size"],
        heads=config["num_attention_heads"],
        layers=layers or config["num_hidden_layers"],
        inner=config["intermediate_size"],
        places=config["max_position_embeddings"],
        relative=mpnet,
        offset=2 if mpnet else 0,
        epsilon=config["layer_norm_eps"],
    )
    attention = "attention.attn." if mpnet else "attention.self."
    inside = {
        "q": attention + ("q" if mpnet else "query"),
        "k": attention + ("k" if mpnet else "key"),
        "v": attention + ("v" if mpnet else "value"),
        "o": "attention.attn.o" if mpnet else "attention.output.dense",
        "norm": "attention.LayerNorm" if mpnet else "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    if mpnet:
        names["distance.weight"] = "encoder.relative_attention_bias.weight"
    for number in range(shape.layers):
        for ours, theirs in inside.items():
            for what in ("weight", "bias"):
                names[f"layers.{number}.{ours}.{what}"] = f"encoder.layer.{number}.{theirs}.{what}"
    reader = Reader(shape)
    found = {ours: stored[theirs] for ours, theirs in names.items()}
    found["kinds.weight"] = torch.zeros(3, shape.width)
    if not mpnet:
        pair = stored["embeddings.token_type_embeddings.weight"]
        found["kinds.weight"] = pair[[0, 0, 1]].clone()
    reader.encoder.load_state_dict(found)
    return reader


def save(reader: Reader, path: Path) -> None:
    torch.save({"shape": asdict(reader.shape), "weights": reader.state_dict()}, path)


def load(path: Path) -> Reader:
    """A saved reader, or the one in a training's state."""
    stored = torch.load(path, map_location="cpu", weights_only=False)
    reader = Reader(Shape(**stored["shape"]))
    reader.load_state_dict(stored["weights"])
    return reader
