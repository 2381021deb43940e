"""Drives `age`, `age-keygen` and `openssl`. All encryption, decryption and signing is theirs."""

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from dueregard_keyholder.problems import Problem, Refused

PQ_SINCE = (1, 3)
NAMES = {"age": "DUEREGARD_AGE", "age-keygen": "DUEREGARD_AGE_KEYGEN", "openssl": "DUEREGARD_OPENSSL"}
LARGEST_MESSAGE = 262_144  # bytes of a message's plaintext


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


def open_message(sealed: Path, identity: Path) -> bytes:
    """Return the plaintext of a message. Nothing of it is returned unless all of it verified. Raises: Refused"""
    plain = _age_decrypt(sealed, identity, None)
    if len(plain) > LARGEST_MESSAGE:
        raise Refused("size")
    return plain


def open_file(sealed: Path, identity: Path, to: Path) -> None:
    """Write the plaintext of a file. When it raises, nothing is left of it. Raises: Refused"""
    try:
        _age_decrypt(sealed, identity, to)
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
        done = subprocess.run(
            [_program("openssl"), *asked, "-in", str(folder / "message"), "-sigfile", str(folder / "signature")],
            capture_output=True,
            check=False,
        )
    return done.returncode == 0


def _age_decrypt(sealed: Path, identity: Path, to: Path | None) -> bytes:
    """Decrypt with `age`. Its own exit code says whether the last chunk verified; a pipe would hide a cut file."""
    if identity_is_post_quantum(identity):
        _need_post_quantum()
    asked = [_program("age"), "-d", "-i", str(identity), *(["-o", str(to)] if to else []), str(sealed)]
    done = subprocess.run(asked, capture_output=True, check=False)
    if done.returncode != 0:
        raise Refused("not for this key" if b"no identity matched" in done.stderr else "damaged")
    return done.stdout


def identity_is_post_quantum(identity: Path) -> bool:
    """Tell the kind of a key file; one that names a plugin or anything else is no key file of ours."""
    try:
        lines = identity.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Problem(f"The key file {identity} cannot be read. Nothing was changed.") from None
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    known = ("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1")
    if not keys or not all(key.startswith(known) for key in keys):
        raise Problem(f"{identity} holds no age key, or one for a plugin, which is never run.")
    return any(key.startswith(known[1]) for key in keys)


def _need_post_quantum() -> None:
    said = _version(_program("age"))
    if not said or (int(said[1]), int(said[2])) < PQ_SINCE:
        raise Problem("This age is older than 1.3 and knows no post-quantum keys. Install a newer one, then try again.")


@cache
def _version(program: str) -> re.Match[str] | None:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return re.search(r"(\d+)\.(\d+)", done.stdout)


def _program(name: str) -> str:
    found = os.environ.get(NAMES[name]) or shutil.which(name)
    if not found:
        raise Problem(f"The program {name} is not installed. Install it, then try again; nothing was changed.")
    return found


def _run(name: str, *arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run([_program(name), *arguments], input=given, capture_output=True, check=False)
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Problem(f"{name} ended with an error: {words[0] if words else done.returncode}. Nothing was changed.")
    return done.stdout
