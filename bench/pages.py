"""Public pages for somebody on a phone: weight against the limit, requests against six, Lighthouse's mobile scores.

Weight is counted as a first visit meets it, with style and scripts. Lighthouse is installed from npm into a temporary
folder for the run and drives Debian's Chromium; where npm is missing its lines are left out, and that is said.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from bench.figures import Figure
from bench.site import make_site, manage, served

LIMIT_BYTES, LIMIT_REQUESTS, LIMIT_QUERIES = 60_000, 6, 12
LIGHTHOUSE = "lighthouse@12"
PAGES = ("/", "/help/", "/guide/", "/guide/approached/", "/figures/")
SCORES = ("performance", "accessibility", "best-practices")
PART = re.compile(r"<(?:link rel=\"(?:stylesheet|icon)\"[^>]*href|script[^>]*src)=\"([^\"]+)\"")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def run() -> Iterator[Figure]:
    """Measure each page on a site with the shipped campaign."""
    make_site()
    manage("pack", "install", "-v0")
    _take_up_guide()
    with served() as port, tempfile.TemporaryDirectory() as folder:
        site = f"http://localhost:{port}"
        pages = [path for path in PAGES if _answers(site + path)]
        for path in pages:
            weights = [*_weights(site + path)]
            yield Figure(f"{path}: bytes of a first visit, against the limit", sum(weights), LIMIT_BYTES, "bytes", None)
            yield Figure(f"{path}: requests, against the limit", len(weights), LIMIT_REQUESTS, "requests", None)
        for path in pages:
            yield Figure(f"{path}: queries, against the limit", _queries(path), LIMIT_QUERIES, "queries", None)
        program = _lighthouse(Path(folder))
        for path in pages if program else []:
            for name, score in _scores(program, site + path, Path(folder)).items():
                yield Figure(f"{path}: Lighthouse, mobile, {name}", score, 100, "of 100", 1.0)


def _take_up_guide() -> None:
    """Do what a worker would: write the versions of the guide that readers see."""
    from django.utils import timezone  # noqa: PLC0415 (a site must be made first)

    from dueregard.parts.guide.actions.take_up import take_up_sections  # noqa: PLC0415

    take_up_sections(by=None, now=timezone.now())


def _answers(address: str) -> bool:
    try:
        with urlopen(address) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _weights(address: str) -> Iterator[int]:
    body = _fetched(address)
    yield body[0]
    for part in PART.findall(body[1]):
        yield _fetched(urljoin(address, part))[0]


def _fetched(address: str) -> tuple[int, str]:
    """Return the bytes on the wire and the text. The page itself is not compressed by the site: a proxy may do it."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        content = answer.read()
        return len(content), "" if answer.headers.get("Content-Encoding") else content.decode("utf-8", "replace")


def _queries(path: str) -> int:
    from django.db import connection  # noqa: PLC0415 (a site must be made first)
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    client.get(path, headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as seen:
        client.get(path, headers={"host": "localhost"})
    return len(seen)


def _lighthouse(folder: Path) -> Path | None:
    if shutil.which("npm") is None or shutil.which("chromium") is None:
        print("Lighthouse is left out: it needs npm and chromium.", file=sys.stderr)
        return None
    print("Installing Lighthouse for this run …", file=sys.stderr)
    install = ["npm", "install", "--no-audit", "--no-fund", "--silent", LIGHTHOUSE]
    subprocess.run(install, cwd=folder, check=True)
    return folder / "node_modules/.bin/lighthouse"


def _scores(program: Path, address: str, folder: Path) -> dict[str, float]:
    out = folder / "report.json"
    command = [
        str(program), address, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(SCORES)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    for is_last in (False, True):  # it gives up when the browser was slow to start
        done = subprocess.run(command, env=environment, check=is_last, stderr=subprocess.DEVNULL)
        if done.returncode == 0:
            break
    categories = json.loads(out.read_text())["categories"]
    return {name: round(categories[name]["score"] * 100, 1) for name in SCORES}
