"""A module says first what it decides or does, and so does every public function of rules and actions."""

import ast

from tests.house.sources import PACKAGE, modules, name

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def silent_functions(source: str) -> list[str]:
    """Return the public functions that say nothing about themselves."""
    tree = ast.parse(source)
    return [
        one.name for one in tree.body if isinstance(one, FUNCTION) and not one.name.startswith("_") and not _speaks(one)
    ]


def _speaks(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return ast.get_docstring(function) is not None


def test_every_module_says_what_it_does() -> None:
    written = [path for path in modules() if path.read_text().strip()]
    assert [name(path) for path in written if ast.get_docstring(ast.parse(path.read_text())) is None] == []


def test_every_public_rule_and_action_says_what_it_does() -> None:
    spoken = [path for path in modules() if "actions" in path.parts or path.is_relative_to(PACKAGE / "rules")]
    found = {name(path): silent_functions(path.read_text()) for path in spoken}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_silent_function_is_seen() -> None:
    assert silent_functions("def send(): ...\ndef _inner(): ...") == ["send"]
