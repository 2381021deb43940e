"""Checks Ed25519 signatures by driving `openssl`."""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from dueregard_watcher.problems import Problem

START_OF_KEY = "302a300506032b6570032100"  # of an Ed25519 key in DER. Source: RFC 8410, section 4


def is_signed(message: bytes, signature: str, key: str) -> bool:
    """Tell whether a signature in hexadecimal is this key's. Raises: Problem"""
    program = shutil.which("openssl")
    if not program:
        raise Problem("The program openssl is not installed. Install it, then start the watcher again.")
    if not re.fullmatch(r"[0-9a-f]{128}", signature):
        return False
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "key").write_bytes(bytes.fromhex(START_OF_KEY + key))
        (folder / "message").write_bytes(message)
        (folder / "signature").write_bytes(bytes.fromhex(signature))
        asked = ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key", "-in", "message"]
        done = subprocess.run([program, *asked, "-sigfile", "signature"], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0
