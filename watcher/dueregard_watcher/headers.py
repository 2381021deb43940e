"""Are the headers of an answer those of the protocol, and does none lead a visitor elsewhere? Touches nothing.

What is in neither list is told: whoever adds a header says what it is for. Source: docs/reference/sealed-protocol.md.
"""

import re

from dueregard_watcher.visits import BROKEN, Answer

PROTOCOL = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types sealed-worker",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
# Headers of web servers and proxies that change nothing of what a visitor gets.
HARMLESS = {
    "accept-ranges", "age", "connection", "content-length", "date", "keep-alive", "server", "strict-transport-security",
    "transfer-encoding", "vary", "via", "x-frame-options",
}  # fmt: skip
# Another protocol at the same host is no other server.
SAME_HOST = re.compile(r'(?:clear|[\w%-]{1,40}=":\d{1,5}"(?:; ?(?:ma|persist)=\d{1,10})*)')
PACKINGS = {"gzip", "deflate", "br", "zstd", "identity"}


def wrong_headers(answer: Answer, name: str, said: str) -> list[str]:
    """Return what is wrong with the headers of a delivered file; `said` is what it is called in words."""
    wrong = [f"{said}: the header {one} is {_shown(answer, one)}" for one in PROTOCOL if not _is(answer, one)]
    kind = TYPES.get(name.rpartition(".")[2] if name else "html", TYPES["txt"])
    if [value.lower().replace("; ", ";") for value in answer.all("content-type")] != [kind.replace("; ", ";")]:
        wrong.append(f"{said}: its type is {_shown(answer, 'content-type')}, not “{kind}”")
    return wrong + leading_headers(answer, said, set(PROTOCOL) | {"content-type"})


def broken_line(line: str) -> str:
    """Return what is wrong with a line of a head that is no header, or not to every program."""
    return f"its head has a line that programs read in different ways: {line[:200]}"


def leading_headers(answer: Answer, said: str, known: set[str]) -> list[str]:
    """Return the headers that nobody expects: they may lead elsewhere, remember a visitor, or report on one."""
    wrong = [f"{said}: an early answer carries the header {one}: {value}" for one, value in answer.early]
    for one, value in answer.headers:
        if one == BROKEN:
            wrong.append(f"{said}: {broken_line(value)}")
        elif one not in known | HARMLESS and not _is_of_this_server(one, value):
            wrong.append(f"{said}: there is a header that the protocol does not have, {one}: {value}")
    return wrong


def _is(answer: Answer, name: str) -> bool:
    """Tell whether a header is there once, with the value of the protocol; how it is spaced does not matter."""
    return [value.replace("; ", ";") for value in answer.all(name)] == [PROTOCOL[name].replace("; ", ";")]


def _shown(answer: Answer, name: str) -> str:
    values = answer.all(name)
    return " and ".join(f"“{value}”" for value in values) if values else "missing"


def _is_of_this_server(name: str, value: str) -> bool:
    """Tell whether a header that could do harm does none with this value."""
    if name == "content-encoding":
        return all(one.strip().lower() in PACKINGS for one in value.split(","))
    if name == "alt-svc":
        return all(SAME_HOST.fullmatch(one.strip()) for one in value.split(","))
    return False
