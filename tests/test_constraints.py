"""The releases that the tests run with: constraints.txt has one of all that pyproject.toml asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ASKED = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
PINNED = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def pins_of(name: str) -> list[Requirement]:
    return [pin for pin in PINNED if canonicalize_name(pin.name) == canonicalize_name(name)]


def version_of(pin: Requirement) -> str:
    (only,) = pin.specifier
    assert only.operator == "=="
    return only.version


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_each_requirement_has_a_release_that_satisfies_it(asked: Requirement) -> None:
    pins = pins_of(asked.name)
    assert pins, "renew constraints.txt: the command is at its top"
    assert all(asked.specifier.contains(version_of(pin)) for pin in pins)


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_no_system_gets_two_releases_of_one_library(system: str, python: str) -> None:
    place = {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.1"}
    here = [pin.name for pin in PINNED if pin.marker is None or pin.marker.evaluate(place)]
    assert len(here) == len(set(here))
