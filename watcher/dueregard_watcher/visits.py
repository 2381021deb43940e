"""Goes to an address as a browser does, by driving `curl`, and brings back all that came. Follows nothing.

One visit is one run of curl: connections are kept as browsers keep them, HTTP/2 is spoken where the server can, and
what arrives packed is unpacked. What should have come is decided in `look`.
"""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from dueregard_watcher.browsers import Browser, is_onion
from dueregard_watcher.problems import Problem

LARGEST = 8 * 1024 * 1024  # bytes of one answer, unpacked
PATIENCE = 60  # seconds for one answer; three times as long through Tor
BROKEN = ""  # the name of a line of a head that programs read in different ways: one browser's field, another's nothing
STATUS = re.compile(r"HTTP/[0-9](?:\.[0-9])? ([0-9]{3})(?: .*)?")
FIELD = re.compile(r"([!#-'*+.^-z|~A-Z0-9-]+):[ \t]*([^\x00-\x1f\x7f]*?)[ \t]*")
KEPT_FROM_US = {"PATH", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"}  # no proxy of this machine, no curlrc


@dataclass(frozen=True)
class Answer:
    """What came. `failed` says why nothing did. Header names are in lower case, in the order in which they came.

    A line that is no header, or not to every program, has the name BROKEN.
    """

    address: str
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    early: tuple[tuple[str, str], ...] = ()  # headers of answers before the answer, such as 103
    body: bytes = b""
    failed: str = ""

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for said, value in self.headers if said == name]


@dataclass(frozen=True)
class Way:
    """How an address is reached: `tor` is HOST:PORT of Tor's SOCKS port."""

    tor: str = ""
    through_tor: bool = False  # also what is no onion address
    circuit: str = field(default_factory=lambda: secrets.token_hex(8))  # Tor gives each name a path of its own

    def options(self, address: str) -> list[tuple[str, str]]:
        """Return what curl is told of the way. Raises: Problem"""
        if not (self.through_tor or is_onion(address)):
            return [("max-time", str(PATIENCE))]
        if not self.tor:
            raise Problem("An onion address needs Tor. Start Tor on this machine, and add --tor 127.0.0.1:9050.")
        proxy = f"socks5h://{self.circuit}:x@{self.tor}"
        return [("proxy", proxy), ("max-time", str(3 * PATIENCE))]


def visit(browser: Browser, asked: Sequence[tuple[str, str]], way: Way) -> list[Answer]:
    """Ask for addresses, each with its kind (`browsers.PAGE` …), one after the other. Raises: Problem"""
    with TemporaryDirectory() as name:
        folder = Path(name)
        lines = [_lines(browser, address, kind, way, folder / str(at)) for at, (address, kind) in enumerate(asked)]
        said = _curl("\nnext\n".join(lines))
        words = dict(line.split("\t", 1) for line in said.splitlines() if "\t" in line)
        return [_read(address, folder / str(at), words.get(str(at), "")) for at, (address, _) in enumerate(asked)]


def _lines(browser: Browser, address: str, kind: str, way: Way, file: Path) -> str:
    """Return curl's configuration for one answer."""
    options = [
        ("url", address),
        ("output", f"{file}.body"),
        ("dump-header", f"{file}.head"),
        ("write-out", f"{file.name}\t%{{exitcode}} %{{url_effective}} %{{errormsg}}\n"),
        ("max-filesize", str(LARGEST)),
        ("proto", "=http,https"),
        *(("header", f"{name}: {value}") for name, value in browser.headers(kind)),
        *way.options(address),
    ]
    is_open = address.startswith("http:")
    if is_open:  # what every browser says where it does not speak HTTP/2; curl would offer to change over
        options.append(("header", "Connection: keep-alive"))
    switches = ["silent", "globoff", "compressed", "path-as-is", "http1.1" if is_open else "http2"]
    return "\n".join([*switches, *(f"{name} = {_quoted(value)}" for name, value in options)])


def _quoted(value: str) -> str:
    """Return a value as curl's configuration writes it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}
    return '"' + "".join(escapes.get(one, one) for one in value) + '"'


def _curl(configuration: str) -> str:
    """Run curl. Every file it writes has a bound: lengths may be missing, and packed bytes may unpack to any size."""
    program = shutil.which("curl")
    if not program:
        raise Problem("The program curl is not installed. Install it, then start the watcher again.")
    done = subprocess.run(
        ["/bin/sh", "-c", f'ulimit -f {2 * LARGEST // 512} && exec "$0" "$@"', program, "--disable", "--config", "-"],
        input=configuration.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name in KEPT_FROM_US},
        restore_signals=False,  # a write beyond the bound fails, and does not end curl
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


def _read(address: str, file: Path, words: str) -> Answer:
    code, _, rest = words.partition(" ")
    reached, _, why = rest.partition(" ")
    body, head = Path(f"{file}.body"), Path(f"{file}.head")
    if code != "0":
        return Answer(address, failed=why or "no answer")
    if reached != address:
        return Answer(address, failed=f"the answer came from {reached}")
    blocks = [_block(block) for block in head.read_bytes().decode("latin-1").split("\r\n\r\n") if block.strip()]
    early = tuple(header for _, headers in blocks[:-1] for header in headers)
    status, headers = blocks[-1] if blocks else (0, ())
    return Answer(address, status, headers, early, body.read_bytes() if body.exists() else b"")


def _block(block: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return the status and the headers of a head. What stands behind a lone line feed or return is nobody's header."""
    first, *lines = block.split("\r\n")
    status = STATUS.fullmatch(first)
    broken = () if status and first.isprintable() else ((BROKEN, first),)
    return int(status[1]) if status else 0, (*broken, *(_field(line) for line in lines))


def _field(line: str) -> tuple[str, str]:
    match = FIELD.fullmatch(line)
    return (match[1].lower(), " ".join(match[2].split())) if match else (BROKEN, line)
