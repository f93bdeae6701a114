"""What stands on the desk, what it leads to, and what can be changed from there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.practised import practised
from tests.sample_session import QUESTION, SESSION, answers, followed_up, keep, story
from tests.web.served import Answer, Desk, served
from voicesim.review.compare import compare
from voicesim.review.measures import measure_rows
from voicesim.store.history import History
from voicesim.web.app import SESSIONS_SHOWN

FIRST = f"{SESSION.id}-1"


def links(answer: Answer, desk: Desk) -> list[str]:
    """The addresses on a page, below the desk's own, as a browser would ask for them."""
    found = re.findall(r'(?:href|src|action)="([^"#]*)', answer.text)
    ours = [each.replace("&amp;", "&") for each in found if not each.startswith("data:") and each]
    assert all(each.startswith(desk.door.prefix + "/") for each in ours), "nothing is asked from elsewhere"
    return [each.removeprefix(desk.door.prefix) for each in ours]


def test_every_address_that_a_page_names_is_there(desk: Desk) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.endswith(
            ("/forget", "/remarks", "/ticks", ".srt", ".vtt", ".labels", "/compare")
        ):
            continue
        seen.add(path)
        answer = desk.get(path)
        assert answer.status == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            waiting += links(answer, desk)
    assert len(seen) > 15


def test_sessions_come_the_newest_first_and_twenty_at_a_time(home: Path) -> None:
    ids = [practised(home, ("quality", "We cut churn by ten percent."), days_ago=30 - n) for n in range(21)]
    with served(home) as desk:
        first, second = desk.get("/").text, desk.get("/?page=2").text
    assert [each for each in ids if each in first] == ids[1:]
    assert first.index(ids[20]) < first.index(ids[19])
    assert ids[0] in second
    assert "Newer" in second
    assert "Older" not in second


@pytest.mark.parametrize("path", ["/", "/questions", "/points", "/progress", "/search", "/search?q=word"])
def test_an_empty_history_says_how_to_begin(home: Path, path: str) -> None:
    with served(home) as desk:
        answer = desk.get(path)
    assert answer.status == 200
    assert "voicesim practice" in answer.text or "search" in path


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/sessions/last",
        "/sessions/2026",
        "/sound/none",
        "/compare",
        "/question?bank=a&id=b",
        "/search?q=%2B",
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(desk: Desk, path: str) -> None:
    answer = desk.get(path)
    assert answer.status == 404
    assert '<p class="notice">' in answer.text
    assert "Traceback" not in answer.text


class TestSound:
    def test_a_browser_gets_the_bytes_it_asks_for(self, desk: Desk) -> None:
        whole = desk.get(f"/sound/{FIRST}")
        part = desk.get(f"/sound/{FIRST}", range="bytes=100-199")
        assert (whole.status, whole.headers["accept-ranges"]) == (200, "bytes")
        assert (part.status, part.body) == (206, whole.body[100:200])
        assert part.headers["content-range"] == f"bytes 100-199/{len(whole.body)}"
        assert whole.body == (desk.home / "recordings" / SESSION.id / "1.wav").read_bytes()

    def test_one_that_is_gone_is_named_on_the_page(self, desk: Desk) -> None:
        (desk.home / "recordings" / SESSION.id / "1.wav").unlink()
        assert desk.get(f"/sound/{FIRST}").status == 404
        assert "no longer on this machine" in desk.get(f"/sessions/{SESSION.id}").text


class TestSearch:
    def test_it_leads_to_the_second(self, desk: Desk) -> None:
        text = desk.get(f"/search?q={quote('gave up')}").text
        assert "<mark>gave</mark>" in text
        (second,) = re.findall(rf"/sessions/{SESSION.id}#at={FIRST},([\d.]+)", text)
        page = desk.get(f"/sessions/{SESSION.id}").text
        assert f'data-s="{float(second):.2f}"' in page

    def test_replies_are_found_too(self, home: Path) -> None:
        keep(home, followed_up())
        with served(home) as desk:
            found = re.findall(r"#at=([^,\"]+)", desk.get("/search?q=people").text)
            assert found
            assert f'data-attempt="{found[0]}"' in desk.get(f"/sessions/{SESSION.id}").text


def test_two_takes_stand_side_by_side(home: Path) -> None:
    first = practised(home, ("quality", "We measured churn."), days_ago=3)
    second = practised(home, ("quality", "We gave up the launch, and churn fell by ten percent."), days_ago=1)
    with served(home) as desk:
        question = desk.get("/question?bank=senior-pm&id=quality").text
        assert question.index(f"{second}-1") < question.index(f"{first}-1")
        page = desk.get(f"/compare?before={first}-1&after={second}-1")
    assert page.status == 200
    assert page.text.index(f'data-attempt="{first}-1"') < page.text.index(f'data-attempt="{second}-1"')


def test_the_measures_of_two_takes_are_those_of_the_terminal(home: Path) -> None:
    keep(home, *answers(), again := replace(story(), number=4, audio_path=f"{SESSION.id}/4.wav"))
    with served(home) as desk:
        page = desk.get(f"/compare?before={FIRST}&after={SESSION.id}-4").text
    shown = re.findall(r'<tr[^>]*><th scope="row">([^<]+)</th><td class="n">', page)
    assert [each.lower() for each in shown] == [
        each.label for each in measure_rows(compare(story(), replace(again, id="again")))
    ]
    assert "Pitch moved by, semitones" in shown


def test_questions_say_when_they_are_due(home: Path) -> None:
    practised(home, ("quality", "We measured churn."), days_ago=9)
    with served(home) as desk:
        assert "1 due today" in desk.get("/questions").text


def test_pages_that_count_all_answers_follow_each_change(home: Path) -> None:
    paths = ("/questions", "/points", "/progress")
    practised(home, ("quality", "We measured churn."), days_ago=2)
    with served(home) as desk:
        before = [desk.get(path).text for path in paths]
        assert [desk.get(path).text for path in paths] == before
        practised(home, ("launch-failed", "We measured churn."), days_ago=1)
        for path, text in zip(paths, before, strict=True):
            assert "launch-failed" not in text
            assert "launch-failed" in desk.get(path).text


def test_of_hundreds_of_sessions_the_newest_stand_on_the_progress_page(home: Path) -> None:
    older = 2
    with History.open(home / "history.sqlite3") as history:
        for _ in range(SESSIONS_SHOWN + older):
            session = history.start_session("practice", "senior-pm", "v1")
            attempt = history.begin_attempt(session.id, QUESTION, 1)
            judged = story().assessment
            assert judged is not None
            history.save_assessment(attempt.id, judged, bank_id="senior-pm", bank_version="v1")
    with served(home) as desk:
        page = desk.get("/progress")
        (every,) = (each for each in links(page, desk) if "every" in each)
        assert f"{older} older sessions" in page.text
        assert page.text.count("<time ") == SESSIONS_SHOWN
        assert desk.get(every).text.count("<time ") == SESSIONS_SHOWN + older


class TestStories:
    def test_each_is_read_in_full_as_it_is_now(self, home: Path) -> None:
        folder = home / "stories"
        folder.mkdir(parents=True)
        story_file = folder / "the tour.md"
        story_file.write_text("---\ntitle: The <b> tour\nstrength: 4\n---\n\n## Task\n\nFix it.\n")
        with served(home) as desk:
            listed = desk.get("/stories")
            assert "The &lt;b&gt; tour" in listed.text
            assert "4 of 5" in listed.text
            (page,) = (each for each in links(listed, desk) if each.startswith("/story?"))
            assert "Fix it." in desk.get(page).text
            story_file.unlink()
            assert desk.get(page).status == 404
            assert "voicesim stories new TITLE" in desk.get("/stories").text


@pytest.mark.parametrize("named", ["", "pm-strategy"])
def test_the_bank_that_was_practised_last_is_offered_first(home: Path, named: str) -> None:
    if named:
        with History.open(home / "history.sqlite3") as history:
            history.start_session("practice", named, "v1")
    with served(home) as desk:
        assert f"<option selected>{named or 'senior-pm'}</option>" in desk.get("/practice").text


def test_what_to_do_next_can_be_done_from_the_page(home: Path) -> None:
    practised(home, ("quality", "We measured churn."), days_ago=9)
    with served(home) as desk:
        found = links(desk.get("/progress"), desk)
    assert "/questions" in found
    assert "/practice?bank=senior-pm&question=quality" in found


class TestRemarks:
    def write(self, desk: Desk, **fields: str) -> Answer:
        return desk.post(f"/answers/{FIRST}/remarks", urlencode(fields))

    def test_one_s_own_and_a_coach_s_at_a_second(self, desk: Desk) -> None:
        written = self.write(desk, text="Say the figure first.", at="0:12", author="Ana <coach>")
        assert (written.status, written.headers["location"]) == (
            303,
            f"{desk.door.prefix}/sessions/{SESSION.id}#at={FIRST}",
        )
        self.write(desk, text="Slower.")
        own, coach = desk.history.attempt(FIRST).remarks
        assert (own.text, own.at_s, own.author) == ("Slower.", None, "")
        assert (coach.text, coach.at_s, coach.author) == ("Say the figure first.", 12.0, "Ana <coach>")
        page = desk.get(f"/sessions/{SESSION.id}").text
        assert "Ana &lt;coach&gt;" in page
        assert 'data-hear="12.00"' in page

    @pytest.mark.parametrize(
        "fields",
        [{"text": " "}, {"text": "a", "at": "soon"}, {"text": "a", "at": "99:00"}, {"text": "a" * 4001}],
        ids=str,
    )
    def test_what_cannot_be_kept_is_told(self, desk: Desk, fields: dict[str, str]) -> None:
        assert self.write(desk, **fields).status == 400
        assert desk.history.attempt(FIRST).remarks == ()

    def test_only_those_of_the_answer_are_deleted_by_its_form(self, desk: Desk) -> None:
        self.write(desk, text="Slower.")
        number = str(desk.history.attempt(FIRST).remarks[0].number)
        other = desk.post(f"/answers/{SESSION.id}-2/remarks", urlencode({"delete": number}))
        assert (other.status, len(desk.history.attempt(FIRST).remarks)) == (400, 1)
        assert self.write(desk, delete=number).status == 303
        assert desk.history.attempt(FIRST).remarks == ()


class TestChanges:
    def test_one_s_own_word_on_a_point_is_kept_and_taken_back(self, desk: Desk) -> None:
        def tick(word: str) -> int:
            return desk.post(f"/answers/{FIRST}/ticks", urlencode({"point": "impact", "word": word})).status

        assert tick("yes") == 303
        assert [each.made for each in desk.history.attempt(FIRST).own] == [True]
        assert tick("open") == 303
        assert desk.history.attempt(FIRST).own == ()
        assert tick("perhaps") == 400

    def test_a_verdict_is_corrected_with_a_reason(self, desk: Desk) -> None:
        page = f"/sessions/{SESSION.id}"
        assert "Not right?" in desk.get(page).text
        sent = urlencode({"point": "problem", "word": "no", "reason": "Not <me>."})
        assert desk.post(f"/answers/{FIRST}/ticks", sent).status == 303
        (own,) = desk.history.attempt(FIRST).own
        assert (own.reason, own.over, own.corrects) == ("Not <me>.", "covered", True)
        shown = desk.get(page).text
        assert "you: did not make it, “Not &lt;me&gt;.”" in shown
        assert "Take my word back" in shown

    def test_an_answer_and_then_the_session_are_deleted_for_good(self, desk: Desk) -> None:
        assert desk.post(f"/answers/{FIRST}/forget").status == 303
        assert not (desk.home / "recordings" / SESSION.id / "1.wav").exists()
        assert desk.get(f"/sound/{FIRST}").status == 404
        assert desk.post(f"/sessions/{SESSION.id}/forget").headers["location"] == f"{desk.door.prefix}/"
        assert desk.history.sessions() == ()

    @pytest.mark.parametrize("form", ["html", "md", "json", "srt", "vtt", "csv"])
    def test_a_session_is_taken_along(self, desk: Desk, form: str) -> None:
        answer = desk.get(f"/export/{SESSION.id}.{form}")
        assert answer.status == 200
        assert answer.headers["content-disposition"].endswith(f"voicesim-{SESSION.id}.{form}")
        assert b"tour" in answer.body

    def test_looking_changes_nothing(self, desk: Desk) -> None:
        assert desk.get(f"/sessions/{SESSION.id}/forget").status == 405
        assert desk.get(f"/answers/{FIRST}/forget").status == 405
        assert desk.history.sessions()


def test_it_ends_when_nobody_uses_it(home: Path) -> None:
    with served(home, unused_s=0.2) as desk:
        desk.thread.join(30)
        assert not desk.thread.is_alive()


def test_a_practice_can_go_on_meanwhile(desk: Desk) -> None:
    with History.open(desk.home / "history.sqlite3") as other:
        session = other.start_session("practice", "senior-pm", "1")
    assert session.id in desk.get("/").text
