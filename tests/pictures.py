"""`./run pictures`: makes the pictures of the README from the example county, on a site that goes afterwards.

The pages are what they are on that day: dates count back from it. Nothing is drawn or changed by hand.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import django
from django.conf import settings
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/pictures"
SIZE = {"width": 1280, "height": 860}
QUALITY = 80  # of WebP: about 80 kB a picture
READY_WITHIN = 180  # seconds for a new site to be prepared
COMMAND = [sys.executable, "manage.py"]


def main() -> None:
    """Make a site, load the county, take the pictures, end the site."""
    with TemporaryDirectory(prefix="pictures-") as folder:
        os.environ |= {"DUEREGARD_STATE": folder, "DJANGO_SETTINGS_MODULE": "dueregard.config.settings"}
        with _serving() as address:
            subprocess.run([*COMMAND, "example"], cwd=ROOT, check=True)
            for name, picture in _pictures(address):
                (FOLDER / f"{name}.webp").write_bytes(picture)
                sys.stdout.write(f"docs/pictures/{name}.webp, {len(picture) // 1024} kB\n")


@contextmanager
def _serving() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = subprocess.Popen([*COMMAND, "serve", "--port", str(port), "--web-workers", "1"], cwd=ROOT)
    try:
        address = f"http://localhost:{port}"
        _wait_for(address, site)
        yield address
    finally:
        site.send_signal(signal.SIGINT)
        site.wait(timeout=60)


def _wait_for(address: str, site: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and site.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The site for the pictures did not start. Its messages above say why.")


def _pictures(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each picture."""
    django.setup()
    pages, cookie = _pages()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for name, (path, is_signed_in) in pages.items():
            context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
            if is_signed_in:
                context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
            page = context.new_page()
            answer = page.goto(f"{address}{path}")
            if answer is None or answer.status != 200:
                raise SystemExit(f"The page for “{name}” ({path}) did not come.")
            shot, made = page.screenshot(), BytesIO()
            Image.open(BytesIO(shot)).convert("RGB").save(made, "WEBP", quality=QUALITY, method=6)
            yield name, made.getvalue()
            context.close()
        browser.close()


def _pages() -> tuple[dict[str, tuple[str, bool]], tuple[str, str]]:
    """Return the address of each picture and whether somebody is signed in; and the cookie of Ada's session."""
    from dueregard.parts.foi.models import Case  # noqa: PLC0415 (this site's settings are chosen above)
    from dueregard.records.groups.queries.example import example_cast  # noqa: PLC0415
    from tests.sessions import sign_in  # noqa: PLC0415

    case = Case.objects.filter(body__name="Mockton Academy").earliest("created_at")
    session = sign_in(example_cast().ada).cookies[settings.SESSION_COOKIE_NAME].value
    pages = {
        "home": ("/", False),
        "area": ("/areas/exampleshire-mockton/", False),
        "desk": ("/desk/", True),
        "case": (case.get_absolute_url(), True),
    }
    return pages, (settings.SESSION_COOKIE_NAME, session)


if __name__ == "__main__":
    main()
