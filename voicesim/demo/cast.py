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
    speak,
)
from voicesim.interview.equipment import Equipment
from voicesim.plan import Plan
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber


def cast_demo(bank: Bank, count: int, player: Player, *, fast: bool) -> tuple[Plan, Equipment]:
    """The first `count` sample answers' questions, and a microphone that speaks the answers.

    With `fast` nothing waits for real time. Raises VoiceError when no voice works here.
    """
    answers = sample_answers()[:count]
    questions = tuple(replace(find_question(bank, a.question_id), target_s=TARGET_S) for a in answers)
    speaker = Pyttsx3Speaker(paths.voice_cache_dir(), voice=VOICE, rate_wpm=RATE_WPM)
    audible = None if isinstance(player, SilentPlayer) else player

    def microphone(question: Question, number: int) -> Microphone:
        return CandidateMicrophone(speak(answers[number - 1], speaker), audible, paced=not fast)

    model = find_model("demo")
    equipment = Equipment(speaker, player, microphone, WhisperTranscriber(model.directory, model.name))
    return Plan(questions, seed=0), equipment
