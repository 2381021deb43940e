"""What the documents promise is there: settings, commands, reasons of dependencies, the two commands of the README."""

import re

from tests.house.sources import PACKAGE, ROOT, files

VARIABLE = re.compile(r"env(?:\.\w+)?\(\s*\"(DUEREGARD_\w+|DATABASE_URL)\"")
OF_AN_APP = re.compile(r"\bVariable\(\s*\"(\w+)\"")  # what an app adds, read as DUEREGARD_<name>
DOCUMENTED = re.compile(r"`(DUEREGARD_\w+|DATABASE_URL)`")
IN_SHELL = re.compile(r"\$\{(DUEREGARD_\w+)")


def variables(source: str) -> set[str]:
    """Return the environment variables that the settings, or an app that adds some, read."""
    return {*VARIABLE.findall(source), *(f"DUEREGARD_{name}" for name in OF_AN_APP.findall(source))}


def without_reason(requirements: str) -> list[str]:
    """Return the dependencies beside which nobody says what they are for."""
    lines = [line for line in requirements.splitlines() if line and not line.startswith(("#", "-"))]
    return [line for line in lines if "#" not in line]


def commands() -> set[str]:
    """Return the names of the site's own commands."""
    return {path.stem for path in PACKAGE.rglob("management/commands/*.py") if not path.stem.startswith("_")}


def test_every_setting_is_described_and_every_described_setting_exists() -> None:
    read = [PACKAGE / "config/settings.py", *PACKAGE.glob("*/*/apps.py")]
    wanted = {name for path in read for name in variables(path.read_text())}
    for path in (ROOT / "run", *(ROOT / "deploy/systemd").glob("*.service")):
        wanted |= set(IN_SHELL.findall(path.read_text()))
    described = set(DOCUMENTED.findall((ROOT / "docs/reference/settings.md").read_text()))
    assert described == wanted


def test_every_command_is_described_and_every_described_command_exists() -> None:
    described = re.findall(r"^## `(\w+)", (ROOT / "docs/reference/commands.md").read_text(), re.MULTILINE)
    assert set(described) == commands()


def test_every_dependency_says_what_it_is_for() -> None:
    assert {path.name: without_reason(path.read_text()) for path in files("*.in", under=ROOT / "requirements")} == {
        "build.in": [],
        "queue.in": [],
        "site.in": [],
        "test.in": [],
    }


def test_the_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "./run\n" in readme
    assert "./run test" in readme


def test_every_link_between_documents_leads_to_a_file() -> None:
    broken = [
        f"{document.name}: {target}"
        for document in files("*.md")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_an_undescribed_setting_and_a_dependency_without_reason_are_seen() -> None:
    assert variables('X = env.str("DUEREGARD_NEW", default="")') == {"DUEREGARD_NEW"}
    assert variables('variables=(Variable("NEWER", 64),)') == {"DUEREGARD_NEWER"}
    assert without_reason("# all\nDjango  # pages\nleft-pad\n") == ["left-pad"]
