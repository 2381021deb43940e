"""Times put to the custody log by an authority of others (RFC 3161): makes requests, reads answers, follows signatures.

Signatures are checked by the `openssl` program, which a stranger can use too. What is stamped is decided in
rules/documents/custody.
"""

import re
import shutil
import subprocess
import tempfile
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from rfc3161_client import HashAlgorithm, PKIStatus, TimestampRequestBuilder, decode_timestamp_response

from dueregard.foundation.work.gateways.limits import WORKING

SECONDS = 30
MOST_BYTES = 1024 * 1024
ANSWERED = {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}
STATED = re.compile(r"^Time stamp: (.+) GMT$", re.MULTILINE)
NONCE = re.compile(r"^Nonce: 0x([0-9A-Fa-f]+)$", re.MULTILINE)
IMPRINT = re.compile(r"^    [0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){16})", re.MULTILINE)
GRANTED = re.compile(r"^Status: Granted", re.MULTILINE)


class NoAnswer(Exception):
    """The authority gave none, or refused."""


class WrongAnswer(Exception):
    """The answer does not belong to the request, or cannot be read."""


class NoProgram(Exception):
    """The program `openssl` is not installed on this machine."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an answer says: when it was, to the authority's clock, and of which hash."""

    at: datetime
    imprint: bytes
    nonce: int | None


def request_for(statement: bytes) -> tuple[bytes, str]:
    """Return a request for a time, and the number of its own that the answer must repeat."""
    request = TimestampRequestBuilder(data=statement, hash_algorithm=HashAlgorithm.SHA256).build()
    return request.as_bytes(), str(request.nonce)


def ask(url: str, request: bytes) -> bytes:
    """Send a request to an authority and return its answer. Raises: NoAnswer"""
    if not url.startswith(("http://", "https://")):
        raise NoAnswer("The address of the authority must begin with https:// or http://.")
    headers = {"Content-Type": "application/timestamp-query"}
    message = urllib.request.Request(url, data=request, headers=headers, method="POST")  # noqa: S310 (checked above)
    try:
        with urllib.request.urlopen(message, timeout=SECONDS) as answer:  # noqa: S310 (checked above)
            content: bytes = answer.read(MOST_BYTES + 1)
    except OSError as fault:
        raise NoAnswer(f"The authority did not answer ({type(fault).__name__}). Nothing is lost; try again.") from fault
    return content


def stated(answer: bytes) -> Stated:
    """Return what an answer says. Raises: NoAnswer, WrongAnswer, NoProgram"""
    try:
        read = decode_timestamp_response(answer)
    except ValueError:  # some authorities order their certificates otherwise than the library wants
        return _stated_by_openssl(answer)
    if PKIStatus(read.status) not in ANSWERED:
        raise NoAnswer(f"The authority refused: {'; '.join(read.status_string) or 'it did not say why'}.")
    info = read.tst_info
    return Stated(info.gen_time.astimezone(UTC), info.message_imprint.message, info.nonce)


def belongs(said: Stated, *, nonce: str, statement: bytes) -> bool:
    """Tell whether an answer is to a request: about the same statement, with the same number."""
    return said.imprint == sha256(statement).digest() and str(said.nonce) == nonce


def is_signed(answer: bytes, *, statement: bytes, trusted: Path) -> bool:
    """Tell whether the answer's signature leads to a certificate in the file `trusted`, as of the time it states.

    An authority's certificates run out after some years, and openssl (3.0) judges by today unless told otherwise: what
    was signed in time would seem false later. Raises: NoProgram, NoAnswer, WrongAnswer
    """
    at = str(int(stated(answer).at.timestamp()))
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        (Path(folder) / "statement.txt").write_bytes(statement)
        (Path(folder) / "answer.tsr").write_bytes(answer)
        files = ("-data", "statement.txt", "-in", "answer.tsr", "-CAfile", str(trusted.resolve()))
        return "Verification: OK" in _openssl("ts", "-verify", *files, "-attime", at, cwd=folder)


def _stated_by_openssl(answer: bytes) -> Stated:
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        (Path(folder) / "answer.tsr").write_bytes(answer)
        said = _openssl("ts", "-reply", "-in", "answer.tsr", "-text", cwd=folder)
    found, nonce = STATED.search(said), NONCE.search(said)
    if not found:
        refused = "Status:" in said and not GRANTED.search(said)
        raise NoAnswer("The authority refused.") if refused else WrongAnswer("This is not an answer from an authority.")
    imprint = b"".join(bytes.fromhex(line.replace("-", " ")) for line in IMPRINT.findall(said))
    at = datetime.strptime(re.sub(r"\.\d+", "", found[1]), "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    return Stated(at, imprint, int(nonce[1], 16) if nonce else None)


def _openssl(*arguments: str, cwd: str) -> str:
    program = shutil.which("openssl")
    if program is None:
        raise NoProgram("The program openssl is not installed on this server. Install it (apt-get install openssl).")
    done = subprocess.run(  # noqa: S603 (a program of the system, with arguments of our own)
        [program, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.stdout + done.stderr
