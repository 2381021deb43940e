"""Real servers of this machine that play a stranger's: a DNS whose answers change, websites with and without TLS.

`Outside.reach` is the narrow setting with which the gateway reaches exactly these, on 127.0.0.1, and nothing else.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dueregard.foundation.outside.gateways.reach import Reach

HERE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Outside:
    """The servers. `records` are answers of the DNS: of several lists each serves one question, the last all others."""

    folder: Path
    records: dict[tuple[str, str], list[list[str]]] = field(default_factory=dict)
    pages: dict[str, Answer] = field(default_factory=dict)  # host and path
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    visited: list[str] = field(default_factory=list)
    _stops: list[Callable[[], None]] = field(default_factory=list)

    def start(self) -> Reach:
        """Start all of them, and return the reach that names them."""
        authority = _Authority(self.folder)
        plain, sealed = self._website(None), self._website(authority.context())
        return Reach(
            allowed=(ipaddress.ip_network(f"{HERE}/32"),),
            ports={80: plain, 443: sealed},
            nameserver=(HERE, self._names()),
            trust=str(authority.file),
        )

    def stop(self) -> None:
        """End all of them."""
        for stop in self._stops:
            stop()

    def has(self, host: str, *rounds: list[str], kind: str = "A") -> None:
        """Let the DNS know a name."""
        self.records[(host, kind)] = list(rounds) or [[HERE]]

    def says(self, place: str, text: str = "", status: int = 200, **headers: str) -> None:
        """Let a website answer at a host and path."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            content = text.encode()
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        self.pages[place] = answer

    def _website(self, context: ssl.SSLContext | None) -> int:
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                place = f"{self.headers['Host']}{self.path}"
                outside.visited.append(place)
                with suppress(OSError):
                    page = outside.pages.get(place)
                    if page is None:
                        self.send_error(404)
                    else:
                        page(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that turned away is what is tested."""

        server = Server((HERE, 0), Handler)
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        self._stops += [server.shutdown, server.server_close]
        return int(server.server_address[1])

    def _names(self) -> int:
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        line.bind((HERE, 0))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    wire, sender = line.recvfrom(4096)
                    if wire == b"stop":
                        return
                    line.sendto(self._answer(dns.message.from_wire(wire)).to_wire(), sender)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = int(line.getsockname()[1])

        def stop() -> None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
                bell.sendto(b"stop", (HERE, port))
            thread.join(5)
            line.close()

        self._stops.append(stop)
        return port

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        self.asked[(name, kind)] += 1
        key = (name, kind) if (name, kind) in self.records else (f"*.{name.partition('.')[2]}", kind)
        rounds = self.records.get(key)
        if rounds is None:
            known = any(known in (name, key[0]) for known, _ in self.records)
            answer.set_rcode(dns.rcode.NOERROR if known else dns.rcode.NXDOMAIN)
            return answer
        texts = rounds.pop(0) if len(rounds) > 1 else rounds[0]
        if texts:
            written = [f'"{text}"' if kind == "TXT" else text for text in texts]
            answer.answer.append(dns.rrset.from_text(question.name, 1, "IN", kind, *written))
        return answer


class _Authority:
    """A certificate authority of one test, with a good certificate for each host and two bad ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
        made = self._builder(self._name, self._key, days=10).add_extension(x509.BasicConstraints(True, None), True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), False)
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        self.file = folder / "authority.pem"
        root = made.add_extension(usage, True).sign(self._key, hashes.SHA256())
        self.file.write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def context(self) -> ssl.SSLContext:
        """Return what a server needs: it shows each host the certificate that its name asks for."""
        context = self._of("other.example", days=10)

        def choose(line: ssl.SSLObject | ssl.SSLSocket, host: str | None, _: ssl.SSLContext) -> None:
            if host and not host.startswith("wrongname"):
                line.context = self._of(host, days=-5 if host.startswith("expired") else 10)

        context.sni_callback = choose  # type: ignore[assignment]
        return context

    def _of(self, host: str, days: int) -> ssl.SSLContext:
        file = self._folder / f"{host}.pem"
        if not file.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
            made = self._builder(name, key, days=days)
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
            issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
            certificate = made.add_extension(issuer, False).sign(self._key, hashes.SHA256())
            plain = serialization.NoEncryption()
            pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
            file.write_bytes(key.private_bytes(pem, form, plain) + certificate.public_bytes(pem))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: int) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=20))
            .not_valid_after(now + timedelta(days=days))
        )
