"""The process that speaks: `python -m voicesim.speech.voice_child FOLDER`, one request and one utterance.

It reads FOLDER/request.json and answers with FOLDER/reply.json; standard output belongs to the engines,
which print there. A request is {"do": "render", "text", "voice", "rate_wpm", "file"}, or for a neural voice
{"do": "speak", "text", "network", "speaker", "rate_wpm", "file", "remedy"}. A reply has "error" (a sentence
for the user) or "voice" (the id that spoke). The process ends when its standard input does, so that it never
outlives the one that started it.

The order of the calls to pyttsx3 2.99 is what makes a render complete on every platform: on Linux the first
`runAndWait` of an engine comes back before anything was spoken, so an empty one goes first; elsewhere a
second `runAndWait` may hang or stay silent, so there is only one. One engine renders one text, because a
later `save_to_file` or `say` overwrites the file of the one before.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

from voicesim.errors import VoiceError
from voicesim.speech.espeak import use_bundled_espeak, wait_for_espeak
from voicesim.speech.voices import EngineVoice, default_voice, find_voice

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

REMEDIES = {
    "linux": "install it with `pip install espeakng-loader`, or the system package espeak-ng",
    "darwin": "install it with `pip install pyobjc`",
    "win32": "install it with `pip install comtypes pywin32`, and an English voice in Settings, Speech",
}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what the request says. Raises VoiceError when there is no engine or no such voice."""
    if request["do"] == "speak":
        from voicesim.speech.neural.synthesis import speak

        return speak(request)
    use_bundled_espeak()
    engine, failures = _start_engine()
    voices = _voices(engine)
    wanted = request["voice"]
    voice = find_voice(wanted, voices) if wanted else default_voice(engine.getProperty("voice"), voices)
    _render(engine, request, voice)
    spoken = engine.getProperty("voice")
    if failures:
        raise VoiceError(f"The voice engine failed: {failures[0]}.")
    if voice and str(spoken).lower() != voice.lower():
        raise VoiceError(
            f"The voice engine has no {voice!r} and would speak as {spoken!r}: choose another voice."
        )
    return {"voice": spoken}


def _start_engine() -> tuple[Any, list[BaseException]]:
    try:
        import pyttsx3

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError, AttributeError) as exc:
        remedy = REMEDIES.get(sys.platform, "install espeak-ng")
        raise VoiceError(f"This machine has no voice engine ({exc}): {remedy}.") from exc
    failures: list[BaseException] = []
    engine.connect("error", lambda name, exception: failures.append(exception))
    return engine, failures


def _voices(engine: Any) -> list[EngineVoice]:
    return [
        EngineVoice(
            str(voice.id), str(voice.name), tuple(str(language) for language in voice.languages or ())
        )
        for voice in engine.getProperty("voices")
    ]


def _render(engine: Any, request: dict[str, Any], voice: str | None) -> None:
    is_espeak = engine.driver_name == "espeak"
    if is_espeak:
        wait_for_espeak()
        engine.runAndWait()
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", request["rate_wpm"])
    if is_espeak:
        wait_for_espeak()
    engine.save_to_file(request["text"], request["file"])
    engine.runAndWait()


def _end_with_the_parent() -> None:
    def wait() -> None:
        os.read(0, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _end_on_callback_error(failed: UnraisableHookArgs) -> None:
    """What fails inside espeak-ng's callback (a full disk) is lost there and would be waited for forever."""
    traceback: TracebackType | None = failed.exc_traceback
    sys.__excepthook__(failed.exc_type, failed.exc_value or failed.exc_type(), traceback)
    sys.stderr.flush()
    os._exit(1)


def main(folder: Path) -> NoReturn:
    """Answer the request in the folder and end at once: espeak-ng may crash in an orderly shutdown."""
    _end_with_the_parent()
    if sys.platform == "linux":  # elsewhere Python calls this hook for harmless things too
        sys.unraisablehook = _end_on_callback_error
    request = json.loads((folder / "request.json").read_text("utf-8"))
    try:
        reply = answer(request)
    except VoiceError as exc:
        reply = {"error": str(exc)}
    (folder / "reply.json").write_text(json.dumps(reply), "utf-8")
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
