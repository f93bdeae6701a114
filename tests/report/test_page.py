"""The page as text: complete, closed to the outside, and unmoved by whatever was said or asked."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sample_session import POINTS, QUESTION, SESSION, answers, short, story
from voicesim.assess.assessment import OwnQuestion, Phase, SentenceRun, Structure
from voicesim.assess.norms import load_norms
from voicesim.report.page.answer import PageAnswer
from voicesim.report.page.page import render_page
from voicesim.report.page.transcript import lay_out
from voicesim.report.page.waveform import draw
from voicesim.report.sound import Sound
from voicesim.speech.words import Transcript, Word
from voicesim.store.codec import encode
from voicesim.store.records import Attempt, Session

SOUND = Sound("data:audio/mpeg;base64,//NhbiBtcDM=", 21.0, (0.0, 0.5, 1.0, 0.25) * 65)
VOID = ("meta", "link", "input", "br", "img", "hr")


class Page(HTMLParser):
    """What a browser would make of a page: its tags, attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] in (["script"], ["style"]):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.tags for key, value in attrs.items() if key == name]


def page(*attempts: Attempt, session: Session = SESSION, sound: Sound | None = SOUND) -> str:
    return render_page(session, [PageAnswer(attempt, sound) for attempt in attempts])


def shape(html: str) -> list[str]:
    return [tag for tag, _ in Page(html).tags]


class TestWhatItShows:
    def test_every_word_of_the_transcript_with_its_seconds(self) -> None:
        attempt = story()
        assert attempt.transcript is not None
        found = [attrs for tag, attrs in Page(page(attempt)).tags if attrs.get("data-s")]
        assert [(float(a["data-s"] or 0), float(a["data-e"] or 0)) for a in found] == [
            (word.start_s, word.end_s) for word in attempt.transcript.words
        ]

    def test_evidence_in_the_colour_and_with_the_number_of_its_point(self) -> None:
        marks = [attrs for tag, attrs in Page(page(story())).tags if tag == "mark"]
        assert [(mark["class"], mark["data-points"]) for mark in marks] == [
            ("c1", "1"),
            ("c2", "2"),
            ("c3", "3"),
            ("c3", "3"),
        ]

    def test_missed_points_with_what_an_interviewer_would_ask(self) -> None:
        assert "“What did you learn?” Nothing you said shows it." in Page(page(story())).text

    def test_measures_pause_and_advice(self) -> None:
        text = Page(page(story())).text
        for wanted in ("0:18", "of 0:30, short by 0:11", "2.5 s", "148", "2 of 4", "Say the result first."):
            assert wanted in text

    def test_pitch_beside_ones_own_takes_and_the_flat_stretch_on_the_drawing(self) -> None:
        found = Page(page(story()))
        assert "semitones; your 5 answers before 1.9 to 3.4" in found.text
        assert "twenty speakers in a study 1.9 to 4.0" in found.text
        assert "of 3 sentences 1 fell off: “tour or fix the form” at 0:10 by 12 dB" in found.text
        assert "l-flat" in found.attributes("class")

    def test_an_answer_from_before_pitch_was_measured_says_nothing_of_it(self) -> None:
        attempt = story()
        assert attempt.judgement is not None
        old = replace(attempt.judgement, assessment=replace(attempt.judgement.assessment, voice=None))
        found = Page(page(replace(attempt, judgement=old)))
        assert "semitones" not in found.text
        assert "l-flat" not in found.attributes("class")

    def test_words_that_show_two_points_have_both(self) -> None:
        attempt = story()
        assert attempt.judgement is not None
        assert attempt.assessment is not None
        first, second, *rest = attempt.assessment.points
        both = replace(second, first_word=first.first_word, last_word=first.last_word)
        judged = replace(attempt.assessment, points=(first, both, *rest))
        html = page(replace(attempt, judgement=replace(attempt.judgement, assessment=judged)))
        assert '<mark class="c1 also-c2" data-points="1 2">' in html
        assert "<sup>1, 2</sup>" in html

    def test_the_phases_of_a_problem_stand_where_they_begin(self) -> None:
        found = story().assessment
        assert found is not None
        places = (SentenceRun(0, 4, None, None, ""), SentenceRun(9, 12, None, None, ""))
        phases = (Phase("goal", 0.1, True, places), Phase("choice", 0.2, True, places[:1]))
        problem = replace(found, structure=Structure(None, None, None, None, phases=phases))
        words = tuple(Word(f"word{number}", None, None, 1.0) for number in range(20))
        laid = lay_out(words, problem)
        assert [(each.label, each.runs[0].words[0].text) for each in laid] == [
            ("goal, choice", "word0"),
            ("", "word5"),
            ("goal", "word9"),
            ("", "word13"),
        ]

    def test_ones_own_questions_stand_where_they_begin(self) -> None:
        found = story().assessment
        assert found is not None
        asked = (OwnQuestion(SentenceRun(3, 6, None, None, ""), "open"),)
        yours = replace(found, structure=Structure(None, None, None, None, questions=asked))
        words = tuple(Word(f"word{number}", None, None, 1.0) for number in range(9))
        laid = [(each.label, each.runs[0].words[0].text) for each in lay_out(words, yours)]
        assert laid == [("", "word0"), ("question", "word3"), ("", "word7")]

    def test_points_at_the_same_seconds_are_drawn_below_one_another(self) -> None:
        drawing = draw(SOUND, (), story().assessment)
        assert [(band.point, band.lane) for band in drawing.evidence] == [(1, 0), (2, 0), (3, 0)]
        assessment = story().assessment
        assert assessment is not None
        first = assessment.points[0]
        twice = draw(SOUND, (), replace(assessment, points=(first, *assessment.points)))
        assert [band.lane for band in twice.evidence] == [0, 1, 0, 0]
        assert twice.lanes == 2

    def test_an_answer_without_sound_has_no_player(self) -> None:
        html = page(replace(story(), audio_path=None), sound=None)
        assert "<audio" not in html
        assert "Hear" not in html
        assert "no longer on this machine" not in html

    def test_a_recording_that_is_gone_is_told(self) -> None:
        assert "no longer on this machine" in page(story(), sound=None)

    def test_an_answer_that_waits_says_how_to_finish_it(self) -> None:
        text = Page(page(answers()[2])).text
        assert "voicesim transcribe --pending" in text
        assert "cut off" in text

    def test_what_to_practise_next_is_the_weakest_answer(self) -> None:
        assert "voicesim practice --question kpis" in Page(page(*answers())).text

    def test_an_answer_of_no_words(self) -> None:
        attempt = replace(story(), transcript=Transcript((), "en", "base.en"))
        assert attempt.judgement is not None
        assert attempt.assessment is not None
        empty = replace(attempt.assessment, points=(), structure=None)
        html = page(replace(attempt, judgement=replace(attempt.judgement, assessment=empty)))
        assert "No words were heard." in html

    def test_more_points_than_colours_begin_again(self) -> None:
        attempt = story()
        assert attempt.judgement is not None
        assert attempt.assessment is not None
        many = tuple(replace(attempt.assessment.points[0], point_id=f"p{n}") for n in range(10))
        judged = replace(attempt.assessment, points=many)
        html = page(replace(attempt, judgement=replace(attempt.judgement, assessment=judged)))
        assert 'class="point covered c2" id="answer-1-point-10"' in html

    def test_is_the_same_every_time(self) -> None:
        assert page(*answers()) == page(*answers())


class TestSelfContained:
    def test_nothing_is_fetched(self) -> None:
        found = Page(page(*answers()))
        addresses = [*found.attributes("src"), *found.attributes("href"), *found.attributes("action")]
        assert all(address.startswith(("data:", "#")) for address in addresses)
        assert "url(" not in found.raw["style"].replace("url(#", "")
        assert "@import" not in found.raw["style"]

    def test_the_policy_allows_this_script_and_this_style_only(self) -> None:
        found = Page(page(*answers()))
        policy = next(a["content"] for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        for name in ("script", "style"):
            digest = base64.b64encode(hashlib.sha256(found.raw[name].encode()).digest()).decode()
            assert f"{name}-src 'sha256-{digest}'" in policy

    def test_nothing_is_written_that_the_policy_forbids(self) -> None:
        found = Page(page(*answers()))
        names = {name for _, attrs in found.tags for name in attrs}
        assert "style" not in names
        assert not [name for name in names if name.startswith("on")]

    def test_ids_are_unique_and_labels_point_to_them(self) -> None:
        found = Page(page(*answers()))
        ids = found.attributes("id")
        assert len(ids) == len(set(ids))
        assert set(found.attributes("aria-labelledby")) <= set(ids)
        assert {a.removeprefix("#") for a in found.attributes("href") if a.startswith("#")} <= set(ids)

    def test_every_tag_is_closed(self) -> None:
        assert Page(page(*answers())).open == []


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- comment",
    "</style></title>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & &amp;",
    "' onclick='x",
)


def saying(text: str) -> Attempt:
    """The sample answer with this text in every place that a speaker or the author of a bank can fill."""
    attempt = story()
    assert attempt.judgement is not None
    assert attempt.assessment is not None
    assert attempt.transcript is not None
    words = tuple(replace(word, text=text) for word in attempt.transcript.words)
    points = tuple(replace(point, means=text, probe=text) for point in POINTS)
    question = replace(QUESTION, prompt=text, section=text, id=text, key_points=points)
    judged = replace(
        attempt.assessment,
        points=tuple(
            replace(hit, why=text, evidence=hit.evidence and text) for hit in attempt.assessment.points
        ),
        advice=(text, text),
        delivery=replace(
            attempt.assessment.delivery,
            fillers=tuple(replace(one, text=text) for one in attempt.assessment.delivery.fillers),
        ),
    )
    return replace(
        attempt,
        question=question,
        transcript=replace(attempt.transcript, words=words),
        notices=(text,),
        judgement=replace(attempt.judgement, assessment=judged, question=question),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_part_of_the_page(text: str) -> None:
    session = replace(SESSION, bank_id=text)
    assert shape(page(saying(text), session=session)) == shape(page(saying("word")))
    assert text in "".join(Page(page(saying(text))).texts)


def test_terminal_sequences_and_control_characters_are_left_out() -> None:
    html = page(saying("\x1b[31mred\x1b[0m \x00\x9b \u202egnirts"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", html)


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_leaves_the_page_as_it_is(text: str) -> None:
    html = page(saying(f"so{text}"))
    assert shape(html) == shape(page(saying("so")))
    html.encode("utf-8")


@given(
    st.lists(st.tuples(st.floats(0, 100, allow_nan=False), st.floats(0, 100, allow_nan=False)), max_size=30),
    st.floats(0.001, 7200),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_times_can_be_drawn(times: list[tuple[float, float]], duration_s: float) -> None:
    words = tuple(Word("so", start_s, end_s, 0.9) for start_s, end_s in times)
    attempt = replace(story(), transcript=Transcript(words, "en", "m"))
    html = page(attempt, sound=replace(SOUND, duration_s=duration_s))
    assert not re.search(r'"(nan|-?inf)', html)


@pytest.mark.parametrize(("least_s", "told"), [(2.0, "of 2 s or more"), (3.5, "of 3.5 s or more")])
def test_a_long_pause_is_what_the_norm_says(least_s: float, told: str) -> None:
    norms = replace(load_norms(), pause_long_s=least_s)
    answer = short()
    assert answer.judgement is not None
    judged = replace(answer, judgement=replace(answer.judgement, norms=encode(norms)))
    assert told in Page(render_page(SESSION, [PageAnswer(judged)])).text
