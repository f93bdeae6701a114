"""One more question at the end of a bank's file, whose other lines stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import yaml

from voicesim.drafts.bank_text import bank_text, question_lines
from voicesim.drafts.cards import Pile, QuestionCard
from voicesim.drafts.draft import BankDraft, drafted
from voicesim.drafts.names import Names
from voicesim.errors import InputError

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one that banks are read with


def draft_of_question(prompt: str, note: str, title: str, taken: Iterable[str] = ()) -> BankDraft:
    """A bank of one question with a note and a first point to replace; its id is not `taken`.

    Raises InputError for a question without words.
    """
    draft = drafted(Pile((QuestionCard(1, prompt, notes=(note,)),)), title)
    if not draft.questions:
        raise InputError(f"The question {prompt!r:.60} has no words; write it out.")
    (section,) = draft.sections
    question = replace(draft.questions[0], id=Names(taken).of(draft.questions[0].prompt, "question"))
    return replace(draft, sections=(replace(section, questions=(question,)),))


def appended(text: str | None, draft: BankDraft, name: str) -> str:
    """The text of a bank with the questions of a draft at its end; without a text a new one of just these.

    Raises InputError where the end of the text is no list of questions.
    """
    if text is None:
        return bank_text(draft, [f"Write on in it, then check it with: voicesim bank check {name}"])
    column = _column(yaml.compose(text, Loader=_Loader))
    if column is None:
        raise InputError(
            f"{name} does not end with its list of questions, so none can be put behind them; "
            "move that list to the end, or name another file."
        )
    lines = (line for question in draft.questions for line in question_lines(question))
    return "".join((text.rstrip("\n"), "\n", *(f"{' ' * column}{line}\n" for line in lines)))


def _column(node: yaml.Node | None) -> int | None:
    """Where the dashes of the last list of questions stand, if that list is the last thing of all."""
    while isinstance(node, yaml.MappingNode) and node.value:
        key, value = node.value[-1]
        if not isinstance(value, yaml.SequenceNode) or value.flow_style or not value.value:
            return None
        if key.value == "questions":
            return int(value.start_mark.column)
        node = value.value[-1] if key.value == "sections" else None
    return None
