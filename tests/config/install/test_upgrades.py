"""An upgrade begins with a way back and takes it with as little loss as can be; what a person changed stays theirs."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from dueregard.config.install import back, code, database, install, machine, units
from dueregard.config.install.install import Work
from dueregard.config.install.machine import Failed
from dueregard.config.install.record import Record, WayBack
from dueregard.rules.install.fates import Planned, digest
from dueregard.rules.install.plan import Plan
from tests.config.install.test_database import made, site
from tests.house.sources import ROOT
from tests.rules.install.test_answers import answers


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Put a folder in the place of the machine; return the list of the programs that would have run."""
    ran: list[str] = []

    def run(*command: str, **told: Any) -> str:
        ran.append(" ".join(command)[:80])
        if told.get("why", "").startswith("The back-up") and "fails" in ran:
            raise Failed("the disk is full")
        return ""

    def asked(verb: str, *words: str) -> dict[str, Any]:
        return dict(database.VERBS[verb](*words))

    monkeypatch.setattr(machine, "run", run)
    monkeypatch.setattr(back, "ask_database", asked)
    monkeypatch.setattr(units, "settings_now", dict)
    monkeypatch.setattr(Record, "keep", lambda self: None)
    for module in (install, back):
        monkeypatch.setattr(module, "DATABASE", str(tmp_path / "site.sqlite3"))
        monkeypatch.setattr(module, "WAY_BACK", str(tmp_path / "way-back"))
    return ran


def work(record: Record | None = None) -> Work:
    return Work(answers(), {}, ROOT, record or Record(), shipped=code.shipped(ROOT))


def upgraded(tmp_path: Path) -> WayBack:
    """Begin an upgrade of a site with two letters."""
    site(tmp_path)
    doing = work()
    install.begin_upgrade(doing, "old", "new")
    assert doing.record.way_back is not None
    return doing.record.way_back


def newer(tmp_path: Path) -> None:
    """Let the newer version change its tables, and a letter come."""
    path = tmp_path / "site.sqlite3"
    made(path, "INSERT INTO django_migrations VALUES (2, 'mail', '0002_b')", "INSERT INTO letter VALUES (3, 'third')")


def test_before_an_upgrade_the_site_stops_and_its_database_is_copied(typed: list[str], tmp_path: Path) -> None:
    way = upgraded(tmp_path)
    assert any("stop due-regard.target" in one for one in typed)
    assert (Path(way.folder) / "site.sqlite3").exists()
    assert way.migrations == [("mail", "0001_a")]


def test_a_back_up_that_fails_stops_the_upgrade_before_anything_is_touched(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path)
    typed.append("fails")
    monkeypatch.setattr(units, "settings_now", lambda: {"DUEREGARD_BACKUP_TO": "/backup"})
    with pytest.raises(Failed, match="the disk is full"):
        install.begin_upgrade(work(), "old", "new")
    assert not any("stop" in one for one in typed)


def test_a_damaged_database_is_left_alone_and_the_site_starts_again(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path)
    monkeypatch.setattr(back, "ask_database", lambda *words: {"damage": "page 3", "migrations": []})
    with pytest.raises(Failed, match="Restore a back-up first"):
        install.begin_upgrade(work(), "old", "new")
    assert "systemctl start due-regard.target" in typed


def test_a_database_whose_address_lies_in_a_file_is_postgresqls_too(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "address"
    place.write_text("postgres://site:x@db.northport.example/site\n")
    monkeypatch.setattr(units, "settings_now", lambda: {"DATABASE_URL_FILE": str(place)})
    dumped: list[str] = []
    monkeypatch.setattr(back, "keep_postgresql", lambda address, folder: dumped.append(address))
    doing = work()
    install.begin_upgrade(doing, "old", "new")
    assert dumped == ["postgres://site:x@db.northport.example/site"]
    assert doing.record.way_back is not None
    assert "is PostgreSQL's" in back._bring_the_database_back(doing.record.way_back)


def test_versions_with_the_same_tables_leave_the_database_as_it_is(typed: list[str], tmp_path: Path) -> None:
    way = upgraded(tmp_path)
    made(tmp_path / "site.sqlite3", "INSERT INTO letter VALUES (3, 'third')")
    assert "stays as it is" in back._bring_the_database_back(way)


def letters(path: Path) -> int:
    found = subprocess.run(["sqlite3", path, "SELECT count(*) FROM letter"], capture_output=True, text=True, check=True)
    return int(found.stdout)


@pytest.fixture
def django(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Return a way to say what Django answers to `migrate --plan`; the list is what it was asked."""

    def says(plan: str) -> list[str]:
        asked: list[str] = []

        def command(release: str, *arguments: str, why: str) -> str:
            asked.append(f"{Path(release).name} {' '.join(arguments)}")
            return plan

        monkeypatch.setattr(units, "command", command)
        return asked

    return says


def test_changes_of_tables_that_can_be_taken_back_are_and_a_letter_that_came_stays(
    typed: list[str], tmp_path: Path, django: Callable[[str], list[str]]
) -> None:
    way = upgraded(tmp_path)
    newer(tmp_path)
    way.was_served = True
    asked = django("Planned operations:\n    Undo Create model X")
    words = back._bring_the_database_back(way)
    assert "taken back" in words
    assert asked == ["new migrate mail 0001_a --plan", "new migrate mail 0001_a"]
    assert letters(tmp_path / "site.sqlite3") == 3


def test_where_they_cannot_the_copy_is_laid_back_and_what_it_lacks_is_told_and_kept(
    typed: list[str], tmp_path: Path, django: Callable[[str], list[str]]
) -> None:
    way = upgraded(tmp_path)
    newer(tmp_path)
    way.was_served = True
    django("    IRREVERSIBLE Raw SQL operation")
    words = back._bring_the_database_back(way)
    assert "letter: 1 new or changed" in words
    assert letters(tmp_path / "site.sqlite3") == 2
    (aside,) = (tmp_path / "way-back").glob("left-*/site.sqlite3")
    assert letters(aside) == 3


def test_tables_that_cannot_be_taken_back_after_all_bring_the_copy_and_say_what_it_lacks(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = upgraded(tmp_path)
    newer(tmp_path)
    way.was_served = True

    def command(release: str, *arguments: str, why: str) -> str:
        if "--plan" in arguments:
            return "Planned operations:\n    Undo Create model X"
        made(tmp_path / "site.sqlite3", "DELETE FROM letter")  # half-way
        raise Failed(f"{why} failed")

    monkeypatch.setattr(units, "command", command)
    words = back._bring_the_database_back(way)
    assert "letter: 1 new or changed" in words
    assert letters(tmp_path / "site.sqlite3") == 2
    held = {path.parent.name.rpartition("-")[2]: letters(path) for path in (tmp_path / "way-back").glob("left-*/*3")}
    assert (held.pop("half"), held.pop("whole")) == (0, 3)
    assert list(held.values()) == [3]


@pytest.mark.parametrize("fault", [OSError("No space left on device"), KeyboardInterrupt(), Failed("nginx")], ids=repr)
def test_whatever_stops_an_upgrade_brings_the_version_before_back(
    fault: BaseException, typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tmp_path)
    kept = tmp_path / "answers"
    kept.write_text("name = before.example\n")
    monkeypatch.setattr(install, "KEPT_ANSWERS", str(kept))
    monkeypatch.setattr(install, "add_packages", lambda answers: None)
    monkeypatch.setattr(units, "make_account", lambda: None)
    monkeypatch.setattr(code, "in_use", lambda: "old")
    monkeypatch.setattr(code, "is_built", lambda version: True)
    early = tmp_path / "sysusers.conf"
    monkeypatch.setattr(Work, "plan", lambda self: Plan((), (), (Planned(str(early), "new\n"),), (), ()))
    monkeypatch.setattr(install, "ACCOUNT_FILES", (str(tmp_path),))
    monkeypatch.setattr(install, "_put_in_place", Mock(side_effect=fault))
    ways: list[WayBack] = []
    monkeypatch.setattr(back, "go_back", lambda record: ways.append(record.way_back))
    with pytest.raises(Failed, match="The version from before, old, is in use again"):
        install.install(work())
    assert ways[0].files == {str(early): None, str(kept): "name = before.example\n"}


def test_a_dump_is_asked_for_where_and_how_the_address_says(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(machine, "run", lambda *command, told=None, **other: asked.append(told or {}))
    back.keep_postgresql("postgres://site:p%40ss@/site?host=/run/postgresql&sslmode=verify-full&ours=no", "/copy")
    assert asked[1] == {
        "PGUSER": "site",
        "PGPASSWORD": "p@ss",
        "PGDATABASE": "site",
        "PGHOST": "/run/postgresql",
        "PGSSLMODE": "verify-full",
    }


def test_the_account_is_told_nothing_that_is_set_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_OF_ROOT", "yes")
    seen: list[dict[str, str]] = []

    def ran(command: list[str], *, env: dict[str, str], **other: Any) -> subprocess.CompletedProcess[str]:
        seen.append(env)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", ran)
    machine.run("true", as_account=True, told={"PGHOST": "here"})
    machine.run("true")
    assert "A_SECRET_OF_ROOT" not in seen[0]
    assert seen[0]["PGHOST"] == "here"
    assert "A_SECRET_OF_ROOT" in seen[1]


def test_a_version_that_never_answered_leaves_nothing_behind(
    typed: list[str], tmp_path: Path, django: Callable[[str], list[str]]
) -> None:
    way = upgraded(tmp_path)
    made(tmp_path / "site.sqlite3", "INSERT INTO django_migrations VALUES (2, 'mail', '0002_b')")
    asked = django("")
    assert "Nothing had come since" in back._bring_the_database_back(way)
    assert asked == []


def test_the_way_back_holds_what_a_file_said_before_and_a_persons_change_is_no_part_of_it(
    typed: list[str], tmp_path: Path
) -> None:
    ours, theirs = Planned(str(tmp_path / "unit"), "new\n"), Planned(str(tmp_path / "settings"), "new\n")
    Path(ours.path).write_text("old\n")
    Path(theirs.path).write_text("typed\n")
    record = Record(written={ours.path: digest("old\n"), theirs.path: digest("old\n")}, way_back=WayBack("a", "b", ""))
    doing = work(record)
    doing.is_upgrade = True
    install.write_all(doing, [ours, theirs])
    assert (Path(ours.path).read_text(), Path(theirs.path).read_text()) == ("new\n", "typed\n")
    assert record.way_back is not None
    assert record.way_back.files == {ours.path: "old\n"}
    back._put_back(record, ours.path, "old\n")
    assert Path(ours.path).read_text() == "old\n"
    Path(ours.path).write_text("typed meanwhile\n")
    back._put_back(record, ours.path, "older\n")
    assert Path(ours.path).read_text() == "typed meanwhile\n"


@pytest.fixture
def nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing of the machine be read or written."""
    monkeypatch.setattr(machine, "read", lambda path: None)
    monkeypatch.setattr(machine, "write", lambda planned: None)
    monkeypatch.setattr(machine, "point", lambda link, target: None)
    monkeypatch.setattr(install, "_web", lambda doing, wanted, web: [])


@pytest.mark.parametrize("is_upgrade", [True, False], ids=["an upgrade", "one that was stopped, and goes on"])
def test_a_version_counts_as_served_before_it_answers_anybody(
    is_upgrade: bool, typed: list[str], nothing_written: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails later, nginx or a certificate, must not take back a letter that came meanwhile."""
    way = WayBack("old", "new", "")
    doing = work(Record(way_back=way))
    doing.is_upgrade = is_upgrade
    served: list[bool] = []
    monkeypatch.setattr(units, "get_ready", lambda enabled: served.append(way.was_served))
    monkeypatch.setattr(units, "start", lambda enabled: served.append(way.was_served))
    install._put_in_place(doing, "new")
    assert served == [False, True]


def test_an_upgrade_that_was_stopped_half_way_still_knows_its_files_when_it_begins_again(
    typed: list[str], tmp_path: Path
) -> None:
    site(tmp_path)
    unit = Planned(str(tmp_path / "unit"), "new\n")
    Path(unit.path).write_text("old\n")
    doing = work(Record(written={unit.path: digest("old\n")}))
    for _ in range(2):  # the power went, and the command is typed again
        install.begin_upgrade(doing, "old", "new")
        install.write_all(doing, [unit])
    assert doing.record.way_back is not None
    assert doing.record.way_back.files == {unit.path: "old\n"}
    doing.record.way_back.was_served = True
    install.begin_upgrade(doing, "old", "new")
    assert doing.record.way_back.files == {}


def test_a_file_that_was_replaced_is_not_kept_where_nginx_reads_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "REPLACED", str(tmp_path / "replaced"))
    monkeypatch.setattr(Record, "keep", lambda self: None)
    path = tmp_path / "sites-enabled/due-regard-site.conf"
    path.parent.mkdir()
    path.write_text("typed\n")
    doing = work()
    doing.replace = frozenset({str(path)})
    install.write_all(doing, [Planned(str(path), "ours\n")])
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    kept = tmp_path / f"replaced{path}"
    assert (path.read_text(), kept.read_text()) == ("ours\n", "typed\n")
    assert kept.stat().st_mode & 0o777 == 0o600
