"""The engines of speech that an operator may choose: each turns a minute of sound into sentences with their times.

None is installed with the site: each is large, and which languages it knows is for the group to choose.
"""

from __future__ import annotations

import array
import importlib
import json
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.programs import run
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.documents.sound_pages import Sentence

RATE = 16_000
_LOUDEST = 32_768
# Sound of 16 bits, one channel, RATE signs a second; times are counted from the beginning of that piece.
Engine = Callable[[bytes], list[Sentence]]


def engine_for(file: Opened) -> Engine:
    """Return the engine that was chosen, ready to work. Raises: CouldNotRead when there is none"""
    makers = {"whisper.cpp": _whisper_cpp, "faster-whisper": _faster_whisper, "moonshine": _moonshine}
    maker = makers.get(file.options.speech_engine)
    if maker is None:
        raise CouldNotRead(Reason.NO_PROGRAM, "no engine of speech is chosen")
    return maker(file)


def _whisper_cpp(file: Opened) -> Engine:
    """whisper.cpp's own program: reads a WAV, writes JSON beside it."""
    options = file.options

    def recognise(sound: bytes) -> list[Sentence]:
        heard, said = file.folder / "heard.wav", file.folder / "said"
        with wave.open(str(heard), "wb") as written:
            written.setparams((1, 2, RATE, 0, "NONE", ""))
            written.writeframes(sound)
        command = [options.speech_command, "-m", options.speech_model, "-l", options.speech_language, "-t", "1"]
        command += ["-f", str(heard), "-oj", "-of", str(said)]
        answer = run(command, seconds=file.seconds, folder=file.folder, answers=said.with_suffix(".json"))
        try:
            return [_sentence_of(row) for row in json.loads(answer)["transcription"]]
        except (ValueError, KeyError, TypeError) as fault:
            raise CouldNotRead(Reason.CRASHED, f"{options.speech_command}: {type(fault).__name__}") from fault

    return recognise


def _sentence_of(row: Any) -> Sentence:
    return Sentence(int(row["offsets"]["from"]), int(row["offsets"]["to"]), str(row["text"]))


def _faster_whisper(file: Opened) -> Engine:
    package, numpy = _package("faster_whisper"), _package("numpy")
    model = package.WhisperModel(
        file.options.speech_model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
    )

    def recognise(sound: bytes) -> list[Sentence]:
        signs = numpy.frombuffer(sound, dtype=numpy.int16).astype(numpy.float32) / _LOUDEST
        found, _ = model.transcribe(signs, language=file.options.speech_language, condition_on_previous_text=False)
        return [Sentence(int(one.start * 1000), int(one.end * 1000), one.text) for one in found]

    return recognise


def _moonshine(file: Opened) -> Engine:
    package, inner = _package("moonshine_voice"), _package("moonshine_voice.transcriber")
    folder = file.options.speech_model or str(package.get_model_path("tiny-en"))
    architecture = package.ModelArch.BASE if Path(folder).name.startswith("base") else package.ModelArch.TINY
    transcriber = inner.Transcriber(folder, architecture)

    def recognise(sound: bytes) -> list[Sentence]:
        signs = [sign / _LOUDEST for sign in array.array("h", sound)]
        lines = transcriber.transcribe_without_streaming(signs, RATE).lines
        return [
            Sentence(int(line.start_time * 1000), int((line.start_time + line.duration) * 1000), line.text)
            for line in lines
        ]

    return recognise


def _package(name: str) -> Any:
    """Return a package that the operator has installed beside the site. Raises: CouldNotRead when it is not there"""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as fault:
        raise CouldNotRead(Reason.NO_PROGRAM, f"{name}: {type(fault).__name__}") from fault
