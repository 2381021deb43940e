"""One look at a sealed inbox: goes there as a visitor, then asks for the rest, and says what is not as it should be.

First comes what a browser asks for when somebody opens the page, in its order; nothing tells this visit from theirs.
Only then, as somebody else, what was signed. What was seen at earlier looks is held against this one by `memory`.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from dueregard_watcher.browsers import BY_ENDING, DATA, PAGE, WORKER, Browser, browsers_for
from dueregard_watcher.headers import wrong_headers
from dueregard_watcher.leading import Leading
from dueregard_watcher.pages import NoPage, asked_by_script, read_page
from dueregard_watcher.signatures import is_signed
from dueregard_watcher.signed import (
    MANIFEST,
    RELEASE,
    KeyList,
    NotReadable,
    news_in_log,
    read_config,
    read_hashes,
    read_log,
    wrong_in_log,
)
from dueregard_watcher.visits import Answer, Way, visit

ASKED_BY_THE_PAGE = ("config.json", "manifest.json", "keys.log")
SIGNED_NAMES = ("HASHES", "HASHES.sig", "recipients.txt")
WAVES = 8  # imports of imports of imports; the page has four
OPENED = {"js", "css", "svg"}  # what each browser asks for with the page
AT_ITS_ADDRESS = "the page at its address"


@dataclass
class Seen:
    """What one look at one address found."""

    address: str
    on: date
    wrong: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    unreached: str = ""  # why nothing came at all
    log: bytes = b""
    lists: list[KeyList] = field(default_factory=list)
    release: str = ""  # SHA-256 of the signed list of files

    def add(self, *words: str) -> None:
        """Note what is wrong, once."""
        self.wrong += [one for one in words if one not in self.wrong]

    def wrong_in_log(self, known: int, known_on: date | None) -> list[str]:
        """Return what cannot be about the key log, of which so many lists were seen before, on that day."""
        return wrong_in_log(self.lists, self.on, known, known_on)


@dataclass(frozen=True)
class Asker:
    """Somebody with a browser at one address. Answers that did not come are asked for once more."""

    base: str
    browser: Browser
    way: Way

    def get(self, names: Sequence[tuple[str, str]]) -> dict[str, Answer]:
        """Ask for names below the base (or whole addresses), each with its kind."""
        asked = [(urljoin(self.base, name), kind) for name, kind in names]
        answers = visit(self.browser, asked, self.way) if asked else []
        again = [at for at, answer in enumerate(answers) if answer.failed]
        if again:
            for at, answer in zip(again, visit(self.browser, [asked[at] for at in again], self.way), strict=True):
                answers[at] = answer
        return {name: answer for (name, _), answer in zip(names, answers, strict=True)}


def look(address: str, root: str, way: Way, leads: Iterable[str], today: date) -> Seen:
    """Look at the sealed page at one address. `leads` are more pages from which people come."""
    seen, browsers = Seen(address, today), list(browsers_for(address))
    random.shuffle(browsers)
    first = Asker(address, browsers[0], way)
    got = _as_visitor(first, seen)
    if seen.unreached:
        return seen
    opened = [(name, _kind(name)) for name in got if name.rpartition(".")[2] in OPENED]
    rest = Asker(address, random.choice(browsers), Way(way.tor, way.through_tor))
    got |= rest.get([(name, DATA) for name in SIGNED_NAMES])
    signed = _signed_files(got, root, seen)
    missing = [(name, _kind(name)) for name in signed if name not in got]
    random.shuffle(missing)
    got |= rest.get(missing)
    _keys(got, root, seen)
    _recipients(got, signed, seen)
    config = _config(got, root, address, seen)
    _compare({name: answer for name, answer in got.items() if name and (name, _kind(name)) not in opened}, signed, seen)
    shown = {first.browser.name: {name: got[name] for name, _ in [("", PAGE), *opened]}}
    for browser in browsers[1:]:
        other = Asker(address, browser, Way(way.tor, way.through_tor))
        shown[browser.name] = other.get([("", PAGE), *opened])
    _compare_browsers(shown, signed, seen)
    Leading(address, str(config.get("onion", "")), rest.get, seen.add).check(leads)
    return seen


def _as_visitor(asker: Asker, seen: Seen) -> dict[str, Answer]:
    """Open the page, load what it loads, run what it runs."""
    got = asker.get([("", PAGE)])
    if got[""].failed:
        seen.unreached = got[""].failed
        return got
    wave = [*_loaded_by_page(got[""], asker.base, seen)]
    wave += [(name, DATA) for name in ASKED_BY_THE_PAGE]
    for _ in range(WAVES):
        fresh = asker.get([(name, kind) for name, kind in dict(wave).items() if name not in got])
        got |= fresh
        scripts = [answer for name, answer in fresh.items() if name.endswith(".js")]
        wave = [(name, _kind(name)) for answer in scripts for name in asked_by_script(answer.body)]
    return got


def _loaded_by_page(answer: Answer, base: str, seen: Seen) -> list[tuple[str, str]]:
    """Return what the page loads, by name. What lies elsewhere is wrong and not asked for."""
    try:
        page = read_page(answer.body, base)
    except NoPage:
        seen.add("the page could not be read as a page")
        return []
    if page.refreshes or page.has_inline_script or page.changes_base:
        seen.add("the page leads elsewhere, or holds a script, in itself")
    wanted = [*page.others, *page.scripts]
    seen.add(*(f"the page loads {one}, from elsewhere" for one in wanted if not one.startswith(base)))
    names = [one.removeprefix(base) for one in wanted if one.startswith(base)]
    return [(name, _kind(name)) for name in names if name and "/" not in name and "?" not in name]


def _signed_files(got: dict[str, Answer], root: str, seen: Seen) -> dict[str, str]:
    """Return the hash of each file as the group signed it."""
    hashes, signature = got["HASHES"], got["HASHES.sig"]
    if not _came(hashes, "HASHES", seen) or not _came(signature, "HASHES.sig", seen):
        return {}
    if not is_signed(RELEASE + hashes.body, signature.body.decode("ascii", "replace").strip(), root):
        seen.add("the list of hashes is not signed by the group")
        return {}
    seen.release = sha256(hashes.body).hexdigest()
    try:
        return read_hashes(hashes.body)
    except NotReadable:
        seen.add("the list of hashes could not be read")
        return {}


def _compare_browsers(shown: dict[str, dict[str, Answer]], signed: dict[str, str], seen: Seen) -> None:
    """Say what is wrong with what each browser got: once if it is with all, or else with which."""
    wrong: dict[str, list[str]] = {}
    for browser in sorted(shown):
        alone = Seen(seen.address, seen.on)
        _compare(shown[browser], signed, alone)
        for line in alone.wrong:
            wrong.setdefault(line, []).append(browser)
    for line, browsers in wrong.items():
        seen.add(line if len(browsers) == len(shown) else f"{line} (shown to {', '.join(browsers)})")


def _compare(got: dict[str, Answer], signed: dict[str, str], seen: Seen) -> None:
    """Hold every answer against the protocol, and every file against its signed hash."""
    for name, answer in got.items():
        said = name or AT_ITS_ADDRESS
        if not _came(answer, said, seen):
            continue
        seen.add(*wrong_headers(answer, name, said))
        expected = signed.get(name or "index.html")
        if name in SIGNED_NAMES or name in ASKED_BY_THE_PAGE[1:]:
            continue
        if signed and expected is None:
            seen.add(f"{said} is loaded by the page and not in the signed list")
        elif expected and sha256(answer.body).hexdigest() != expected:
            seen.add(f"{said} is not as signed")


def _came(answer: Answer, name: str, seen: Seen) -> bool:
    if answer.failed:
        seen.add(f"{name} was not delivered ({answer.failed})")
    elif answer.status != 200:
        to = "".join(f" to {one}" for one in answer.all("location"))
        seen.add(f"{name} was answered with {answer.status}{to}, not with 200")
    return answer.status == 200 and not answer.failed


def _keys(got: dict[str, Answer], root: str, seen: Seen) -> None:
    """Check the list of keyholders and the log of all lists, each by its own signature."""
    manifest, log = got["manifest.json"], got["keys.log"]
    if not (_came(manifest, "manifest.json", seen) and _came(log, "keys.log", seen)):
        return
    try:
        lists = read_log(log.body, root)
    except NotReadable:
        seen.add("the key log could not be read, or a list in it is not the group's or has no day of receipt")
        return
    for one in lists:
        if not is_signed(MANIFEST + one.text.encode(), one.signature, root):
            seen.add(f"list {one.number} of the key log is not signed by the group")
            return
    if not log.body.endswith(b"\n" + manifest.body + b"\n") and log.body != manifest.body + b"\n":
        seen.add("the list of keyholders is not the last of the key log")
        return
    seen.log, seen.lists = log.body, lists
    seen.news += news_in_log(lists, seen.on)


def _recipients(got: dict[str, Answer], signed: dict[str, str], seen: Seen) -> None:
    """Check that the file people seal to by hand names the keyholders of the signed list, and is signed itself."""
    answer = got["recipients.txt"]
    if answer.failed or answer.status != 200 or not seen.lists:
        return
    if answer.body != "".join(f"{one}\n" for one in seen.lists[-1].recipients).encode():
        seen.add("recipients.txt is not the signed list of keyholders")
    elif signed and "recipients.txt" not in signed:
        seen.news.append("recipients.txt is not in the signed list of files: update the site, and sign the files again")
    elif signed and sha256(answer.body).hexdigest() != signed["recipients.txt"]:
        seen.news.append(
            "the files were signed before the newest list of keyholders was made: sign them again, so that people who "
            "seal by hand can check recipients.txt"
        )


def _config(got: dict[str, Answer], root: str, address: str, seen: Seen) -> dict[str, object]:
    answer = got["config.json"]
    if answer.failed or answer.status != 200:
        return {}
    try:
        config = read_config(answer.body)
    except NotReadable:
        seen.add("config.json could not be read")
        return {}
    if config.get("root") != root:
        seen.add("config.json names another key for the group")
    onion = str(config.get("onion", "")).rstrip("/")
    if urlsplit(address).netloc.endswith(".onion") and onion and not address.startswith(f"{onion}/"):
        seen.add(f"config.json sends people to another onion address, {onion}")
    return config


def _kind(name: str) -> str:
    if name in {*ASKED_BY_THE_PAGE, *SIGNED_NAMES}:
        return DATA
    return WORKER if "worker" in name else BY_ENDING.get(name.rpartition(".")[2], DATA)
