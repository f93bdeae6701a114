"""What `practice` and `demo` share: run an interview at this terminal, show or print what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from voicesim import paths
from voicesim.assess.assessment import Timing
from voicesim.assess.norms import Norms
from voicesim.bank.question import Bank
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.summary import summary
from voicesim.cli.second import WAITING, reading, settle, tell_reading
from voicesim.cli.terminal_desk import open_desk
from voicesim.errors import HistoryError
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.panel import Panel
from voicesim.plan import Plan
from voicesim.report.session_json import attempt_json
from voicesim.second.reader import SecondReader
from voicesim.store.history import History
from voicesim.store.records import Attempt, Recovery, Session, SessionKind


def hold_session(
    bank: Bank,
    plan: Plan,
    kind: SessionKind,
    pacing: Pacing,
    equipment: Equipment,
    norms: Norms,
    *,
    as_json: bool,
    second: SecondReader | None = None,
    panel: Panel | None = None,
) -> Session:
    """Run the interview to its end; with `as_json` each assessment is a line on standard output. A second
    reader reads each answer meanwhile. Several people ask where there is a panel."""
    console = make_console(stderr=as_json)
    kept: list[Attempt] = []

    def keep(attempt: Attempt, session: Session, timing: Timing) -> None:
        kept.append(attempt)
        if background is not None:
            background.submit(attempt)
        if as_json:
            print_json(attempt_json(attempt, session, timing))

    with History.open(paths.history_file()) as history, reading(second, history) as background:
        tell_recovery(history.recover(paths.recordings_dir()))
        history.clear_discarded(paths.recordings_dir())
        with _telling_what_is_kept(), open_desk(console, norms) as desk:
            session = Interview(
                bank=bank,
                plan=plan,
                kind=kind,
                pacing=pacing,
                equipment=equipment,
                history=history,
                recordings=paths.recordings_dir(),
                norms=norms,
                desk=desk,
                on_answer=keep,
                typist=desk if desk.can_type else None,
                panel=panel,
            ).run()
        if background is not None:
            shown: AbstractContextManager[object] = (
                console.status(WAITING) if console.is_terminal else nullcontext()
            )
            left = settle(background, shown)
        kept = [history.attempt(attempt.id) for attempt in kept]  # with what was decided after the feedback
    console.print()
    console.print(summary(kept))
    if background is not None:
        tell_reading(left, background.problem, session)
    console.print(f"Kept as session {session.id} in {paths.data_dir()}", style="quiet", soft_wrap=True)
    return session


@contextmanager
def _telling_what_is_kept() -> Iterator[None]:
    """A history that fails on the way has the sound on the disk already, and an entry to find it by."""
    try:
        yield
    except HistoryError as exc:
        raise HistoryError(f"{exc} What was said is kept, and the next start takes it up.") from exc


def tell_recovery(recovery: Recovery) -> None:
    """Say what an interruption left behind, and how to go on with it."""
    kept = len(recovery.finished) + len(recovery.adopted)
    if kept:
        answers = "an answer that was" if kept == 1 else f"{kept} answers that were"
        say(f"Found {answers} cut off earlier; finish with: voicesim transcribe --pending")
    for attempt in recovery.lost:
        say(f"Of the answer {attempt.id} to {attempt.question.id} no sound was kept.")
