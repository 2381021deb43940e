"""A server that delivers a signed sealed page, and may do mischief with any answer. Speaks plain HTTP on loopback."""

import gzip
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from dueregard.parts.submissions.gateways.delivered import type_of
from dueregard.parts.submissions.views.answers import HEADERS
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS
from tests.builders_inbox import RECIPIENTS, OfflineKey

PAGE = (
    b'<!doctype html><html><head><link rel="icon" href="sign.svg"><link rel="stylesheet" href="style.css">'
    b'<script type="module" src="source.js"></script></head><body><p>Send something</p></body></html>'
)
OTHER = PAGE.replace(b"Send something", b"Tell us everything")
BASE = "/sealed/northport/"


@dataclass
class Asked:
    """What a visitor asked for, and what they said of themselves, in lower case and in order."""

    path: str
    headers: list[tuple[str, str]]

    def says(self, name: str) -> str:
        return dict(self.headers).get(name, "")


@dataclass
class Said:
    """What is answered. `early` goes before the answer."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    early: list[tuple[str, str]] = field(default_factory=list)

    def set(self, name: str, value: str | None) -> None:
        self.headers = [one for one in self.headers if one[0].lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))


Mischief = Callable[[Asked, Said], None]


@dataclass
class Stage:
    """The files of a group, signed. `more` are pages of the same origin outside of the inbox."""

    key: OfflineKey = field(default_factory=OfflineKey)
    files: dict[str, bytes] = field(default_factory=dict)
    more: dict[str, bytes] = field(default_factory=dict)
    mischief: Mischief = lambda asked, said: None
    asked: list[Asked] = field(default_factory=list)
    lists: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = {
            "index.html": PAGE,
            "style.css": b"p { color: black }\n",
            "sign.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>\n',
            "source.js": b'import { who } from "./who.js";\nnew Worker("hash-worker.js");\nwho();\n',
            "who.js": b"export const who = () => 1;\n",
            "hash-worker.js": b"onmessage = () => 1;\n",
            "closed.html": b"<p>Closed</p>\n",
            "config.json": json.dumps({"v": 1, "root": self.key.root, "onion": ""}).encode(),
        }
        self.add_list(*RECIPIENTS)
        self.sign()

    def add_list(self, *recipients: str, **changed: Any) -> None:
        """Bring another list of keyholders into force."""
        last = self.lists[-1]["manifest"] if self.lists else ""
        chain = {"number": len(self.lists) + 1, "previous": sha256(last.encode()).hexdigest() if last else None}
        said = json.loads(self.key.listing(*recipients, **{**chain, **changed}))
        self.lists.append(said | {"change_received_on": json.loads(said["manifest"])["made_on"]})
        self.files["recipients.txt"] = "".join(f"{one}\n" for one in recipients).encode()
        self.write_lists()

    def write_lists(self) -> None:
        """Deliver the lists as they are now."""
        lines = [json.dumps(one) for one in self.lists]
        self.files["manifest.json"] = lines[-1].encode()
        self.files["keys.log"] = "".join(f"{line}\n" for line in lines).encode()

    def sign(self) -> None:
        """Sign the files as they are now."""
        names = sorted(set(self.files) - {"manifest.json", "keys.log", "HASHES", "HASHES.sig"})
        hashes = "".join(f"{sha256(self.files[name]).hexdigest()}  {name}\n" for name in names)
        self.files["HASHES"] = hashes.encode()
        self.files["HASHES.sig"] = f"{self.key.sign(RELEASE_SIGNED_AS + hashes.encode())}\n".encode()

    def answer(self, asked: Asked) -> Said:
        """Answer as an honest server does, and then do mischief."""
        self.asked.append(asked)
        name = asked.path.removeprefix(BASE) if asked.path.startswith(BASE) else None
        content = self.files.get(name or "index.html") if name is not None else self.more.get(asked.path)
        kind = "text/html; charset=utf-8"
        if name and content is not None:
            kind = "text/plain; charset=utf-8" if name in {"keys.log", "HASHES", "HASHES.sig"} else type_of(name)
        said = Said(200 if content is not None else 404, [("Content-Type", kind), *HEADERS.items()], content or b"")
        self.mischief(asked, said)
        return said


@contextmanager
def served(stage: Stage) -> Iterator[str]:
    """Serve, and return the address of the sealed page."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body in one piece, or the other side waits for more

        def do_GET(self) -> None:
            said = stage.answer(Asked(self.path, [(name.lower(), value) for name, value in self.headers.items()]))
            if said.early:
                self.send_response_only(103)
                for name, value in said.early:
                    self.send_header(name, value)
                self.end_headers()
            self.send_response(said.status)
            for name, value in (*said.headers, ("Content-Length", str(len(said.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # type: ignore[method-assign]  # a visitor who goes away in the middle
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def packed(how: str, content: bytes) -> bytes:
    """Return these bytes packed: gzip by Python, zstd by its program."""
    if how == "gzip":
        return gzip.compress(content)
    return subprocess.run(["zstd", "-qc"], input=content, capture_output=True, check=True).stdout
