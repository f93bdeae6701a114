"""The voice of Linux comes out of a wheel: no system package is needed, and all machines sound alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voicesim.speech.espeak import engine_version

if sys.platform != "linux":
    pytest.skip("espeak-ng comes out of its wheel on Linux only", allow_module_level=True)

import espeakng_loader

SPEAK = """
import sys
from voicesim.speech.espeak import use_bundled_espeak
print(use_bundled_espeak())
import pyttsx3
engine = pyttsx3.init()
engine.runAndWait()
engine.save_to_file("Hello there", sys.argv[1])
engine.runAndWait()
print("libraries", *{line.split()[-1] for line in open("/proc/self/maps") if "libespeak" in line})
"""


def run(program: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_library_of_the_wheel_speaks_even_beside_one_of_the_system(tmp_path: Path) -> None:
    system = tmp_path / "system"
    system.mkdir()
    shutil.copy(espeakng_loader.get_library_path(), system / "libespeak-ng.so.1")
    output = run(SPEAK, str(tmp_path / "speech.wav"), LD_LIBRARY_PATH=str(system))
    wheel = Path(espeakng_loader.__file__).parent
    assert output.splitlines()[0] == "True"
    assert output.splitlines()[-1] == f"libraries {wheel / 'libespeak-ng.so'}"
    assert (tmp_path / "speech.wav").stat().st_size > 10_000


def test_an_installation_deep_in_the_file_system_speaks(tmp_path: Path) -> None:
    """espeak-ng cuts a data path of more than 160 bytes and then ends the process."""
    deep = tmp_path / "/".join(["a-rather-long-folder-name-of-forty-chars"] * 4)
    shutil.copytree(Path(espeakng_loader.__file__).parent, deep / "espeakng_loader")
    output = run(SPEAK, str(tmp_path / "speech.wav"), PYTHONPATH=str(deep))
    assert str(deep) in output
    assert (tmp_path / "speech.wav").stat().st_size > 10_000


@pytest.mark.parametrize(
    "sabotage",
    [
        "sys.modules['espeakng_loader'] = None",
        "import espeakng_loader; espeakng_loader.get_library_path = lambda: '/no/such/library'",
        "import espeakng_loader; espeakng_loader.__file__ = '/no/such/wheel/__init__.py'",
    ],
)
def test_without_a_usable_wheel_the_system_is_left_as_it_is(sabotage: str) -> None:
    program = f"""
import os, sys
{sabotage}
from voicesim.speech.espeak import use_bundled_espeak
before = os.getcwd()
print(use_bundled_espeak(), os.getcwd() == before, "ESPEAK_DATA_PATH" in os.environ)
"""
    assert run(program).split() == ["False", "True", "False"]


def test_the_version_names_all_that_the_sound_depends_on() -> None:
    assert engine_version().startswith("linux, pyttsx3 2.")
    assert "espeakng-loader 0." in engine_version()
