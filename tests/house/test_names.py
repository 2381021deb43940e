"""Every module stands in a room with a known name, and no room is called after nothing in particular."""

from pathlib import Path

from tests.house.sources import PACKAGE, modules, name, said_by_parts

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services"}
ROOMS = {
    "__init__", "apps", "models", "access", "queries", "gateways", "actions", "forms", "tasks", "views", "urls",
    "admin", "management", "migrations", "templates", "static", "personal",
}  # fmt: skip
# What an app has beside the usual rooms, and why. Of a part, tests/parts/<part>/house.py says so.
OWN_ROOMS = {
    "foundation/accounts": {"audience", "requests", "middleware", "adapter"},  # the door that every request passes
    "foundation/ready": {"middleware"},  # what a visitor is given before anything is asked
    "website": {"context", "templatetags"},  # the frame around every page, and its head
} | said_by_parts("OWN_ROOMS")
FLOORS = {"config", "website", "parts", "records", "foundation", "rules"}


def rooms_without_a_name(paths: list[Path], package: Path) -> list[str]:
    """Return the modules of apps that stand in no known room."""
    return [path.as_posix() for path in (one.relative_to(package) for one in paths) if not _in_a_room(path)]


def _in_a_room(path: Path) -> bool:
    floor = path.parts[0]
    if floor in {"config", "rules"} or len(path.parts) == 1 or path.stem == "__init__":
        return True
    app = path.parts[:1] if floor == "website" else path.parts[:2]
    room = Path(path.parts[len(app)]).stem
    return room in ROOMS | OWN_ROOMS.get("/".join(app), set()) or _fact_tables(path)


def _fact_tables(path: Path) -> bool:
    return "facts" in path.parts  # the starter register's own tables


def test_no_file_is_called_after_nothing_in_particular() -> None:
    assert [name(path) for path in modules() if path.stem in EMPTY_NAMES] == []
    assert [name(path) for path in modules() if EMPTY_NAMES & set(path.parts)] == []


def test_every_module_of_an_app_stands_in_a_known_room() -> None:
    assert rooms_without_a_name(modules(), PACKAGE) == []


def test_the_package_has_its_five_floors_and_the_wiring_and_nothing_else() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == FLOORS


def test_a_stray_module_is_seen() -> None:
    package = Path("/nowhere/dueregard")
    strays = [package / "parts/foi/engine.py", package / "parts/foi/actions/send.py", package / "website/context.py"]
    assert rooms_without_a_name(strays, package) == ["parts/foi/engine.py"]
