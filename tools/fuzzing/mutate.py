"""Valid samples made bad, always the same way for the same random numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tools.fuzzing.harm import HOSTILE

MAX_BYTES = 200_000
NUMBERS = (
    "0",
    "-1",
    "1",
    "255",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "1e308",
    "-1e-400",
    "00:99:99",
    "0.1",
    "100000000000000000000",
    "99:59:59.999",
    "nan",
    "inf",
    "+5",
    "1_000",
    "0b1",
    "٣",
    "9" * 5000,
    "0x" + "f" * 5000,
)
SIZES = (0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 32767, 32768, 65535, 2**31 - 1, 2**31, 2**32 - 1)
DEPTHS = (3, 50, 600, 5000, 40_000)

Change = Callable[[bytearray, Random, Sequence[bytes]], None]


def mutated(sample: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """The sample with one to eight changes, at most MAX_BYTES long."""
    data = bytearray(sample)
    for _ in range(min(random.randint(1, 8), random.randint(1, 8))):
        random.choice(CHANGES)(data, random, others)
        del data[MAX_BYTES:]
    return bytes(data)


def rebuilt(sample: bytes, random: Random) -> bytes:
    """A JSON sample in which some values are others; as it is when it is no JSON."""
    try:
        tree = json.loads(sample)
    except ValueError:
        return sample
    for _ in range(random.randint(1, 4)):
        tree = _replaced(tree, random, random.choice((1, 2, 4, 8, 16)))
    return json.dumps(tree, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


def any_bytes(random: Random) -> bytes:
    """Without any sample: bytes, or words of the formats in any order."""
    if random.random() < 0.4:
        return random.randbytes(random.choice((0, 1, 8, 60, 400)))
    return b"".join(random.choice(TOKENS) for _ in range(random.randint(0, 40)))


TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        *HOSTILE,
        *NUMBERS,
        *(
            "- ",
            ": ",
            "\n",
            "  ",
            "\t",
            "&a ",
            "*a",
            "!!python/object ",
            "<<: *a",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
        ),
        *(
            "|",
            ">-",
            "#",
            "---\n",
            "...\n",
            "? ",
            "%YAML 9.9\n",
            "id: ",
            "questions:\n",
            "sections:\n",
            "prompt: ",
        ),
        *("key_points:\n", "means: ", "cues: ", "kind: metric\n", "style: story\n", "target_s: ", "probe: "),
        *(
            "00:00:01,000 --> 00:00:04.000\n",
            "WEBVTT\n\n",
            "NOTE x\n",
            "STYLE\n",
            "1\n",
            "<i>",
            "{\\an8}",
            "\r\n",
        ),
        *(
            '{"id": ',
            '"question": ',
            '"text": ',
            '"words": [',
            '"start_s": ',
            '"end_s": ',
            '"probability": ',
            ",",
        ),
        *(
            "null",
            "true",
            '"attempts": [',
            '"versions": {',
            "\\ud800",
            "\\u0000",
            "RIFF",
            "WAVE",
            "fmt ",
            "data",
        ),
        *(
            "LIST",
            "fact",
            "ID3",
            "fLaC",
            "OggS",
            "rate_wpm = ",
            "[norms]\n",
            "input = ",
            "= ",
            "[[a]]\n",
            '"""',
        ),
    )
)


def _flip(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _set(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _cut(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start = random.randint(0, len(data))
    del data[start : start + random.choice((1, 2, 4, 30, 400))]


def _end(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    del data[random.randint(0, len(data)) :]


def _insert(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    at = random.randint(0, len(data))
    data[at:at] = random.choice(TOKENS)


def _again(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start = random.randint(0, len(data))
    piece = data[start : start + random.choice((1, 3, 20, 200))]
    data[start:start] = piece * random.choice((1, 2, 30, 1000))


def _other(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    if others:
        other = random.choice(others)
        at, start = random.randint(0, len(data)), random.randint(0, len(other))
        data[at:] = other[start:]


def _number(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    found = list(re.finditer(rb"-?\d+(?:[.,]\d+)?", bytes(data)))
    if found:
        match = random.choice(found)
        data[match.start() : match.end()] = random.choice(NUMBERS).encode()


def _field(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """A size, a rate or a count at the head of a binary format."""
    if len(data) >= 8:
        width = random.choice((2, 4))
        at = random.randrange(0, min(len(data) - 4, 80), 2)
        value = random.choice(SIZES) & (2 ** (8 * width) - 1)
        data[at : at + width] = value.to_bytes(width, random.choice(("little", "big")))


def _nest(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    at = random.randint(0, len(data))
    left, right = random.choice(((b"[", b"]"), (b"{", b"}"), (b'{"a":', b"}"), (b"- ", b""), (b"<", b">")))
    depth = random.choice(DEPTHS)
    data[at:at] = left * depth + right * depth


def _lines(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    lines = bytes(data).split(b"\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    if random.random() < 0.5:
        lines[first] = b" " * random.randrange(9) + lines[first].strip()
    data[:] = b"\n".join(lines)


def _after_colon(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Another value for a key, as in YAML, TOML and JSON."""
    found = list(re.finditer(rb"[:=] *([^\n]+)", bytes(data)))
    if found:
        match = random.choice(found)
        data[match.start(1) : match.end(1)] = random.choice(TOKENS)


CHANGES: tuple[Change, ...] = (
    *(_flip, _set, _cut, _end, _insert, _insert, _again, _other, _number, _field, _nest, _lines),
    *(_after_colon, _after_colon),
)


def _replaced(tree: Any, random: Random, reach: int) -> Any:
    if reach and isinstance(tree, dict) and tree and random.random() < 0.9:
        key = random.choice(list(tree))
        if random.random() < 0.1:
            return {name: value for name, value in tree.items() if name != key}
        return tree | {key: _replaced(tree[key], random, reach - 1)}
    if reach and isinstance(tree, list) and tree and random.random() < 0.9:
        at = random.randrange(len(tree))
        return [*tree[:at], _replaced(tree[at], random, reach - 1), *tree[at + 1 :]]
    kinds: tuple[Any, ...] = (
        None,
        True,
        [],
        {},
        -1,
        1.5,
        10**30,
        float("nan"),
        float("inf"),
        [tree],
        {"text": tree},
    )
    return random.choice((random.choice(HOSTILE), random.choice(kinds)))
