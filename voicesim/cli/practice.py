"""voicesim practice: be interviewed."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import ends_by_key_only, load_norms, with_profile
from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank
from voicesim.cli.answer_files import answer_files, tell_order
from voicesim.cli.choose import Wish, choose_plan
from voicesim.cli.drill import drill
from voicesim.cli.equipment import equip
from voicesim.cli.loop import tell_next
from voicesim.cli.options import (
    DEFAULT_BANK,
    AnswersDir,
    Brief,
    FollowUps,
    HandsFree,
    InputDevice,
    Interrupt,
    Json,
    ModelName,
    NoVoice,
    OutputDevice,
    Panel,
    Plain,
    Profile,
    Seed,
    VoiceName,
)
from voicesim.cli.presets import (
    ENDLESS_S,
    HANDS_FREE_LINGER_S,
    HANDS_FREE_SILENCE_S,
    PRESETS,
    USUAL,
    PresetName,
)
from voicesim.cli.render.console import be_plain
from voicesim.cli.round import (
    Minutes,
    RoundName,
    bank_of_round,
    loop_place,
    minutes_for,
    round_length,
    tell_round,
)
from voicesim.cli.second import second_reader
from voicesim.cli.self_rate import SelfRate, self_rating
from voicesim.cli.sitting import sit
from voicesim.cli.today import Today, practise_today
from voicesim.cli.transcribe import finish_waiting
from voicesim.config import load_settings
from voicesim.interview.equipment import Pacing
from voicesim.interview.panel import ROLES, make_panel
from voicesim.plan import Plan
from voicesim.review.days import Days
from voicesim.speech.choose_voice import AUTO
from voicesim.store.records import Session

QUESTIONS = 3


def practice(
    bank: Annotated[
        str | None,
        typer.Argument(
            help=f"A built-in bank by name, or the path of your own YAML file; {DEFAULT_BANK} without it."
        ),
    ] = None,
    round_name: RoundName = None,
    minutes: Minutes = None,
    questions: Annotated[
        int | None,
        typer.Option("--questions", "-n", min=1, help=f"How many questions; {QUESTIONS} without it."),
    ] = None,
    section: Annotated[str | None, typer.Option("--section", help="Only questions of this section.")] = None,
    question: Annotated[
        list[str] | None, typer.Option("--question", help="Just this question, by id; may be repeated.")
    ] = None,
    target: Annotated[
        float | None, typer.Option("--target", min=5, help="Seconds that a good answer takes.")
    ] = None,
    prep: Annotated[float | None, typer.Option("--prep", min=0, help="Seconds to think first.")] = None,
    longest: Annotated[
        float | None, typer.Option("--max", min=1, help="Seconds after which a recording ends.")
    ] = None,
    seed: Seed = None,
    preset: Annotated[
        PresetName | None, typer.Option("--preset", help="A ready-made pace of the interview.")
    ] = None,
    end_on_silence: Annotated[
        float | None,
        typer.Option("--end-on-silence", min=0.5, help="End an answer after this many seconds of silence."),
    ] = None,
    follow_ups: FollowUps = None,
    self_rate: SelfRate = None,
    interrupt: Interrupt = None,
    hands_free: HandsFree = None,
    panel: Panel = False,
    brief: Brief = False,
    voice: VoiceName = None,
    no_voice: NoVoice = False,
    model: ModelName = None,
    input_device: InputDevice = None,
    output_device: OutputDevice = None,
    answers: AnswersDir = None,
    due: Annotated[bool, typer.Option("--due", help="The questions that are due to be repeated.")] = False,
    today: Today = False,
    weak: Annotated[bool, typer.Option("--weak", help="Where most is left to gain, first.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="What the last session planned and did not ask.")
    ] = False,
    profile: Profile = None,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Be interviewed: hear the question, think, answer aloud, and see what an interviewer noticed."""
    be_plain(plain)
    settings = load_settings(paths.config_file())
    changes = with_profile(settings.norms, profile)
    norms, patient = load_norms(changes), ends_by_key_only(changes)
    pace = PRESETS[preset] if preset else replace(USUAL, prep_s=settings.prep_s)
    pace = replace(
        pace,
        prep_s=pace.prep_s if prep is None else prep,
        target_s=pace.target_s if target is None else target,
        max_s=(ENDLESS_S if patient else pace.max_s or settings.max_s) if longest is None else longest,
    )
    files = answer_files(answers) if answers else ()
    followed = next(each for each in (follow_ups, pace.follow_ups, settings.follow_ups) if each is not None)
    stopped = (pace.interrupt and not patient) if interrupt is None else interrupt
    quiet_s = None if patient else settings.end_on_silence_s
    days = Days(begin_h=settings.day_begins_h)
    at_a_terminal = sys.stdin.isatty() and not files
    askable = at_a_terminal and sys.stdout.isatty() and not as_json
    freely = (settings.hands_free if hands_free is None else hands_free) and not files
    if freely and not patient:
        quiet_s = quiet_s or HANDS_FREE_SILENCE_S
    pacing = Pacing(
        prep_s=pace.prep_s if at_a_terminal else 0.0,
        max_s=pace.longest_s,
        end_on_silence_s=quiet_s if end_on_silence is None else end_on_silence,
        linger_s=(HANDS_FREE_LINGER_S if freely else None) if at_a_terminal else 0.0,
        follow_ups=followed,
        interrupt=stopped,
        reading_time=prep is None,
        clarify=not files and preset is not PresetName.ONE_WAY,
        hands_free=freely,
        check_s=None if askable and not freely else 0.0,
        self_rate=self_rating(self_rate, settings, askable=askable and not freely),
    )

    def hold(chosen: Bank, plan: Plan, files: Sequence[Path]) -> Session:
        equipment = equip(
            settings,
            voice=None if no_voice else voice or settings.voice or AUTO,
            model=model,
            input_device=input_device,
            output_device=output_device,
            files=files,
            replies=followed + stopped,
            vocabulary=chosen.vocabulary,
            people=len(ROLES) if panel else 1,
        )
        tell_order(files, plan.questions)
        if resume:
            finish_waiting(equipment.transcriber, norms, as_json=as_json)
        second = second_reader(settings)
        asking = None
        if panel:
            takes = minutes_for(plan.questions, pacing.prep_s, replies=followed + stopped)
            asking = make_panel(plan.questions, 1 + len(equipment.other_speakers), takes, brief=brief)
        return sit(
            chosen,
            plan,
            "practice",
            pacing,
            equipment,
            norms,
            as_json=as_json,
            second=second,
            panel=asking,
        )

    others = {"BANK": bank, "-n": questions, "--question": question, "--resume": resume}
    if today:
        others |= {"--round": round_name, "--minutes": minutes, "--section": section}
        others |= {"--seed": seed is not None, "--due": due, "--weak": weak}
        practise_today(
            hold,
            days,
            files,
            others,
            target_s=pace.target_s,
            drill=partial(drill, no_voice=no_voice, output_device=output_device) if askable else None,
        )
        return
    place = loop_place(round_name, section, others)
    if place is not None:
        round_name, section, resume = place.stop.name, place.stop.section, place.begun
        bank = place.stop.bank
    elif round_name:
        bank = bank_of_round(round_name, others)
    chosen = load_bank(bank or DEFAULT_BANK)
    length = round_length(round_name, minutes, pace.prep_s, replies=followed)
    plan = choose_plan(
        chosen,
        Wish(question or (), due, weak, resume),
        days,
        count=_count(questions, open_end=bool(question or round_name) or resume, files=files),
        section=section,
        seed=random.SystemRandom().randrange(1_000_000) if seed is None else seed,
        target_s=pace.target_s,
        length=length,
    )
    if round_name and length:
        tell_round(round_name, chosen, plan, length)
    hold(chosen, plan, files)
    if place is not None:
        tell_next(place)


def _count(questions: int | None, *, open_end: bool, files: tuple[Path, ...]) -> int | None:
    if questions is not None:
        return questions
    return (len(files) or None) if open_end else len(files) or QUESTIONS
