"""Data flows one way, and the command line is quick to start: guards over the whole package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import voicesim

ROOT = Path(voicesim.__file__).parent
ORDER = (
    "errors",
    "paths",
    "log",
    "kept",
    "wording",
    "bank",
    "plan",
    "audio",
    "speech",
    "inputs",
    "drafts",
    "assess",
    "store",
    "second",
    "review",
    "stories",
    "schedule",
    "report",
    "config",
    "desk",
    "answering",
    "calibrate",
    "finish",
    "scoring",
    "library",
    "interview",
    "practice",
    "web",
    "demo",
    "checkup",
    "cli",
)
FILES = sorted(p for p in ROOT.rglob("*.py") if p.parent != ROOT or not p.name.startswith("__"))
ENGINES = (
    "pyttsx3",
    "sounddevice",
    "faster_whisper",
    "ctranslate2",
    "onnxruntime",
    "huggingface_hub",
    "starlette",
    "uvicorn",
    "wsproto",
)


def room(module: str) -> str:
    return module.split(".")[1]


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("voicesim.")
    ]
    names += [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.startswith("voicesim.")
    ]
    return {room(name) for name in names}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_to_its_left(path: Path) -> None:
    here = path.relative_to(ROOT).parts[0].removesuffix(".py")
    assert here in ORDER, f"{here} has no place in the order of rooms"
    later = {name for name in imported_rooms(path) if ORDER.index(name) > ORDER.index(here)}
    assert not later, f"{path.name} imports from {later}, which stand to its right"


@pytest.mark.parametrize("room", sorted(path.parent.name for path in ROOT.glob("*/__init__.py")))
def test_a_room_says_what_it_holds_and_what_it_does_not_know(room: str) -> None:
    told = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    holds, _, limits = told.partition("\n\n")
    assert holds
    assert re.search(r"\b(no|not|nor|nothing|never|neither)\b", limits, re.IGNORECASE)


SHARED_NAMES: dict[str, str] = {}
"""Names that several classes may have, each with its reason."""


def test_a_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in SHARED_NAMES:
                homes.setdefault(node.name, []).append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_only_the_render_folder_knows_rich() -> None:
    allowed = {"terminal_desk.py"}
    strangers = [
        path.relative_to(ROOT)
        for path in FILES
        if "import rich" in (text := path.read_text(encoding="utf-8")) or "from rich" in text
        if "render" not in path.parts and path.name not in allowed
    ]
    assert strangers == []


def loaded_after(arguments: str) -> set[str]:
    code = f"""
import sys
sys.argv = ["voicesim", *{arguments.split()!r}]
from voicesim.cli.main import run
try:
    run()
except SystemExit:
    pass
print("LOADED", *sorted({{name.split(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("arguments", ["--help", "--version"])
def test_help_does_not_import_engines_or_numpy(arguments: str) -> None:
    assert loaded_after(arguments).isdisjoint({*ENGINES, "numpy"})


@pytest.mark.parametrize("arguments", ["practice --help", "demo --help", "bank list"])
def test_a_verb_that_needs_no_engine_does_not_import_one(arguments: str) -> None:
    assert loaded_after(arguments).isdisjoint(ENGINES)


BESIDE = ("tests", "tools", "training")
REPOSITORY = ROOT.parent


@pytest.mark.parametrize(
    ("folder", "unknown"), [("voicesim", BESIDE), ("tools", ("training",)), ("training", ("tests",))]
)
def test_what_stands_beside_the_package_is_used_one_way(folder: str, unknown: tuple[str, ...]) -> None:
    files = sorted((REPOSITORY / folder).rglob("*.py"))
    assert files
    backward = re.compile(rf"^\s*(?:from|import) (?:{'|'.join(unknown)})\b", re.MULTILINE)
    assert [path for path in files if backward.search(path.read_text(encoding="utf-8"))] == []


def words_not_used() -> set[str]:
    """The column "not these" of the glossary, in lower case."""
    rows = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [
        row.strip("|").split("|")[2]
        for row in rows
        if row.startswith("| ") and not row.startswith("| word |")
    ]
    return {word.strip() for cell in cells for word in cell.split(",")}


def identifiers(path: Path) -> set[str]:
    """All names that the code of a file gives or uses, and the file's own."""
    found = {path.stem}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for field in ("name", "id", "attr", "arg", "asname"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                found.add(name)
    return found


@pytest.mark.parametrize("folder", ["voicesim", "tools", "training"])
def test_no_name_has_a_word_that_the_glossary_gave_up(folder: str) -> None:
    unused = words_not_used()
    assert "nudged" in unused
    offenders = {
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        for name in identifiers(path)
        if unused & {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    }
    assert sorted(offenders) == []
