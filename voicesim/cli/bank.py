"""voicesim bank: see, make and check question banks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.bank.advice import advice
from voicesim.bank.load import DEFAULT_BANK, bank_schema, builtin_banks, check_bank, find_question, load_bank
from voicesim.bank.question import Bank
from voicesim.bank.samples import strong_sample
from voicesim.cli.aloud import read_aloud
from voicesim.cli.bank_import import import_bank
from voicesim.cli.bank_new import new_bank
from voicesim.cli.options import Json, OutputDevice, VoiceName
from voicesim.cli.output import print_json, say, tell
from voicesim.cli.render.bank import bank_questions, bank_table, question_details
from voicesim.cli.render.console import make_console
from voicesim.cli.render.sample import sample_answer
from voicesim.errors import BankError, InputError
from voicesim.report.bank_json import bank_json, question_json, sample_json
from voicesim.review.latest import has_tried
from voicesim.speech.read_bank import warnings
from voicesim.store.history import History
from voicesim.wording import count

app = typer.Typer(help="See, make and check question banks.", no_args_is_help=True)
app.command("new")(new_bank)
app.command("import")(import_bank)


@app.command("list")
def list_banks(as_json: Json = False) -> None:
    """The built-in banks."""
    banks = [load_bank(name) for name in builtin_banks()]
    if as_json:
        print_json([_outline(each) for each in banks])
        return
    make_console().print(bank_table(banks))


def _outline(bank: Bank) -> dict[str, object]:
    kinds = Counter(question.style for question in bank.questions)
    minutes = round(sum(question.target_s for question in bank.questions) / 60, 1)
    outline = {"id": bank.id, "title": bank.title, "questions": len(bank.questions)}
    return outline | {"kinds": dict(kinds), "minutes": minutes}


@app.command("show")
def show_bank(
    bank: Annotated[str, typer.Argument(help="A built-in bank by name, or a YAML file.")] = DEFAULT_BANK,
    question: Annotated[str | None, typer.Option("--question", help="Only this one, in full.")] = None,
    as_json: Json = False,
) -> None:
    """The questions of a bank; one question with its key points, cues and probes."""
    shown = load_bank(bank)
    if question is not None:
        one = find_question(shown, question)
        if as_json:
            print_json(question_json(one))
        else:
            make_console().print(question_details(one))
    elif as_json:
        print_json(bank_json(shown))
    else:
        make_console().print(bank_questions(shown))


@app.command("sample")
def sample(
    question: Annotated[str, typer.Argument(help="The question by id.")],
    bank: Annotated[str, typer.Option("--bank", help="A built-in bank by name.")] = DEFAULT_BANK,
    aloud: Annotated[bool, typer.Option("--aloud", help="Read it aloud, too.")] = False,
    voice: VoiceName = None,
    output_device: OutputDevice = None,
    as_json: Json = False,
) -> None:
    """A strong answer to a question, once you have answered it yourself."""
    shown = load_bank(bank)
    asked = find_question(shown, question)
    found = strong_sample(shown.id, asked.id)
    if found is None:
        raise InputError(f"{shown.id} has no sample answer to {asked.id}; the built-in banks have them.")
    with History.open(paths.history_file()) as history:
        if not has_tried(history, shown.id, asked.id):
            raise InputError(
                f"You have not answered {asked.id} yet, and the example comes after your own first try: "
                f"voicesim practice {bank} --question {asked.id}"
            )
    if as_json:
        print_json(sample_json(found))
    else:
        make_console().print(sample_answer(asked, found))
    if aloud:
        read_aloud([passage.text for passage in found.passages], voice=voice, output_device=output_device)


@app.command("check")
def check(
    bank: Annotated[Path, typer.Argument(help="The YAML file to check.")],
    as_json: Json = False,
) -> None:
    """Check a bank of your own; every mistake is named with its line and a remedy.

    What the voice cannot say aloud is a warning, and what would make the bank better is advice.
    """
    try:
        checked = check_bank(bank)
    except BankError as exc:
        if not as_json:
            raise
        print_json({"ok": False, "problems": list(exc.problems)})
        raise typer.Exit(exc.exit_code) from exc
    points, terms = sum(len(q.key_points) for q in checked.questions), len(checked.vocabulary)
    if as_json:
        sizes = {"questions": len(checked.questions), "key_points": points, "vocabulary": terms}
        told = {"warnings": warnings(checked), "advice": advice(checked)}
        print_json({"ok": True, "id": checked.id} | sizes | told)
        return
    known = f", and a vocabulary of {count(terms, 'term')}" if terms else ""
    asked = count(len(checked.questions), "question")
    tell(f"{bank}: good, {asked} with {count(points, 'key point')}{known}.")
    for sentence in (*warnings(checked), *advice(checked)):
        say(sentence)


@app.command("schema")
def schema() -> None:
    """The JSON Schema of a bank file, for editors that complete and check while you write."""
    print_json(bank_schema())
