"""The sealed pages in Chromium against the `age` command and OpenPGP.js; their memory; a file of 5 GiB.

Needs Node's packages of `sealed/` (for OpenPGP.js, which is only the peer) and `age` 1.3; both are those of the tests.
The server is the tests' stand-in, so only the browser's side and the line within one machine are measured.
"""

import hashlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Figure
from tests.age_program import age_folder
from tests.sealed.lists import VECTORS, files_of_a_group
from tests.sealed.modules import MODULES, packages
from tests.sealed.stand_in import Answer, Inbox, as_json, served, sha256
from tests.sealed.walks import said_by

MIB = 1024 * 1024
KEYS = VECTORS["keyholders"]["pq"]
RECIPIENTS = [one["recipient"] for one in KEYS]
READY = """() => {
  const one = document.createElement('input');
  one.type = 'file';
  one.id = 'bench';
  document.body.append(one);
}"""
SEND = """async ({ base, recipients }) => {
  const { sealFile } = await import(base + 'seal.js');
  const { Upload } = await import(base + 'upload.js');
  const { ask } = await import(base + 'transport.js');
  const upload = new Upload({ ask, chunkBytes: 4194304 });
  await upload.start();
  const began = performance.now();
  const { sealed } = await sealFile(recipients, document.getElementById('bench').files[0]);
  await upload.part(1, sealed);
  return (performance.now() - began) / 1000;
}"""
SEAL = """async ({ base, recipients }) => {
  const { sealFile } = await import(base + 'seal.js');
  const began = performance.now();
  const { sealed } = await sealFile(recipients, document.getElementById('bench').files[0]);
  for await (const one of sealed);
  return (performance.now() - began) / 1000;
}"""
OPENPGP = """async ({ base }) => {
  const openpgp = await import(base + 'openpgp.js');
  const make = () => openpgp.generateKey({ type: 'curve25519', userIDs: [{ name: 'x' }], format: 'object' });
  const encryptionKeys = (await Promise.all([make(), make()])).map((one) => one.publicKey);
  const began = performance.now();
  const message = await openpgp.createMessage({ binary: document.getElementById('bench').files[0].stream() });
  const reader = (await openpgp.encrypt({ message, encryptionKeys, format: 'binary' })).getReader();
  while (!(await reader.read()).done);
  return (performance.now() - began) / 1000;
}"""


class OnDisk(Inbox):
    """Keeps chunks in a folder and no request in memory."""

    folder: Path

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        answer = super().answer(method, path, body, headers)
        self.requests.clear()
        return answer

    def chunk(self, inside: str, body: bytes, headers: dict[str, str]) -> Answer:
        _, _, _, part, index = inside.split("/")
        (self.folder / f"{part}-{int(index):06}").write_bytes(body)
        return as_json(200, {"sha256": sha256(body).hex()})

    def finish(self, upload: str, asked: dict[str, object]) -> Answer:
        self.uploads[upload] = {(0, 0): (self.folder / "0-000000").read_bytes()}
        parts = asked["parts"]
        hashes = [hashlib.sha256(bytes.fromhex("".join(part["chunks"]))).digest() for part in parts]
        self.messages["first"] = [self.uploads[upload][0, 0]]
        return as_json(201, {"receipt": sha256(b"".join(hashes)).hex()})


def run() -> Iterator[Figure]:
    """Measure one after the other, each in a fresh page."""
    inbox = OnDisk(files=files_of_a_group() | _modules())
    peer = packages() / "openpgp" / "dist" / "openpgp.min.mjs"
    inbox.files["openpgp.js"] = peer.read_bytes()
    with tempfile.TemporaryDirectory() as name, served(inbox) as url, sync_playwright() as program:
        inbox.folder = Path(name)
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = program.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield from _speeds(browser, url, inbox.folder)
        yield from _memory(browser, url, inbox.folder)
        yield _five_gib(browser, url, inbox)


def _modules() -> dict[str, bytes]:
    """Return the pages' modules one by one, as the scripts below ask for them; the pages have them joined."""
    return {
        path.name: path.read_bytes().replace(b'"../site/vendor.js"', b'"./vendor.js"')
        for path in MODULES.glob("*.js")
        if path.name not in {"source.js", "keyholder.js", "worker.js"}
    }


def _speeds(browser: Browser, url: str, folder: Path) -> Iterator[Figure]:
    size = 256
    file = _random_file(folder, size)
    blobs = size / _in_page(browser, url, file, SEND)
    yield Figure("sealed and sent from Chromium, 256 MiB, against `age`", blobs, size / _age(file), "MiB/s", 0.05)
    sealed = size / _in_page(browser, url, file, SEAL)
    pgp = size / _in_page(browser, url, file, OPENPGP)
    yield Figure("sealing alone in Chromium, 256 MiB, against OpenPGP.js", sealed, pgp, "MiB/s", 0.6)


def _memory(browser: Browser, url: str, folder: Path) -> Iterator[Figure]:
    """Say what all processes of the browser hold half of the time, and at most, while a file is sealed and sent."""
    held: dict[int, list[float]] = {}
    for size in (64, 2048):
        with _watched(browser) as held[size]:
            _in_page(browser, url, sparse_file(folder, size), SEND)
    half, most = {size: median(one) for size, one in held.items()}, {size: max(one) for size, one in held.items()}
    yield Figure("memory of the browser, half of the time: 2 GiB against 64 MiB", half[2048], half[64], "MiB", None)
    yield Figure("the most that it held: 2 GiB against 64 MiB", most[2048], most[64], "MiB", 1.2)


def _five_gib(browser: Browser, url: str, inbox: OnDisk) -> Figure:
    """Send a sparse file as a person would, open it with `age`, compare; the peer is the speed of `age` itself."""
    size = 5 * 1024
    file = sparse_file(inbox.folder, size)
    page = _page(browser, url)
    page.get_by_role("button", name="I have read this: write a message").click()
    page.set_input_files("#files", file)
    page.get_by_text("1 file chosen.").wait_for(timeout=300_000)
    page.get_by_role("button", name="Go on").click()
    words = page.locator("#words li").all_inner_texts()
    page.get_by_role("button", name="I have written them down").click()
    for which in ("one", "two"):
        number = int(page.locator(f"#word-{which}-label").inner_text().split()[-1])
        page.locator(f"#word-{which}").fill(words[number - 1])
    began = time.monotonic()
    page.get_by_role("button", name="Seal and send").click()
    page.get_by_role("heading", name="It has arrived").wait_for(timeout=3_600_000)
    took = time.monotonic() - began
    page.context.close()
    _same_when_opened(inbox, size * MIB)
    return Figure(
        "a sparse file of 5 GiB, sent as a person would, opened by `age`, equal",
        size / took,
        size / _age(file),
        "MiB/s",
        0.05,
    )


def _same_when_opened(inbox: OnDisk, size: int) -> None:
    key = inbox.folder / "key.txt"
    key.write_text(KEYS[0]["identity"] + "\n")
    command = [age_folder() / "age", "-d", "-i", str(key)]
    first = said_by(subprocess.run(command, input=inbox.messages["first"][0], capture_output=True, check=True).stdout)
    chunks = sorted(inbox.folder.glob("1-*"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as opener:
        threading.Thread(target=_pour, args=(chunks, opener.stdin)).start()
        digest, left = hashlib.sha256(b"dueregard/inbox/v1/content\n" + size.to_bytes(8, "big")), size
        while piece := opener.stdout.read(min(MIB, left)) if left else opener.stdout.read(MIB):
            if left:  # each a mebibyte, as the size is
                digest.update(hashlib.sha256(piece).digest())
            left = max(0, left - len(piece))
    if (
        opener.returncode
        or digest.hexdigest() != first["files"][0]["content_sha256"]
        or first["files"][0]["size"] != size
    ):
        raise RuntimeError("what was opened is not what was sent")


def _pour(chunks: list[Path], into: object) -> None:
    for chunk in chunks:
        into.write(chunk.read_bytes())
        chunk.unlink()
    into.close()


def _page(browser: Browser, url: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(url)
    page.get_by_role("button", name="I have read this: write a message").wait_for()
    return page


def _in_page(browser: Browser, url: str, file: Path, script: str, **more: object) -> float:
    page = _page(browser, url)
    page.evaluate(READY)
    page.set_input_files("#bench", file)
    seconds = float(page.evaluate(script, {"base": url, "recipients": RECIPIENTS, **more}))
    page.context.close()
    return seconds


def _age(file: Path) -> float:
    """Return the middle of three times of `age` from file to file, as the stand-in writes files, too."""
    out = file.with_suffix(".age")
    to = [part for one in RECIPIENTS for part in ("-r", one)]
    times = []
    for _ in range(3):
        began = time.monotonic()
        subprocess.run([age_folder() / "age", *to, "-o", out, str(file)], check=True)
        times.append(time.monotonic() - began)
    out.unlink()
    return sorted(times)[1]


def _random_file(folder: Path, size: int) -> Path:
    path = folder / f"random-{size}"
    with path.open("wb") as file:
        for _ in range(size):
            file.write(os.urandom(MIB))
    return path


def sparse_file(folder: Path, size: int) -> Path:
    """Make a file of so many MiB that takes no room."""
    path = folder / f"sparse-{size}"
    with path.open("wb") as file:
        file.truncate(size * MIB)
    return path


@contextmanager
def _watched(browser: Browser) -> Iterator[list[float]]:
    """Fill a list with the MiB that the browser's processes hold as their own, looked at ten times a second."""
    session = browser.new_browser_cdp_session()
    seen: list[float] = []
    over = threading.Event()
    (main,) = (
        one["id"] for one in session.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "browser"
    )

    def look() -> None:
        while not over.wait(0.1):
            seen.append(sum(mib(process) for process in family(main)))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
        session.detach()


def family(process: int) -> list[int]:
    """Return a process with all that it began, and what those began."""
    begun: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            begun.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    family = [process]
    for one in family:
        family += begun.get(one, [])
    return family


def mib(process: int) -> float:
    """Return the MiB that a process has of its own, and its share of what it shares with others."""
    try:
        lines = (Path("/proc") / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:"))) / 1024
