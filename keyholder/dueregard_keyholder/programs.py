"""Drives `age`, `age-keygen` and `openssl`. All encryption, decryption and signing is theirs."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from dueregard_keyholder.outside import VERSION_LINE, check_outside
from dueregard_keyholder.problems import Problem, Refused

PQ_SINCE = (1, 3)
NAMES = {"age": "DUEREGARD_AGE", "age-keygen": "DUEREGARD_AGE_KEYGEN", "openssl": "DUEREGARD_OPENSSL"}
LARGEST_MESSAGE = 262_144  # bytes of a message's plaintext
LARGEST_SEALED = 280 * 1024  # bytes of a message as it is sealed
LARGEST_KEY = 262_144  # bytes of a key file
KINDS = ("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1")
ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
PASSKEY = b"\n-> age-encryption.org/fido2prf "


@dataclass(frozen=True)
class Identity:
    """The keys of a key file, open, in memory alone: they reach `age` through a pipe and never a disk."""

    keys: tuple[str, ...]

    @property
    def is_post_quantum(self) -> bool:
        """Whether it takes `age` 1.3 to use them."""
        return any(key.startswith(KINDS[1]) for key in self.keys)


def make_identity(file: Path, *, post_quantum: bool) -> str:
    """Make a key file that only its owner may read, and return its recipient."""
    if post_quantum:
        _need_post_quantum()
    if file.exists():
        raise Problem(
            f"{file} is there already. Nothing was changed: a key that is overwritten opens nothing any more."
        )
    made = _run("age-keygen", *(["-pq"] if post_quantum else []))
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(made)
    return recipient_of(file)


def recipient_of(file: Path) -> str:
    """Return the recipient of a key file."""
    said = _run("age-keygen", "-y", str(file)).decode().split()
    if len(said) != 1:
        raise Problem(f"{file} does not hold exactly one key.")
    return said[0]


def seal(plaintext: bytes, recipient: str) -> bytes:
    """Return these bytes, sealed to one recipient."""
    if recipient.startswith("age1pq1"):
        _need_post_quantum()
    return _run("age", "-r", recipient, given=plaintext)


def read_identity(file: Path) -> Identity:
    """Return the keys of a key file; `age` itself asks for the passphrase of one that is closed. Raises: Problem

    A file that names a plugin, or anything else that is no key of ours, is none.
    """
    try:
        with file.open("rb") as content:
            held = content.read(LARGEST_KEY + 1)
    except OSError:
        raise Problem(f"The key file {file} cannot be read. Nothing was changed.") from None
    if len(held) > LARGEST_KEY:
        raise Problem(f"{file} is too big to be a key file. Nothing was changed.")
    if held.lstrip().startswith(ARMOUR) or held.startswith(VERSION_LINE):
        held = _unlocked(file, held)
    lines = [line.strip() for line in held.decode("utf-8", "replace").splitlines()]
    keys = tuple(line for line in lines if line and not line.startswith("#"))
    if not keys or not all(key.startswith(KINDS) for key in keys):
        raise Problem(f"{file} holds no age key, or one for a plugin, which is never run.")
    return Identity(keys)


def _unlocked(file: Path, held: bytes) -> bytes:
    """Return what a closed key file holds. `age` asks at the terminal, so that no passphrase passes through here."""
    if PASSKEY in held[:LARGEST_KEY]:
        raise Problem(f"{file} is closed with a passkey. Only the keyholder's page, in its browser, can open it.")
    try:
        done = subprocess.run([_program("age"), "-d", str(file.absolute())], stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise Problem(f"age cannot be run ({error.strerror}). Nothing was changed.") from None
    if done.returncode != 0:
        raise Problem(f"{file} was not opened: the passphrase is another, or there is no terminal to ask at.")
    return done.stdout


def open_message(sealed: Path, identity: Identity) -> bytes:
    """Return the plaintext of a message. Nothing of it is returned unless all of it verified. Raises: Refused"""
    if sealed.is_file() and sealed.stat().st_size > LARGEST_SEALED:
        raise Refused("size")
    plain = _age_decrypt(sealed, identity, subprocess.PIPE)  # in memory alone, which the line above keeps small
    if len(plain) > LARGEST_MESSAGE:
        raise Refused("size")
    return plain


def open_file(sealed: Path, identity: Identity, to: Path) -> None:
    """Write the plaintext of a file. When it raises, nothing is left of it. Raises: Refused, Problem"""
    try:
        # `age -o` leaves no file at all for an empty one (1.1), so it is made here.
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as plain:
            _age_decrypt(sealed, identity, plain)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def make_root(file: Path) -> None:
    """Make the group's offline key: a PEM file that only its owner may read."""
    if file.exists():
        raise Problem(f"{file} is there already. Nothing was changed: without its old key an inbox is lost.")
    made = _run("openssl", "genpkey", "-algorithm", "ed25519")
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(made)


def root_of(file: Path) -> str:
    """Return the verification half of an offline key, in hexadecimal."""
    der = _run("openssl", "pkey", "-in", str(file), "-pubout", "-outform", "DER")
    if len(der) != 44:
        raise Problem(f"{file} is no Ed25519 key.")
    return der[-32:].hex()


def sign(message: bytes, key: Path) -> str:
    """Return the signature of an offline key, in hexadecimal."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "message").write_bytes(message)
        signature = _run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", str(key), "-in", f"{folder}/message")
    return signature.hex()


def is_signed(message: bytes, signature: str, key: str) -> bool:
    """Tell whether a signature in hexadecimal is this key's."""
    if not re.fullmatch(r"[0-9a-f]{128}", signature) or not re.fullmatch(r"[0-9a-f]{64}", key):
        return False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The fixed beginning of an Ed25519 key in DER. Source: RFC 8410, section 4.
        (folder / "key").write_bytes(bytes.fromhex("302a300506032b6570032100" + key))
        (folder / "message").write_bytes(message)
        (folder / "signature").write_bytes(bytes.fromhex(signature))
        asked = ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", str(folder / "key")]
        done = _called(
            [_program("openssl"), *asked, "-in", str(folder / "message"), "-sigfile", str(folder / "signature")]
        )
    return done.returncode == 0


def _age_decrypt(sealed: Path, identity: Identity, to: IO[bytes] | int) -> bytes:
    """Decrypt with `age`. Its own exit code says whether the last chunk verified. Raises: Refused, Problem"""
    if identity.is_post_quantum:
        _need_post_quantum()
    check_outside(sealed)
    keys = "".join(f"{key}\n" for key in identity.keys).encode()
    done = _called([_program("age"), "-d", "-i", "-", str(sealed)], given=keys, to=to)
    if done.returncode != 0:
        said = done.stderr or b""
        if b"no space left" in said.lower():
            raise Problem("The disk is full. Make room, then open again into an empty folder.")
        raise Refused("not for this key" if b"no identity matched" in said else "damaged")
    return done.stdout or b""


def _need_post_quantum() -> None:
    said = _version(_program("age"))
    if not said or (int(said[1]), int(said[2])) < PQ_SINCE:
        raise Problem("This age is older than 1.3 and knows no post-quantum keys. Install a newer one, then try again.")


@cache
def _version(program: str) -> re.Match[str] | None:
    return re.search(r"(\d+)\.(\d+)", _called([program, "--version"]).stdout.decode("utf-8", "replace"))


def _program(name: str) -> str:
    found = os.environ.get(NAMES[name]) or shutil.which(name)
    if not found:
        raise Problem(f"The program {name} is not installed. Install it, then try again; nothing was changed.")
    return found


def _run(name: str, *arguments: str, given: bytes = b"") -> bytes:
    done = _called([_program(name), *arguments], given=given)
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Problem(f"{name} ended with an error: {words[0] if words else done.returncode}. Nothing was changed.")
    return done.stdout


def _called(
    asked: list[str], *, given: bytes = b"", to: IO[bytes] | int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end. Raises: Problem when it cannot be run at all"""
    try:
        return subprocess.run(asked, input=given, stdout=to, stderr=subprocess.PIPE, check=False)
    except OSError as error:
        raise Problem(f"{asked[0]} cannot be run ({error.strerror}). Nothing was changed.") from None
