"""The site's units and the servers beside them: starting, stopping, asking how they are. Decides nothing."""

import time
from collections.abc import Iterable
from pathlib import Path

from dueregard.config.install import machine
from dueregard.config.install.machine import Failed
from dueregard.rules.install.layout import ACCOUNT, CURRENT, PREPARE, SECRETS, SERVED, SETTINGS, STATE, TARGET
from dueregard.rules.install.written import settings_in

STEADY = 10.0  # seconds for which every unit has to go on
DOOR = "from dueregard.config.command import main; main()"


def started_by_systemd() -> bool:
    """Tell whether systemd runs this machine."""
    return Path("/run/systemd/system").is_dir()


def is_up() -> bool:
    """Tell whether the whole site was started, and nothing of it ended."""
    return machine.holds("systemctl", "is-active", "--quiet", TARGET, PREPARE, *(f"{unit}.service" for unit in SERVED))


def stop() -> None:
    """Stop the whole site with its timers, and what they began."""
    machine.run("systemctl", "stop", TARGET, "due-regard-*.timer", "due-regard-*.service", why="Stopping the site")


def settings_now() -> dict[str, str]:
    """Return what the settings and the secrets say, as systemd hands them to the site."""
    return settings_in(machine.read(SETTINGS) or "") | settings_in(machine.read(SECRETS) or "")


def setting_now(name: str) -> str:
    """Return one setting as the site reads it: from the file that NAME_FILE names, if there is such a line."""
    told = settings_now()
    if place := told.get(f"{name}_FILE"):
        return (machine.read(place) or "").removesuffix("\n").removesuffix("\r")
    return told.get(name, "")


def start_again() -> None:
    """Start what was stopped: the site, and each timer that is enabled. Raises: Failed"""
    words = machine.run(
        "systemctl", "list-unit-files", "--state=enabled", "--no-legend", "--no-pager", "due-regard-*.timer"
    )
    enabled = [line.split()[0] for line in words.splitlines() if line.split()]
    get_ready(enabled)
    start(enabled)


def get_ready(units: Iterable[str]) -> None:
    """Let the site and other units start with the machine, and make its tables; nobody is served yet. Raises: Failed"""
    machine.run("systemctl", "daemon-reload", why="systemd")
    machine.run("systemctl", "enable", "--quiet", TARGET, *units, why="systemd")
    try:
        machine.run("systemctl", "restart", PREPARE, why="Getting the site ready")
    except Failed as failed:
        raise Failed(f"{failed}\n{_last_lines(PREPARE)}") from None


def start(units: Iterable[str]) -> None:
    """Start the site, which is ready, and other units. Raises: Failed"""
    machine.run("systemctl", "start", TARGET, *units, why="Starting the site")


def see_it_well(port: int, host: str) -> None:
    """Wait until pages are answered, then see that every unit goes on. Raises: Failed"""
    if wrong := machine.answers_well(port, host):
        raise Failed(f"The site was started, and it is not well: {wrong}.\n{_last_lines('due-regard-web.service')}")
    before = {unit: _starts(unit) for unit in SERVED}
    time.sleep(STEADY)
    for unit in SERVED:
        if not machine.holds("systemctl", "is-active", "--quiet", f"{unit}.service") or _starts(unit) != before[unit]:
            raise Failed(f"{unit}.service was started and does not go on.\n{_last_lines(f'{unit}.service')}")


def _starts(unit: str) -> str:
    return machine.run("systemctl", "show", "--property=NRestarts", "--value", f"{unit}.service").strip()


def _last_lines(unit: str) -> str:
    words = machine.run("journalctl", "--no-pager", "-n", "15", "-o", "cat", "-u", unit)
    return "\n".join(f"    {line}" for line in words.splitlines())


def command(release: str, *arguments: str, why: str) -> str:
    """Run a command of the site with its settings, under its account, from one version's folder. Raises: Failed"""
    return machine.run(
        f"{release}/venv/bin/python",
        "-c",
        DOOR,
        *arguments,
        why=why,
        told={**settings_now(), "DUEREGARD_STATE": STATE, "HOME": STATE, "PYTHONDONTWRITEBYTECODE": "1"},
        as_account=True,
        within=STATE,
    )


def first_link() -> str:
    """Return the words with the link for the first administrator; nothing where there is one already."""
    try:
        return command(CURRENT, "administrator", why="The first administrator")
    except Failed:
        return ""


def reload_nginx() -> None:
    """Let nginx read its files, after it was asked whether they are right. Raises: Failed"""
    machine.run("nginx", "-t", "-q", why="nginx does not accept its files, so it goes on as before. It")
    machine.run("systemctl", "enable", "--quiet", "nginx", why="nginx")
    machine.run("systemctl", "reload-or-restart", "nginx", why="nginx")


def make_account() -> None:
    """Make the account and the folders, as the two files that were written say. Raises: Failed"""
    machine.run("systemd-sysusers", "/etc/sysusers.d/due-regard.conf", why="Making the account")
    machine.run("systemd-tmpfiles", "--create", "/etc/tmpfiles.d/due-regard.conf", why="Making the folders")
    if not machine.holds("id", ACCOUNT):
        raise Failed(f"There is no account {ACCOUNT}, and it could not be made.")
    machine.account_owns(STATE)
