"""Whatever stands in a file, the answer is a bank or a VoicesimError with lines that can be printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicesim.bank.check import parse_bank
from voicesim.bank.load import check_bank, load_bank
from voicesim.bank.question import Bank
from voicesim.errors import BankError, VoicesimError

GOOD = (Path(__file__).parents[2] / "voicesim/bank/data/senior-pm.yaml").read_text(encoding="utf-8")[:4000]
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "sections",
        "questions",
        "prompt",
        "style",
        "target_s",
        "key_points",
        "means",
        "cues",
        "kind",
        "vocabulary",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("a-b")
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)
PIECES = st.sampled_from(
    ["- ", ": ", "\n", "  ", "\t", "&a ", "*a", "!!int ", "[", "]", "{", "}", '"', "'", "|", ">-", "#"]
)

steady = settings(
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def survives(text: str) -> None:
    said = ["a bank"]
    try:
        assert isinstance(parse_bank(text, "bank.yaml", "bank"), Bank)
    except BankError as error:
        said = [*error.problems]
    assert said
    assert all(line.isprintable() for line in said)


@steady
@given(st.text() | st.lists(PIECES | KEYS | st.text(max_size=3), max_size=40).map("".join))
def test_any_text(text: str) -> None:
    survives(text)


@steady
@given(TREES)
def test_any_tree(tree: Any) -> None:
    survives(yaml.safe_dump(tree, allow_unicode=True, default_flow_style=None))


@steady
@given(st.integers(0, len(GOOD)), st.integers(0, 30), st.text(max_size=4) | PIECES)
def test_a_good_bank_with_a_piece_torn_out(at: int, length: int, put: str) -> None:
    survives(GOOD[:at] + put + GOOD[at + length :])


@steady
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(data)
    with pytest.raises(VoicesimError):
        check_bank(path)


@steady
@given(st.text(max_size=300))
def test_any_name(name: str) -> None:
    with pytest.raises(VoicesimError):
        load_bank(name)
