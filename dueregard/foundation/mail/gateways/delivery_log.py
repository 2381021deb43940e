"""Reads a Postfix or Exim log: which Message-IDs the mail server accepted, with the line that says so.

A mail server that put a message in its queue has accepted it; a bounce reports what happens after that.
"""

import re
from collections.abc import Iterator
from pathlib import Path

TAIL = 64 * 1024 * 1024  # bytes read from the end of the log
# Postfix: "... postfix/cleanup[12]: 4F2A: message-id=<x@y>"; Exim: "... 1abc-0001-AB <= from ... id=x@y ..."
POSTFIX = re.compile(r"cleanup\[\d+\]: (?P<queue>\w+): message-id=(?P<id><[^>\s]+>)")
EXIM = re.compile(r"(?<!\S)(?P<queue>\S++) <= .* id=(?P<id>[^>\s]+)")
POSTFIX_KEPT = re.compile(r"qmgr\[\d+\]: (?P<queue>\w+): from=.*\(queue active\)")


def taken_messages(path: Path) -> Iterator[tuple[str, str]]:
    """Return Message-ID and proof for every message the server accepted. Raises: OSError

    The proof names the queue number and no address.
    """
    named: dict[str, str] = {}
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL, 0))
        for line in (raw.decode("utf-8", "replace") for raw in file):
            if found := POSTFIX.search(line):
                named[found["queue"]] = found["id"]
            elif (found := POSTFIX_KEPT.search(line)) and found["queue"] in named:
                yield named[found["queue"]], f"queued as {found['queue']}"
            elif found := EXIM.search(line):
                yield f"<{found['id'].strip('<>')}>", f"queued as {found['queue']}"
