"""Whisper's network, small, in plain PyTorch, and what training needs besides: phonemes and attention.

Parameters carry the names of `transformers.WhisperForConditionalGeneration`, so the state exports as it is.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import WhisperConfig


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    `heard` are the encoder's frames (20 ms) in a window of 10 s. faster-whisper fills every window with zeros
    to 30 s, which is `positions` frames.
    """

    vocabulary: int
    width: int = 192
    layers: int = 3
    heads: int = 3
    encoder_hidden: int = 768
    decoder_hidden: int = 1_536
    heard: int = 500
    positions: int = 1_500
    text_positions: int = 448

    def whisper_config(self, end_token: int, start_token: int) -> WhisperConfig:
        """The same shape for the transformers library (which the CTranslate2 converter reads)."""
        return WhisperConfig(
            vocab_size=self.vocabulary,
            num_mel_bins=80,
            encoder_layers=self.layers,
            decoder_layers=self.layers,
            encoder_attention_heads=self.heads,
            decoder_attention_heads=self.heads,
            d_model=self.width,
            encoder_ffn_dim=self.encoder_hidden,
            decoder_ffn_dim=self.decoder_hidden,
            max_source_positions=self.positions,
            max_target_positions=self.text_positions,
            pad_token_id=end_token,
            bos_token_id=end_token,
            eos_token_id=end_token,
            decoder_start_token_id=start_token,
        )

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj, self.v_proj = nn.Linear(width, width), nn.Linear(width, width)
        self.k_proj, self.out_proj = nn.Linear(width, width, bias=False), nn.Linear(width, width)

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor, source: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """The output, and the first head's weights [batch, queries, keys]; `bias` is added to the scores."""
        query, key, value = map(self._split, (self.q_proj(x), self.k_proj(source), self.v_proj(source)))
        scores = query @ key.transpose(2, 3) * query.shape[-1] ** -0.5 + bias.to(query.dtype)
        weights = scores.softmax(-1)
        return self.out_proj((weights.to(value.dtype) @ value).transpose(1, 2).flatten(2)), weights[:, 0]


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm, self.final_layer_norm = (
            nn.LayerNorm(shape.width),
            nn.LayerNorm(shape.width),
        )
        self.fc1 = nn.Linear(shape.width, shape.encoder_hidden)
        self.fc2 = nn.Linear(shape.encoder_hidden, shape.width)

    def forward(self, x: Tensor, bias: Tensor, dropout: float) -> Tensor:
        normal = self.self_attn_layer_norm(x)
        mixed, _ = self.self_attn(normal, normal, bias)
        x = x + F.dropout(mixed, dropout, self.training)
        hidden = self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))
        return x + F.dropout(hidden, dropout, self.training)


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.encoder_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm, self.final_layer_norm = (
            nn.LayerNorm(shape.width),
            nn.LayerNorm(shape.width),
        )
        self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.decoder_hidden)
        self.fc2 = nn.Linear(shape.decoder_hidden, shape.width)

    def forward(self, x: Tensor, heard: Tensor, bias: Tensor, dropout: float) -> tuple[Tensor, Tensor]:
        normal = self.self_attn_layer_norm(x)
        future = torch.full((x.shape[1], x.shape[1]), -math.inf, device=x.device).triu(1)
        mixed, _ = self.self_attn(normal, normal, future)
        x = x + F.dropout(mixed, dropout, self.training)
        mixed, looked = self.encoder_attn(self.encoder_attn_layer_norm(x), heard, bias)
        x = x + F.dropout(mixed, dropout, self.training)
        hidden = self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))
        return x + F.dropout(hidden, dropout, self.training), looked


class Encoder(nn.Module):
    """Whisper's encoder over a window of at most 10 s, with what follows it up to 30 s in one extra frame.

    Beyond the window all input is zero, and here all its frames have the same learnt position. They are then
    equal in every layer, so one frame whose attention score is raised by the logarithm of their number stands
    for them all: the result is that of the exported network, at a third of the cost.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(80, shape.width, 3, padding=1)
        self.conv2 = nn.Conv1d(shape.width, shape.width, 3, stride=2, padding=1)
        self.register_buffer("places", sinusoids(shape.heard, shape.width))
        self.place_beyond = nn.Parameter(torch.zeros(shape.width))
        self.beyond = shape.positions - shape.heard
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.layers))
        self.layer_norm = nn.LayerNorm(shape.width)

    def positions(self) -> Tensor:
        """The position of every frame of 30 s."""
        return torch.cat([self.places, self.place_beyond.expand(self.beyond, -1)])

    def _frames(self, mel: Tensor) -> Tensor:
        return F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)

    def forward(self, mel: Tensor, dropout: float) -> tuple[Tensor, Tensor]:
        """Frames [batch, frames + 1, width], the last for all beyond the window; their bias [frames + 1]."""
        x = self._frames(mel)
        silent = self._frames(mel.new_zeros(1, mel.shape[1], 12))[:, 3:4] + self.place_beyond
        x = torch.cat([x + self.places[: x.shape[1]], silent.expand(len(x), -1, -1)], dim=1)
        bias = x.new_zeros(x.shape[1], dtype=torch.float32)
        bias[-1] = math.log(self.beyond)
        x = F.dropout(x, dropout, self.training)
        for layer in self.layers:
            x = layer(x, bias, dropout)
        return self.layer_norm(x), bias


class Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.embed_positions = nn.Embedding(shape.text_positions, shape.width)
        self.layers = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.layers))
        self.layer_norm = nn.LayerNorm(shape.width)
        for table in (self.embed_tokens, self.embed_positions):
            nn.init.normal_(table.weight, std=0.02)

    def forward(
        self, tokens: Tensor, heard: Tensor, bias: Tensor, dropout: float
    ) -> tuple[Tensor, list[Tensor]]:
        """Hidden states, and the first cross-attention head of every layer but the first."""
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        x, looks = F.dropout(x, dropout, self.training), []
        for layer in self.layers:
            x, looked = layer(x, heard, bias, dropout)
            looks.append(looked)
        return self.layer_norm(x), looks[1:]


class SmallWhisper(nn.Module):
    """Encoder and decoder, and a phoneme head on the encoder that is not exported."""

    def __init__(self, shape: Shape, phonemes: int, dropout: float = 0.05) -> None:
        super().__init__()
        self.model = nn.ModuleDict({"encoder": Encoder(shape), "decoder": Decoder(shape)})
        self.phoneme_head = nn.Linear(shape.width, phonemes)
        self.dropout = dropout

    def hear(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """What the encoder makes of windows: frames [batch, frames + 1, width], their bias [frames + 1]."""
        frames, bias = self.model["encoder"](mel, self.dropout)
        return frames, bias

    def write(self, tokens: Tensor, frames: Tensor, bias: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Token logits [batch, tokens, vocabulary], and attention weights [batch, tokens, frames + 1]."""
        hidden, looks = self.model["decoder"](tokens, frames, bias, self.dropout)
        return F.linear(hidden, self.model["decoder"].embed_tokens.weight), looks

    def whisper_state(self) -> dict[str, Tensor]:
        """The state of `WhisperForConditionalGeneration`, whose output layer is the token table."""
        encoder = "model.encoder."
        left_out = (encoder + "places", encoder + "place_beyond", "phoneme_head.weight", "phoneme_head.bias")
        state = {name: value for name, value in self.state_dict().items() if name not in left_out}
        state["proj_out.weight"] = state["model.decoder.embed_tokens.weight"]
        return {**state, encoder + "embed_positions.weight": self.model["encoder"].positions().detach()}

    def take_weights(self, state: dict[str, Tensor]) -> list[str]:
        """Copy weights that fit, widening hidden layers without changing what the network computes.

        Returns the names of the parameters that found no weights.
        """
        missing = []
        for name, parameter in self.state_dict().items():
            given = state.get(name)
            if given is None or any(
                have > want for have, want in zip(given.shape, parameter.shape, strict=True)
            ):
                missing.append(name)
                continue
            if name.endswith("fc2.weight"):
                parameter.zero_()
            parameter[tuple(slice(size) for size in given.shape)] = given
        return missing


def sinusoids(length: int, channels: int) -> Tensor:
    """Whisper's fixed encoder positions (Radford et al. 2022, as in the reference implementation)."""
    step = math.log(10_000) / (channels // 2 - 1)
    scale = torch.exp(-step * torch.arange(channels // 2))
    angles = torch.arange(length)[:, None] * scale[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)
