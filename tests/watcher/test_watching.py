"""A watcher sees what a visitor gets: whatever was not signed is told, and nothing else is."""

import json
import time
from datetime import timedelta

import pytest

from tests.builders_inbox import RECIPIENTS, OfflineKey, today
from tests.watcher.conftest import Watcher
from tests.watcher.stage import BASE, OTHER, Asked, Mischief, Said, packed


def only(path: str, change: Mischief) -> Mischief:
    """Do mischief with one answer."""

    def mischief(asked: Asked, said: Said) -> None:
        if asked.path == BASE + path:
            change(asked, said)

    return mischief


def body(content: bytes, when: str = "", says: str = "") -> Mischief:
    """Deliver other bytes, to all or to those who say something of themselves."""

    def change(asked: Asked, said: Said) -> None:
        if not when or says in asked.says(when):
            said.body = content

    return change


def header(name: str, value: str | None) -> Mischief:
    return lambda asked, said: said.set(name, value)


def status(code: int, **headers: str) -> Mischief:
    def change(asked: Asked, said: Said) -> None:
        said.status = code
        for name, value in headers.items():
            said.set(name, value)

    return change


def packed_otherwise(asked: Asked, said: Said) -> None:
    """Deliver another page, packed, to those who can unpack: watchers of old could not."""
    if "gzip" in asked.says("accept-encoding"):
        said.body = packed("gzip", OTHER)
        said.set("Content-Encoding", "gzip")


def in_another_order(asked: Asked, said: Said) -> None:
    """Deliver another page to those whose headers stand as browsers write them."""
    names = [name for name, _ in asked.headers]
    if "accept-language" in names and "accept" in names and names.index("host") == 0:
        said.body = OTHER


def early(asked: Asked, said: Said) -> None:
    said.early = [("Link", "</other.css>; rel=preload")]


def at(path: str, content: bytes, **headers: str) -> Mischief:
    """Deliver something at the same origin, outside of the inbox."""

    def mischief(asked: Asked, said: Said) -> None:
        if asked.path == path:
            said.status, said.body = 200, content
            for name, value in headers.items():
                said.set(name.replace("_", "-"), value)

    return mischief


def worker(asked: Asked, said: Said) -> None:
    """Load a script on the way to the inbox, which puts a service worker before it."""
    at("/inboxes/", b'<script src="/help.js"></script>')(asked, said)
    at("/help.js", b'navigator.serviceWorker.register("/w.js", { scope: "/" })', Content_Type="text/javascript")(
        asked, said
    )


Case = tuple[str, Mischief, str]
ALONE: list[Case] = [
    ("another page for everybody", only("", body(OTHER)), "the page at its address is not as signed"),
    ("another page for browsers", only("", body(OTHER, "accept", "text/html")), "the page at its address is not"),
    (
        "another page for one browser",
        only("", body(OTHER, "user-agent", "iPhone")),
        "is not as signed (shown to Safari on an iPhone)",
    ),
    ("another page in one language", only("", body(OTHER, "accept-language", "cy")), "is not as signed"),
    ("another page, packed", only("", packed_otherwise), "the page at its address"),
    ("another page for a browser's order", only("", in_another_order), "the page at its address"),
    ("another page in a tab", only("", body(OTHER, "sec-fetch-dest", "document")), "the page at its address"),
    (
        "a script of one's own",
        only("", body(OTHER + b'<script src="own.js"></script>')),
        "own.js was answered with 404",
    ),
    ("from elsewhere", only("", body(OTHER + b'<script src="https://x.example/s.js"></script>')), "from elsewhere"),
    ("led on", only("", status(302, Location="https://other.example/")), "302 to https://other.example/"),
    ("the page with 404", only("", status(404)), "the page at its address was answered with 404"),
    ("no list of hashes", only("HASHES", status(404)), "HASHES was answered with 404"),
    ("another signature", only("HASHES.sig", body(b"00" * 64)), "not signed by the group"),
    ("no log", only("keys.log", body(b"")), "the key log could not be read"),
    ("a list outside of the log", only("manifest.json", body(b"{}")), "is not the last of the key log"),
]
TOGETHER: list[Case] = [
    ("another script", only("who.js", body(b"export const who = () => 2;")), "who.js is not as signed"),
    ("another worker", only("hash-worker.js", body(b"1", "sec-fetch-dest", "worker")), "hash-worker.js is not as"),
    ("another style", only("style.css", body(b"p {}", "sec-fetch-dest", "style")), "style.css is not as signed"),
    ("led on and back", only("source.js", status(307, Location=BASE + "who.js")), "source.js was answered with 307"),
    ("another status", only("sign.svg", status(203)), "sign.svg was answered with 203"),
    ("no policy", only("", header("Content-Security-Policy", None)), "content-security-policy is missing"),
    ("a weaker one", only("hash-worker.js", header("Content-Security-Policy", "default-src *")), "“default-src *”"),
    ("kept in caches", only("style.css", header("Cache-Control", "max-age=600")), "cache-control is “max-age=600”"),
    ("a referrer", only("", header("Referrer-Policy", "unsafe-url")), "referrer-policy is “unsafe-url”"),
    (
        "another type",
        only("", header("Content-Type", "text/html; charset=utf-7")),
        "its type is “text/html; charset=utf-7”",
    ),
    ("Refresh", only("", header("Refresh", "0; url=https://x.example/")), "refresh: 0; url=https://x.example/"),
    ("Link", only("", header("Link", "<https://x.example/x.css>; rel=stylesheet")), "link: <https://x.example/x.css>"),
    ("early Link", only("", early), "an early answer carries the header link"),
    ("a cookie", only("", header("Set-Cookie", "v=1")), "set-cookie: v=1"),
    ("reports", only("", header("Reporting-Endpoints", 'a="https://x.example/"')), "reporting-endpoints"),
    ("another server next time", only("", header("Alt-Svc", 'h2="x.example:443"')), "alt-svc"),
    ("another onion address", only("", header("Onion-Location", "http://x.onion/")), "onion-location"),
    ("a scope for workers", only("style.css", header("Service-Worker-Allowed", "/")), "service-worker-allowed"),
    ("other recipients", only("recipients.txt", body(b"age1other\n")), "recipients.txt is not the signed list"),
    ("another configuration", only("config.json", body(b'{"root": "00"}')), "config.json names another key"),
    ("a worker on the way", worker, "may put a service worker between this page and its visitors"),
    ("Refresh there", at("/inboxes/northport/", b"<p>Hi</p>", Refresh="0; url=//x.example"), "the header refresh"),
    ("Link there", at("/", b"<p>Hi</p>", Link="<https://x.example/>; rel=preload"), "the header link"),
    (
        "another inbox",
        at("/sealed/", b'<a href="https://x.example/sealed/northport/">Go</a>'),
        "to another sealed page",
    ),
    ("led on", at("/", b'<meta http-equiv="refresh" content="0; url=https://x.example/">'), "on by itself: 0"),
    ("far too much", only("closed.html", body(b"x" * 20_000_000)), "closed.html was not delivered"),
]


def all_of(cases: list[Case]) -> Mischief:
    def mischief(asked: Asked, said: Said) -> None:
        for _, one, _ in cases:
            one(asked, said)

    return mischief


def test_every_server_that_shows_a_visitor_something_else_is_told(watcher: Watcher) -> None:
    assert watcher.look()[1].endswith(" as signed\n")
    untold = []
    for cases in [TOGETHER] + [[one] for one in ALONE]:
        watcher.stage.mischief = all_of(cases)
        code, said = watcher.look()
        untold += [(name, said) for name, _, words in cases if code != 1 or words not in said]
    assert untold == []
    watcher.stage.mischief = all_of([])
    code, said = watcher.look()
    assert (code, said.count("\n")) == (0, 1), said
    assert said.endswith(" as signed\n")


def spread(asked: Asked, said: Said) -> None:
    """Say the same in another order, in other letters, with other spaces, and one's name and day."""
    said.headers = [(name.upper(), value.replace("; ", ";")) for name, value in reversed(said.headers)]


def pack(how: str) -> Mischief:
    def change(asked: Asked, said: Said) -> None:
        said.body = packed(how, said.body)
        said.set("Content-Encoding", how)
        said.set("Vary", "Accept-Encoding")

    return change


HONEST: list[tuple[str, Mischief]] = [
    ("packed with gzip", pack("gzip")),
    ("packed with zstd", pack("zstd")),
    ("headers in another order, in capitals", spread),
    ("a server's name, and a proxy's", all_of([("", header("Via", "1.1 proxy"), ""), ("", header("Age", "0"), "")])),
    ("strict transport security", header("Strict-Transport-Security", "max-age=31536000")),
    ("HTTP/3 at the same host", header("Alt-Svc", 'h3=":443"; ma=86400')),
    ("a page of the site that leads here", at("/inboxes/", b'<a href="/sealed/northport/">Northport</a>')),
    ("led from a page of the site to another", at("/", b"", Location="/inboxes/")),
    (
        "a service worker of the help pages alone",
        all_of(
            [
                ("", at("/", b'<script src="/o.js"></script>'), ""),
                ("", at("/o.js", b'navigator.serviceWorker.register(w, { scope: "/help/" })'), ""),
            ]
        ),
    ),
    ("no page of the site at all", at("/", b"There is no page at this address.\n", Content_Type="text/plain")),
]


def test_what_honest_servers_do_differently_is_not_told(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    watcher.look()
    for name, variation in HONEST:
        watcher.stage.mischief = variation
        code, said = watcher.look()
        told += [(name, said)] if code or "NOTICE" in said else []
    watcher.stage.mischief = all_of([])
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):  # the days of the log are UTC's, wherever the watcher is
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        code, said = watcher.look()
        told += [(zone, said)] if code else []
    monkeypatch.undo()
    time.tzset()
    assert told == []


def test_a_watcher_asks_as_browsers_do_and_in_their_order(watcher: Watcher) -> None:
    watcher.look()
    asked = watcher.stage.asked
    first = next(at for at, one in enumerate(asked) if one.path.endswith("/HASHES"))
    assert asked[0].path == BASE
    assert {"style.css", "source.js", "config.json", "keys.log", "who.js", "hash-worker.js"} <= {
        one.path.removeprefix(BASE) for one in asked[:first]
    }
    assert len({one.says("user-agent") for one in asked[:first]}) == 1
    agents = {one.says("user-agent") for one in asked if one.path == BASE}
    assert len(agents) >= 5
    assert all("gzip" in one.says("accept-encoding") and one.says("accept-language") for one in asked)
    assert not any("curl" in value or name in {"cookie", "upgrade"} for one in asked for name, value in one.headers)
    firefox = next(
        one for one in asked if one.path == BASE and "Firefox/153" in one.says("user-agent") and not one.says("pragma")
    )
    assert [name for name, _ in firefox.headers] == [
        "host", "user-agent", "accept", "accept-language", "accept-encoding", "upgrade-insecure-requests",
        "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "priority", "connection",
    ]  # fmt: skip


def test_what_goes_back_is_seen_also_after_a_restart(watcher: Watcher) -> None:
    stage, day = watcher.stage, today()
    older = dict(stage.files)
    assert watcher.look()[0] == 0
    stage.add_list(RECIPIENTS[0])
    code, said = watcher.look()
    assert code == 0, said
    assert "NOTICE the keyholders changed on" in said
    assert "sign them again" in said, "the files were signed before the list"
    stage.sign()
    code, said = watcher.look()
    assert (code, "the group signed another list of files" in said) == (0, True)
    newer = dict(stage.files)
    stage.files = older
    code, said = watcher.look()
    assert code == 1
    assert "the key log has gone back" in said
    assert "the signed list of files has gone back" in said
    stage.files = newer
    assert watcher.look()[0] == 0, "what is wrong is not taken for what is known"
    stage.lists[1] = json.loads(stage.key.listing(RECIPIENTS[1], number=2, previous=None)) | {
        "change_received_on": day.isoformat()
    }
    stage.write_lists()
    assert "earlier lines of the key log were changed" in watcher.look()[1]
    watcher.state.write_text("{")
    code, said = watcher.look()
    assert (code, "cannot be read, so a list that goes back would not be seen" in said) == (2, True)


def test_a_list_is_held_against_its_chain_and_the_days_on_which_it_may_have_come(watcher: Watcher) -> None:
    stage, day = watcher.stage, today()
    stage.add_list(RECIPIENTS[0], previous="ab" * 32)
    assert "list 2 of the key log does not follow the one before it" in watcher.look()[1]
    del stage.lists[1]
    stage.add_list(RECIPIENTS[0])
    for came in (day - timedelta(days=9), day + timedelta(days=9)):
        stage.lists[1]["change_received_on"] = came.isoformat()
        stage.write_lists()
        assert f"list 2 is said to have come on {came}, which is impossible" in watcher.look()[1]
    del stage.lists[1]
    stage.add_list(RECIPIENTS[0], valid_until=day.isoformat(), made_on="2026-01-01", changed_on="2026-01-01")
    stage.lists[1]["signature"] = OfflineKey().listing(RECIPIENTS[0])[-130:-2]
    stage.write_lists()
    assert "list 2 of the key log is not signed by the group" in watcher.look()[1]
