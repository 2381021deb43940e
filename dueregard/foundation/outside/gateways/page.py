"""Fetches one page of a stranger's website: a small answer, from a public address, within a few seconds in all.

Each host is looked up once and its addresses are checked; the connection goes to one of those very addresses, so a DNS
that answers differently a moment later changes nothing. A redirect is a new address: looked up, checked, and followed
only where the caller says that it still belongs to whom was asked.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from dueregard.foundation.outside.gateways import reach
from dueregard.foundation.outside.gateways.names import open_addresses
from dueregard.foundation.outside.gateways.reach import Address, Deadline, Trouble, Unreachable
from dueregard.rules.text.domain_names import NotADomain, ascii_host

SECONDS = 15.0  # for all of it, with every redirect
LARGEST = 512 * 1024  # bytes
MOST_REDIRECTS = 5
CONNECTIONS = 3  # addresses of one host that are tried
PORTS = {"http": 80, "https": 443}
AGENT = "DueRegard-PledgeCheck/1 (looks at proofs of signatories; at most a few times a week)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 16 * 1024
_SAFE = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address it came from at last, its status, and its bytes as text."""

    address: str
    status: int
    text: str


def fetch(address: str, *, belongs: Callable[[str], bool], seconds: float = SECONDS) -> Page:
    """Return the page at an address. `belongs` says of a host, as the DNS has it, whether it may be asked at all.

    Raises: Unreachable
    """
    deadline = Deadline(seconds)
    for _ in range(MOST_REDIRECTS + 1):
        parts, host = _read(address)
        if not belongs(host):
            raise Unreachable(Trouble.LED_AWAY)
        status, leads_to, body = _ask(parts, host, deadline)
        if status not in _REDIRECTS or not leads_to:
            return Page(address, status, body.decode("utf-8", "replace"))
        address = urljoin(address, leads_to)
    raise Unreachable(Trouble.CIRCLES)


def _read(address: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(address)
        port, host = parts.port, ascii_host(parts.hostname or "")
    except NotADomain:
        raise Unreachable(Trouble.LED_AWAY) from None  # a number, or a name inside some network
    except ValueError:
        raise Unreachable(Trouble.NOT_HTTP) from None
    if parts.scheme not in PORTS:
        raise Unreachable(Trouble.NOT_HTTP)
    if port not in (None, PORTS[parts.scheme]):
        raise Unreachable(Trouble.PRIVATE)  # only where everyone's pages are
    return parts, host


def _ask(parts: SplitResult, host: str, deadline: Deadline) -> tuple[int, str, bytes]:
    """Return the status, where it leads, and the body."""
    line = _connected(parts.scheme, host, deadline)
    connection = http.client.HTTPConnection(host)
    connection.sock = cast("socket.socket", _Wire(line, deadline))
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    try:
        connection.request(
            "GET",
            path,
            headers={"Host": host, "User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"},
        )
        answer = connection.getresponse()
        leads_to = answer.getheader("Location", "") or ""
        body = b"" if answer.status in _REDIRECTS else _body(answer, deadline)
    except TimeoutError:
        raise Unreachable(Trouble.TOO_SLOW) from None
    except ssl.SSLError:
        raise Unreachable(Trouble.REFUSED) from None
    except (http.client.HTTPException, ValueError):
        raise Unreachable(Trouble.NOT_HTTP) from None
    except OSError:
        raise Unreachable(Trouble.REFUSED) from None
    finally:
        line.close()
    return answer.status, leads_to, body


def _body(answer: http.client.HTTPResponse, deadline: Deadline) -> bytes:
    if (answer.length or 0) > LARGEST:
        raise Unreachable(Trouble.TOO_LARGE)
    kept = bytearray()
    while piece := answer.read1(_PIECE):
        deadline.left()
        kept += piece
        if len(kept) > LARGEST:
            raise Unreachable(Trouble.TOO_LARGE)
    return bytes(kept)


def _connected(scheme: str, host: str, deadline: Deadline) -> socket.socket:
    """Return a line to one of the addresses that were looked up and checked."""
    trouble = Trouble.REFUSED
    for address in open_addresses(host, deadline)[:CONNECTIONS]:
        try:
            return _line(scheme, host, address, deadline)
        except ssl.SSLCertVerificationError:
            raise Unreachable(Trouble.CERTIFICATE) from None
        except TimeoutError:
            trouble = Trouble.TOO_SLOW
        except OSError:
            trouble = Trouble.REFUSED
    raise Unreachable(trouble)


def _line(scheme: str, host: str, address: Address, deadline: Deadline) -> socket.socket:
    port = PORTS[scheme]
    line = socket.create_connection((str(address), reach.REACH.ports.get(port, port)), timeout=deadline.left())
    if scheme == "http":
        return line
    try:
        line.settimeout(deadline.left())
        return ssl.create_default_context(cafile=reach.REACH.trust).wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


class _Bytes(io.RawIOBase):
    """What a line brings; each wait ends with the deadline."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line, self._deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._deadline.left())
        return self._line.recv_into(buffer)


class _Wire:
    """A line as `http.client` uses it: it writes, and reads through a file."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line, self._deadline = line, deadline

    def sendall(self, content: bytes) -> None:
        self._line.settimeout(self._deadline.left())
        self._line.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Bytes(self._line, self._deadline))

    def close(self) -> None:
        """Leave the line open: `http.client` closes it once the head is read, and the body is still to come."""
