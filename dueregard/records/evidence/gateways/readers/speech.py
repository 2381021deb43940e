"""Reads sound and video: pages of about a minute, each with what was said in it and when.

On a page of sound a word is a sentence: `left` and `right` are its beginning and its end in milliseconds.
"""

from __future__ import annotations

import array
from collections.abc import Iterator
from pathlib import Path

from dueregard.records.evidence.gateways.readers.engines import RATE, Engine, engine_for
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.programs import run
from dueregard.records.evidence.gateways.reading import Expected, Item
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource, Word
from dueregard.rules.documents.sound_pages import STEP_MS, Sentence, Stretch, stretches
from dueregard.rules.text.readable_text import clean

_BYTES_A_MS = RATE * 2 // 1000
# Below this mean nobody speaks; engines make up words where there are none.
_SILENCE = 20.0


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a recording. Without an engine they are there, to be listened to, and say why no more."""
    sound = _decoded(file)
    with sound.open("rb") as samples:

        def loudness(moment: int) -> float:
            samples.seek(moment * _BYTES_A_MS)
            return _mean(samples.read(STEP_MS * _BYTES_A_MS))

        pieces = stretches(sound.stat().st_size // _BYTES_A_MS, loudness)
        if not pieces:
            raise CouldNotRead(Reason.EMPTY, "no sound")
        yield Expected(len(pieces), file.kind.value)
        engine = _engine_or_reason(file)
        for number, piece in enumerate(pieces, start=1):
            if number >= file.from_page:
                samples.seek(piece.start_ms * _BYTES_A_MS)
                yield _page(number, piece, samples.read((piece.end_ms - piece.start_ms) * _BYTES_A_MS), engine)


def _engine_or_reason(file: Opened) -> Engine | Reason:
    try:
        return engine_for(file)
    except CouldNotRead as refusal:
        return refusal.reason


def _page(number: int, piece: Stretch, sound: bytes, engine: Engine | Reason) -> ReadPage:
    silent = ReadPage(number, "", TextSource.NONE, start_ms=piece.start_ms, end_ms=piece.end_ms)
    if isinstance(engine, Reason):
        return ReadPage(number, "", TextSource.NONE, start_ms=piece.start_ms, end_ms=piece.end_ms, reason=engine)
    if _mean(sound) < _SILENCE:
        return silent
    try:
        sentences = list(_kept(engine(sound), piece))
    except CouldNotRead as refusal:
        return ReadPage(
            number, "", TextSource.NONE, start_ms=piece.start_ms, end_ms=piece.end_ms, reason=refusal.reason
        )
    if not sentences:
        return silent
    return ReadPage(
        number,
        "\n".join(sentence.text for sentence in sentences),
        TextSource.TRANSCRIPT,
        start_ms=piece.start_ms,
        end_ms=piece.end_ms,
        words=tuple(Word(one.text, one.start_ms, 0.0, one.end_ms, 0.0) for one in sentences),
    )


def _kept(sentences: list[Sentence], piece: Stretch) -> Iterator[Sentence]:
    """Yield what was said, each with times of the whole recording that lie in its page."""
    for sentence in sentences:
        text = " ".join(clean(sentence.text).split())
        start = min(piece.start_ms + max(0, sentence.start_ms), piece.end_ms)
        end = min(piece.start_ms + max(0, sentence.end_ms), piece.end_ms)
        if text:
            yield Sentence(start, max(start, end), text)


def _decoded(file: Opened) -> Path:
    """Return the sound as plain signs: 16 bits, one channel. Raises: CouldNotRead"""
    given = file.folder / "given"
    given.symlink_to(f"/proc/self/fd/{file.stream.fileno()}")
    source = ["-protocol_whitelist", "file,pipe", "-i", str(given)]
    probe = ["ffprobe", "-v", "error", *source, "-select_streams", "a"]
    probe += ["-show_entries", "stream=index", "-of", "csv=p=0"]
    keeps = (file.stream.fileno(),)
    try:
        tracks = run(probe, seconds=file.seconds, folder=file.folder, keeps=keeps)
    except CouldNotRead as refusal:
        raise (CouldNotRead(Reason.DAMAGED, "ffprobe") if refusal.reason is Reason.CRASHED else refusal) from refusal
    if not tracks.strip():
        raise CouldNotRead(Reason.EMPTY, "no sound")
    sound = file.folder / "sound"
    command = ["ffmpeg", "-nostdin", "-v", "error", "-threads", "1", *source, "-map", "0:a:0", "-ac", "1"]
    command += ["-ar", str(RATE), "-f", "s16le", "-y", str(sound)]
    try:
        run(command, seconds=file.seconds, folder=file.folder, keeps=keeps)
    except CouldNotRead as refusal:
        if refusal.reason is not Reason.CRASHED or not sound.exists():
            raise
        # Cut short: what could be heard of it is read.
    return sound


def _mean(sound: bytes) -> float:
    """Return how loud some signs are in the mean."""
    signs = array.array("h", sound[: len(sound) // 2 * 2])
    return sum(map(abs, signs)) / max(1, len(signs))
