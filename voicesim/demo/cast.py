"""The demo's plan and equipment: the synthetic candidate in place of a person."""

from __future__ import annotations

from dataclasses import replace

from voicesim import paths
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import Player, SilentPlayer
from voicesim.bank.load import find_question
from voicesim.bank.question import Bank, Question
from voicesim.demo.candidate import (
    RATE_WPM,
    TARGET_S,
    VOICE,
    CandidateMicrophone,
    sample_answers,
    sample_reply,
    speak,
)
from voicesim.interview.equipment import Equipment
from voicesim.plan import Plan
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber


def cast_demo(bank: Bank, count: int, player: Player, *, fast: bool) -> tuple[Plan, Equipment]:
    """The first `count` sample answers' questions, and microphones that speak the answers and the replies to
    follow-ups.

    With `fast` nothing waits for real time. Raises VoiceError when no voice works here.
    """
    answers = sample_answers()[:count]
    questions = tuple(replace(find_question(bank, a.question_id), target_s=TARGET_S) for a in answers)
    speaker = Pyttsx3Speaker(paths.voice_cache_dir(), voice=VOICE, rate_wpm=RATE_WPM)
    audible = None if isinstance(player, SilentPlayer) else player

    said = {answer.question_id: answer for answer in answers}

    def microphone(question: Question, number: int) -> Microphone:
        return CandidateMicrophone(speak(said[question.id], speaker), audible, paced=not fast)

    def reply_microphone(follow_up: Question, number: int) -> Microphone:
        reply = sample_reply(follow_up.id, follow_up.key_points[0].id)
        return CandidateMicrophone(speak(reply, speaker), audible, paced=not fast)

    model = find_model("demo")
    transcriber = WhisperTranscriber(model.directory, model.name)
    equipment = Equipment(speaker, player, microphone, transcriber, reply_microphone=reply_microphone)
    return Plan(questions, seed=0), equipment
