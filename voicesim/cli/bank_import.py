"""voicesim bank import: questions that somebody has already, as a bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from voicesim.bank.hints import printable, quoted
from voicesim.bank.shape import slug
from voicesim.cli.bank_files import check_text, refuse_to_replace, write_bank
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, print_utf8, say, tell
from voicesim.drafts.bank_text import bank_text
from voicesim.drafts.cards import Leftover
from voicesim.drafts.draft import BankDraft
from voicesim.drafts.forms import Form
from voicesim.drafts.importing import import_file
from voicesim.errors import InputError
from voicesim.wording import count

STDOUT = Path("-")
LEFT_SHOWN = 20
"""Lines on what is left out; `--json` has all of them."""


def import_bank(
    file: Annotated[Path, typer.Argument(help="Markdown, CSV, or a text that Anki exported.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The bank to write; - for standard output, by default FILE's name."
        ),
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--from", help="The form of FILE; by default it is recognised.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The bank's title.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    as_json: Json = False,
) -> None:
    """Make a bank of questions in Markdown, CSV or Anki's text export; what is guessed is said and marked."""
    target = output or Path(f"{slug(file.stem)}.yaml")
    if target == STDOUT and as_json:
        raise InputError("--json and --output - both want standard output; choose one.")
    if target != STDOUT:
        refuse_to_replace(target, force=force)
    draft = import_file(file, form, title)
    text = bank_text(draft, _head(file, target))
    if target == STDOUT:
        check_text(target, text)
        print_utf8(text)
    else:
        write_bank(target, text)
    if as_json:
        print_json(_outline(draft, file, target))
        return
    (say if target == STDOUT else tell)(_made(draft, file, target))
    for sentence in (*_guesses(draft), *draft.assumed, *_left_out(draft.left, file)):
        say(sentence)


def _head(file: Path, target: Path) -> Iterator[str]:
    yield f"Made of {printable(file.name)}. Look through it: what is marked as guessed does not stand there."
    if target != STDOUT:
        yield f"Check it with: voicesim bank check {printable(target.name)}"


def _made(draft: BankDraft, file: Path, target: Path) -> str:
    points = sum(len(question.points) for question in draft.questions)
    sizes = f"{count(len(draft.questions), 'question')}, {count(points, 'key point')}"
    sections = f", {count(len(draft.sections), 'section')}" if draft.sections[0].id else ""
    where = "Standard output" if target == STDOUT else printable(str(target))
    return f"{where}: {sizes}{sections}, made of {printable(str(file))}."


def _guesses(draft: BankDraft) -> Iterator[str]:
    """What stands in the bank and not in the file."""
    questions = draft.questions
    styles = Counter(question.style for question in questions if question.style_guessed)
    targets = sum(question.target_guessed for question in questions)
    kinds = Counter(p.kind for question in questions for p in question.points if p.kind != "content")
    bare = [question.id for question in questions if question.points[0].made_up]
    if styles:
        told = _counted(styles)
        yield f"Guessed the style of {count(styles.total(), 'question')} by the words: {told}."
    if targets:
        yield f"Guessed the target of {count(targets, 'question')} by the style."
    if kinds:
        yield f"Guessed the kind of {count(kinds.total(), 'key point')} by the words: {_counted(kinds)}."
    if bare:
        named = ", ".join(bare[:5]) + (", …" if len(bare) > 5 else "")
        yield f"Made up a general key point where there is none, for {count(len(bare), 'question')}: {named}."


def _counted(names: Counter[Any]) -> str:
    return ", ".join(f"{number} {name}" for name, number in names.most_common())


def _left_out(left: Iterable[Leftover], file: Path) -> Iterator[str]:
    name = printable(str(file))
    found = list(left)
    for each in found[:LEFT_SHOWN]:
        yield f"{name}:{each.line}: left out: {quoted(each.text)}"
    if len(found) > LEFT_SHOWN:
        yield f"{len(found) - LEFT_SHOWN} more are left out; --json lists them all, in full."


def _outline(draft: BankDraft, file: Path, target: Path) -> dict[str, object]:
    questions = draft.questions
    return {
        "file": str(file),
        "bank": str(target),
        "questions": len(questions),
        "key_points": sum(len(question.points) for question in questions),
        "guessed": {
            "style": [question.id for question in questions if question.style_guessed],
            "target_s": [question.id for question in questions if question.target_guessed],
            "kind": [[q.id, p.id] for q in questions for p in q.points if p.kind != "content"],
            "key_points": [question.id for question in questions if question.points[0].made_up],
        },
        "notices": list(draft.assumed),
        "left_out": [{"line": each.line, "text": each.text} for each in draft.left],
    }
