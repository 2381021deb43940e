"""Codes a recording anew with spans silenced and without tags, by ffmpeg; then listens whether the spans are silent."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 700
# ffmpeg switches the volume by blocks of sound, and an MP3 blurs its edges: a little more is silenced than was asked.
EDGE_MS = 200
SILENT_DECIBELS = -70.0
_LOUDEST = re.compile(rb"max_volume: (-?[\d.]+|-inf) dB")


class NoProgram(Exception):
    """This server has no ffmpeg, or it failed on the recording."""


def silence(source: Path, *, spans: Sequence[tuple[int, int]], to: Path) -> None:
    """Write an MP3 of the sound alone, with the spans (milliseconds) silenced. Raises: NoProgram"""
    quiet = "+".join(
        f"between(t,{max(0, start - EDGE_MS) / 1000:.3f},{(end + EDGE_MS) / 1000:.3f})" for start, end in spans
    )
    filters = ["-af", f"volume=0:enable='{quiet}'"] if spans else []
    _ran(
        [
            "-i", str(source), "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
            "-flags:a", "+bitexact", *filters, "-c:a", "libmp3lame", "-q:a", "4", "-write_xing", "0",
            "-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3", str(to),
        ]
    )  # fmt: skip


def heard(recording: Path, spans: Sequence[Sequence[int]]) -> list[str]:
    """Return the spans in which something can still be heard, in words. Raises: NoProgram"""
    found = []
    for start, end in spans:
        window = ["-ss", f"{start / 1000:.3f}", "-t", f"{(end - start) / 1000:.3f}"]
        said = _ran([*window, "-i", str(recording), "-af", "volumedetect", "-f", "null", "-"])
        loudest = _LOUDEST.search(said)
        # A span beyond the end of the recording has no sound at all.
        if loudest and loudest[1] != b"-inf" and float(loudest[1]) > SILENT_DECIBELS:
            found.append(f"the sound from {start / 1000:.1f} to {end / 1000:.1f} seconds")
    return found


def _ran(arguments: Sequence[str]) -> bytes:
    program = shutil.which("ffmpeg")
    if program is None:
        raise NoProgram
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program, its arguments are our own)
            [program, "-nostdin", "-hide_banner", "-threads", "1", "-protocol_whitelist", "file", *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NoProgram from fault
    if done.returncode:
        raise NoProgram
    return done.stderr
