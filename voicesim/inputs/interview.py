"""A recorded mock interview as answers: what one person says from one question of the bank to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voicesim.bank.question import Bank
from voicesim.inputs.asking import asks, opens_a_subject, prompts_of, question_asked
from voicesim.inputs.turns import Turn
from voicesim.speech.words import Word


@dataclass(frozen=True, slots=True)
class Exchange:
    """The turns from a question on; `question_id` is None where it is none of the bank, and before the first.

    `asked` is the question as it was asked, "" before the first; `follow_ups` counts the questions about
    what was just said.
    """

    question_id: str | None
    asked: str
    turns: tuple[Turn, ...] = ()
    follow_ups: int = 0

    def said(self, speaker: str) -> tuple[Word, ...]:
        """The words of the speaker, timed from the end of the question, the time of others cut out."""
        return _from_zero(self.turns, speaker)

    def starts_s(self, speaker: str) -> float | None:
        """When the speaker begins, in the file's time."""
        words = [word for turn in self.turns if turn.speaker == speaker for word in turn.words]
        return words[0].start_s if words else None


def split(turns: Sequence[Turn], speaker: str, bank: Bank) -> tuple[Exchange, ...]:
    """The parts in which the speaker says anything, each from a question that opens a subject.

    A question of the bank always does. Another one does when it does not point back to what was said; else
    it is a follow-up, and the reply belongs to the answer.
    """
    prompts = prompts_of(bank)
    parts: list[Exchange] = []
    part, said = Exchange(None, ""), list[Turn]()
    for turn in turns:
        if turn.speaker != speaker:
            question_id = question_asked(prompts, turn.text)
            again = question_id is not None and question_id == part.question_id
            if not again and (question_id is not None or opens_a_subject(turn.text)):
                parts.append(replace(part, turns=tuple(said)))
                part, said = Exchange(question_id, turn.text), []
            elif asks(turn.text) and any(each.speaker == speaker for each in said):
                part = replace(part, follow_ups=part.follow_ups + 1)
        said.append(turn)
    parts.append(replace(part, turns=tuple(said)))
    return tuple(part for part in parts if any(turn.speaker == speaker for turn in part.turns))


def whole(turns: Sequence[Turn]) -> Exchange:
    """Everything as one part."""
    return Exchange(None, "", tuple(turns))


def _from_zero(turns: Sequence[Turn], speaker: str) -> tuple[Word, ...]:
    words = [word for turn in turns if turn.speaker == speaker for word in turn.words]
    others = [word for turn in turns if turn.speaker != speaker for word in turn.words]
    if not others or not words or words[0].start_s is None:
        return tuple(words)
    begin_s = words[0].start_s
    before = [word.end_s or 0.0 for word in others if (word.start_s or 0.0) < begin_s]
    zero_s = min(max(before, default=0.0), begin_s)
    return tuple(_without_others(words, others, zero_s))


def _without_others(words: Sequence[Word], others: Iterable[Word], zero_s: float) -> Iterable[Word]:
    """The words earlier by what came before `zero_s`, and by what others said between two of them."""
    waiting = sorted(others, key=lambda word: word.start_s or 0.0)
    cut_s = free_s = zero_s
    at = 0
    for word in words:
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        while at < len(waiting) and (waiting[at].start_s or 0.0) < start_s:
            from_s = max(waiting[at].start_s or 0.0, free_s)
            to_s = min(waiting[at].end_s or 0.0, start_s)
            cut_s += max(0.0, to_s - from_s)
            free_s = max(free_s, to_s)
            at += 1
        free_s = max(free_s, end_s)
        yield replace(word, start_s=round(start_s - cut_s, 3), end_s=round(end_s - cut_s, 3))
