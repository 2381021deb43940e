"""Only actions write, nothing listens for signals, and what a module imports it says at its top."""

import ast
from pathlib import Path

from tests.house.sources import PACKAGE, modules, name

WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "adelete", "aupdate", "abulk_create",
}  # fmt: skip
ROWS = {"save", "delete"}
NOT_ROWS = {
    "super()",
    "default_storage",
    "store",
    "self._storage",
    "pixels",
    "pdf",
    "tilted",
    "book",
}  # bytes in the store are no rows, nor is a new file
SIGNALS = {"receiver", "post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}


def writes(source: str) -> list[str]:
    """Return the calls that write rows: `.save(` and `.delete(` on anything, the rest on `.objects` or a queryset."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "add_row":
            found.append("add_row")
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
            continue
        owner = ast.unparse(node.func.value)
        rows = ".objects" in owner or ".filter(" in owner or ".all()" in owner
        if rows or (node.func.attr in ROWS and owner not in NOT_ROWS):
            found.append(f"{owner}.{node.func.attr}")
    return found


def listeners(source: str) -> list[str]:
    """Return what a module imports from Django in order to listen for other people's changes."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django"):
            found += [alias.name for alias in node.names if alias.name in SIGNALS]
    return found


def late_imports(source: str) -> list[str]:
    """Return the functions that import."""
    tree = ast.parse(source)
    return [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]


def _may_write(path: Path) -> bool:
    return "actions" in path.parts or path.stem == "actions"


def test_only_actions_write() -> None:
    found = {name(path): writes(path.read_text()) for path in modules() if not _may_write(path)}
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_nothing_listens_for_signals() -> None:
    found = {name(path): listeners(path.read_text()) for path in modules()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_function_imports() -> None:
    found = {name(path): late_imports(path.read_text()) for path in modules(under=PACKAGE)}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_write_a_listener_and_a_late_import_are_seen() -> None:
    assert writes("Case.objects.create(body=body)\ncase.save()\nseen.update({1: 2})") == [
        "Case.objects.create",
        "case.save",
    ]
    assert writes("add_row(case)") == ["add_row"]
    assert listeners("from django.dispatch import receiver") == ["receiver"]
    assert late_imports("def now():\n    import time\n    return time.time()") == ["now"]
