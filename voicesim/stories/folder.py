"""The folder of the stories: one Markdown file each, kept wherever and with whatever their owner likes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voicesim.bank.document import Problem
from voicesim.bank.hints import did_you_mean, printable, quoted
from voicesim.errors import InputError, VoicesimError
from voicesim.inputs.text import decode
from voicesim.stories.read import CheckedStory, check_story
from voicesim.stories.story import Story

SUFFIX = ".md"
MAX_BYTES = 200_000
MAX_CHARS = 60
_NOT_OURS = "readme"
NOBODY = "none"
"""What stands for no story at all, and can therefore name none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All files of a folder, by name; `stories` are those without a mistake."""

    folder: Path
    checked: tuple[CheckedStory, ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        return tuple(each.story for each in self.checked if each.story is not None)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each mistake, with its file and line."""
        return tuple(in_file(each.path, problem) for each in self.checked for problem in each.problems)

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(in_file(each.path, remark) for each in self.checked for remark in each.remarks)

    def find(self, name: str) -> Story:
        """The story of this name or title, or the only one whose name begins so. Raises InputError."""
        wanted = name.strip().lower().removesuffix(SUFFIX)
        same = [each for each in self.stories if wanted in (each.name.lower(), each.title.lower())]
        found = same or [each for each in self.stories if wanted and each.name.lower().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"{quoted(name)} could be {', '.join(each.name for each in found)}; give more.")
        for each in self.checked:
            if each.story is None and each.path.stem.lower() == wanted:
                raise InputError("\n".join(in_file(each.path, problem) for problem in each.problems))
        names = [each.name for each in self.stories]
        remedy = did_you_mean(name, names, "see them with: voicesim stories list")
        raise InputError(f"There is no story {quoted(name)} in {printable(str(self.folder))}; {remedy}")


def in_file(path: Path, problem: Problem) -> str:
    return f"{printable(str(path))}:{problem.line}: {problem.text}"


def read_shelf(folder: Path) -> Shelf:
    """The stories of a folder; none where it is not there yet. Raises InputError where it cannot be read."""
    try:
        paths = sorted(each for each in folder.iterdir() if _is_story(each))
    except FileNotFoundError:
        return Shelf(folder, ())
    except OSError as exc:
        raise InputError(
            f"The stories in {printable(str(folder))} cannot be read ({exc.strerror}); name a folder that "
            "can be, with --folder or as stories_folder in the settings."
        ) from exc
    return Shelf(folder, tuple(map(read_story, paths)))


def _is_story(path: Path) -> bool:
    hidden = path.name.startswith(".") or path.stem.lower() == _NOT_OURS
    return path.suffix.lower() == SUFFIX and not hidden and path.is_file()


def read_story(path: Path) -> CheckedStory:
    """The file checked; one that cannot be read is a mistake in its first line."""
    if path.stem.lower() == NOBODY:
        text = f"a story cannot be called {NOBODY}, which stands for no story; give the file another name"
        return CheckedStory(path, None, (Problem(1, text),))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            text = f"the file is larger than {MAX_BYTES // 1000} kB; a story is told in minutes"
            return CheckedStory(path, None, (Problem(1, text),))
        return check_story(decode(data, path.name), path)
    except OSError as exc:
        return CheckedStory(
            path, None, (Problem(1, f"it cannot be read ({exc.strerror}); make it readable"),)
        )
    except InputError as exc:
        line = re.match(rf"{re.escape(path.name)}:(\d+)", str(exc))
        text = str(exc).removeprefix(f"{path.name}:{line[1]}" if line else path.name).lstrip().rstrip(".")
        return CheckedStory(path, None, (Problem(int(line[1]) if line else 1, f"the file {text}"),))


def file_name(title: str) -> str:
    """The name of a file for a title in any script."""
    name = re.sub(r"[\W_]+", "-", title.lower()).strip("-")[:MAX_CHARS].strip("-")
    return f"{name if name not in ('', NOBODY, _NOT_OURS) else 'story'}{SUFFIX}"


def write_new(folder: Path, title: str, text: str) -> Path:
    """A new file for a story; never one that is there. Raises InputError, VoicesimError when it cannot be."""
    path = folder / file_name(title)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as exc:
        if folder.is_dir():
            raise InputError(
                f"{printable(str(path))} is there already; choose another title, or change it with: "
                f"voicesim stories edit {path.stem}"
            ) from exc
        raise InputError(f"{printable(str(folder))} is no folder; name another with --folder.") from exc
    except OSError as exc:
        raise VoicesimError(
            f"{printable(str(path))} cannot be written ({exc.strerror}); name another folder with --folder."
        ) from exc
    return path
