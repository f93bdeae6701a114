"""Which one question an interviewer asks after an answer: for each rule the answers that must raise it, and
those that must not."""

from __future__ import annotations

import pytest

from voicesim.assess.assessment import Assessment, PointHit, Structure
from voicesim.assess.coverage import OFF_TOPIC
from voicesim.assess.delivery import measure_delivery
from voicesim.assess.follow_up import TARGET_S
from voicesim.assess.norms import load_norms
from voicesim.assess.probe_figures import baseline, measured
from voicesim.assess.probe_rules import no_outcome, not_answered, own_part
from voicesim.assess.probes import UNSAID, next_probe
from voicesim.assess.said import Said
from voicesim.assess.structure import NO_RESULT
from voicesim.assess.timing import measure_timing
from voicesim.bank.load import load_bank
from voicesim.bank.question import KeyPoint, Kind, Question, Style
from voicesim.speech.words import Word

NORMS = load_norms()


def point(name: str, kind: Kind = "content") -> KeyPoint:
    return KeyPoint(name, kind, f"Says {name}.", (), f"What about {name}?")


POINTS = (point("problem"), point("impact", "metric"), point("cost", "tradeoff"), point("lesson"))
PROMPT = "Tell me about a launch of yours."


ANSWER = "I stopped the launch, and I told each customer why."


def said(
    text: str = ANSWER,
    missed: dict[str, float | None] | None = None,
    *,
    style: Style = "story",
    notes: tuple[str, ...] = (),
    story_notes: tuple[str, ...] = (),
    sure: float = 1.0,
    points: tuple[KeyPoint, ...] = POINTS,
) -> Said:
    """An answer in which all was made but `missed`, with how likely each of these is made after all."""
    question = Question("q", "s", PROMPT, style, 120.0, points)
    words = tuple(Word(word, None, None, sure) for word in text.split())
    timing = measure_timing(120.0, None, (), NORMS)
    hits = tuple(
        PointHit(p.id, p.kind, "missed", "", likelihood=missed[p.id])
        if missed and p.id in missed
        else PointHit(p.id, p.kind, "covered", "", likelihood=0.95)
        for p in points
    )
    structure = Structure(None, None, None, None, story_notes)
    delivery = measure_delivery(words, None, timing, NORMS)
    return Said(question, words, Assessment(timing, delivery, structure, hits, (), (), "test", notes=notes))


def reply_to(probe: Question, text: str, made: tuple[str, ...] = ()) -> Said:
    missed: dict[str, float | None] = {each.id: 0.0 for each in probe.key_points if each.id not in made}
    return said(text, missed, points=probe.key_points)


def asked(*everything: Said) -> str | None:
    probe = next_probe(everything)
    return None if probe is None else probe.key_points[0].id


# The bank's own probes


def test_the_bank_asks_after_what_was_surely_not_said() -> None:
    probe = next_probe([said(missed={"lesson": 0.0})])
    assert probe is not None
    assert (probe.prompt, probe.id, probe.target_s) == ("What about lesson?", "q", TARGET_S)
    assert [each.id for each in probe.key_points] == ["lesson"]


@pytest.mark.parametrize("likely", [UNSAID + 0.01, 0.2])
def test_it_does_not_ask_after_what_may_have_been_said(likely: float) -> None:
    assert asked(said(missed={"lesson": likely})) is None
    assert asked(said()) is None


@pytest.mark.parametrize(
    ("text", "raised"), [("We gave up the tour.", True), ("word " * 9, True), ("word " * 10, False)]
)
def test_in_a_few_words_what_was_missed_was_not_said(text: str, raised: bool) -> None:
    assert (asked(said(text, {"lesson": 0.2})) == "lesson") is raised
    assert asked(said(text)) is None, "all was made"


def test_the_words_of_the_replies_count_too() -> None:
    few = said("We gave up the tour.", {"impact": 0.2, "lesson": 0.2})
    first = next_probe([few])
    assert first is not None
    assert asked(few, reply_to(first, "Not much.")) == "lesson"
    assert asked(few, said(ANSWER, {"lesson": 0.2}, points=first.key_points)) is None


def test_an_older_verdict_that_tells_no_likelihood_is_believed() -> None:
    assert asked(said(missed={"lesson": None})) == "lesson"


def test_figures_and_trade_offs_go_before_the_rest_and_among_equals_the_bank_says() -> None:
    assert asked(said(missed={"problem": 0.0, "cost": 0.0})) == "cost"
    assert asked(said(missed={"impact": 0.0, "cost": 0.0})) == "impact"
    assert asked(said(missed={"problem": 0.0, "lesson": 0.0})) == "problem"


@pytest.mark.parametrize("question", load_bank("senior-pm").questions, ids=lambda each: each.id)
def test_the_built_in_bank_always_has_a_probe_to_ask(question: Question) -> None:
    probe = next_probe(
        [said(missed=dict.fromkeys((p.id for p in question.key_points), 0.0), points=question.key_points)]
    )
    assert probe is not None
    assert probe.key_points[0].kind in ("tradeoff", "metric")
    assert probe.prompt.endswith(("?", "."))


# The question was not answered


def test_an_answer_about_something_else_hears_the_question_again_and_nothing_else() -> None:
    off = said("The weather is lovely and the garden grows.", {"cost": 0.0}, notes=(OFF_TOPIC,))
    found = not_answered(off)
    assert found is not None
    assert found.probe == f"Let me come back to the question. {PROMPT}"
    assert asked(off) == "question"
    assert not_answered(said()) is None


# A story without a result


STORY = "I asked the team and I wrote the plan. We built it for weeks, and everybody was there every day. "


@pytest.mark.parametrize(
    ("text", "note", "style", "raised"),
    [
        (STORY, NO_RESULT, "story", True),
        (STORY, "Little action.", "story", False),
        (STORY, NO_RESULT, "approach", False),
        (STORY + "In the end the customer stayed.", NO_RESULT, "story", False),
        (STORY + "The tickets went down.", NO_RESULT, "story", False),
        (STORY + "It turned out fine.", NO_RESULT, "story", False),
    ],
)
def test_what_came_of_it_is_asked_where_nothing_tells(
    text: str, note: str, style: Style, raised: bool
) -> None:
    assert (no_outcome(said(text, style=style, story_notes=(note,))) is not None) is raised


# Somebody else's deed, and "we" where the question asks for "you"


PADDING = (
    " It was a long summer with many meetings, and nobody in the whole building knew how long it would take."
)


@pytest.mark.parametrize(
    ("text", "probe"),
    [
        (
            "My manager decided to stop the launch, and that was right." + PADDING,
            "You said your manager decided to stop the launch. What was your own part in that?",
        ),
        (
            "So our head of sales called the customer, and that helped a lot." + PADDING,
            "You said your head of sales called the customer. What was your own part in that?",
        ),
        (
            "We looked at the logs. We found the fault. We fixed it, we told them, and we wrote it down."
            + PADDING,
            "You said: “we looked at the logs”. Which part of that was yours?",
        ),
        (
            "We were slow, we were late, we were tired, we had rain and we had no money at all." + PADDING,
            "You said “we” for most of it. Which part was yours?",
        ),
    ],
)
def test_ones_own_part_is_asked_for_where_only_others_act(text: str, probe: str) -> None:
    found = own_part(said(text))
    assert found is not None
    assert found.probe == probe


@pytest.mark.parametrize(
    "text",
    [
        "My manager decided to stop the launch, and I told the customers." + PADDING,
        "My manager decided to stop the launch. It was my idea." + PADDING,
        "We looked at the logs, we found it, we fixed it, and I'd convinced them." + PADDING,
        "We looked, we found it, we fixed it, we said so, and the report was up to me." + PADDING,
        "We refactored it, we tested it, we shipped it, and then I quickly migrated the data." + PADDING,
        "We looked at the logs." + PADDING,
        "My manager decided to stop the launch.",
    ],
    ids=["told", "my idea", "I'd", "up to me", "-ed", "few we", "short"],
)
def test_ones_own_part_is_not_asked_for_where_it_was_told_or_hardly_anything_was(text: str) -> None:
    assert own_part(said(text)) is None


def test_ones_own_part_is_asked_for_in_stories_only() -> None:
    assert own_part(said("My manager decided to stop it." + PADDING, style="case")) is None


def test_words_that_the_recogniser_doubts_are_put_into_nobodys_mouth() -> None:
    assert own_part(said("My manager decided to stop the launch." + PADDING, sure=0.4)) is None
    assert baseline([said("Retention rose to thirty-eight percent.", sure=0.4)]) is None


# A figure without a baseline


@pytest.mark.parametrize(
    ("text", "probe"),
    [
        (
            "And retention rose to thirty-eight percent.",
            "You said retention rose to thirty-eight percent. From what?",
        ),
        ("In the end we cut churn to 5%.", "You said you cut churn to 5%. From what?"),
        ("Churn fell by twelve percent.", "You said churn fell by twelve percent. From what?"),
        ("We, um, raised our conversion to nine percent.", None),
    ],
)
def test_what_it_was_before_is_asked_where_only_the_new_figure_was_said(text: str, probe: str | None) -> None:
    found = baseline([said(text)])
    assert (found and found.probe) == probe


@pytest.mark.parametrize(
    "text",
    [
        "Retention rose from thirty-one to thirty-eight percent.",
        "Retention was thirty-one percent. Retention rose to thirty-eight percent.",
        "Retention used to be bad. It was at 31 percent, and we worked. Retention rose to 38 percent.",
        "Retention rose to thirty-eight percent, where it had been thirty-one.",
        "Retention rose to thirty-eight percent compared with a third.",
        "Our goal was a retention of thirty-eight percent.",
        "Eight hundred learners used it.",
        "It took two weeks.",
        "The team grew.",
    ],
)
def test_it_is_not_asked_where_the_start_may_have_been_said_or_nothing_moved(text: str) -> None:
    assert baseline([said(text)]) is None


# A share of nothing


@pytest.mark.parametrize(
    "text", ["In the end we hit forty percent.", "We worked hard. And we went up by about 20%. It was fun."]
)
def test_what_a_share_is_of_is_asked_where_no_word_tells(text: str) -> None:
    found = measured([said(text)])
    assert found is not None
    assert found.probe.endswith("Of what?")


@pytest.mark.parametrize(
    "text",
    [
        "We hit forty percent of our goal.",
        "Our problem was retention. We hit forty percent.",
        "We hit forty percent. That was the conversion rate.",
        "We hit forty percent retention.",
        "Forty percent of the users came back.",
        "We hit forty.",
    ],
)
def test_it_is_not_asked_where_a_measure_is_near(text: str) -> None:
    assert measured([said(text)]) is None


# One after the other


def test_the_second_probe_depends_on_the_first_reply() -> None:
    answer = said(missed={"impact": 0.0, "cost": 0.0})
    first = next_probe([answer])
    assert first is not None
    assert asked(answer, reply_to(first, "Retention rose.", made=("impact",))) == "cost"
    assert asked(answer, reply_to(first, "We gave up the tour.", made=("cost",))) is None


def test_a_figure_in_the_reply_is_asked_about_before_what_else_is_left() -> None:
    answer = said(missed={"impact": 0.0, "lesson": 0.0})
    first = next_probe([answer])
    assert first is not None
    reply = reply_to(first, "Retention rose to thirty-eight percent.", made=("impact",))
    second = next_probe([answer, reply])
    assert second is not None
    assert second.prompt == "You said retention rose to thirty-eight percent. From what?"
    assert [each.id for each in second.key_points] == ["baseline", "lesson"]
    assert asked(answer, reply, reply_to(second, "From thirty-one.")) == "lesson"


def test_nobody_is_asked_twice_for_the_same_or_after_saying_nothing() -> None:
    answer = said(missed={"cost": 0.0})
    first = next_probe([answer])
    assert first is not None
    assert asked(answer, reply_to(first, "I do not know.")) is None
    two = said(missed={"cost": 0.0, "lesson": 0.0})
    assert asked(two, reply_to(first, "I do not know.")) == "lesson"
    assert asked(two, reply_to(first, "")) is None
    assert asked(said("", {"cost": 0.0})) is None


def test_a_point_of_the_bank_keeps_its_name_to_itself() -> None:
    own = (point("baseline"),)
    assert asked(said("Churn fell to 5%.", points=own)) is None


PRAISE = ("good", "great", "thank", "interesting", "well done", "nice")


def test_the_tone_is_neutral() -> None:
    probes = [
        own_part(said("My manager decided to stop the launch, and that was right." + PADDING)),
        no_outcome(said(STORY, story_notes=(NO_RESULT,))),
        baseline([said("Churn fell to 5%.")]),
        measured([said("We hit forty percent.")]),
        not_answered(said(notes=(OFF_TOPIC,))),
    ]
    for found in probes:
        assert found is not None
        assert not any(word in found.probe.lower() for word in PRAISE)
