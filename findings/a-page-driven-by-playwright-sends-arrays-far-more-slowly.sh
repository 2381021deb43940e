#!/usr/bin/env bash
# Guess:    what it costs a page to send bytes does not depend on whether Playwright drives it.
# Happens:  Playwright listens to the browser's network events, and Chromium writes the body of each request into them, unasked: an
#           array costs several times as much as the same bytes in a Blob, whose body the event leaves out. Without a driver, as a
#           visitor has it, the two are close. Uploads measured with Playwright show a difference that visitors do not have.
# Versions: playwright 1.65.2 with Python 3.11, Debian's Chromium 156.
# Matters:  what the sealed page's uploads cost a visitor cannot be told from a bench that drives the browser so (figures.md).
set -eu
place=$(mktemp -d); trap 'sleep 1; rm -rf "$place"' EXIT; cd "$place"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check playwright==1.65.2
cat > send.py <<'PY'
import contextlib, os, pathlib, subprocess, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from playwright.sync_api import sync_playwright

PAGE = b"""<!doctype html><script type="module">
const part = new Uint8Array(4194304).fill(7), body = () => (location.search === "?blob" ? new Blob([part]) : part);
await fetch("begin");
for (let sent = 0; sent < 16; sent += 1) await fetch("part", { method: "PUT", body: body() });
await fetch("end"); </script>"""
CHROMIUM, FLAGS, spent, over = "/usr/bin/chromium", ["--no-sandbox", "--disable-gpu"], {}, threading.Event()

def cpu():  # seconds of all that this process began
    told = {}
    for one in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError): told[int(one.name)] = (one / "stat").read_text().rpartition(")")[2].split()
    family = {os.getpid()}
    while more := {one for one, stat in told.items() if int(stat[1]) in family} - family:
        family |= more
    return sum(int(told[one][11]) + int(told[one][12]) for one in family - {os.getpid()}) / os.sysconf("SC_CLK_TCK")

class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        spent[self.path] = cpu() if self.path in ("/begin", "/end") else 0
        self.send_response(200); self.send_header("Content-Type", "text/html"); self.end_headers()
        self.wfile.write(PAGE if "?" in self.path else b"ok")
        if self.path == "/end": over.set()
    do_PUT, log_message = do_GET, lambda *_: None

server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
for way in ("no driver", "Playwright"):
    times = []
    for url in (f"http://127.0.0.1:{server.server_port}/?{kind}" for kind in ("blob", "array")):
        over.clear()
        if way == "Playwright":
            with sync_playwright() as program:
                page = program.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
                page.goto(url, wait_until="commit")
                while not over.is_set(): page.wait_for_timeout(100)
        else:
            with subprocess.Popen([CHROMIUM, "--headless", *FLAGS, "--user-data-dir=" + url[-4:], url], stderr=-3) as browser:
                over.wait(120); browser.terminate()
        times.append(spent["/end"] - spent["/begin"])
    print(f"{way}: 64 MiB took {times[0]:.1f} s of CPU as Blobs, {times[1]:.1f} s as arrays")
    assert (times[1] > 4 * times[0]) == (way == "Playwright"), "expected several times as much with Playwright alone"
PY
env/bin/python send.py
