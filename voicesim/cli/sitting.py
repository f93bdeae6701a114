"""What `practice` and `demo` share: run an interview at this terminal, show or print what came of it."""

from __future__ import annotations

from voicesim import paths
from voicesim.assess.assessment import Timing
from voicesim.assess.norms import Norms
from voicesim.bank.question import Bank
from voicesim.cli.output import print_json
from voicesim.interview import Equipment, Interview, Pacing
from voicesim.plan import Plan
from voicesim.report.assessment_json import attempt_json
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session, SessionKind


def sit(
    bank: Bank,
    plan: Plan,
    kind: SessionKind,
    pacing: Pacing,
    equipment: Equipment,
    norms: Norms,
    *,
    as_json: bool,
) -> None:
    """Run the interview to its end; with `as_json` each assessment is a line on standard output."""
    from voicesim.cli.render.console import make_console
    from voicesim.cli.render.summary import summary
    from voicesim.cli.terminal_desk import open_desk

    console = make_console(stderr=as_json)
    kept: list[Attempt] = []

    def keep(attempt: Attempt, session: Session, timing: Timing) -> None:
        kept.append(attempt)
        if as_json:
            print_json(attempt_json(attempt, session, timing))

    with History.open(paths.history_file()) as history:
        history.recover(paths.recordings_dir())
        with open_desk(console, norms) as desk:
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
            ).run()
    console.print()
    console.print(summary(kept, console))
    console.print(f"Kept as session {session.id} in {paths.data_dir()}", style="quiet", soft_wrap=True)
