"""The stylesheets are what their parts say, and light."""

import re
from pathlib import Path

import pytest

from dueregard.website.management.commands.css import FOLDERS, STATIC, joined, pieces
from tests.house.sources import name, templates

CLASS = re.compile(r'\bclass="([^"]*)"')
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")


def classes(template: str) -> set[str]:
    """Return the classes that a template names outright."""
    return {one for found in CLASS.findall(TEMPLATE_TAG.sub(" ", template)) for one in found.split()}


@pytest.mark.parametrize("file", FOLDERS)
def test_the_joined_stylesheet_is_current(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == joined(file), "Run: ./run css"


def test_no_piece_fetches_or_imports_anything() -> None:
    texts = {piece.name: piece.read_text() for file in FOLDERS for piece in pieces(file)}
    assert [piece for piece, text in texts.items() if "@import" in text or "url(" in text] == []


def test_every_class_a_template_names_has_a_style() -> None:
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(file.read_text() for file in FOLDERS)))
    missing = {name(path): classes(path.read_text()) - known for path in templates()}
    assert {path: names for path, names in missing.items() if names} == {}


def test_a_class_is_seen_between_template_tags() -> None:
    assert classes('<p class="status {% if late %}late{% endif %} {{ tone }}">') == {"status", "late"}


def test_optional_scripts_stay_light() -> None:
    assert sum(len(script.read_bytes()) for script in (STATIC / "js").glob("*.js")) < 12_000
