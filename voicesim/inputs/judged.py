"""A conversation as the answers that one of the people in it gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicesim.bank.hints import printable
from voicesim.bank.question import Bank
from voicesim.inputs.answer import Answer
from voicesim.inputs.interview import Exchange, split, whole
from voicesim.inputs.speakers import choose_speaker, merged, others_notice
from voicesim.inputs.transcript import Conversation
from voicesim.wording import clock, count

_SHOWN_LETTERS = 80


def answers_in(
    conversation: Conversation,
    answer_id: str,
    question_id: str | None,
    speaker: str | None,
    bank: Bank | None,
    name: str,
) -> Iterator[Answer]:
    """The answers of the speaker, or of whoever is plainly the one who answers.

    With a bank, one for each of its questions that is asked; the words after other questions are named in a
    notice. With `question_id` only those to it, or all words where the others are not asked plainly. `name`
    is the file, for messages. Raises InputError when it is open who is judged.
    """
    turns = conversation.turns
    choice = choose_speaker(turns, speaker, name)
    if choice.speaker is None:
        words = tuple(word for turn in turns for word in turn.words)
        yield Answer(answer_id, question_id, words, notices=conversation.notices)
        return
    judged = choice.speaker
    left_out = others_notice(turns, judged)
    notices = [*conversation.notices, *filter(None, (choice.notice, left_out))]
    parts = split(merged(turns), judged, bank) if bank is not None else ()
    answered = [part for part in parts if part.question_id is not None]
    if question_id is not None:
        others = [part for part in answered if part.question_id != question_id]
        answered = [part for part in answered if part.question_id == question_id] if others else []
    if not answered:
        yield Answer(answer_id, question_id, whole(turns).said(judged), notices=tuple(notices))
        return
    notices += _not_judged([part for part in parts if not any(part is one for one in answered)], judged)
    for number, part in enumerate(answered, 1):
        told = [*notices, *_about(part, judged, many=len(answered) > 1)]
        part_id = answer_id if len(answered) == 1 else f"{answer_id}-{number}"
        yield Answer(part_id, part.question_id, part.said(judged), notices=tuple(told))
        notices = []


def _about(part: Exchange, judged: str, *, many: bool) -> Iterator[str]:
    start_s = part.starts_s(judged)
    if many and start_s is not None:
        yield f"Begins at {clock(start_s)} of the file."
    if part.follow_ups:
        yield (
            f"What {printable(judged)} says after {count(part.follow_ups, 'further question')} about it "
            "counts with the answer."
        )


def _not_judged(parts: Sequence[Exchange], judged: str) -> Iterator[str]:
    for part in parts:
        words = count(sum(len(turn.words) for turn in part.turns if turn.speaker == judged), "word")
        if part.question_id is not None:
            after = f"after the question {part.question_id}"
        elif part.asked:
            after = f"after “{_short(part.asked)}”, which is no question of the bank"
        else:
            after = "before a question of the bank"
        yield f"Not judged: {words} {after}."


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS].rstrip()}…"
