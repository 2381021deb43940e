"""Which files the house rules are asked of, and small readers for them."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dueregard"
BUILT = {
    ".venv",
    "var",
    ".git",
    "__pycache__",
    "node_modules",
    ".hypothesis",
    "dist",
}  # and every folder called …_cache


def files(pattern: str, *, under: Path = ROOT) -> list[Path]:
    """Return the files below a folder, without what tools put there, in a steady order."""
    return sorted(path for path in under.rglob(pattern) if path.is_file() and not _built(path.relative_to(ROOT)))


def _built(path: Path) -> bool:
    return any(part in BUILT or part.endswith("_cache") for part in path.parts)


def modules(*, under: Path = PACKAGE) -> list[Path]:
    """Return the Python modules that people write, so no migrations."""
    return [path for path in files("*.py", under=under) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Return every template of the site."""
    return [path for path in files("*.html", under=PACKAGE) if "templates" in path.parts]


def said_by_parts(what: str) -> dict[str, set[str]]:
    """Return what the parts say under a word in their tests' `house.py`, by the place in the package it is said of."""
    said: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests" / "parts").glob("*/house.py")):
        part = path.parent.name
        for within, words in getattr(import_module(f"tests.parts.{part}.house"), what, {}).items():
            said[f"parts/{part}/{within}".rstrip("/")] = words
    return said


def name(path: Path) -> str:
    """Return the path as a person would type it from the root."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
