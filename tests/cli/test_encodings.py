"""Every verb prints in every encoding: what that lacks is replaced, and JSON means what it meant."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.test_documented import commands
from tests.every_verb import CASES, FAILS, SPEAKS, wait
from tests.every_verb import places as places
from voicesim.cli.main import UNEXPECTED, app, guarded
from voicesim.cli.streams import lookalike

ENCODINGS = ("utf-8", "cp1252", "cp437", "cp850", "ascii", "latin-1", "cp932", "utf-16")


def run(encoding: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, bytes, str]:
    """The exit code, standard output, and standard error of voicesim where Python opens both like this."""
    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.argv", ["voicesim", *words])
        patch.setattr("sys.stdout", io.TextIOWrapper(out, encoding=encoding))
        patch.setattr("sys.stderr", io.TextIOWrapper(err, encoding=encoding, errors="backslashreplace"))
        code = guarded(app)
        return code, out.getvalue(), err.getvalue().decode(encoding)


A_FILE = ("export", "export, a debrief", "bank import, to standard output")
"""What is UTF-8 everywhere, on standard output too."""


def test_every_verb_is_among_them() -> None:
    assert {name for name, _ in commands()} <= {name.split(",")[0] for name in CASES}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_verb_prints(
    encoding: str, places: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, line in CASES.items():
        if line.startswith("transcribe"):
            wait(home)
        words = [word.format_map(places) for word in line.split()]
        code, out, err = run(encoding, monkeypatch, *words)
        assert code == FAILS.get(name, 0), f"{name}: {err}"
        assert UNEXPECTED not in err, name
        assert out or err, name
        said = out.decode("utf-8" if name in A_FILE else encoding)
        if "--json" in name:
            told = [json.loads(each) for each in said.splitlines()]
            assert told, name
            assert name not in SPEAKS or "東京" in json.dumps(told, ensure_ascii=False), name


def test_what_an_encoding_lacks_is_replaced_by_what_looks_like_it(
    places: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for encoding, shown in {
        "ascii": 'Our "naive" forecast - Lodz, ??, ? ? - cost',
        "cp1252": "Our “naïve” forecast – Lódz, ??, ½ ? – cost",
        "cp437": 'Our "naïve" forecast - Lódz, ??, ½ ? - cost',
        "utf-8": "Our “naïve” forecast – Łódź, 東京, ½ 🎉 – cost",
    }.items():
        _, out, _ = run(encoding, monkeypatch, "score", places["text"], "--question", "quality")
        assert shown in " ".join(out.decode(encoding).split())


def test_every_character_has_a_stand_in_that_every_encoding_has() -> None:
    assert lookalike("Łódź → “50 %” · × ﬁ … é 東") == 'Lodz > "50 %" * x fi ... e ?'
    assert lookalike("e\u0301 \ud800\u00a0٣５") == "e ? 35"


def test_no_number_becomes_another_one() -> None:
    assert lookalike("2½ 10² ①") == "2? 10? ?"
