"""How the voice moved, in the words that every report uses; a range beside it, and never a verdict."""

from __future__ import annotations

from voicesim.assess.assessment import Voice
from voicesim.assess.norms import Norms, is_off
from voicesim.store.records import EarlierVoice
from voicesim.wording import clock, count

_MAX_PLACES = 4

Told = tuple[str, str]


def voice_words(voice: Voice | None, norms: Norms, earlier: EarlierVoice | None) -> tuple[Told, ...]:
    """A name and a sentence each; nothing where the voice was not measured."""
    if voice is None:
        return ()
    moved = f"moved by {voice.spread_st:.1f} semitones, within {voice.range_st:.0f}"
    beside = [earlier_words(earlier) if earlier else "", published_words(norms)]
    told = [("Pitch", "; ".join(filter(None, (moved, *beside))))]
    if voice.flat:
        places = [f"{clock(gap.start_s)} to {clock(gap.end_s)}" for gap in voice.flat]
        told.append(("Flat", f"{_listed(places)} (moved by less than {norms.pitch_flat_st:g} semitones)"))
    if voice.end_drop_db is not None:
        told.append(("Sentence ends", _ends(voice)))
    return tuple(told)


def published_words(norms: Norms) -> str:
    """What was published; nothing where either end of it is switched off."""
    low, high = norms.pitch_spread_from_st, norms.pitch_spread_to_st
    return "" if is_off(low) or is_off(high) else f"twenty speakers in a study {low:.1f} to {high:.1f}"


def earlier_words(earlier: EarlierVoice) -> str:
    """One's own earlier answers: "your 3 answers before 2.1 to 3.4"."""
    if earlier.answers == 1:
        return f"your answer before {earlier.least_st:.1f}"
    least, most = f"{earlier.least_st:.1f}", f"{earlier.most_st:.1f}"
    return f"your {earlier.answers} answers before {least}" + ("" if least == most else f" to {most}")


def _ends(voice: Voice) -> str:
    drop = voice.end_drop_db or 0.0
    level = f"{drop:.0f} dB below the rest" if drop >= 0.5 else "as loud as the rest"
    if not voice.faded:
        return f"{level}; none of {count(voice.ends, 'sentence')} fell off"
    places = [f"“{end.after}” at {clock(end.at_s)} by {end.drop_db:.0f} dB" for end in voice.faded]
    return f"{level}; of {count(voice.ends, 'sentence')} {len(places)} fell off: {_listed(places)}"


def _listed(places: list[str]) -> str:
    return ", ".join(places[:_MAX_PLACES]) + (", …" if len(places) > _MAX_PLACES else "")
