"""Makes recordings: tones and pauses whose places are known, in the formats in which people keep them."""

import array
import io
import math
import subprocess
import wave
from pathlib import Path

RATE = 16_000


def tones(*seconds: float) -> bytes:
    """Return a WAV of a tone, a pause, a tone, and so on, each of so many seconds."""
    signs = array.array("h")
    second = array.array("h", (int(9000 * math.sin(at * 2 * math.pi * 440 / RATE)) for at in range(RATE)))
    silence = array.array("h", bytes(RATE * 2))
    for number, length in enumerate(seconds):
        source = silence if number % 2 else second
        whole, part = divmod(length, 1)
        signs += source * int(whole) + source[: int(part * RATE)]
    made = io.BytesIO()
    with wave.open(made, "wb") as written:
        written.setparams((1, 2, RATE, 0, "NONE", ""))
        written.writeframes(signs.tobytes())
    return made.getvalue()


def encoded(sound: bytes, ending: str, folder: Path, *options: str) -> bytes:
    """Return the recording in another format."""
    given, made = folder / "given.wav", folder / f"made.{ending}"
    given.write_bytes(sound)
    subprocess.run(["ffmpeg", "-v", "error", "-i", given, *options, "-y", made], check=True, stdin=subprocess.DEVNULL)
    return made.read_bytes()


def word_errors(said: str, heard: str) -> float:
    """Return the share of words that were heard wrongly, missed or made up: the least number of changes."""
    wanted, found = _words(said), _words(heard)
    row = list(range(len(found) + 1))
    for number, word in enumerate(wanted, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(found, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1] / len(wanted)


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
