"""A recording comes as pages of about a minute, each sentence with its time, whatever engine the group has chosen."""

import json
import subprocess
from pathlib import Path

import moonshine_voice
import pytest

from dueregard.records.evidence.gateways.reader import ReadingOptions, close_reader
from dueregard.rules.documents.reading import Reason, TextSource
from tests.records.evidence.reading import read
from tests.records.evidence.sounds import encoded, tones, word_errors

# Two tones with a pause between them, in which the first page ends.
TWO_MINUTES = tones(52, 1, 40, 2, 25)
# Charles Dickens, A Tale of Two Cities (1859), its first sentence: the recording that the engine's package brings.
DICKENS = """
It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the
epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness, it was the
spring of hope, it was the winter of despair, we had everything before us, we had nothing before us, we were all going
direct to Heaven, we were all going direct the other way – in short, the period was so far like the present period, that
some of its noisiest authorities insisted on its being received, for good or for evil, in the superlative degree of
comparison only.
"""
# The engine's small model makes 6 words in a hundred wrong here; far more would mean that it is not used well.
MOST_ERRORS = 0.2


def program(folder: Path, says: str) -> ReadingOptions:
    """Return options whose engine is a program of our own, with the ways of whisper.cpp's."""
    script = folder / "whisper-of-tests"
    script.write_text(f'#!/bin/sh\nwhile [ "$1" != -of ]; do shift; done\n{says}\n')
    script.chmod(0o700)
    return ReadingOptions(speech_engine="whisper.cpp", speech_command=str(script), speech_model="model")


def answering(*sentences: tuple[str, int, int]) -> str:
    """Return the shell's words for an answer with these sentences."""
    rows = [{"offsets": {"from": start, "to": end}, "text": f" {text}"} for text, start, end in sentences]
    return f"echo '{json.dumps({'transcription': rows})}' > $2.json"


def test_a_recording_is_cut_in_its_pauses_and_each_sentence_has_its_time(tmp_path: Path) -> None:
    options = program(tmp_path, answering(("First.", 500, 2500), ("Then.", 3000, 99_000)))
    outcome = read(TWO_MINUTES, tmp_path, name="talk.wav", options=options)
    assert (outcome.media_type, outcome.expected, outcome.reason) == ("audio/wav", 3, None)
    first, second, third = outcome.pages
    assert (first.text, first.source) == ("First.\nThen.", TextSource.TRANSCRIPT)
    assert 52_000 < (first.end_ms or 0) < 53_000
    assert (second.start_ms, third.end_ms) == (first.end_ms, 120_000)
    sentences = [(word.text, word.left - (second.start_ms or 0)) for word in second.words]
    assert sentences == [("First.", 500), ("Then.", 3000)]
    assert second.words[1].right == second.end_ms
    assert read(TWO_MINUTES, tmp_path, options=options, from_page=3).pages == [third]


def test_an_engine_that_breaks_takes_only_the_words(tmp_path: Path) -> None:
    for says, reason in (("exit 3", Reason.CRASHED), ("echo nonsense > $2.json", Reason.CRASHED)):
        outcome = read(tones(2), tmp_path, options=program(tmp_path, says))
        assert [(page.text, page.end_ms, page.reason) for page in outcome.pages] == [("", 2000, reason)]


def test_without_an_engine_a_recording_has_pages_to_listen_to(tmp_path: Path) -> None:
    for options in (ReadingOptions(), ReadingOptions(speech_engine="whisper.cpp", speech_command="/no/such/program")):
        outcome = read(tones(2), tmp_path, options=options)
        assert [(page.text, page.end_ms, page.reason) for page in outcome.pages] == [("", 2000, Reason.NO_PROGRAM)]


def test_in_silence_nothing_is_said(tmp_path: Path) -> None:
    options = program(
        tmp_path, """echo '{"transcription": [{"offsets": {"from": 0, "to": 9}, "text": "Thanks."}]}' > $2.json"""
    )
    (page,) = read(tones(0, 3), tmp_path, options=options).pages
    assert (page.text, page.source, page.reason) == ("", TextSource.NONE, None)


@pytest.mark.parametrize(
    ("ending", "options", "media_type"),
    [
        ("mp3", (), "audio/mpeg"),
        ("m4a", (), "audio/mp4"),
        ("ogg", ("-c:a", "libvorbis"), "audio/ogg"),
        ("flac", (), "audio/flac"),
        ("mp4", ("-f", "mp4"), "video/mp4"),
    ],
)
def test_recordings_of_every_kind_are_heard(
    ending: str, options: tuple[str, ...], media_type: str, tmp_path: Path
) -> None:
    outcome = read(encoded(tones(3), ending, tmp_path, *options), tmp_path, name="talk")
    assert outcome.media_type == media_type
    assert [page.reason for page in outcome.pages] == [Reason.NO_PROGRAM]
    assert outcome.pages[0].end_ms == pytest.approx(3000, abs=200)


def test_a_film_without_sound_and_a_broken_recording_are_named(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    draw = ["-f", "lavfi", "-i", "color=size=64x64:duration=1:rate=5"]
    subprocess.run(["ffmpeg", "-v", "error", *draw, "-y", film], check=True, stdin=subprocess.DEVNULL)
    assert read(film, tmp_path).reason is Reason.NO_WORDS
    assert read(b"ID3\x04\0\0\0\0\0\0" + bytes(2000), tmp_path).reason is Reason.DAMAGED


def test_a_server_without_the_program_that_decodes_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    close_reader()
    try:
        outcome = read(tones(1), tmp_path)
    finally:
        close_reader()
    assert outcome.reason is Reason.NO_PROGRAM


def test_what_a_person_says_is_recognised_by_a_real_engine(tmp_path: Path) -> None:
    recording = Path(moonshine_voice.__file__).parent / "assets" / "two_cities.wav"
    outcome = read(recording, tmp_path, options=ReadingOptions(speech_engine="moonshine"))
    assert word_errors(DICKENS, outcome.text) < MOST_ERRORS
    moments = [word.left for page in outcome.pages for word in page.words]
    assert moments == sorted(moments)
    assert len(moments) > 5
