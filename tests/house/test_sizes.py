"""Files, functions and templates stay small enough to read in one go."""

import ast
import re

from tests.house.sources import functions, modules, name, templates

LINES_A_FILE, LINES_A_FUNCTION, LINES_A_TEMPLATE, LEVELS_OF_IF, METHODS_A_CLASS = 400, 60, 100, 2, 15
TAG = re.compile(r"{%\s*(if|endif)\b")


def long_functions(source: str) -> list[str]:
    """Name each function of a module that is too long."""
    found = []
    for function in functions(ast.parse(source)):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LINES_A_FUNCTION:
            found.append(f"{function.name} has {lines} lines")
    return found


def wide_classes(source: str) -> list[str]:
    """Name each class with too many methods."""
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    counted = {node.name: sum(isinstance(part, ast.FunctionDef) for part in node.body) for node in classes}
    return [f"{name} has {count} methods" for name, count in counted.items() if count > METHODS_A_CLASS]


def depth_of_ifs(template: str) -> int:
    """Return how deeply a template's conditions are nested."""
    depth = deepest = 0
    for tag in TAG.findall(template):
        depth += 1 if tag == "if" else -1
        deepest = max(deepest, depth)
    return deepest


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules()}
    assert {path: lines for path, lines in lengths.items() if lines > LINES_A_FILE} == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    found = {name(path): long_functions(path.read_text()) for path in modules()}
    assert {path: functions for path, functions in found.items() if functions} == {}


def test_no_class_has_more_than_fifteen_methods() -> None:
    found = {name(path): wide_classes(path.read_text()) for path in modules()}
    assert {path: classes for path, classes in found.items() if classes} == {}


def test_no_template_is_longer_than_a_hundred_lines_or_decides_in_three_levels() -> None:
    texts = {name(path): path.read_text() for path in templates()}
    assert [path for path, text in texts.items() if len(text.splitlines()) > LINES_A_TEMPLATE] == []
    assert [path for path, text in texts.items() if depth_of_ifs(text) > LEVELS_OF_IF] == []


def test_a_long_function_a_wide_class_and_a_deep_template_are_seen() -> None:
    body = "\n".join(f"    x = {number}" for number in range(LINES_A_FUNCTION))
    assert long_functions(f"def tall() -> None:\n{body}\n") == ["tall has 61 lines"]
    methods = "\n".join(f"    def m{number}(self): ..." for number in range(16))
    assert wide_classes(f"class Wide:\n{methods}\n") == ["Wide has 16 methods"]
    assert depth_of_ifs("{% if a %}{% if b %}{% if c %}x{% endif %}{% endif %}{% endif %}") == 3
