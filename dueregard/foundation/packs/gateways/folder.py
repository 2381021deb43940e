"""Reads a pack's folder: TOML, Markdown with TOML front matter between lines of `+++`; every fault by file and line.

What the shape must be is decided in `rules/packs/shape`; what becomes of the texts, by the actions.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.rules.packs.shape import CODE, Fault, pack_faults, text_faults, words_of
from dueregard.rules.packs.shelves import BY_KIND, KINDS, RESERVED, SHELVES

FENCE = "+++"
LARGEST_FILE = 200_000  # bytes; a letter has about three thousand
MOST_TEXTS = 2_000
BESIDE = frozenset({"pack.toml", "README.md", "LICENSE", "LICENCE"})
_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where. Lines count from 1; 0 means the whole file."""

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}" if self.line else f"{self.path}: {self.says}"


class PackHasFaults(ValueError):
    """The folder is not a pack that can be installed; `problems` says why, file by file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class FolderText:
    """One text of a pack as its file has it. `meta` holds JSON values only."""

    kind: str
    slug: str
    path: str
    meta: dict[str, Any]
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of what the text says, so that a mere move of the file is no change."""
        return _digest([self.kind, self.slug, self.meta, self.text])


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A whole pack, read and found in order."""

    table: dict[str, Any]
    texts: tuple[FolderText, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the description and of every text."""
        return _digest([self.table, sorted([text.path, text.digest] for text in self.texts)])


def read_folder(folder: Path) -> PackFolder:
    """Read a pack and check all of it before anything is returned. Raises: PackHasFaults"""
    problems: list[Problem] = []
    table = _read_description(folder / "pack.toml", problems)
    texts = []
    words = words_of(table.get("words", {})) if not problems else {}
    for path in _text_files(folder, problems):
        text = _read_text(folder, path, words, problems)
        if text:
            texts.append(text)
    if not texts and not problems:
        problems.append(Problem("pack.toml", 0, f"The pack has no texts. Put them in {', '.join(sorted(KINDS))}."))
    if problems:
        raise PackHasFaults(problems)
    return PackFolder(plain(table), tuple(texts))


def split_front_matter(content: str) -> tuple[str, str, int] | None:
    """Return the front matter, the text and how many lines stand above the text; None where there is no fence."""
    lines = content.replace("\r\n", "\n").split("\n")
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.strip() == FENCE), 0)
    if lines[0].strip() != FENCE or not end:
        return None
    above = end + 1
    while above < len(lines) and not lines[above].strip():
        above += 1
    return "\n".join(lines[1:end]), "\n".join(lines[above:]).rstrip() + "\n", above


def _read_description(file: Path, problems: list[Problem]) -> dict[str, Any]:
    content = _content(file, "pack.toml", problems)
    if content is None:
        return {}
    table = _toml(content, "pack.toml", 0, problems)
    problems += [Problem("pack.toml", line_of(fault, content, 0), fault.says) for fault in pack_faults(table)]
    return table


def _text_files(folder: Path, problems: list[Problem]) -> list[Path]:
    found: list[Path] = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if entry.name in BESIDE or entry.name.startswith("."):
            continue
        if entry.is_dir() and entry.name in KINDS:
            ending = ".toml" if SHELVES[entry.name].is_table else ".md"
            for file in sorted(entry.iterdir()):
                if file.suffix == ending and file.is_file() and not file.is_symlink():
                    found.append(file)
                elif not file.name.startswith("."):
                    problems.append(Problem(f"{entry.name}/{file.name}", 0, f"Only {ending} files belong here."))
        else:
            known = ", ".join([*sorted(BESIDE), *(f"{name}/" for name in sorted(KINDS))])
            problems.append(Problem(entry.name, 0, f"This is not part of a pack. Known: {known}."))
    if len(found) > MOST_TEXTS:
        problems.append(Problem("pack.toml", 0, f"{len(found)} texts are more than a pack can have ({MOST_TEXTS})."))
        return []
    return found


def _read_text(folder: Path, file: Path, words: dict[str, str], problems: list[Problem]) -> FolderText | None:
    path, kind = file.relative_to(folder).as_posix(), KINDS[file.parent.name]
    before = len(problems)
    if not CODE.fullmatch(file.stem):
        problems.append(Problem(path, 0, "Use only small letters, digits and single hyphens in the file's name."))
    if kind == "section" and file.stem in RESERVED:
        problems.append(Problem(path, 0, "A page of the site already has this address. Choose another name."))
    content = _content(file, path, problems)
    if content is None:
        return None
    if BY_KIND[kind].is_table:
        return _read_table(file, path, kind, content, problems)
    parts = split_front_matter(content)
    if parts is None:
        problems.append(Problem(path, 1, f"The file must begin with front matter: TOML between two lines of {FENCE}."))
        return None
    front, text, above = parts
    meta = _toml(front, path, 1, problems)
    if len(problems) == before:
        for fault in text_faults(kind, meta, text, words):
            line = above + fault.line if fault.line else line_of(fault, front, 1)
            problems.append(Problem(path, line, fault.says))
    return FolderText(kind, file.stem, path, plain(meta), text) if len(problems) == before else None


def _read_table(file: Path, path: str, kind: str, content: str, problems: list[Problem]) -> FolderText | None:
    """Read a text that is TOML alone. What is in use is the file as it was written, comments and all."""
    before = len(problems)
    content = content.replace("\r\n", "\n").rstrip() + "\n"
    meta = _toml(content, path, 0, problems)
    if len(problems) == before:
        faults = text_faults(kind, meta, "", {})
        problems += [Problem(path, line_of(fault, content, 0), fault.says) for fault in faults]
    return FolderText(kind, file.stem, path, plain(meta), content) if len(problems) == before else None


def _content(file: Path, path: str, problems: list[Problem]) -> str | None:
    try:
        if file.stat().st_size > LARGEST_FILE:
            problems.append(Problem(path, 0, f"The file is larger than {LARGEST_FILE:,} bytes."))
            return None
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(path, line, "This is not UTF-8. Save the file as UTF-8."))
    except OSError as error:
        problems.append(Problem(path, 0, f"The file could not be read: {error.strerror}."))
    return None


def _toml(content: str, path: str, above: int, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(content.split("\n"))
        says = _TOML_PLACE.sub("", str(error)).strip()
        problems.append(Problem(path, above + line, f"This is not TOML: {says}."))
    return {}


def line_of(fault: Fault, toml: str, above: int) -> int:
    """Return the line of the file on which the fault's key stands, or its table's first, or the first of all."""
    lines = [*enumerate(toml.split("\n"), start=above + 1)]
    start = 0
    if fault.table:
        heads = [
            at for at, (_, line) in enumerate(lines) if re.match(rf"\s*\[\[\s*{re.escape(fault.table)}\s*\]\]", line)
        ]
        start = heads[fault.nth - 1] if len(heads) >= fault.nth else 0
    key = re.compile(rf"^(?:\s*\[+\s*(?:[\w.-]+\.)?{re.escape(fault.key)}\s*\]|\s*{re.escape(fault.key)}\s*=)")
    return next((at for at, line in lines[start:] if fault.key and key.match(line)), lines[start][0] if start else 1)


def plain(value: Any) -> Any:
    """Return the value as JSON has it: dates in ISO form."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
