"""A stand-in for the server: the wire of docs/reference/sealed-protocol.md in memory, with faults on demand.

What is sent it reads by the server's own rules: places, sizes, envelopes, work, the shape of what is said. It keeps
every byte of every request, for tests that look for what must not be there.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dueregard.rules.sealed.envelope import LARGEST_HEADER, Content, EnvelopeRefused, Recipient, check_envelope
from dueregard.rules.sealed.flood import is_done
from dueregard.rules.sealed.upload import CHUNK_BYTES, Malformed, hash_in, is_place, read_finish, read_object
from tests.sealed.modules import SITE

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types sealed-worker",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
BASE, DESK = "/sealed/northport/", "/desk/sealed/northport/"
Answer = tuple[int, bytes, str]


def as_json(status: int, content: object) -> Answer:
    return status, json.dumps(content).encode(), "application/json"


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def receipt(parts: list[dict[str, list[str]]]) -> str:
    return sha256(b"".join(sha256(bytes.fromhex("".join(part["chunks"]))) for part in parts)).hex()


@dataclass
class Inbox:
    """What the server would keep, and the faults that a test wants."""

    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, dict[tuple[int, int], bytes]] = field(default_factory=dict)
    threads: dict[str, dict[str, object]] = field(default_factory=dict)
    messages: dict[str, list[bytes]] = field(default_factory=dict)
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    fault: Callable[[str, str], Answer | None] = lambda _method, _path: None
    bits: int = 0
    challenges: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        with self.lock:
            self.requests.append((method, path, body))
            faulty = self.fault(method, path)
        if faulty:
            return faulty
        inside = path.removeprefix(DESK if path.startswith(DESK) else BASE)
        if method == "GET" and not inside.startswith("api/"):
            return self.file(inside or ("keyholder.html" if path.startswith(DESK) else "index.html"))
        if method == "PUT":
            return self.chunk(inside, body, headers)
        return self.desk(method, inside, body) if path.startswith(DESK) else self.source(inside, body)

    def file(self, name: str) -> Answer:
        if name in self.files:
            return 200, self.files[name], TYPES.get(name.rpartition(".")[2], "application/json")
        path = SITE / name
        if not re.fullmatch(r"[a-z0-9-]+\.[a-z]+", name) or not path.exists():
            return as_json(404, {"error": "unknown"})
        return 200, path.read_bytes(), TYPES[path.suffix[1:]]

    def chunk(self, inside: str, body: bytes, headers: dict[str, str]) -> Answer:
        found = re.fullmatch(r"api/uploads/([0-9a-f]{32})/(\d+)/(\d+)", inside)
        digest = sha256(body).hex()
        if not found or found[1] not in self.uploads or not is_place(int(found[2]), int(found[3])):
            return as_json(404, {"error": "unknown"})
        if not 0 < len(body) <= CHUNK_BYTES:
            return as_json(413, {"error": "too-large"})
        if headers.get("X-Chunk-SHA256") != digest:
            return as_json(400, {"error": "malformed"})
        with self.lock:
            self.uploads[found[1]][int(found[2]), int(found[3])] = body
        return as_json(200, {"sha256": digest})

    def source(self, inside: str, body: bytes) -> Answer:
        if inside == "api/challenge":
            self.challenges.add(challenge := secrets.token_hex(16))
            return as_json(200, {"challenge": challenge, "bits": self.bits})
        try:
            return self.sent(inside, body, read_object(body))
        except Malformed:
            return as_json(400, {"error": "malformed"})

    def sent(self, inside: str, body: bytes, asked: dict[str, object]) -> Answer:
        if inside == "api/start":
            challenge = str(asked["challenge"])
            if challenge not in self.challenges or not is_done(challenge, str(asked["work"]), self.bits):
                return as_json(403, {"error": "work"})
            self.challenges.remove(challenge)
            name = secrets.token_hex(16)
            self.uploads[name] = {}
            return as_json(201, {"upload": name})
        if inside.endswith("/finish"):
            read_finish(body)
            return self.finish(inside.split("/")[2], asked)
        tag = sha256(bytes.fromhex(hash_in(asked, "lookup"))).hex()
        if inside == "api/delete":
            self.threads.pop(tag, None)
            return as_json(200, {"v": 1})
        thread = self.threads.get(tag)
        if thread is None:
            unknown = b"".join(hmac.digest(b"secret", tag.encode() + bytes([n]), "sha256") for n in range(8))
            return as_json(200, {"v": 1, "memo": unknown.hex(), "replies": []})
        return as_json(200, {"v": 1, "memo": thread["memo"], "replies": thread["replies"]})

    def finish(self, upload: str, asked: dict[str, object]) -> Answer:
        with self.lock:
            chunks = self.uploads[upload]
            parts = asked["parts"]
            sealed = [
                b"".join(chunks[number, index] for index in range(len(part["chunks"])))
                for number, part in enumerate(parts)
            ]
            fits = [self.fits(one, Content.FILE if at else Content.MESSAGE) for at, one in enumerate(sealed)]
            if not all(fits):
                return as_json(422, {"error": "refused", "part": fits.index(False)})
            tag = str(asked.get("thread") or sha256(bytes.fromhex(str(asked["lookup"]))).hex())
            thread = self.threads.setdefault(tag, {"id": secrets.token_hex(16), "replies": [], "messages": []})
            name = secrets.token_hex(16)
            if ("thread" in asked) == bool(thread["messages"]):
                return as_json(409, {"error": "conflict"})
            if thread["messages"] and asked["replaces"] != sha256(bytes.fromhex(thread["memo"])).hex():
                return as_json(409, {"error": "conflict"})
            self.messages[name] = sealed
            thread["messages"].append(("source", name))
            thread["memo"] = asked["memo"]
        return as_json(201, {"receipt": receipt(parts)})

    def fits(self, sealed: bytes, content: Content, recipients: int | None = None) -> bool:
        """Tell whether the server would take this: sealed to as many as are on the list, or to one source."""
        said = json.loads(json.loads(self.files["manifest.json"])["manifest"])
        kind = Recipient.POST_QUANTUM if said["kind"] == "pq" else Recipient.X25519
        number = recipients or len(said["keyholders"])
        start = sealed[:LARGEST_HEADER]
        try:
            check_envelope(start, total=len(sealed), recipient=kind, recipients=number, content=content)
        except EnvelopeRefused:
            return False
        return True

    def desk(self, method: str, inside: str, body: bytes) -> Answer:
        word = inside.removeprefix("api/").split("?")[0].split("/")
        if word[0] == "hello":
            return as_json(200, {"v": 1, "token": "token"})
        if word == ["threads"]:
            return as_json(200, {"v": 1, "threads": [self.shown(one) for one in self.threads.values()], "next": None})
        if word[0] == "messages" and method == "GET":
            part = int(word[3]) if len(word) == 4 else 0
            return 200, self.messages[word[1]][part], "application/octet-stream"
        if word[0] == "threads" and word[2] == "replies":
            if not self.fits(body, Content.MESSAGE, 1):
                return as_json(422, {"error": "refused"})
            thread = next(one for one in self.threads.values() if one["id"] == word[1])
            name = secrets.token_hex(16)
            self.messages[name] = [body]
            thread["messages"].append(("group", name))
            thread["replies"].append({"id": name, "sealed": base64.b64encode(body).decode()})
            return as_json(201, {"id": name})
        if word[0] == "threads" and word[2] == "delete":
            self.threads = {tag: one for tag, one in self.threads.items() if one["id"] != word[1]}
        return as_json(200, {"v": 1})

    def shown(self, thread: dict[str, object]) -> dict[str, object]:
        messages = []
        for by, name in thread["messages"]:
            sealed = self.messages[name]
            files = [{"number": n, "sealed_bytes": len(one)} for n, one in enumerate(sealed) if n]
            about = {"day": "2026-11-25", "sealed_bytes": len(sealed[0]), "plain": False, "read": False}
            messages.append({"id": name, "from": by, "files": files, **about})
        return {"id": thread["id"], "day": "2026-11-25", "until": "2027-02-25", "messages": messages}


@contextmanager
def served(inbox: Inbox) -> Iterator[str]:
    """Serve an inbox on this machine; give the address of the source's page."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, content, kind = inbox.answer(self.command, self.path, body, dict(self.headers.items()))
            if status == 0:  # a line that breaks
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
