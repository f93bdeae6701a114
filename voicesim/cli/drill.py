"""voicesim stories drill: a question, ten seconds, and which story you would tell."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import load_norms
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import Player, SilentPlayer
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.bank.question import Bank, Question
from voicesim.cli.equipment import loudspeaker
from voicesim.cli.options import Json, NoVoice, OutputDevice, Seed
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.drill import DrillView
from voicesim.cli.shelf import Folder, nothing_there, open_shelf
from voicesim.cli.story_map import BankArgument, SectionOption, questions_for_stories, read_map
from voicesim.cli.terminal_desk import open_desk
from voicesim.config import Settings, load_settings
from voicesim.errors import InputError
from voicesim.interview.equipment import Equipment
from voicesim.interview.outcome import Outcome
from voicesim.interview.voice import InterviewerVoice
from voicesim.plan import Plan
from voicesim.report.story_map_json import drilled_json
from voicesim.review.days import Days
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.store.history import History
from voicesim.store.stamps import utc_now
from voicesim.stories.drill import drill_order, first_sentence, grade_choice
from voicesim.stories.folder import Shelf
from voicesim.stories.served import StoryMap

QUESTIONS = 5
THINK_S = 10.0


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """What was typed: the story's name, None where no story was meant or known, and how it would begin."""

    story: str | None
    sentence: str


Ask = Callable[["Question", int], Outcome]
"""Puts the nth question to the person."""


def drill(
    bank: BankArgument = DEFAULT_BANK,
    section: SectionOption = None,
    questions: Annotated[
        int, typer.Option("--questions", "-n", min=1, help=f"How many questions; {QUESTIONS} by default.")
    ] = QUESTIONS,
    seed: Seed = None,
    no_voice: NoVoice = False,
    output_device: OutputDevice = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Hear a question, think ten seconds, type which story you would tell and how it begins."""
    settings = load_settings(paths.config_file())
    shelf, chosen = open_shelf(folder), load_bank(bank)
    if not shelf.stories:
        say(nothing_there(shelf))
        return
    found = read_map(questions_for_stories(chosen, section, ()), shelf.stories)
    if not found.served:
        say("None of your stories can serve a question here; see how they fare with: voicesim stories map")
        return
    with History.open(paths.history_file()) as history:
        plan = _plan(chosen, found, history, settings, questions, seed)
        view = DrillView(make_console(stderr=as_json), len(plan.questions))
        ask = _interviewer(view, settings, voice=not no_voice, device=output_device)
        try:
            for number, question in enumerate(plan.questions, 1):
                outcome = ask(question, number)
                if outcome is Outcome.LEFT:
                    return
                if outcome is Outcome.DONE:
                    choice = _typed(shelf, view)
                    _judge(history, chosen, question, choice, found, shelf, view, as_json=as_json)
        except EOFError:
            return


def _plan(
    bank: Bank, found: StoryMap, history: History, settings: Settings, count: int, seed: int | None
) -> Plan:
    """Only what some story can serve, in the order of the drill."""
    days = Days(begin_h=settings.day_begins_h)
    today = days.at(utc_now())
    order = drill_order(history.drilled(bank.id), today, days, history.interview_on(today))
    chosen = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    served = [each for each in found.questions if each.id in found.served]
    return Plan(tuple(order(served, random.Random(chosen))[:count]), chosen)


def _interviewer(view: DrillView, settings: Settings, *, voice: bool, device: str | None) -> Ask:
    """At a terminal a voice reads the question and waits while one thinks; else it is only printed."""
    if not (sys.stdin.isatty() and view.console.is_terminal):

        def printed(question: Question, number: int) -> Outcome:
            view.question(question, number)
            return Outcome.DONE

        return printed
    return _aloud(view, settings, voice=voice, device=device)


def _aloud(view: DrillView, settings: Settings, *, voice: bool, device: str | None) -> Ask:
    player: Player = SilentPlayer(paced=False)
    speaker = None
    if voice and not isinstance(player := loudspeaker(device or settings.output, paced=True), SilentPlayer):
        speaker = Pyttsx3Speaker(paths.voice_cache_dir(), voice=settings.voice, rate_wpm=settings.rate_wpm)
    equipment = Equipment(speaker, player, _nobody_records, None)
    norms = load_norms(settings.norms)

    def aloud(question: Question, number: int) -> Outcome:
        view.question(question, number)
        with open_desk(view.console, norms) as desk:
            interviewer = InterviewerVoice(equipment, desk, reader=True)
            return interviewer.ask(question, interviewer.sound(question.prompt), THINK_S).outcome

    return aloud


def _nobody_records(question: Question, number: int) -> Microphone:
    raise AssertionError("a drill is typed")


def _typed(shelf: Shelf, view: DrillView) -> StoryChoice:
    """Raises EOFError where nothing more comes."""
    named = _line("Which story? ", view)
    while named:
        try:
            story = shelf.find(named).name
            return StoryChoice(story, _line("First sentence? ", view))
        except InputError as exc:
            say(str(exc))
            if not sys.stdin.isatty():
                _line("First sentence? ", view)
                break
            named = _line("Which story? ", view)
    return StoryChoice(None, "")


def _line(asked: str, view: DrillView) -> str:
    view.ask(asked, typed_here=sys.stdin.isatty())
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _judge(
    history: History,
    bank: Bank,
    question: Question,
    choice: StoryChoice,
    found: StoryMap,
    shelf: Shelf,
    view: DrillView,
    *,
    as_json: bool,
) -> None:
    """Keep how it went, and tell what the map says of the choice."""
    fits = found.of(question.id)
    grade = grade_choice(fits, choice.story)
    history.save_drilled(bank.id, question.id, choice.story, grade.value)
    begins = first_sentence(shelf.find(choice.story)) if choice.story else ""
    if as_json:
        print_json(drilled_json(question.id, choice.story, choice.sentence, begins, grade.name, fits))
    else:
        view.choice(choice.story, choice.sentence, begins, fits)
