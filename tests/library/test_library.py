"""voicesim from Python: what docs/python.md and docs/cohorts.md show, run as it stands there."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import voicesim as library
from tests.programs import Run
from tests.test_walls import ENGINES
from voicesim.demo.candidate import SampleAnswer

DOCS = Path(__file__).parents[2] / "docs"
Spoken = tuple[SampleAnswer, Path]


def snippets(document: str) -> list[str]:
    text = (DOCS / document).read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def with_demo_model(code: str) -> str:
    return code.replace('"auto"', '"demo"')


def python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", with_demo_model(code)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_every_name_is_there_and_documented() -> None:
    documented = (DOCS / "python.md").read_text(encoding="utf-8")
    assert library.__all__ == sorted(library.__all__)
    for name in library.__all__:
        assert getattr(library, name)
        assert name in documented or name == "__version__"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'scores'"):
        library.scores  # noqa: B018


def test_nothing_heavy_is_loaded_by_the_import() -> None:
    loaded = python("import sys, voicesim; print(*{name.split('.')[0] for name in sys.modules})", Path.cwd())
    assert set(loaded.split()).isdisjoint((*ENGINES, "rich", "typer", "pydantic"))


def test_one_recording_as_documented(home: Path, tmp_path: Path, spoken_answer: Spoken) -> None:
    shutil.copy(spoken_answer[1], tmp_path / "answer.wav")
    shown = python(snippets("python.md")[0], tmp_path).splitlines()
    assert [line.split()[0] for line in shown[:2]] == ["standards", "engineering"]
    assert len(shown[-1].split()) > 20


def test_a_folder_as_documented_with_a_damaged_file(
    home: Path, tmp_path: Path, spoken_answer: Spoken
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    shutil.copy(spoken_answer[1], folder / "1.wav")
    (folder / "2.wav").write_bytes(b"no sound")
    first, second = map(json.loads, python(snippets("python.md")[1], tmp_path).splitlines())
    assert first["id"] == "1"
    assert first["words"]
    assert "2.wav" in second["error"]


def test_a_text_as_documented(home: Path, tmp_path: Path) -> None:
    assert "('trade-off" in python(snippets("python.md")[2], tmp_path)


def test_a_text_is_judged_as_the_command_line_does(voicesim: Run, tmp_path: Path) -> None:
    text = "Before we start we agree what good looks like, and I write it into the brief."
    (tmp_path / "answer.txt").write_text(text, encoding="utf-8")
    printed = voicesim("score", tmp_path / "answer.txt", "--question", "quality", "--json").stdout
    assert library.as_json(library.score_text(text, "quality")) == json.loads(printed)


def test_a_transcript_has_its_words_with_times(spoken_answer: Spoken) -> None:
    transcript = library.transcribe(spoken_answer[1], model="demo")
    assert len(transcript.words) > 20
    assert all(word.start_s is not None for word in transcript.words)


def test_a_model_that_is_not_here_is_not_downloaded(home: Path, spoken_answer: Spoken) -> None:
    with pytest.raises(library.ModelError, match=r"large-v3"):
        library.transcribe(spoken_answer[1], model="large-v3")


@pytest.mark.slow
def test_a_cohort_goes_on_where_it_was_killed(home: Path, tmp_path: Path, spoken_answer: Spoken) -> None:
    job, dask = snippets("cohorts.md")[:2]
    (tmp_path / "job.py").write_text(with_demo_model(job), encoding="utf-8")
    (tmp_path / "cohort.py").write_text(dask, encoding="utf-8")
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    files = [str(spoken_answer[1])] * 5 + ["bad.wav"]
    jobs = [{"id": f"p{at}", "file": file, "question": "quality"} for at, file in enumerate(files)]
    (tmp_path / "cohort.jsonl").write_text("".join(json.dumps(one) + "\n" for one in jobs), encoding="utf-8")
    judged = tmp_path / "judged.jsonl"

    run = subprocess.Popen([sys.executable, "cohort.py"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and not (judged.exists() and judged.read_text(encoding="utf-8")):
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    before = judged.read_text(encoding="utf-8").splitlines()
    assert before
    judged.write_text(judged.read_text(encoding="utf-8") + '{"id": "p', encoding="utf-8")

    subprocess.run([sys.executable, "cohort.py"], cwd=tmp_path, capture_output=True, check=True)
    after = judged.read_text(encoding="utf-8").splitlines()
    assert after[: len(before)] == before
    results = {result["id"]: result for result in map(json.loads, after)}
    assert sorted(results) == [one["id"] for one in jobs]
    assert len(after) == len(jobs)
    assert [name for name, result in results.items() if "error" in result] == ["p5"]
