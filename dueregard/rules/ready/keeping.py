"""Decides whose question may be answered with a kept page, which answers may be kept, and how long the clock lets them.

Whether the database has changed since, `foundation/ready` finds out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

LIFE = 60.0  # seconds: what a page says because of the hour is at most so late
QUARTER = 900  # seconds: midnight of every time zone falls on one, and no page is kept beyond it
LONGEST_ADDRESS = 2_000  # signs; nobody fills the room with addresses
# Whoever sends one of these is answered by the view: what it says may be theirs alone, a part, or that nothing changed.
TOLD_APART_BY = (
    "HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_TRANSFER_ENCODING", "HTTP_UPGRADE",
)  # fmt: skip
# All of a request that the answer to a marked view may depend on; a test reads along.
KEY = ("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")

# What somebody typed. If a page for it were kept, whoever guesses the words could tell from how quickly it comes that
# they have just been asked for.
TYPED = frozenset({"q", "words"})

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a page was made: in seconds of a clock that is never set, and in quarters of an hour of the real one."""

    steady: float
    quarter: int

    def is_too_old(self, now: Moment) -> bool:
        """Tell whether a page of this moment may say something else by now."""
        return now.quarter != self.quarter or not 0 <= now.steady - self.steady < LIFE


def moment(*, steady: float, seconds: float) -> Moment:
    """Return the moment at these seconds of a steady clock, and since 1970 in UTC."""
    return Moment(steady, int(seconds) // QUARTER)


def key_of(told: Mapping[str, object]) -> Key | None:
    """Return what a kept page is found by; None for a question that the view answers.

    `told` is what the web server says of the request (PEP 3333).
    """
    if told.get("REQUEST_METHOD") != "GET" or told.get("CONTENT_LENGTH") not in (None, "", "0"):
        return None
    if any(told.get(name) for name in TOLD_APART_BY):
        return None
    if TYPED & parse_qs(str(told.get("QUERY_STRING", ""))).keys():
        return None
    key = tuple(str(told.get(name, "")) for name in KEY)
    return key if sum(map(len, key)) <= LONGEST_ADDRESS else None


def may_be_kept(*, status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether an answer is such that everybody may have it again.

    It sets no cookie, and no header tells any cache to keep nothing or to tell readers apart, but by their cookies:
    whoever has one never gets here.
    """
    told = {name.lower(): value.lower() for name, value in headers.items()}
    words = {word.strip().partition("=")[0] for word in told.get("cache-control", "").split(",")}
    varies = {word.strip() for word in told.get("vary", "").split(",")} - {"", "cookie"}
    return (
        status == 200
        and not {"set-cookie", "content-encoding"} & told.keys()
        and not {"private", "no-store"} & words
        and not varies
    )
