"""A commitment to a file: a hash that proves later which file was meant, and that nobody can try guesses against.

A bare hash of a file that says little can be guessed: whoever has the public copy of a table puts names in its gaps and
hashes. And an employer finds by it which very copy was leaked. So the hash is of a long random line and the file behind
it; the line, called the salt, stays with the group until it wants to prove something.
"""

from collections.abc import Iterable
from hashlib import sha256

SALT_BYTES = 32  # random; as text twice as many hexadecimal figures


def commitment(salt: str, chunks: Iterable[bytes]) -> str:
    """Return the SHA-256, in hexadecimal, of the salt as a line of text and the bytes of the file behind it."""
    digest = sha256(f"{salt}\n".encode("ascii"))
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def how_to_open(salt: str, name: str = "FILE") -> str:
    """Return the command by which anybody who was given the file and the salt computes the commitment."""
    return f"{{ echo {salt}; cat {name}; }} | sha256sum"
