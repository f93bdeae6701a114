"""voicesim practice: be interviewed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import ends_by_key_only, load_norms, with_profile
from voicesim.bank.load import DEFAULT_BANK
from voicesim.bank.question import Bank
from voicesim.cli.answer_files import answer_files, tell_order
from voicesim.cli.choose import why_nothing
from voicesim.cli.drill import drill
from voicesim.cli.equipment import equip
from voicesim.cli.loop import tell_next, tell_place
from voicesim.cli.options import (
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
from voicesim.cli.output import say
from voicesim.cli.render.console import be_plain
from voicesim.cli.round import Minutes, RoundName, tell_round
from voicesim.cli.second import second_reader
from voicesim.cli.self_rate import SelfRate, self_rating
from voicesim.cli.session import hold_session, tell_recovery
from voicesim.cli.today import Today, practise_today
from voicesim.cli.transcribe import finish_last
from voicesim.config import load_settings
from voicesim.interview.panel import ROLES, make_panel
from voicesim.plan import Plan
from voicesim.practice.choose import NothingToAsk, Wish
from voicesim.practice.loop import after_round
from voicesim.practice.pacing import Given, Pace, Person, resolve_pace
from voicesim.practice.presets import PresetName
from voicesim.practice.session import QUESTIONS, Chosen, SessionRequest, choose_session, minutes_for
from voicesim.review.days import Days
from voicesim.speech.choose_voice import AUTO
from voicesim.store.history import History
from voicesim.store.records import Session


def practice(
    bank: Annotated[
        str | None,
        typer.Argument(
            help=f"A built-in bank by name, or the path of your own YAML file; {DEFAULT_BANK} by default."
        ),
    ] = None,
    round_name: RoundName = None,
    minutes: Minutes = None,
    questions: Annotated[
        int | None,
        typer.Option("--questions", "-n", min=1, help=f"How many questions; {QUESTIONS} by default."),
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
    norms, days = load_norms(changes), Days(begin_h=settings.day_begins_h)
    files = answer_files(answers) if answers else ()
    at_a_terminal = sys.stdin.isatty() and not files
    askable = at_a_terminal and sys.stdout.isatty() and not as_json
    freely = (settings.hands_free if hands_free is None else hands_free) and not files
    askable = askable and not freely
    pace = resolve_pace(
        settings,
        preset,
        Given(prep, target, longest, end_on_silence, follow_ups, interrupt),
        Person(
            at_a_terminal,
            askable,
            self_rating(self_rate, settings, askable=askable),
            recorded=bool(files),
            hands_free=freely,
        ),
        patient=ends_by_key_only(changes),
    )
    wish = Wish(tuple(question or ()), due, weak, resume)
    asked = SessionRequest(bank, round_name, minutes, questions, section, wish, seed, len(files))

    def hold(bank: Bank, plan: Plan, files: Sequence[Path], *, resumes: bool = False) -> Session:
        equipment = equip(
            settings,
            voice=None if no_voice else voice or settings.voice or AUTO,
            model=model,
            input_device=input_device,
            output_device=output_device,
            files=files,
            replies=pace.replies,
            vocabulary=bank.vocabulary,
            people=len(ROLES) if panel else 1,
        )
        tell_order(files, plan.questions)
        if resumes:
            finish_last(equipment.transcriber, norms, as_json=as_json)
        second = second_reader(settings)
        asking = None
        if panel:
            takes = minutes_for(plan.questions, pace.pacing.prep_s, replies=pace.replies)
            asking = make_panel(plan.questions, 1 + len(equipment.other_speakers), takes, brief=brief)
        return hold_session(
            bank,
            plan,
            "practice",
            pace.pacing,
            equipment,
            norms,
            as_json=as_json,
            second=second,
            panel=asking,
        )

    if today:
        drilled = partial(drill, no_voice=no_voice, output_device=output_device) if askable else None
        practise_today(hold, days, files, asked.besides_today(), target_s=pace.target_s, drill=drilled)
        return
    chosen = _chosen(asked, pace, days)
    if isinstance(chosen, NothingToAsk):
        say(why_nothing(chosen))
        return
    _tell(chosen)
    hold(chosen.bank, chosen.plan, files, resumes=chosen.resumes)
    if chosen.place is not None:
        with History.open(paths.history_file()) as history:
            tell_next(chosen.place, after_round(history, chosen.place))


def _chosen(asked: SessionRequest, pace: Pace, days: Days) -> Chosen | NothingToAsk:
    """What there is to ask, once what an interruption left behind is told of."""
    open_history = partial(History.open, paths.history_file())
    if asked.wish.resume:
        with open_history() as history:
            tell_recovery(history.recover(paths.recordings_dir()))
    follow_ups = pace.pacing.follow_ups
    return choose_session(
        open_history, asked, days, target_s=pace.target_s, prep_s=pace.prep_s, replies=follow_ups
    )


def _tell(chosen: Chosen) -> None:
    if chosen.place is not None:
        tell_place(chosen.place)
    if chosen.round_name and chosen.length:
        section = chosen.place.stop.section if chosen.place else None
        tell_round(chosen.round_name, chosen.bank, chosen.plan, chosen.length, section)
