"""No pattern takes the square of a stranger's text: one letter of a few kilobytes would stop the worker for hours.

Every pattern that stands in a module, alone, in a table or written where it is used, of signs or of bytes, is run over
repeats of what its own endless parts take, at two lengths, and its steps are counted (tests/rules/pattern_steps).
Seconds are not looked at.
"""

import ast
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dueregard
from dueregard.rules.mail.known_sentences import KNOWN_SENTENCES
from dueregard.rules.mail.reply_wording import _WORDINGS
from tests.rules.pattern_steps import ends_found, is_slow, slow_pieces

ROOT = Path(dueregard.__file__).parent
FROM_THE_START = {"match", "fullmatch"}
USES = {*FROM_THE_START, "search", "sub", "subn", "split", "findall", "finditer"}
DEEPEST = 3  # tables in tables
# What these are given is short, or begins where they begin.
KEPT_SHORT = {
    "dueregard.rules.search.number_forms._LAST_LETTERS": "at most _LONGEST_WORD signs",
    "dueregard.rules.search.number_forms._NEXT_IN_LIST": "only by match, under another name",
}
SAMPLES = (
    "On Mon, 23 Nov 2026 at 10:00, Asha <asha@northport.example> wrote:\n> Please send us 12 files (s.24(1)).\n",
    "Dear Ms O'Brien,\r\n\r\nRef: FOI-2026/0041. See https://north.example/foi?x=1, or 020 7946 0.\n\n-- \nA. B.",
    '{\'a\': [1, 2.5, "x y"]}; <p class="t">5 % of \u00a33,120</p>\tB2:C17 =SUM(A1,$B$2) 2026-11-30T10:00:00Z \u2019s',
)


@pytest.fixture(autouse=True, scope="module")
def deep() -> Iterator[None]:
    """Let the plain matcher call itself as often as a text has signs."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(30_000)
    yield
    sys.setrecursionlimit(before)


@cache
def patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Return every pattern by its name, and whether its module only uses it from the start of a text."""
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    everywhere = _uses_in("\n".join(path.read_text() for path in ROOT.rglob("*.py")))
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text()
        if {"migrations", "management"} & set(path.parts):
            continue
        found |= _written_in(path, text)
        if "re.compile" not in text:
            continue
        module = importlib.import_module(
            ".".join(["dueregard", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")
        )
        here = _uses_in(text)
        for name in _named_in(text):
            value = getattr(module, name, None)
            uses = (here if name.startswith("_") else everywhere)[name]
            for place, pattern in _held_by(value):
                anchored = not place and bool(uses) and uses <= FROM_THE_START
                found[f"{module.__name__}.{name}{place}"] = (_of_signs(pattern), anchored)
    for number, known in enumerate(KNOWN_SENTENCES):
        found[f"known sentence {number}"] = (known.opens, False)
    for number, wording in enumerate(_WORDINGS):
        found[f"wording {number}"] = (wording.says, False)
    return found


def _uses_in(text: str) -> defaultdict[str, set[str]]:
    """Return which methods a text calls on each name."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for name, method in re.findall(r"\b(\w+)\.(\w+)\(", text):
        uses[name].add(method)
    return uses


def _held_by(value: object, place: str = "") -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that a value is or holds, each with where in it."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, tuple | list | dict) and place.count("[") < DEEPEST:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _held_by(each, f"{place}[{key}]")


def _written_in(path: Path, text: str) -> dict[str, tuple[re.Pattern[str], bool]]:
    """Return the patterns that stand where they are used: re.sub(r"...", ...)."""
    found = {}
    for node in ast.walk(ast.parse(text)):
        called = node.func if isinstance(node, ast.Call) else None
        if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Name) or called.value.id != "re":
            continue
        assert isinstance(node, ast.Call)
        wanted = node.args[0] if node.args and called.attr in USES else None
        if isinstance(wanted, ast.Constant):
            flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else re.NOFLAG
            pattern = _of_signs(re.compile(wanted.value, flags))
            found[f"{path.relative_to(ROOT)}:{node.lineno}"] = (pattern, called.attr in FROM_THE_START)
    return found


def _of_signs(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """Return a pattern of bytes as one of signs: it takes the same steps."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def _named_in(text: str) -> list[str]:
    """Return the names that a module gives to anything at its top."""
    names = []
    for node in ast.parse(text).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names


def test_no_pattern_takes_the_square_of_its_text() -> None:
    slow = [
        f"{name} over {piece!r}"
        for name, (pattern, anchored) in patterns().items()
        if name not in KEPT_SHORT
        for piece in sorted(slow_pieces(pattern))
        if is_slow(pattern, piece, anchored=anchored)
    ]
    assert slow == []
    assert patterns().keys() >= KEPT_SHORT.keys()
    assert len(patterns()) > 300


@pytest.mark.parametrize(
    ("pattern", "piece"),
    [(r"\s+(?=@)", " "), (r"[^.\n]*set out", " "), (r"(?:a+)+b", "a"), (r"\w+ <= .* id=", "a"), (r"'+x", "'")],
)
def test_a_slow_pattern_is_noticed(pattern: str, piece: str) -> None:
    compiled = re.compile(pattern)
    assert piece in slow_pieces(compiled)
    assert is_slow(compiled, piece)


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++(?=@)", r"\bof \w+", r"a{1,60}b", r"(?<!\d)(?:\d++,)+\d"])
def test_one_that_keeps_step_is_not(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert not any(is_slow(compiled, piece) for piece in slow_pieces(compiled) | {"a", " ", "1,"})


def test_what_counts_the_steps_matches_as_python_does() -> None:
    for name, (pattern, _) in patterns().items():
        for sample in SAMPLES:
            there = [match.span() for match in pattern.finditer(sample)]
            assert ends_found(pattern, sample)[0] == there, name
