"""What the log may say of an address of the site: where, never which person's link or key.

A one-time link and a feed's key stand in addresses; a log line that names them would let its reader in.
"""

import logging

KEPT = 2  # path segments: /join/…, /desk/cases/…


class OnlyPlaces(logging.Filter):
    """Shortens every address in a log line to its first segments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; the line is changed, never dropped."""
        if isinstance(record.args, tuple):
            record.args = tuple(only_place(each) if isinstance(each, str) else each for each in record.args)
        return True


def only_place(text: str) -> str:
    """Return an address without what could identify or open something; other text as it is."""
    if not text.startswith("/"):
        return text
    segments = text.partition("?")[0].split("/")[1:]
    kept = segments[: 1 if segments[0] == "join" else KEPT]
    return "/" + "/".join(kept) + ("/…" if len(segments) > len(kept) else "")
