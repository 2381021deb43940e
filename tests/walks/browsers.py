"""Starts the browsers of the walks with a folder of their own, and says what is missing where one cannot be had."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.ports import free_port
from tests.walks.drivers import Driver, DriverError, Marionette, WebDriver

STARTS_WITHIN = 120  # seconds, on a busy machine
MINI = "webkit2gtk-4.*/MiniBrowser"


class NotToBeHad(Exception):
    """A browser is not installed here, or does not start."""


@contextmanager
def firefox(folder: Path) -> Iterator[Driver]:
    """Drive Firefox without a screen. What it saves lies in `folder`/saved. Raises: NotToBeHad"""
    profile, saved = folder / "profile", folder / "saved"
    profile.mkdir()
    saved.mkdir()
    chosen = {
        "marionette.port": 0,
        "browser.download.folderList": 2,
        "browser.download.dir": str(saved),
        "browser.download.alwaysOpenPanel": False,
        "app.update.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "browser.safebrowsing.downloads.enabled": False,
    }
    lines = (f'user_pref("{name}", {_as_script(value)});\n' for name, value in chosen.items())
    (profile / "user.js").write_text("".join(lines))
    command = [_found("firefox-esr", "firefox"), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    said = profile / "MarionetteActivePort"
    with _running(command, folder):
        yield from _driven(lambda: Marionette(int(said.read_text())), "Firefox")


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """Drive WebKitGTK's small browser on a screen that nobody sees. What it saves lies in `folder`/saved.

    Raises: NotToBeHad
    """
    saved = folder / "saved"
    saved.mkdir()
    (folder / ".config").mkdir()
    (folder / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{saved}"\n')
    small = sorted(Path("/usr/lib").glob(f"*/{MINI}"))
    if not small:
        raise NotToBeHad("MiniBrowser of WebKitGTK is not installed")
    port, screen = free_port(), folder / "screen"
    driver = [_found("WebKitWebDriver"), f"--port={port}"]
    options = {"binary": str(small[-1]), "args": ["--automation"]}
    xvfb = [_found("Xvfb"), "-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    with _running(xvfb, folder, words=screen):
        display = _said(screen)
        with _running(driver, folder, DISPLAY=f":{display}", LIBGL_ALWAYS_SOFTWARE="1", NO_AT_BRIDGE="1"):
            yield from _driven(lambda: WebDriver(port, {"webkitgtk:browserOptions": options}), "WebKitGTK")


def _driven(begin: Callable[[], Driver], called: str) -> Iterator[Driver]:
    driver = _begun(begin, called)
    try:
        yield driver
    finally:
        with suppress(DriverError, OSError):
            driver.end()


def _begun(begin: Callable[[], Driver], called: str) -> Driver:
    until, trouble = time.monotonic() + STARTS_WITHIN, ""
    while time.monotonic() < until:
        try:
            return begin()
        except (OSError, ValueError, DriverError) as error:  # not yet listening, the file not yet written
            trouble = str(error)
            time.sleep(0.3)
    raise NotToBeHad(f"{called} does not start: {trouble}")


def _said(words: Path) -> str:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if said := words.read_text().strip():
            return said
        time.sleep(0.1)
    raise NotToBeHad("the screen that nobody sees (Xvfb) does not start")


@contextmanager
def _running(command: list[str], home: Path, words: Path | None = None, **told: str) -> Iterator[None]:
    """Run a program in a home of its own, and at the end kill it with all it started."""
    log = home / f"{Path(command[0]).name}.log"
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), **told}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS"):
        environment.pop(name, None)
    with (words or log).open("wb") as out, log.open("ab") as errors:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=errors, start_new_session=True)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _found(*names: str) -> str:
    for name in names:
        if where := shutil.which(name):
            return where
    raise NotToBeHad(f"{names[0]} is not installed")


def _as_script(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


BROWSERS = {"Firefox": firefox, "WebKitGTK": webkit}
