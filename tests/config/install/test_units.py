"""systemd accepts every unit as written, and each is as closed as docs/how-to/install-on-a-server.md says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dueregard.config.install.code import shipped
from dueregard.foundation.machine.gateways.system import SEEN
from dueregard.rules.install import layout
from dueregard.rules.install.plan import plan
from tests.house.sources import ROOT
from tests.rules.install.test_answers import KEY, answers

ANALYZE = "/usr/bin/systemd-analyze"
SCORE = re.compile(r"^\| `(due-regard-\w+)` \| ([\d.]+) \|", re.MULTILINE)
SERVICES = sorted(path.stem for path in (ROOT / "deploy/systemd").glob("*.service"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a root folder with the files that an installation writes, and systemd's own units."""
    root = tmp_path_factory.mktemp("machine")
    shutil.copytree("/lib/systemd/system", root / "lib/systemd/system", symlinks=True)
    for one in plan(answers(backup_to="/backup", backup_keys=KEY), shipped(ROOT)).files:
        path = root / one.path.removeprefix("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text)
        path.chmod(one.mode)
    for program in ("python", "granian", "dueregard"):
        path = root / layout.CURRENT.removeprefix("/") / "venv/bin" / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    return root


def asked(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ANALYZE, *words, f"--root={machine}"], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("unit", [path.name for path in sorted((ROOT / "deploy/systemd").iterdir()) if path.is_file()])
def test_systemd_has_nothing_to_say_against_a_unit(unit: str, machine: Path) -> None:
    done = asked(machine, "verify", "--man=no", f"{machine}{layout.SYSTEMD}/{unit}")
    said = [line for line in done.stderr.splitlines() if "due-regard" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("service", SERVICES)
def test_a_unit_is_as_closed_as_the_how_to_says(service: str, machine: Path) -> None:
    written = dict(SCORE.findall((ROOT / "docs/how-to/install-on-a-server.md").read_text()))
    done = asked(machine, "security", "--offline=true", "--no-pager", f"{service}.service")
    found = re.search(r"Overall exposure level for .*: ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= float(written[service]) <= 3.0


def keys(path: Path) -> set[str]:
    """Return what a file sets, but for lists that only grow."""
    lines = (line.partition("=")[0] for line in path.read_text().splitlines() if re.match(r"[A-Z]\w*=", line))
    return {*lines} - {"Environment", "EnvironmentFile", "Description"}


def test_a_unit_sets_nothing_itself_that_the_walls_set_as_well() -> None:
    """A file beside a unit is read after it: the walls would win, and no process could leave the network."""
    folder = ROOT / "deploy/systemd"
    walls = keys(folder / "due-regard-.service.d/10-walls.conf")
    assert {path.name: found for path in folder.glob("*.service") if (found := keys(path) & walls)} == {}
    doors = [*folder.glob("due-regard-?*.service.d/*.conf")]
    assert len(doors) == 5
    assert {path.name for path in doors} == {"20-doors.conf"}  # after the walls


def test_root_writes_for_the_doctor_where_the_account_cannot() -> None:
    """A link in a folder of the account's would lead root to any file of the machine."""
    script = (ROOT / "deploy/machine/look-as-root").read_text()
    assert f"seen={SEEN}\n" in script
    units = "".join(path.read_text() for path in (ROOT / "deploy/systemd").rglob("*") if path.is_file())
    own = {f"/run/{name}" for name in re.findall(r"^RuntimeDirectory=(\S+)", units, re.MULTILINE)}
    own |= {*re.findall(r"^ReadWritePaths=(\S+)", units, re.MULTILINE)}
    assert own
    assert not own & {str(folder) for folder in SEEN.parents}


def test_the_journal_learns_no_word_of_a_command(tmp_path: Path) -> None:
    """systemd writes a unit's description into the journal when it starts; without one, the whole command."""
    for program, words in (("id", "echo 0"), ("systemd-run", 'printf "%s\\n" "$@"')):
        (tmp_path / program).write_text(f"#!/bin/sh\n{words}\n")
        (tmp_path / program).chmod(0o755)
    asked = ["sh", str(ROOT / "deploy/machine/due-regard"), "erase", "Jane Smith"]
    told = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=told, stdin=subprocess.DEVNULL)
    (description,) = (line for line in done.stdout.splitlines() if line.startswith("--description="))
    assert "Jane" not in description
    assert done.stdout.endswith("erase\nJane Smith\n")


def test_the_journal_keeps_no_file_for_longer_than_a_day() -> None:
    """journald deletes whole files: one that goes on for a month holds what is six weeks old."""
    said = dict(re.findall(r"^(\w+)=(\S+)$", (ROOT / "deploy/machine/journald.conf").read_text(), re.MULTILINE))
    assert (said["MaxFileSec"], said["MaxRetentionSec"]) == ("1day", "14day")


def test_the_how_to_has_a_score_for_each_unit_and_no_other() -> None:
    written = SCORE.findall((ROOT / "docs/how-to/install-on-a-server.md").read_text())
    assert sorted(name for name, _ in written) == SERVICES


def test_a_unit_with_its_walls_taken_down_is_seen(machine: Path, tmp_path: Path) -> None:
    bare = tmp_path / "machine"
    shutil.copytree(machine, bare, symlinks=True)
    shutil.rmtree(bare / layout.SYSTEMD.removeprefix("/") / "due-regard-.service.d")
    done = asked(bare, "security", "--offline=true", "--no-pager", "due-regard-web.service")
    found = re.search(r"Overall exposure level for .*: ([\d.]+)", done.stdout)
    assert found
    assert float(found[1]) > 5


def test_the_account_and_the_folders_are_made_as_the_files_say(machine: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "etc").mkdir(parents=True)
    for folder in ("sysusers.d", "tmpfiles.d"):
        shutil.copytree(machine / "etc" / folder, root / "etc" / folder)
    subprocess.run(["systemd-sysusers", f"--root={root}", "due-regard.conf"], check=True)
    account = next(line for line in (root / "etc/passwd").read_text().splitlines() if line.startswith("due-regard:"))
    assert account.endswith(":/var/lib/due-regard:/usr/sbin/nologin")


def test_what_systemd_starts_is_what_run_starts() -> None:
    """The site's own `serve` starts the same processes: one of them changed alone is a mistake."""
    serve = (ROOT / "dueregard/config/management/commands/serve.py").read_text()
    web = (ROOT / "deploy/systemd/due-regard-web.service").read_text()
    for option in re.findall(r"--[a-z-]+", web.split("ExecStart=")[1].splitlines()[0]):
        assert f'"{option}"' in serve, option
    assert "dueregard.config.wsgi:application" in serve
    for unit, words in (("worker", "work --queue default"), ("reader", "work --queue slow"), ("indexer", "index run")):
        assert f"dueregard {words}\n" in (ROOT / f"deploy/systemd/due-regard-{unit}.service").read_text()
        assert ", ".join(f'"{word}"' for word in words.split()) in serve
