"""Speaks to the site: lists threads, fetches what is sealed, posts answers, deletes.

Through Tor: start the command with `torsocks`.
"""

import http.client
import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard_keyholder.problems import Problem, Unreachable
from dueregard_keyholder.protocol import checked_id

PATIENCE = 120  # seconds
PIECE = 1024 * 1024
LARGEST_JSON = 32 * 1024 * 1024
MOST_PAGES = 1000  # of 100 threads: a list that never ends is none
SPARE = 64 * 1024 * 1024  # bytes of the disk that are left to other programs
GONE = "The site cannot be reached. Nothing was changed; try again later."
WORDS = {
    401: "The site does not know this access key. Make a new one on the desk.",
    404: "The site does not know this inbox, this thread or this access key.",
    409: "The thread was deleted or changed meanwhile. Fetch again.",
    422: "The site did not take what was sent.",
    507: "The group's share of the site's disk is used up. Delete what was dealt with.",
}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """An access key is shown to the address that was typed, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""


@dataclass(frozen=True)
class Site:
    """The inbox at one address (`…/sealed/<group>/`), with the keyholder's access key."""

    base: str
    access_key: str

    def public(self, name: str) -> bytes:
        """Return a file that everybody may read. Raises: Problem"""
        return self._ask("GET", name, shows_key=False)

    def public_json(self, name: str) -> dict[str, Any]:
        """Return what such a file says. Raises: Problem"""
        return _read(self.public(name))

    def threads(self) -> Iterator[Any]:
        """Yield every thread, as the site says it. Raises: Problem when the list has no end or no order."""
        after = ""
        for _ in range(MOST_PAGES):
            page = _read(self._ask("GET", f"keyholder/api/threads{'?after=' + after if after else ''}"))
            threads, following = page.get("threads"), page.get("next")
            if not isinstance(threads, list) or "next" not in page:
                raise Problem("The site sent something that is no list of threads. Nothing of it was fetched.")
            yield from threads
            if following is None:
                return
            if checked_id(following) <= after:
                raise Problem("The site's list of threads turns in a circle. Not all was fetched; tell your group.")
            after = following
        raise Problem("The site's list of threads does not end. Not all was fetched; tell your group.")

    def save(self, path: str, to: Path, size: int) -> None:
        """Write what is sealed to a file; only when all of it arrived does it have its name. Raises: Problem"""
        part = to.with_suffix(".part")
        try:
            if shutil.disk_usage(to.parent).free < size + SPARE:
                raise Problem(f"There is no room on this disk for {size / 1_000_000:,.1f} MB. Make room, fetch again.")
            with self._open("GET", f"keyholder/api/{path}") as answer, part.open("wb") as out:
                got = 0
                while got <= size and (piece := _piece(answer)):
                    out.write(piece)
                    got += len(piece)
            if got != size:
                raise Problem("A sealed file arrived cut or too long, and was thrown away. Fetch again.")
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)

    def reply(self, thread: str, sealed: bytes) -> None:
        """Post a sealed answer."""
        self._ask("POST", f"keyholder/api/threads/{thread}/replies", sealed)

    def mark_read(self, message: str) -> None:
        """Tell the others that a message was opened."""
        self._ask("POST", f"keyholder/api/messages/{message}/read")

    def delete(self, thread: str) -> None:
        """Delete a thread on the site, for everybody."""
        self._ask("POST", f"keyholder/api/threads/{thread}/delete")

    def _ask(self, method: str, path: str, body: bytes | None = None, *, shows_key: bool = True) -> bytes:
        with self._open(method, path, body, shows_key=shows_key) as answer:
            content = b""
            while len(content) <= LARGEST_JSON and (piece := _piece(answer)):
                content += piece
        if len(content) > LARGEST_JSON:
            raise Problem("The site's answer is far too long, and was thrown away. Tell your group.")
        return content

    def _open(self, method: str, path: str, body: bytes | None = None, *, shows_key: bool = True) -> Any:
        headers = {"Content-Type": "application/octet-stream", "User-Agent": "keyholder"}
        if shows_key:
            headers["Authorization"] = f"Bearer {self.access_key}"
        data = body if body is not None else (b"" if method == "POST" else None)
        request = urllib.request.Request(self.base + path, data=data, headers=headers, method=method)  # noqa: S310 (checked when connecting)
        try:
            return urllib.request.build_opener(NoRedirect).open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            error.close()
            raise Problem(
                WORDS.get(error.code, f"The site answered with {error.code}. Nothing was changed here.")
            ) from None
        except (urllib.error.URLError, OSError, ValueError, http.client.HTTPException):
            raise Unreachable(GONE) from None


def _piece(answer: Any) -> bytes:
    """Return the next bytes of an answer. Raises: Problem when the line breaks"""
    try:
        piece: bytes = answer.read(PIECE)
    except (OSError, ValueError, http.client.HTTPException):
        raise Problem("The line to the site broke, and what had come was thrown away. Fetch again.") from None
    return piece


def _read(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise Problem("The site sent something that cannot be read. Nothing was written.") from None
    return said if isinstance(said, dict) else {}
