"""Nothing that is committed knows the machine it was written on, or where its packages came from."""

import re

from tests.house.sources import ROOT, files, name

TEXT = {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".in", ".csv", ".json", ".svg", ""}
# Built from pieces so that this file does not find itself.
PIECES = [
    r"/wo" + r"rk/(?:main|shared)",
    r"/ro" + r"ot/",
    r"/home/[a-z]+/",
    r"--(?:extra-)?index-" + r"url",
    r"files\.python" + r"hosted",
    r"opt/py" + r"pi",
]
TRACES = re.compile("|".join(PIECES))


def traces(text: str) -> list[str]:
    """Return what in a text points at one machine or at a package index."""
    return TRACES.findall(text)


def test_no_file_names_a_machines_folder_or_a_package_index() -> None:
    written = [path for path in files("*") if path.suffix in TEXT and path.name != "test_nothing_of_the_machine.py"]
    assert [name(path) for path in written if traces(path.read_text(errors="replace"))] == []


def test_every_pinned_dependency_carries_hashes() -> None:
    for lock in files("*.txt", under=ROOT / "requirements"):
        text = lock.read_text()
        pins = re.findall(r"^[a-z0-9][\w.\-\[\],]*==", text, re.MULTILINE | re.IGNORECASE)
        assert pins, f"{lock.name} pins nothing"
        assert text.count("--hash=sha256:") >= len(pins)


def test_a_trace_is_seen() -> None:
    assert traces("see /home/ann/notes") == ["/home/ann/"]
