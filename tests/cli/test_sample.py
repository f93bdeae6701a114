"""voicesim bank sample: a strong answer, after one's own."""

from __future__ import annotations

import json

from tests.practised import call as call
from tests.practised import practised


def test_it_comes_after_ones_own_first_try_and_not_before(call, home) -> None:
    refused = call("bank", "sample", "quality")
    assert refused.code == 2
    assert "your own first try" in refused.err
    assert "voicesim practice senior-pm --question quality" in refused.err
    practised(home, ("quality", "We tested it twice."), days_ago=1)
    shown = call("bank", "sample", "quality")
    assert shown.code == 0
    assert "An example" in shown.out


def test_what_makes_a_point_is_marked_with_its_name(call, home) -> None:
    practised(home, ("quality", "We tested it twice."), days_ago=1)
    told = json.loads(call("bank", "sample", "quality", "--json").out)
    made = {point for passage in told["passages"] for point in passage["makes"]}
    out = call("bank", "sample", "quality").out
    assert made
    assert all(point in out for point in made)


def test_a_bank_without_samples_says_so(call, home, tmp_path) -> None:
    bank = tmp_path / "own.yaml"
    bank.write_text("questions:\n- id: one\n  prompt: Why?\n  key_points:\n  - id: a\n    means: says why\n")
    refused = call("bank", "sample", "one", "--bank", bank)
    assert refused.code == 2
    assert "no sample answer" in refused.err
