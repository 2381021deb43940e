"""Puts the site on a machine, or another version in the place of the one that is there. Safe to run again and again.

What is written is `rules/install/plan`'s; going back is `back`'s.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dueregard.config.install import back, code, machine, units
from dueregard.config.install.machine import Failed, say
from dueregard.config.install.record import Record, WayBack
from dueregard.rules.install.answers import Answers
from dueregard.rules.install.fates import Fate, Judged, Planned, digest, judge
from dueregard.rules.install.layout import (
    BACKUP,
    CODE,
    CURRENT,
    DATABASE,
    DEBIAN_SITE,
    KEPT_ANSWERS,
    ONION_NAME,
    OWN_TOR,
    REPLACED,
    TOR,
    WAY_BACK,
)
from dueregard.rules.install.plan import CLOCKS, Plan, packages, plan
from dueregard.rules.install.releases import to_remove
from dueregard.rules.install.written import answers_written

PATIENCE_WITH_TOR = 60  # seconds until it has made its address
ACCOUNT_FILES = ("/etc/sysusers.d/", "/etc/tmpfiles.d/")
INCLUDED = f"%include {OWN_TOR}"


@dataclass
class Work:
    """What is installed: the answers and how they were given, the code, what was done before, what a person allowed."""

    answers: Answers
    given: dict[str, str]
    source: Path
    record: Record
    replace: frozenset[str] = frozenset()
    without_backup: bool = False
    shipped: dict[str, str] = field(default_factory=dict)  # texts of deploy/, of the code that installs
    is_upgrade: bool = False  # from when on what is written is remembered for the way back

    def plan(self) -> Plan:
        """Return the plan, with the onion address if there is one by now."""
        return plan(self.answers, self.shipped, onion=onion_address() if self.answers.onion else "")

    def judged(self, files: Sequence[Planned]) -> list[Judged]:
        """Say what becomes of each file."""
        return [judge(one, machine.read(one.path), self.record.written, self.replace) for one in files]


def onion_address() -> str:
    """Return the address that Tor made."""
    return (machine.read(ONION_NAME) or "").strip()


def install(work: Work) -> list[Judged]:
    """Do all of it; return what became of each file. Raises: Failed"""
    version = code.name_of(work.source)
    before = code.in_use()
    is_upgrade = before not in {"", version}
    add_packages(work.answers)
    early = write_all(work, [one for one in work.plan().files if one.path.startswith(ACCOUNT_FILES)])
    units.make_account()
    if not code.is_built(version):
        say(f"Making {CODE}/{version} (some minutes) …")
        code.build(work.source, version)
    if is_upgrade:
        begin_upgrade(work, before, version, early)
    try:
        _keep_answers(work)
        judged = _put_in_place(work, version)
        units.see_it_well(_port(work), work.answers.name)
    except (Failed, OSError, KeyboardInterrupt) as failed:
        if is_upgrade:
            why = str(failed) or "You stopped it."
            say(f"\n{why}\n\nThe new version is not in place, so the one before comes back.")
            back.go_back(work.record)
            raise Failed(f"The version from before, {before}, is in use again. Nothing else was changed.") from None
        raise
    _remember(work, version)
    return judged


def add_packages(answers: Answers) -> None:
    """Install what is missing of Debian's packages. A fresh nginx loses its own first page, which logs visitors."""
    is_fresh = not machine.is_installed("nginx")
    missing = machine.packages_missing(packages(answers))
    if not any(machine.is_installed(one) for one in CLOCKS):
        missing.append(CLOCKS[0])
    if missing:
        say(f"Installing {', '.join(missing)} …")
        machine.install_packages(missing)
    if is_fresh:
        Path(DEBIAN_SITE).unlink(missing_ok=True)


def _keep_answers(work: Work) -> None:
    """Keep the answers for the next time; the way back brings those from before."""
    planned, there = Planned(KEPT_ANSWERS, answers_written(work.given), 0o600), machine.read(KEPT_ANSWERS)
    if work.is_upgrade and work.record.way_back and there != planned.text:
        work.record.way_back.files.setdefault(KEPT_ANSWERS, there)
    machine.write(planned)
    work.record.written[KEPT_ANSWERS] = digest(planned.text)
    work.record.keep()


def begin_upgrade(work: Work, before: str, after: str, early: Sequence[Judged] = ()) -> None:
    """Make a back-up, stop the site, and copy the database: from here on there is a way back.

    `early` was written before that, and goes back with the rest. Raises: Failed
    """
    if units.setting_now("DUEREGARD_BACKUP_TO") and not work.without_backup:
        say("Making a back-up …")
        machine.run("systemctl", "start", BACKUP, why="The back-up, so nothing was changed, the upgrade")
    elif not work.without_backup:
        say("No back-up is set, so only a copy of the database is kept to go back to: see docs/how-to/back-up.md.")
    say("Stopping the site, and copying its database …")
    units.stop()
    folder = f"{WAY_BACK}/{datetime.now().astimezone():%Y-%m-%dT%H-%M-%S}"
    files = {one.planned.path: one.there for one in early if one.fate in {Fate.NEW, Fate.REPLACED}}
    way = WayBack(before, after, folder, files=files | _files_of_a_stopped_try(work.record, before, after))
    try:
        if address := units.setting_now("DATABASE_URL"):
            back.keep_postgresql(address, folder)
        elif Path(DATABASE).exists():
            kept = back.ask_database("keep", DATABASE, folder)
            if kept["damage"]:
                raise Failed(
                    f"SQLite finds the database damaged ({kept['damage']}), so nothing is changed. "
                    "Restore a back-up first: see docs/how-to/back-up.md."
                )
            way.migrations = [(app, name) for app, name in kept["migrations"]]
    except (Failed, OSError, KeyboardInterrupt):
        units.start_again()
        raise
    work.record.way_back, work.is_upgrade = way, True
    work.record.keep()


def _files_of_a_stopped_try(record: Record, before: str, after: str) -> dict[str, str | None]:
    """Return what the same upgrade had remembered of files when it was stopped: they are the newer version's by now."""
    way = record.way_back
    is_the_same = way is not None and (way.before, way.after, way.was_served) == (before, after, False)
    return dict(way.files) if way is not None and is_the_same else {}


def write_all(work: Work, files: Sequence[Planned]) -> list[Judged]:
    """Write what is new or ours; remember each digest, and for the way back what was there before."""
    judged = work.judged(files)
    for one in judged:
        if one.fate in {Fate.NEW, Fate.REPLACED}:
            if work.is_upgrade and work.record.way_back:
                work.record.way_back.files.setdefault(one.planned.path, one.there)
            if one.planned.path in work.replace and one.there is not None:
                machine.write(Planned(f"{REPLACED}{one.planned.path}", one.there, 0o600))
            machine.write(one.planned)
        if one.fate is not Fate.KEPT:
            work.record.written[one.planned.path] = digest(one.planned.text)
    work.record.keep()
    return judged


def _put_in_place(work: Work, version: str) -> list[Judged]:
    """Write the files, let `current` lead to the version, start the site and let nginx read its files."""
    if work.answers.onion:
        _start_tor(work)
    wanted = work.plan()
    web = [one for one in wanted.files if one.path.startswith("/etc/nginx/")]
    judged = write_all(work, [one for one in wanted.files if one not in web])
    changed = {one.planned.path for one in judged if one.fate in {Fate.NEW, Fate.REPLACED}}
    if any("journald" in path for path in changed):
        machine.run("systemctl", "restart", "systemd-journald", why="The journal")
    if changed or code.in_use() != version or not units.is_up():
        units.stop()
        machine.point(CURRENT, f"{CODE}/{version}")
        units.get_ready(wanted.enabled)
        _remember_that_it_serves(work.record, version)
        units.start(wanted.enabled)
    return judged + _web(work, wanted, web)


def _remember_that_it_serves(record: Record, version: str) -> None:
    """Write down, before the first page is answered, that from now on something may come that the copy has not.

    Also where an installation that was stopped half-way goes on: the way back is that of its first try.
    """
    way = record.way_back
    if way is not None and way.after == version and not way.was_served:
        way.was_served = True
        record.keep()


def _web(work: Work, wanted: Plan, web: Sequence[Planned]) -> list[Judged]:
    judged = write_all(work, wanted.challenge)
    lacking = [host for host in wanted.certificates if not Path(f"/etc/letsencrypt/live/{host}/fullchain.pem").exists()]
    if lacking:
        units.reload_nginx()
    for host in lacking:
        say(f"Asking for a certificate for {host} …")
        get_certificate(work.answers, host)
    judged += write_all(work, web)
    units.reload_nginx()
    return judged


def get_certificate(answers: Answers, host: str) -> None:
    """Let Debian's certbot get a certificate, and renew it from then on. Raises: Failed"""
    asked = ["certbot", "certonly", "--non-interactive", "--agree-tos", "--webroot", "-w", "/var/lib/due-regard-acme"]
    asked += ["-d", host, "--cert-name", host, "--deploy-hook", "systemctl reload nginx"]
    asked += ["-m", answers.contact] if answers.contact else ["--register-unsafely-without-email"]
    if answers.acme_server:
        asked += ["--server", answers.acme_server]
    machine.run(*asked, why=f"The certificate for {host} (does the name lead to this machine, and is port 80 open?)")


def _start_tor(work: Work) -> None:
    """Let Tor make the onion address. Its file is ours; its own file gets one line that includes it. Raises: Failed"""
    write_all(work, [one for one in work.plan().files if one.path == OWN_TOR])
    own = machine.read(TOR) or ""
    if INCLUDED not in own.splitlines():
        machine.write(Planned(TOR, f"{own.rstrip()}\n\n{INCLUDED}\n".lstrip()))
    machine.run("systemctl", "enable", "--quiet", "tor", why="Tor")
    machine.run("systemctl", "restart", "tor", why="Tor")
    for _ in range(PATIENCE_WITH_TOR):
        if onion_address():
            return
        time.sleep(1)
    raise Failed("Tor has made no address. See: journalctl -u tor@default")


def _remember(work: Work, version: str) -> None:
    """Write down that it went well, and remove versions that nobody goes back to."""
    record = work.record
    record.versions = [*(one for one in record.versions if one != version), version]
    record.is_installed = True
    record.keep()
    kept = {record.way_back.before} if record.way_back else set()
    for old in to_remove(code.there(), record.versions, version):
        if old not in kept:
            code.remove(old)


def _port(work: Work) -> int:
    """Return the port that the settings say, which a person may have changed."""
    return int(units.setting_now("DUEREGARD_PORT") or work.answers.port)
