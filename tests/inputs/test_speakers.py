"""Whose words count in a transcript that names who speaks, in every form that meeting tools write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read_answers import read_answers
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer

DATA = Path(__file__).with_name("data")
ASKED = "How do you make sure that a product meets its quality bar?"
FIRST = "Before we start we agree what good looks like."
SECOND = "We roll every change out to five percent first."
SAID = f"{FIRST} {SECOND}"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Answer]:
    def read_(name: str, content: str, speaker: str | None = None) -> Answer:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        (answer,) = read_answers(path, speaker=speaker)
        return answer

    return read_


def cue(number: int, text: str) -> str:
    return f"{number}\n00:00:{number:02},000 --> 00:00:{number + 1:02},000\n{text}\n\n"


FORMS = {
    "name and colon.txt": f"Priya Raman: {ASKED}\nSam Okoro: {FIRST}\nSam Okoro: {SECOND}\n",
    "first names.txt": f"Priya: {ASKED}\n\nSam: {FIRST}\n{SECOND}\n",
    "small letters.txt": f"priya: {ASKED}\nsam: {FIRST}\npriya: ok\nsam: {SECOND}\n",
    "colon above.txt": f"Priya:\n{ASKED}\n\nSam:\n{FIRST}\n{SECOND}\n",
    "bold.txt": f"**Priya:** {ASKED}\n\n**Sam:** {FIRST}\n{SECOND}\n",
    "roles.txt": f"INTERVIEWER: {ASKED} We care for it.\nCANDIDATE: {FIRST}\nINTERVIEWER: We do.\n"
    f"CANDIDATE: {SECOND}",
    "letters.txt": f"Q: {ASKED}\nA: {FIRST}\n{SECOND}\n",
    "speaker numbers.txt": f"[SPEAKER_00]: {ASKED}\n[SPEAKER_01]: {SAID}\n",
    "name above.txt": f"Priya Raman\n{ASKED}\n\nSam Okoro\n{FIRST}\n\nSam Okoro\n{SECOND}\n",
    "teams.txt": f"A title\n\nPriya Raman started transcription\n\nPriya Raman   0:03\n{ASKED}\n\n"
    f"Sam Okoro   0:09\n{SAID}\n",
    "teams web.txt": f"Priya Raman\n0 minutes 3 seconds\n0:03\n{ASKED}\n"
    f"Sam Okoro\n0 minutes 9 seconds\n0:09\n{SAID}\n",
    "otter.txt": f"SPEAKERS\nPriya, Sam\n\nSpeaker 1  0:03\n{ASKED}\n\n"
    f"Unknown Speaker  0:09\n{FIRST}\n\n{SECOND}\n\n"
    "Transcribed by https://otter.ai\n",
    "time in brackets.txt": f"Priya Raman (00:03):\n{ASKED}\n\nOkoro, Sam (00:09):\n{SAID}\n",
    "time and name.txt": f"[00:00:03] Priya Raman: {ASKED}\n[00:00:09] Sam Okoro: {SAID}\n",
    "bare time and name.txt": f"00:00:03 Priya Raman: {ASKED}\n00:00:09 Sam Okoro: {SAID}\n",
    "name in brackets.txt": f"[Priya Raman] 10:15:03\n{ASKED}\n\n[Sam Okoro] 10:15:09\n{SAID}\n",
    "meet.txt": f"00:00:00\n\nPriya Raman: {ASKED}\nSam Okoro: {FIRST}\n00:00:30\n\nSam Okoro: {SECOND}\n\n"
    "Transcription ended after 00:21:04\n",
    "printed.txt": f"[00:00:00.000 --> 00:00:04.000]  (speaker 0) {ASKED}\n"
    f"[00:00:04.000 --> 00:00:09.500]  (speaker 1) {SAID}",
    "voice tags.vtt": f"WEBVTT\n\na-1/2\n00:01.000 --> 00:03.000\n<v Priya Raman>{ASKED}</v>\n\n"
    f"a-1/3\n00:03.000 --> 00:05.000\n<v.loud Sam O&#39;Brien>{FIRST}\n{SECOND}</v>\n",
    "names in cues.srt": cue(1, f"Priya Raman: {ASKED}") + cue(3, f"Sam Okoro: {FIRST}") + cue(5, SECOND),
    "name lines.srt": cue(1, f"Priya Raman\n{ASKED}") + cue(3, f"Sam Okoro\n{SAID}"),
    "chevrons.srt": cue(1, f">> PRIYA: {ASKED}") + cue(3, f">> SAM: {FIRST} >> Mm-hm. >> {SECOND}"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_one_who_answers_is_judged_and_nothing_else_is_counted(
    read: Callable[..., Answer], form: str
) -> None:
    answer = read(form, FORMS[form])
    assert answer.transcript.text == SAID
    assert any("only asks; --speaker NAME" in notice for notice in answer.notices)


def test_the_case_of_a_meeting_with_cues() -> None:
    (answer,) = read_answers(DATA / "zoom.vtt")
    assert answer.transcript.text.startswith("Before we start we agree")
    assert len(answer.words) == 39
    assert answer.notices == (
        "Sam Okoro is judged, since Priya Raman only asks; --speaker NAME chooses another.",
        "Left out: 12 words of Priya Raman.",
    )


def test_times_count_from_the_end_of_the_question() -> None:
    (answer,) = read_answers(DATA / "zoom.vtt")
    assert answer.words[0].start_s == pytest.approx(7.9 - 6.48)
    assert answer.words[-1].end_s == pytest.approx(26.0 - 6.48)


def test_what_others_say_in_between_is_no_pause(read: Callable[..., Answer]) -> None:
    content = (
        cue(1, f"Priya: {ASKED}") + cue(3, f"Sam: {FIRST}") + cue(5, "Priya: Why?") + cue(6, f"Sam: {SECOND}")
    )
    words = read("a.srt", content).words
    assert words[0].start_s == pytest.approx(1.0)
    assert words[9].start_s == pytest.approx(3.0)


def test_the_case_of_a_meeting_as_plain_text() -> None:
    (answer,) = read_answers(DATA / "teams_plain.txt")
    assert answer.transcript.text == (
        "Before we start we agree what good looks like, and I write it into the brief. We roll every "
        "change out to five percent first. Um, yes. Crash-free sessions went from 97 to 99.6 percent."
    )
    assert not answer.timed
    assert "Mock interview-20260312_101500-Meeting Recording" in answer.notices[0]
    assert "Priya Raman started transcription" in answer.notices[0]


@pytest.mark.parametrize("name", ["Priya Raman", "priya raman", "Priya", "RAMAN"])
def test_a_speaker_is_asked_for_by_any_part_of_the_name(name: str) -> None:
    (answer,) = read_answers(DATA / "zoom.vtt", speaker=name)
    assert answer.transcript.text == ASKED
    assert answer.notices == ("Left out: 39 words of Sam Okoro.",)


def test_a_speaker_who_is_not_there() -> None:
    with pytest.raises(InputError, match=r"zoom\.vtt: nobody is called 'Bob'.*Priya Raman and Sam Okoro\."):
        list(read_answers(DATA / "zoom.vtt", speaker="Bob"))


def test_a_name_that_two_people_have(read: Callable[..., Answer]) -> None:
    with pytest.raises(InputError, match=r"2 people are called 'Sam'.*Sam Okoro and Sam Lee\."):
        read("a.txt", f"Sam Okoro: {FIRST}\nSam Lee: {SECOND}\n", "Sam")


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_a_speaker_of_a_file_without_names(read: Callable[..., Answer], name: str) -> None:
    content = FIRST if name == "a.txt" else '{"text": "We cut it."}'
    with pytest.raises(InputError, match="does not name who speaks; leave out --speaker"):
        read(name, content, "Sam")


@pytest.mark.parametrize(
    "second",
    [
        "We had the same at my last company, by the way.",
        "Really? " + "We did it like that for years and nobody thought that it could be wrong. " * 4,
    ],
    ids=["a statement", "a question and a speech"],
)
def test_two_who_both_tell_are_refused_with_their_names(read: Callable[..., Answer], second: str) -> None:
    with pytest.raises(InputError, match=r"2 people speak, Priya and Sam; say .*--speaker"):
        read("a.txt", f"Priya: {ASKED}\nSam: {FIRST}\nPriya: {second}\nSam: {SECOND}\n")


def test_chevrons_without_names_leave_one_answer_and_say_so(read: Callable[..., Answer]) -> None:
    answer = read("a.srt", cue(1, f">> {ASKED}") + cue(3, f">> {FIRST}"))
    assert answer.transcript.text == f"{ASKED} {FIRST}"
    assert "nobody is named" in answer.notices[0]


@pytest.mark.parametrize(
    "text",
    [
        "Situation: churn was high. \nTask: I had to lower it.\nAction: I asked.\nResult: it fell by 12.",
        "Discovery: we asked twenty customers.\nDelivery: we shipped in two weeks.",
        "Three things: we cut scope.\nNote: nobody used it.\nI told them: Ship it.",
        "We met at 10:30 in the morning.\nThat was late.",
        "x >> y and a --> b and 5 < 6 > 4",
        "We said (about 12 percent) that our music (music for work) sold.",
    ],
)
def test_an_answer_that_only_looks_like_a_dialogue_is_kept_whole(
    read: Callable[..., Answer], text: str
) -> None:
    assert read("a.txt", text).transcript.text == " ".join(text.split())
