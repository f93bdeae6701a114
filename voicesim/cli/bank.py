"""voicesim bank: see and check question banks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voicesim.cli.options import DEFAULT_BANK, Json
from voicesim.cli.output import print_json, tell
from voicesim.wording import count

app = typer.Typer(help="See and check question banks.", no_args_is_help=True)


@app.command("list")
def list_banks(as_json: Json = False) -> None:
    """The built-in banks."""
    from voicesim.bank.load import builtin_banks, load_bank
    from voicesim.cli.render.bank import bank_table
    from voicesim.cli.render.console import make_console

    banks = [load_bank(name) for name in builtin_banks()]
    if as_json:
        print_json([{"id": b.id, "title": b.title, "questions": len(b.questions)} for b in banks])
        return
    make_console().print(bank_table(banks))


@app.command("show")
def show_bank(
    bank: Annotated[str, typer.Argument(help="A built-in bank by name, or a YAML file.")] = DEFAULT_BANK,
    question: Annotated[str | None, typer.Option("--question", help="Only this one, in full.")] = None,
    as_json: Json = False,
) -> None:
    """The questions of a bank; one question with its key points, cues and probes."""
    from voicesim.bank.load import find_question, load_bank
    from voicesim.cli.render.bank import bank_questions, question_details
    from voicesim.cli.render.console import make_console
    from voicesim.report.bank_json import bank_json, question_json

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
        console = make_console()
        console.print(bank_questions(shown, console))


@app.command("check")
def check(
    bank: Annotated[Path, typer.Argument(help="The YAML file to check.")],
    as_json: Json = False,
) -> None:
    """Check a bank of your own; every mistake is named with its line and a remedy."""
    from voicesim.bank.load import check_bank
    from voicesim.errors import BankError

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
        print_json({"ok": True, "id": checked.id} | sizes)
        return
    known = f", and a vocabulary of {count(terms, 'term')}" if terms else ""
    asked = count(len(checked.questions), "question")
    tell(f"{bank}: good, {asked} with {count(points, 'key point')}{known}.")


@app.command("schema")
def schema() -> None:
    """The JSON Schema of a bank file, for editors that complete and check while you write."""
    from voicesim.bank.load import bank_schema

    print_json(bank_schema())
