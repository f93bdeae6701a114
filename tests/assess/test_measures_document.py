"""docs/measures.md names every norm with the value, meaning and source that the program uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicesim.assess.norms import Norm, explain_norms, load_norms

DOCUMENT = Path(__file__).parents[2] / "docs" / "measures.md"
NORMS = explain_norms(load_norms())


@pytest.mark.parametrize("norm", NORMS, ids=[norm.name for norm in NORMS])
def test_the_table_of_norms_says_what_the_program_does(norm: Norm) -> None:
    source = f"[{norm.source}]({norm.link})" if norm.link else norm.source
    row = f"| `{norm.name}` | {norm.value:g} {norm.unit} | {norm.says} | {source} | `{norm.off}` |"
    assert row in DOCUMENT.read_text("utf-8").splitlines()


@pytest.mark.parametrize("norm", NORMS, ids=[norm.name for norm in NORMS])
def test_every_norm_is_explained_where_its_measure_is(norm: Norm) -> None:
    text = DOCUMENT.read_text("utf-8")
    assert f"`{norm.name}`" in text[: text.index("## The norms")]
