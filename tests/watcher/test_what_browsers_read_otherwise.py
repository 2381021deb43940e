"""What browsers read otherwise than a careless watcher is told, and no answer keeps a watcher from telling."""

import json
from pathlib import Path

import pytest
from dueregard_watcher.command import BROKE_OFF
from dueregard_watcher.pages import WORKER, read_page
from dueregard_watcher.visits import Way

from tests.over_socks import onion
from tests.watcher.conftest import Watcher
from tests.watcher.stage import BASE, Asked, Mischief, Said
from tests.watcher.test_watching import all_of, at, body, header, only


def changed(*names: str) -> Mischief:
    """Say the fields of the protocol by other names."""

    def change(asked: Asked, said: Said) -> None:
        said.headers = [(f"{name} " if name.lower() in names else name, value) for name, value in said.headers]

    return change


CASES: list[tuple[str, Mischief, str]] = [
    (
        "a field behind a bare line feed",
        only("", header("Via", "1.1 x\nRefresh: 0; url=https://x.example/")),
        "the page at its address: its head has a line that programs read in different ways",
    ),
    ("behind a bare return", only("who.js", header("Via", "1.1 x\rSet-Cookie: v=1")), "who.js: its head has a line"),
    ("a folded field", only("sign.svg", header("Via", "1.1 x\r\n Refresh: 0")), "sign.svg: its head has a line"),
    (
        "a name that browsers pass over",
        only("style.css", changed("content-security-policy")),
        "style.css: the header content-security-policy is missing",
    ),
    (
        "another server next time, said beside this one",
        only("hash-worker.js", header("Alt-Svc", 'h3="x.example:443"; persist=":1"')),
        "hash-worker.js: there is a header that the protocol does not have, alt-svc",
    ),
    ("led on with backslashes", at("/", b"", Location="/\\x.example/"), "/ sends visitors to"),
    ("led on with a tab", at("/sealed/northport", b"", Location="/\t/x.example/"), "northport: its head has a line"),
    (
        "the first of two attributes is the one that counts",
        at("/sealed/", b'<script src="https://x.example/a.js" src="/b.js"></script>'),
        "loads a script from elsewhere, https://x.example/a.js",
    ),
    (
        "slashes as browsers read them",
        at("/inboxes/", b'<script src="/\\x.example/b.js"></script><script src="///x.example/c.js"></script>'),
        "loads a script from elsewhere, http://x.example/c.js",
    ),
    (
        "another base",
        at("/inboxes/northport/", b'<base href="https://x.example/"><script src="d.js"></script>'),
        "/inboxes/northport/ makes every link on it lead elsewhere",
    ),
    (
        "a script in an attribute",
        at(BASE + "a-page-that-is-not-there.html", b'<img src="/x" onerror="go()">'),
        "a-page-that-is-not-there.html holds a script in the page itself",
    ),
]


def test_what_browsers_read_otherwise_is_told(watcher: Watcher) -> None:
    watcher.stage.mischief = all_of(CASES)
    code, said = watcher.look()
    assert code == 1
    assert [(name, said) for name, _, words in CASES if words not in said] == []


def trailer(asked: Asked, said: Said) -> None:
    """Send a field after the body whose value looks like a status to a careless reader."""
    size = f"{len(said.body):x}\r\n".encode()
    said.set("Transfer-Encoding", "chunked")
    said.body = size + said.body + b"\r\n0\r\nx: \xb2\r\n\r\n"


def with_lists(watcher: Watcher, **changed: object) -> Mischief:
    """Deliver lists of which the server changed what the group does not sign."""
    lines = [json.dumps(one | changed) for one in watcher.stage.lists]
    log = "".join(f"{line}\n" for line in lines).encode()
    return all_of([("", only("keys.log", body(log)), ""), ("", only("manifest.json", body(lines[-1].encode())), "")])


def test_no_answer_ends_the_watcher_before_it_has_told(watcher: Watcher, tmp_path: Path) -> None:
    watcher.stage.add_list("age1" + "q" * 58)
    watcher.stage.sign()
    untold, half = [], watcher.stage.lists[-1]["manifest"][:-1] + ',"x":"\ud800"}'
    pages: list[tuple[str, Mischief, str]] = [
        ("links", at("/", b'<a href="http://[x">Go</a><script src="http://[y"></script>'), "http://[y"),
        ("led on", at("/sealed/", b"<p>Hi</p>", Location="http://[x"), "sends visitors to http://[x"),
        ("no page", at("/inboxes/", b"<![x[ <p>"), "/inboxes/ could not be read as a page"),
        ("a trailer", only("closed.html", trailer), "closed.html"),
    ]
    for mischief, *words in (
        (all_of(pages), *(words for _, _, words in pages)),
        (with_lists(watcher, signature=1), "list 1 of the key log is not signed"),
        (with_lists(watcher, manifest=half), "the key log could not be read"),
        (with_lists(watcher, change_received_on="9999-12-31"), "earlier lines of the key log were changed"),
    ):
        watcher.stage.mischief = mischief
        code, said = watcher.look("--status", tmp_path / "status.json")
        untold += [(words, said)] if code != 1 or BROKE_OFF in said or any(one not in said for one in words) else []
        assert json.loads((tmp_path / "status.json").read_text())["state"] == "alarm"
    assert untold == []


def test_what_nobody_thought_of_is_told_too(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Way, address: str) -> list[tuple[str, str]]:
        raise IndexError("a place that nobody thought of")

    monkeypatch.setattr(Way, "options", fails)
    code, said = watcher.look()
    assert (code, f"{BROKE_OFF} (IndexError)" in said) == (1, True)


def test_the_status_file_steers_no_terminal(watcher: Watcher, tmp_path: Path) -> None:
    name, status = "northport" * 6 + "na.onion", tmp_path / "status.json"
    port = int(watcher.address.split(":")[2].split("/")[0])
    bad = json.dumps({"root": watcher.stage.key.root, "onion": "http://\ud800\x9b2J\u202e"}).encode()
    watcher.stage.mischief = all_of(
        [("", only("config.json", body(bad)), ""), ("", only("", header("X-A", "\x1b[2J\x9b2J")), "")]
    )
    with onion(name, port) as (tor, _):
        code, said = watcher.look(f"http://{name}{BASE}", "--tor", tor, "--status", status)
    lines = json.loads(status.read_text())["lines"]
    assert code == 1
    assert "sends people to another onion address" in said
    assert all(line.isprintable() for line in lines)


def test_a_script_of_one_long_word_is_read_in_time_that_grows_with_it() -> None:
    assert WORKER.findall('"' + "worker" * 200_000) == []
    assert WORKER.findall('new Worker("./hash-worker.js")') == ["hash-worker.js"]


def test_addresses_are_joined_as_browsers_join_them() -> None:
    base = "https://a.example/b/"
    page = "".join(f'<a href="{one}">x</a>' for one in (
        "c", "/c", " /c", "\\\\x.example/", "/\t/x.example", "////x.example", "https:\\x.example", "https:c", "?\\d"
    ))  # fmt: skip
    assert read_page(page.encode(), base).links == [
        "https://a.example/b/c", "https://a.example/c", "https://a.example/c", "https://x.example/",
        "https://x.example", "https://x.example", "https://a.example/x.example", "https://a.example/b/c",
        "https://a.example/b/?\\d",
    ]  # fmt: skip
