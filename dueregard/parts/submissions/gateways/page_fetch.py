"""Fetches the sealed pages from outside, as a visitor would, with no cookie and nothing that says who watches.

What is compared, and with what, is `rules/sealed/watch`. Through Tor: start the command with `torsocks`.
"""

import hashlib
import urllib.error
import urllib.request
from urllib.parse import quote, urljoin

LARGEST = 8 * 1024 * 1024  # bytes of one delivered file
PATIENCE = 60  # seconds
# What most browsers of visitors say; a name of our own would tell the server whom to show the right page.
BROWSER = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0"


class NotDelivered(Exception):
    """The server did not answer, or not with this file."""


def fetch(base: str, name: str) -> bytes:
    """Return a file of the page at `base`. Raises: NotDelivered"""
    address = urljoin(base, quote(name))
    if not address.startswith(("https://", "http://")):
        raise NotDelivered(name)
    request = urllib.request.Request(address, headers={"User-Agent": BROWSER, "Accept": "*/*"})  # noqa: S310 (checked)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 (checked)
            content: bytes = answer.read(LARGEST + 1)
    except (urllib.error.URLError, OSError, ValueError) as failed:
        raise NotDelivered(name) from failed
    if len(content) > LARGEST:
        raise NotDelivered(name)
    return content


def digest(base: str, name: str) -> str | None:
    """Return the SHA-256 of a file as it is delivered, or None when it is not."""
    try:
        return hashlib.sha256(fetch(base, name)).hexdigest()
    except NotDelivered:
        return None
