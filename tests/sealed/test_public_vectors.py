"""The public test vectors of the age format, before our own reader of envelopes: what is malformed is refused.

Source: C2SP/CCTV, folder `age/`, as the npm package `cctv-age`.
"""

import base64
import json
import re
import zlib
from dataclasses import dataclass

import pytest

from dueregard.rules.sealed.envelope import LARGEST_HEADER, EnvelopeRefused, Recipient, check_header, plaintext_length
from tests.sealed.modules import node, packages

RECIPIENT = {b"mlkem768x25519": Recipient.POST_QUANTUM, b"X25519": Recipient.X25519}


@dataclass(frozen=True)
class Vector:
    """One vector: what is known of it, and its file."""

    said: dict[str, str]
    file: bytes


@pytest.fixture(scope="module")
def vectors() -> dict[str, Vector]:
    packages()
    script = (
        "import * as all from 'cctv-age'; const out = {};"
        "for (const [name, file] of Object.entries(all)) out[name] = Buffer.from(file).toString('base64');"
        "console.log(JSON.stringify(out));"
    )
    files = json.loads(node("node", "--input-type=module", "-e", script))
    return {name: read(base64.b64decode(file)) for name, file in files.items()}


def read(vector: bytes) -> Vector:
    head, _, file = vector.partition(b"\n\n")
    said = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return Vector(said, zlib.decompress(file) if said.get("compressed") == "zlib" else file)


def accepts(file: bytes) -> bool:
    """Tell whether our check would take this header from any group: of either kind, for any number of keyholders."""
    for recipient in Recipient:
        for recipients in range(1, 11):
            try:
                header = check_header(file[:LARGEST_HEADER], recipient=recipient, recipients=recipients)
                plaintext_length(len(file) - header)
            except EnvelopeRefused:
                continue
            return True
    return False


def is_of_ours(file: bytes) -> bool:
    """Tell whether all stanzas are of one of our two kinds."""
    stanzas = re.findall(rb"\n-> ([^ \n]+)", file.partition(b"\n---")[0])
    return len(set(stanzas)) == 1 and stanzas[0] in RECIPIENT


def test_there_are_as_many_vectors_as_were_published(vectors: dict[str, Vector]) -> None:
    assert len(vectors) >= 143


def test_every_malformed_header_and_every_armour_is_refused(vectors: dict[str, Vector]) -> None:
    bad = {name for name, one in vectors.items() if one.said["expect"] == "header failure" or "armored" in one.said}
    assert len(bad) > 80
    assert {name for name in bad if accepts(vectors[name].file)} == set()


def test_every_good_file_of_our_kinds_is_taken(vectors: dict[str, Vector]) -> None:
    good = {
        name
        for name, one in vectors.items()
        if one.said["expect"] == "success" and "armored" not in one.said and is_of_ours(one.file)
    }
    assert len(good) >= 5
    assert {name for name in good if not accepts(vectors[name].file)} == set()
