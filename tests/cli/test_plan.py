"""voicesim plan: a date, a role, and what to practise each day up to it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fixed_clock import FIRST_DAY, Clock
from tests.fixed_clock import clock as clock
from tests.practised import Call
from tests.practised import call as call
from tests.schedule.adverts import ASSISTANTS, GROWTH
from tests.store.test_forgetting import traces
from tests.stories.written import LAUNCH
from voicesim.bank.rounds import ROUNDS
from voicesim.schedule.outlook import USUAL_BANKS
from voicesim.store.history import History

ON = "2026-12-07"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def role(tmp_path: Path) -> Path:
    path = tmp_path / "growth.md"
    path.write_text(GROWTH, encoding="utf-8")
    return path


def told(call: Call, *options: object) -> dict[str, Any]:
    done = call("plan", *options, "--json")
    assert done.code == 0, done.err
    plan: dict[str, Any] = json.loads(done.out)
    return plan


def test_without_other_banks_it_is_made_of_all_rounds() -> None:
    assert sorted(USUAL_BANKS) == sorted(ROUNDS.values())


def test_it_shows_today_and_the_days_ahead(call: Call) -> None:
    done = call("plan", "--on", ON)
    assert done.code == 0, done.err
    for part in (
        "Interview on Monday, 2026-12-07: 14 days left, 30 minutes a day",
        "Practise it:  voicesim practice --today",
        "Tue 2026-11-24",
        "full loop: product-sense, metrics, leadership, strategy",
        "the interview; the card for the morning",
    ):
        assert part in done.out
    assert call("plan").out == done.out


def test_json_holds_all_of_it(call: Call) -> None:
    found = told(call, "--on", ON, "--minutes-a-day", 45, "--bank", "pm-metrics", "--bank", "behavioural")
    assert (found["on"], found["days_left"], found["minutes_a_day"]) == (ON, 14, 45)
    assert found["banks"] == ["pm-metrics", "behavioural"]
    assert [day["on"] for day in found["days"]][::7] == ["2026-11-23", "2026-11-30", ON]
    assert [day["on"] for day in found["days"] if day["loop"]] == ["2026-12-05"]
    assert found["days"][-1]["card"] is True
    first = found["days"][0]["sittings"][0]
    assert (first["kind"], first["left"]) == ("round", first["questions"])
    assert all(day["minutes"] <= 45 for day in found["days"] if not day["loop"])
    assert found["role"] is None


def test_without_a_date_the_plan_that_is_there_is_changed(call: Call, role: Path) -> None:
    told(call, "--on", ON, "--role", role, "--bank", "pm-metrics")
    found = told(call, "--minutes-a-day", 15)
    assert (found["on"], found["minutes_a_day"], found["banks"]) == (ON, 15, ["pm-metrics"])
    assert found["role"]["file"] == "growth.md"
    assert told(call, "--on", "2026-12-08")["role"] is None, "another date is another interview"


class TestRole:
    def test_what_it_asks_for_comes_first_with_the_sentence_that_says_so(
        self, call: Call, role: Path
    ) -> None:
        done = call("plan", "--on", ON, "--role", role)
        assert "What the role asks for  growth.md" in done.out
        assert "You can say no to an executive." in done.out
        assert "by words in common, not by meaning" in done.out
        found = told(call)
        first = found["role"]["questions"][0]
        assert (first["bank"], first["question"]) == ("pm-leadership", "no-upwards")
        assert first["sentence"] == "You can say no to an executive."
        asked = [s for day in found["days"] for s in day["sittings"] if s["bank"] == "pm-leadership"]
        assert asked[0]["questions"][0] == "no-upwards"

    def test_another_role_asks_for_other_rounds(self, call: Call, role: Path, tmp_path: Path) -> None:
        other = tmp_path / "assistants.txt"
        other.write_text(ASSISTANTS, encoding="utf-8")
        loops = []
        for path in (role, other):
            found = told(call, "--on", ON, "--role", path)
            loops.append([s["round"] for day in found["days"] if day["loop"] for s in day["sittings"]])
        assert "ai" not in loops[0][:1]
        assert loops[1][0] == "ai"

    def test_stories_are_drilled_and_ordered_by_it(self, call: Call, home: Path, role: Path) -> None:
        folder = home / "stories"
        folder.mkdir(parents=True)
        (folder / "late-launch.md").write_text(LAUNCH, encoding="utf-8")
        (folder / "the-no.md").write_text(
            "# No\n\n## Action\n\nI said no to an executive.\n", encoding="utf-8"
        )
        found = told(call, "--on", ON, "--role", role)
        assert found["role"]["stories"][0]["story"] == "the-no"
        assert found["days"][1]["drill"] == {"bank": "pm-leadership"}
        assert found["card"]["stories"][0]["begins"] == "I said no to an executive."

    def test_the_words_stay_in_the_history_and_go_with_the_plan(
        self, call: Call, home: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "role.md"
        path.write_text("You have built a dodecahedron with a team of engineers.\n")
        told(call, "--on", ON, "--role", path)
        path.unlink()
        assert call("plan").code == 0
        assert traces(home, "dodecahedron")
        assert call("plan", "--clear").code == 0
        assert traces(home, "dodecahedron") == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--on", "2026-11-22"), "2026-11-22 is past; give the day of an interview that is still to come."),
        (("--on", "next monday"), '"next monday" is no day; write it like 2026-12-07.'),
        (("--on", "2026-02-30"), '"2026-02-30" is no day'),
        (("--on", "2028-01-01"), "2028-01-01 is more than a year away"),
        (("--minutes-a-day", 20), "There is no plan yet; make one with the day of the interview"),
        (("--on", ON, "--clear"), "--clear does not go with --on"),
        (("--on", ON, "--role", "none.md"), "There is no file none.md; check the name and the folder."),
        (("--on", ON, "--bank", "pm-metric"), 'did you mean "pm-metrics"'),
    ],
)
def test_bad_input_gets_one_clear_sentence(
    call: Call, home: Path, options: tuple[object, ...], sentence: str
) -> None:
    done = call("plan", *options)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert len(done.err.splitlines()) == 1
    with History.open(home / "history.sqlite3") as history:
        assert history.plan() is None


def test_too_few_minutes_are_refused(call: Call) -> None:
    assert call("plan", "--on", ON, "--minutes-a-day", 5).code == 2


def test_a_file_that_is_no_text_gets_one_clear_sentence(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "role.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    done = call("plan", "--on", ON, "--role", path)
    assert done.code == 2
    assert done.err == f"voicesim: {path} is a PDF; save its words as text or Markdown.\n"


def test_without_a_plan_the_way_to_one_is_told(call: Call) -> None:
    done = call("plan")
    assert (done.code, done.out) == (0, "")
    assert "voicesim plan --on" in done.err
    assert call("plan", "--json").out == "null\n"
    done = call("practice", "--today")
    assert done.code == 2
    assert "voicesim plan --on" in done.err


def test_a_plan_that_is_past_says_so(call: Call, clock: Clock) -> None:
    call("plan", "--on", ON)
    clock.go_on(15)
    assert "is past; plan for another with" in call("plan").err
    assert told(call)["days"] == []
    assert "is past" in call("practice", "--today").err
    assert call("plan", "--minutes-a-day", 20).code == 2
    assert json.loads(call("progress", "--json").out)["plan"] is None


def test_clearing_and_forgetting_everything_delete_it(call: Call, home: Path) -> None:
    for how in (("plan", "--clear"), ("history", "forget", "--all", "--yes")):
        call("plan", "--on", ON)
        assert call(*how).code == 0
        assert call("plan", "--json").out == "null\n"
    assert "There is no plan to delete" in call("plan", "--clear").err


def test_a_bank_of_ones_own_is_found_from_any_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text(
        "questions:\n  - id: one\n    prompt: What did you do?\n    key_points: [{id: a, means: says what}]\n"
    )
    monkeypatch.chdir(tmp_path)
    assert told(call, "--on", ON, "--bank", "mine.yaml")["banks"] == ["mine"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert told(call)["banks"] == ["mine"]
    (tmp_path / "mine.yaml").unlink()
    assert "There is no file" in call("plan").err
    assert call("progress", "--json").code == 0, "other verbs go on without it"


@pytest.mark.parametrize("other", ["--due", "--weak", "--resume", "senior-pm", "--seed=0", "--questions=2"])
def test_today_goes_with_no_other_choice(call: Call, other: str) -> None:
    call("plan", "--on", ON)
    done = call("practice", "--today", other)
    assert done.code == 2
    assert "--today does not go with" in done.err


def test_the_last_day_s_card_is_shown_on_the_day(call: Call, clock: Clock, role: Path) -> None:
    call("plan", "--on", ON, "--role", role)
    clock.go_on(14)
    done = call("plan")
    for part in (
        ": today",
        "The card: fifteen minutes, nothing new",
        "Say aloud",
        "about-yourself",
        "What the role",
    ):
        assert part in done.out
    assert "The days ahead" not in done.out


def test_a_long_plan_shows_a_fortnight_the_loop_and_the_interview(call: Call) -> None:
    done = call("plan", "--on", (FIRST_DAY + timedelta(days=60)).isoformat(), "--bank", "pm-metrics")
    days = [
        date.fromisoformat(line.split()[1])
        for line in done.out.splitlines()
        if line[4:8] == "2026" or line[4:8] == "2027"
    ]
    assert len(days) == 16
    assert days[-2:] == [FIRST_DAY + timedelta(days=58), FIRST_DAY + timedelta(days=60)]
