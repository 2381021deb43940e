"""Imports run down the floors and through the rooms in order; only gateways speak to the network."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT, modules, name

NETWORK = {
    "socket", "ssl", "smtplib", "imaplib", "poplib", "ftplib", "aiosmtpd", "imap_tools", "dns", "http.client",
    "urllib.request", "asyncio", "requests", "httpx",
}  # fmt: skip
# What may, and why.
ALLOWED = {
    "dueregard/config": "serves the site",
}


def network_imports(source: str) -> list[str]:
    """Return the network modules that a module imports itself."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return sorted({one for one in found if one in NETWORK or one.split(".")[0] in NETWORK})


def clocks(source: str) -> list[str]:
    """Return the calls that read a clock."""
    calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call for call in calls if call.endswith((".now", ".today", ".utcnow", "time.time", "monotonic"))]


def _speaks_outside(path: Path) -> bool:
    return "gateways" in path.parts or any(name(path).startswith(allowed) for allowed in ALLOWED)


def test_floors_parts_rooms_and_rules_keep_to_their_contracts() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_only_gateways_import_the_network() -> None:
    found = {name(path): network_imports(path.read_text()) for path in modules() if not _speaks_outside(path)}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_rule_reads_a_clock() -> None:
    found = {name(path): clocks(path.read_text()) for path in modules(under=PACKAGE / "rules")}
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_a_socket_outside_a_gateway_and_a_clock_in_a_rule_are_seen() -> None:
    assert network_imports("from urllib import request\nimport smtplib") == ["smtplib", "urllib.request"]
    assert clocks("today = date.today()") == ["date.today"]
