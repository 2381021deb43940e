"""Decides whether two deliveries are the same e-mail: what its writer wrote, without what the journey added.

Identical bytes are recognised by their hash alone; this is for the same e-mail arriving by two routes.
"""

import re
from hashlib import sha256

# What the writer's own program sets; Received, Return-Path, Delivered-To and the like come from the journey.
WRITTEN = (b"message-id", b"date", b"from", b"to", b"subject")
SPACE = re.compile(rb"\s+")
MOST_HEADER = 1_000_000  # bytes of header that are looked at


def content_key(raw: bytes) -> str:
    """Return a SHA-256 in hexadecimal that is the same for the same e-mail by any route.

    Line endings, folding and the end of the body may differ. Never raises: any bytes have a key.
    """
    head, body = _halves(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    found = dict.fromkeys(WRITTEN, b"")
    for name, value in _fields(head):
        if name in found and not found[name]:
            found[name] = SPACE.sub(b" ", value).strip()
    digest = sha256()
    for name in WRITTEN:
        digest.update(name + b":" + found[name] + b"\n")
    digest.update(body.rstrip(b"\n"))
    return digest.hexdigest()


def _halves(text: bytes) -> tuple[bytes, bytes]:
    if text.startswith(b"From "):  # an mbox line before the headers
        text = text.partition(b"\n")[2]
    head, blank, body = text.partition(b"\n\n")
    if not blank and not re.match(rb"[!-9;-~]+:", head):
        return b"", text
    return head[:MOST_HEADER], body


def _fields(head: bytes) -> list[tuple[bytes, bytes]]:
    fields: list[tuple[bytes, list[bytes]]] = []
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line)
        else:
            name, _, value = line.partition(b":")
            fields.append((name.strip().lower(), [value]))
    # Joined once: a field may be folded over as many lines as the head has.
    return [(name, b" ".join(lines)) for name, lines in fields]
