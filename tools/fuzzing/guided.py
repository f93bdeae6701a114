"""The same targets, led by atheris to inputs that reach code no other has reached."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from tools.fuzzing.campaign import keep
from tools.fuzzing.harm import Harm, guarded
from tools.fuzzing.targets import Target

MAX_BYTES = 20_000


def explore(
    targets: Sequence[Target], seed: int, seconds: float | None, count: int | None, findings: Path
) -> int:
    """Fuzz the one target until an input does harm or the time or number is over. libFuzzer, inside atheris,
    ends the process itself: with 0, or with 77 after a finding, which is written down first."""
    atheris = _atheris()
    (target,) = targets
    folder = Path(tempfile.mkdtemp(prefix="voicesim-fuzz-"))
    os.environ |= {"VOICESIM_HOME": str(folder), "HF_HUB_OFFLINE": "1"}
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, sample in enumerate(target.samples()):
        (corpus / str(number)).write_bytes(sample)
    with atheris.instrument_imports(include=["voicesim"]):
        target.check(next(iter(target.samples()), b""), folder)

    def one(data: bytes) -> None:
        try:
            with guarded(folder):
                target.check(data, folder)
        except Exception as exc:
            file = keep(data, target.name, findings)
            raise Harm(f"{exc}; again: scripts/fuzz --target {target.name} --replay {file}") from exc

    limits = [f"-seed={seed}", f"-max_len={MAX_BYTES}", f"-artifact_prefix={folder}/"]
    limits += [f"-max_total_time={seconds:.0f}"] if seconds else []
    limits += [f"-runs={count}"] if count else []
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one)
    atheris.Fuzz()
    return 0


def _atheris() -> ModuleType:
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not here: .venv/bin/pip install atheris (Linux, macOS), or leave --coverage out")
    module: ModuleType = atheris
    return module
