"""What to do differently next time: at most three lines, each with its place in the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Delivery, Filler, PointHit, SentenceRun, Structure, Timing, Voice
from voicesim.assess.norms import Norms
from voicesim.assess.stretches import find_cuts, stretch
from voicesim.assess.structure import NO_CLOSING, NO_EXAMPLE, NO_FIGURE, NO_OPENING, NO_RESULT
from voicesim.assess.tokens import sentences, tokenize
from voicesim.bank.question import Question
from voicesim.speech.words import Word
from voicesim.wording import clock

_MAX_LINES = 3
_MAX_ABOUT_POINTS = 2
# What an interviewer misses most comes first; the order is this project's judgement.
_VALUE = {
    "silent": 100,
    "tradeoff": 90,
    "long": 85,
    "short": 80,
    "metric": 75,
    "fillers": 70,
    "no result": 78,
    "no figure": 65,
    "pause": 60,
    "set-up": 58,
    "pace": 55,
    "content": 50,
    "no example": 45,
    "some fillers": 40,
    "rush": 35,
    "late": 30,
    "no opening": 28,
    "repeats": 25,
    "no closing": 20,
    "pitch": 10,
}
_KINDS = ("tradeoff", "metric", "content")
_CROWD_S = 30.0
_FEWEST_WORDS = 10  # in fewer there is no place to put a point


@dataclass(frozen=True, slots=True)
class _Line:
    about: str
    text: str


def advise(
    question: Question,
    words: Sequence[Word],
    timing: Timing,
    delivery: Delivery,
    structure: Structure | None,
    points: Sequence[PointHit],
    norms: Norms,
    voice: Voice | None = None,
) -> tuple[str, ...]:
    """At most three lines, the most valuable first; the same answer always gets the same advice.

    Each says what to do and where: by the clock, or by quoting the words where there are no times.
    """
    if not delivery.words:
        return (_wordless(words, timing),)
    cuts = find_cuts(words, points)
    # What a long answer should leave out is no place for something new.
    rooms = cuts[1:] if timing.verdict == "long" else cuts
    lines = [*_about_length(timing, words, cuts, norms)]
    if delivery.words >= _FEWEST_WORDS or not lines:
        lines += _about_points(question, words, points, rooms)
    lines += [*_about_pauses(delivery, norms), *_about_fillers(delivery)]
    lines += _about_structure(structure, words, points, norms)
    lines += [*_about_pace(delivery, timing), *_about_start(timing, norms), *_about_repeats(delivery, norms)]
    lines += _about_pitch(voice, norms)
    lines.sort(key=lambda line: -_VALUE[line.about])
    return tuple(line.text for line in lines[:_MAX_LINES])


def _wordless(words: Sequence[Word], timing: Timing) -> str:
    if tokenize(words):
        said = _quote(words, 0, min(len(words), 5) - 1)
        return f"Only {said} was heard: answer again, beginning with what you would do or did."
    if timing.answer_s:
        return f"{timing.answer_s:.0f} s of speech gave no words: listen to the recording, then answer again."
    if timing.recorded_s is None:
        return "The answer has no words: write down what was said."
    return "Nothing was heard: listen to the recording, and if it was made here try voicesim doctor."


def _about_points(
    question: Question, words: Sequence[Word], points: Sequence[PointHit], cuts: Sequence[SentenceRun]
) -> Iterator[_Line]:
    missed = [hit for hit in points if hit.verdict == "missed"]
    missed.sort(key=lambda hit: _KINDS.index(hit.kind) if hit.kind in _KINDS else len(_KINDS))
    rooms = [*cuts[:_MAX_ABOUT_POINTS], *[None] * _MAX_ABOUT_POINTS]
    for hit, room in zip(missed[:_MAX_ABOUT_POINTS], rooms, strict=False):
        place = _room(room) if room else _after_last(words, points)
        probe = question.point(hit.point_id).probe
        yield _Line(hit.kind, f"Answer “{probe}” before it is asked: {place}.")


def _room(room: SentenceRun) -> str:
    if room.start_s is None:
        return f"the sentences from “{room.text}” made no point and have room for it"
    where = f"the {room.duration_s:.0f} s from {clock(room.start_s)} (“{room.text}”)"
    return f"{where} made no point and have room for it"


def _after_last(words: Sequence[Word], points: Sequence[PointHit]) -> str:
    made = [hit.last_word for hit in points if hit.last_word is not None]
    last = max(made, default=len(words) - 1)
    return f"say it right after {_quote(words, max(0, last - 4), last)}"


def _about_length(
    timing: Timing, words: Sequence[Word], cuts: Sequence[SentenceRun], norms: Norms
) -> Iterator[_Line]:
    if timing.answer_s is None or timing.over_s is None:
        return
    took = f"{clock(timing.answer_s)} for a target of {clock(timing.target_s)}"
    if timing.verdict == "short":
        from_s = timing.target_s * norms.on_target_from_share
        more_s = max(1.0, from_s - timing.answer_s)
        last = _quote(words, max(0, len(words) - 5), len(words) - 1)
        yield _Line(
            "short", f"Go on for {more_s:.0f} s more at least after {last}: you stopped after {took}."
        )
    elif timing.verdict == "long":
        yield _Line("long", f"You took {took}, {timing.over_s:.0f} s over: {_shortening(words, cuts)}.")


def _shortening(words: Sequence[Word], cuts: Sequence[SentenceRun]) -> str:
    """The longest stretch that made no point; where every sentence did, the one that took longest."""
    cut = cuts[0] if cuts and cuts[0].duration_s >= 1 else None
    if cut is not None:
        place = f"{clock(cut.start_s)} to {clock(cut.end_s)} (“{cut.text}”)"
        return f"leave out {place}, which made no point and took {cut.duration_s:.0f} s"
    whole = [stretch(words, said[0].word, said[-1].word) for said in sentences(tokenize(words))]
    longest = max(whole, key=lambda one: one.duration_s)
    took = f"{clock(longest.start_s)}, {longest.duration_s:.0f} s"
    return f"every sentence made a point, so say “{longest.text}” ({took}) in half the words"


def _about_pauses(delivery: Delivery, norms: Norms) -> Iterator[_Line]:
    pauses = delivery.pauses
    worst = max(pauses, key=lambda pause: (pause.place == "inside a clause", pause.duration_s), default=None)
    if worst is None or worst.duration_s < norms.pause_very_long_s:
        worst = max(pauses, key=lambda pause: pause.duration_s, default=None)
    if worst is None or worst.duration_s < norms.pause_very_long_s:
        return
    after = f" after “{worst.after}”" if worst.after else ""
    advice = (
        "finish the sentence before you stop to think"
        if worst.place == "inside a clause"
        else ("say in half a sentence what comes next before you stop to think")
    )
    paused = f"You paused {worst.duration_s:.1f} s at {clock(worst.start_s)}, {worst.place}{after}"
    yield _Line("pause", f"{paused}: {advice}.")


def _about_fillers(delivery: Delivery) -> Iterator[_Line]:
    if delivery.filler_load not in ("watch", "act"):
        return
    fillers = delivery.fillers
    text, count = Counter(filler.text for filler in fillers).most_common(1)[0]
    start_s, crowd = _crowd(fillers)
    where = f"{crowd} of your {len(fillers)} fillers came within {_CROWD_S:.0f} s from {clock(start_s)}"
    about = "fillers" if delivery.filler_load == "act" else "some fillers"
    yield _Line(
        about, f"Close your mouth where “{text}” comes ({count} times) and let a second pass: {where}."
    )


def _crowd(fillers: Sequence[Filler]) -> tuple[float, int]:
    """The first window of `_CROWD_S` that holds the most fillers: its start and how many."""
    times = [filler.at_s for filler in fillers if filler.at_s is not None]
    return max(
        ((start, sum(start <= at_s < start + _CROWD_S for at_s in times)) for start in times),
        key=lambda window: (window[1], -window[0]),
        default=(0.0, 0),
    )


def _about_structure(
    structure: Structure | None, words: Sequence[Word], points: Sequence[PointHit], norms: Norms
) -> Iterator[_Line]:
    if structure is None:
        return
    yield from _about_frame(structure, words)
    if not structure.parts:
        return
    last = structure.parts[-1]
    if NO_RESULT in structure.notes:
        stop = _quote(words, max(last.first_word, last.last_word - 4), last.last_word)
        yield _Line("no result", f"Go on to what came of it, with a figure: the story stops at {stop}.")
    if NO_FIGURE in structure.notes and all(
        hit.kind != "metric" or hit.verdict != "missed" for hit in points
    ):
        result = next(part for part in structure.parts if part.name == "result")
        where = _quote(words, result.first_word, min(result.last_word, result.first_word + 4))
        yield _Line("no figure", f"Put a number on the result at {where}: how much, how many, how long.")
    action = next((part for part in structure.parts if part.name == "action"), None)
    if action and any(note.startswith("Long set-up") for note in structure.notes):
        where = _quote(words, action.first_word, min(action.last_word, action.first_word + 4))
        yield _Line("set-up", f"Reach {where} sooner: {_set_up(structure, norms)} of the story.")
    if NO_EXAMPLE in structure.notes:
        where = _quote(
            words, structure.parts[0].first_word, min(len(words) - 1, structure.parts[0].first_word + 4)
        )
        yield _Line("no example", f"Follow {where} with one occasion when you did it: no example was heard.")


def _set_up(structure: Structure, norms: Norms) -> str:
    most = f"more than {norms.setup_most_share:.0%}"
    if structure.situation_s is None or structure.task_s is None:
        return f"the set-up before it took {most}"
    return f"the set-up took {structure.situation_s + structure.task_s:.0f} s, {most}"


def _about_frame(structure: Structure, words: Sequence[Word]) -> Iterator[_Line]:
    """What an approach lacks at its two ends."""
    if NO_OPENING in structure.notes:
        first = _quote(words, 0, min(len(words), 5) - 1)
        yield _Line("no opening", f"Say in one sentence what your approach is before {first}.")
    if NO_CLOSING in structure.notes:
        last = _quote(words, max(0, len(words) - 5), len(words) - 1)
        yield _Line("no closing", f"Sum up in one sentence after {last}: the answer just stops there.")


def _about_pace(delivery: Delivery, timing: Timing) -> Iterator[_Line]:
    pace = delivery.words_per_minute
    if delivery.pace == "fast":
        rate = f"{pace:.0f} words a minute over the whole answer"
        top = delivery.fastest
        peak = (
            f", {top.words_per_minute:.0f} in the {top.end_s - top.start_s:.0f} s from {clock(top.start_s)}"
            if top
            else ""
        )
        yield _Line("pace", f"Stop for a breath after each sentence: {rate}{peak}.")
    elif delivery.rushed:
        rush = delivery.rushed[0]
        where = f"{clock(rush.start_s)} to {clock(rush.end_s)}"
        yield _Line("rush", f"Slow down at {where}: {rush.words_per_minute:.0f} words a minute there.")
    elif delivery.pace == "slow" and timing.speaking_s is not None and timing.answer_s:
        silent_s = timing.answer_s - timing.speaking_s
        cause = f"{silent_s:.0f} of the {timing.answer_s:.0f} s were silent"
        if delivery.pauses:
            longest = max(delivery.pauses, key=lambda pause: pause.duration_s)
            cause += f", most of all {longest.duration_s:.1f} s at {clock(longest.start_s)}"
        yield _Line("pace", f"Speak on more quickly: {pace:.0f} words a minute, and {cause}.")


def _about_start(timing: Timing, norms: Norms) -> Iterator[_Line]:
    if timing.to_first_word_s is not None and timing.to_first_word_s > norms.first_word_late_s:
        late = f"your first word came after {timing.to_first_word_s:.1f} s"
        yield _Line(
            "late", f"Open with one sentence that answers the question and think on from there: {late}."
        )


def _about_repeats(delivery: Delivery, norms: Norms) -> Iterator[_Line]:
    if len(delivery.repeated) < norms.repeats_many_times:
        return
    first = delivery.repeated[0]
    where = "" if first.at_s is None else f" at {clock(first.at_s)}"
    again = f"You began {len(delivery.repeated)} times again, first with “{first.text}”{where}"
    yield _Line("repeats", f"{again}: wait in silence for the next word.")


def _about_pitch(voice: Voice | None, norms: Norms) -> Iterator[_Line]:
    """Only of an answer that is flat as a whole, and after everything else: how listeners rate an answer
    hangs together with pitch, but weakly."""
    if voice is None or not voice.flat or voice.spread_st >= norms.pitch_spread_from_st:
        return
    longest = max(voice.flat, key=lambda gap: gap.end_s - gap.start_s)
    where = f"{clock(longest.start_s)} to {clock(longest.end_s)}"
    flat = f"your pitch moved by {voice.spread_st:.1f} semitones over the answer, and least there"
    yield _Line("pitch", f"Say {where} again and lift the word that matters in each sentence: {flat}.")


def _quote(words: Sequence[Word], first: int, last: int) -> str:
    text = " ".join(word.text for word in words[first : last + 1]).rstrip(",;:.!?…—–-")
    start_s = words[first].start_s
    return f"“{text}”" if start_s is None else f"“{text}” ({clock(start_s)})"
