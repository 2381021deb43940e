"""The one gateway with a cryptographic library checks signatures, and could do nothing else."""

import ast
import json
from pathlib import Path

import pytest

from dueregard.parts.submissions.gateways import signatures
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS, SIGNED_AS

VECTORS = json.loads((Path(__file__).parents[2] / "sealed" / "vectors.json").read_text())
SIGNED = VECTORS["manifest"]
TEXT = SIGNED["manifest"].encode()


def test_what_the_pages_sign_is_signed_for_the_server_too() -> None:
    assert signatures.is_signed(SIGNED_AS + TEXT, signature=SIGNED["signature"], key=SIGNED["root"])
    release = VECTORS["release"]
    message = RELEASE_SIGNED_AS + release["hashes"].encode()
    assert signatures.is_signed(message, signature=release["signature"], key=SIGNED["root"])


@pytest.mark.parametrize(
    ("message", "signature", "key"),
    [
        (SIGNED_AS + TEXT + b" ", SIGNED["signature"], SIGNED["root"]),
        (TEXT, SIGNED["signature"], SIGNED["root"]),
        (RELEASE_SIGNED_AS + TEXT, SIGNED["signature"], SIGNED["root"]),
        (SIGNED_AS + TEXT, "00" * 64, SIGNED["root"]),
        (SIGNED_AS + TEXT, SIGNED["signature"].upper(), SIGNED["root"]),
        (SIGNED_AS + TEXT, SIGNED["signature"] + " ", SIGNED["root"]),
        (SIGNED_AS + TEXT, SIGNED["signature"][:-2], SIGNED["root"]),
        (SIGNED_AS + TEXT, SIGNED["signature"], "00" * 32),
        (SIGNED_AS + TEXT, SIGNED["signature"], "no key"),
        (SIGNED_AS + TEXT, "no signature", SIGNED["root"]),
    ],
)
def test_anything_else_is_not_signed(message: bytes, signature: str, key: str) -> None:
    assert not signatures.is_signed(message, signature=signature, key=key)


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, SIGNED["root"].upper(), SIGNED["root"] + "00"])
def test_what_is_no_key_is_none(key: str) -> None:
    assert not signatures.is_key(key)
    assert signatures.is_key(SIGNED["root"])


def test_the_gateway_imports_what_verifies_and_nothing_that_decrypts() -> None:
    tree = ast.parse(Path(signatures.__file__).read_text())
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    assert imported == {
        "cryptography.exceptions.InvalidSignature",
        "cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PublicKey",
    }
