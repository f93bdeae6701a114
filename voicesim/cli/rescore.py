"""voicesim rescore: judge stored answers again, by today's bank, rules and norms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.coverage import judge_points
from voicesim.assess.follow_up import follow_up_question, so_far
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms, load_norms
from voicesim.assess.reply import judge_reply
from voicesim.audio.files import read_audio
from voicesim.bank.load import known_bank, load_bank
from voicesim.bank.question import Bank, Question
from voicesim.cli.options import Json, SecondReader
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.review import rescored_table
from voicesim.cli.second import wanted_reader
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.report.session_json import attempt_json
from voicesim.second.background import read_attempt
from voicesim.second.reader import SecondReader as Reader
from voicesim.speech.pitch import PitchTrack, track_pitch
from voicesim.store.codec import encode
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session


def rescore(
    session: Annotated[
        str | None, typer.Argument(help="A session by id, or last; every session without one.")
    ] = None,
    bank: Annotated[
        str | None,
        typer.Option("--bank", help="The bank to judge by, where it is not the built-in one of that name."),
    ] = None,
    second_reader: SecondReader = False,
    as_json: Json = False,
) -> None:
    """Judge answers again with today's bank, rules and norms; the old verdicts are kept."""
    settings = load_settings(paths.config_file())
    norms = load_norms(settings.norms)
    reader = wanted_reader(settings, wanted=second_reader)
    bank_of = _banks(None if bank is None else load_bank(bank))
    changes = []
    with History.open(paths.history_file()) as history:
        chosen = history.sessions() if session is None else (history.session(session),)
        ids = [(each, answer.attempt_id) for each in chosen for answer in history.measured([each.id])]
        for each, attempt_id in progress_over(ids, "Judging again", len(ids)):
            before = history.attempt(attempt_id)
            if before.transcript is None:
                continue
            after = _judge_again(history, before, each, bank_of(each.bank_id), norms)
            if reader is not None:
                after = _read(reader, history, after)
            changes.append((before, after))
            changes += zip(before.replies, after.replies, strict=True)
            if as_json:
                print_json(attempt_json(after, each))
    if not changes:
        say("There is no answer to judge again.")
    elif not as_json:
        make_console().print(rescored_table(changes))


def _banks(given: Bank | None) -> Callable[[str], Bank | None]:
    """Today's bank of an id, None where it is not known, which is said once."""

    @cache
    def find(bank_id: str) -> Bank | None:
        bank = known_bank(bank_id, given)
        if bank is None and bank_id:
            say(f"Answers to the bank {bank_id} are judged as they were asked; give its file with --bank.")
        return bank

    return find


def _judge_again(
    history: History, attempt: Attempt, session: Session, bank: Bank | None, norms: Norms
) -> Attempt:
    """The answer with new verdicts on it and on the replies to its follow-ups."""
    answer = _one_again(history, attempt, _question(attempt, bank), session, bank, norms)
    said = [answer]
    for reply in answer.replies:
        if reply.transcript is not None:
            said.append(_one_again(history, reply, _follow_up(said, reply), session, bank, norms))
    return history.attempt(answer.id)


def _read(reader: Reader, history: History, answer: Attempt) -> Attempt:
    """The answer after the second reader was asked about it and the reply; what goes wrong is said."""
    for attempt in (answer, *answer.replies):
        found = read_attempt(reader, attempt)
        if found.problem:
            say(f"{attempt.id}: {found.problem}")
        if found.verdicts:
            history.save_second(attempt, found.verdicts)
    return history.attempt(answer.id)


def _one_again(
    history: History,
    attempt: Attempt,
    question: Question,
    session: Session,
    bank: Bank | None,
    norms: Norms,
) -> Attempt:
    """The attempt with a new verdict; as it is when nothing that it rests on has changed."""
    assert attempt.transcript is not None
    # A written answer has no sound, and so no stretches of voice.
    spans = attempt.spans if attempt.audio_path is not None else None
    judge = judge_points if attempt.asks is None else judge_reply
    pitch = _pitch(attempt)
    assessment = assess(
        question, attempt.transcript.words, spans, attempt.recorded_s, norms, judge=judge, pitch=pitch
    )
    old = attempt.judgement
    if pitch is None and attempt.assessment is not None:
        assessment = replace(assessment, voice=attempt.assessment.voice)
    if old and (old.assessment, old.question, old.norms) == (assessment, question, encode(norms)):
        return attempt
    return history.save_assessment(
        attempt.id,
        assessment,
        bank_id=session.bank_id,
        bank_version=bank.version if bank else session.bank_version,
        question=question,
        norms=norms,
    )


def _pitch(attempt: Attempt) -> PitchTrack | None:
    """That of the recording, None where there is none any more."""
    if attempt.audio_path is None:
        return None
    try:
        return track_pitch(read_audio(paths.recordings_dir() / attempt.audio_path).samples)
    except InputError:
        return None


def _follow_up(said: Sequence[Attempt], reply: Attempt) -> Question:
    """What was asked, with the points as the answer is judged by today and misses them today, unless the
    speakers themselves say otherwise. `said` are the answer and the replies before this one."""
    judged = said[0].judgement
    assert judged is not None
    question = judged.question
    known = {point.id: point for point in question.key_points}
    asked = known.get(str(reply.asks), reply.question.key_points[0])
    today = follow_up_question(question, asked, so_far([each.standing for each in said]))
    return replace(today, prompt=reply.question.prompt, target_s=reply.question.target_s)


def _question(attempt: Attempt, bank: Bank | None) -> Question:
    """The question as it stands in the bank today, with the target of then; else as it was asked."""
    for question in bank.questions if bank else ():
        if question.id == attempt.question.id:
            return replace(question, target_s=attempt.question.target_s)
    return attempt.question
