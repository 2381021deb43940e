"""Copies the public site into a folder of plain files, page by page, and goes on where it was interrupted.

Until all is there the copy lies beside its place, under another name: half a copy is never taken for a whole one.
`rules/export` decides names and links.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import time
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.rules.export.addresses import HTML, file_of, link_to, own_path, plain_path
from dueregard.rules.export.pages import copied
from dueregard.website.gateways.rendered import Rendered, Site

ONLINE = "on-the-site.html"  # what to read where only the site itself can answer
SEARCH = "search/index.html"
LIST = "manifest-sha256.txt"
JOURNAL = ".unfinished"
NEEDS_THE_SITE = ("/search/", "/desk/", "/account/", "/api/", "/oembed/", "/gallery/", "/healthz", "/status/")
KEPT = 3600  # seconds for which an interrupted copy goes on: what is no longer public must not be in a new one
_IN_SCRIPTS = re.compile(r"from \"(\./[\w.-]+\.js)\"")
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")


class NotACopy(ValueError):
    """The folder holds something else, which must not be overwritten."""


@dataclass
class Report:
    """What was copied, and which addresses that pages link to the site did not answer."""

    pages: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


class Copying:
    """One copy on its way. `tell` is told how many addresses are done, and how many are known."""

    def __init__(self, folder: Path, site: Site, tell: Callable[[int, int], None]) -> None:
        self.folder, self.part = folder, folder.with_name(f"{folder.name}.unfinished")
        self.report = Report()
        self.done: dict[str, str] = {}  # path -> file
        self._site, self._tell = site, tell
        self._waiting: deque[str] = deque()
        self._seen: set[str] = set()
        self._is_page: dict[str, bool] = {}  # name of an address -> whether it answers with pages
        self._known: dict[str, str] = {}  # path -> file, where the whole table of addresses need not be asked again
        self._asked: dict[str, Rendered] = {}
        self._instead = _only_there()
        self._notes: list[str] = []

    def begin(self, seeds: Iterable[str], *, again: bool) -> bool:
        """Make ready; tell whether this goes on with a copy that was interrupted. Raises: NotACopy"""
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / LIST).exists():
            raise NotACopy(f"{self.folder} holds something that is no copy of this site. Name an empty folder.")
        journal = self.part / JOURNAL
        if self.part.exists() and (again or (journal.exists() and time() - journal.stat().st_mtime > KEPT)):
            shutil.rmtree(self.part)
        goes_on = (self.part / JOURNAL).exists()
        self.part.mkdir(parents=True, exist_ok=True)
        if goes_on:
            self._read_journal()
        (self.part / JOURNAL).touch()
        for path in seeds:
            self._see(path)
        return goes_on

    def copy_all(self) -> None:
        """Copy every page that can be reached."""
        while self._waiting:
            path = self._waiting.popleft()
            if path not in self.done:
                self._copy(path)
            self._tell(len(self.done), len(self._seen))

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the copy."""
        file = self.part / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def write_page(self, name: str, page: str) -> None:
        """Write a page of the copy's own, with its links turned."""
        self.write(name, self._turned(page, f"/{name}", name).encode())

    def finish(self) -> Report:
        """Write the list of all files, and put the copy in its place in one step."""
        (self.part / JOURNAL).unlink()
        names = sorted(one.relative_to(self.part).as_posix() for one in self.part.rglob("*") if one.is_file())
        lines = [f"{sha256((self.part / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
        (self.part / LIST).write_text("".join(lines), encoding="utf-8")
        self.report.files = len(names)
        self.report.pages = sum(name.endswith(".html") for name in names)
        old = self.folder.with_name(f"{self.folder.name}.old")
        if self.folder.exists():
            self.folder.rename(old)
        self.part.rename(self.folder)
        if old.exists():
            shutil.rmtree(old)
        return self.report

    def file_for(self, path: str) -> str:
        """Return the file that a path of the site leads to in the copy."""
        plain = plain_path(path)
        if plain in self.done:
            return self.done[plain]
        if plain in self._known:
            return self._known[plain]
        if plain is None:
            return ONLINE
        if urlsplit(plain).path == "/search/":
            return self._known.setdefault(plain, SEARCH)
        name = _open_to_everyone(plain)
        if name is None:
            return self._known.setdefault(plain, ONLINE)
        if name not in self._is_page or not self._is_page[name]:
            answer = self._ask(plain)
            self._is_page[name] = answer.status == 200 and answer.media_type == HTML
            if not self._is_page[name]:
                return self._copy(plain)
        self._see(plain, is_open=True)
        return self._known.setdefault(plain, file_of(plain, HTML))

    def _copy(self, path: str) -> str:
        answer = self._asked.pop(path, None) or self._site.ask(path)
        if answer.status in (301, 302, 303, 307, 308):
            own = own_path(urljoin(path, answer.location), settings.PUBLIC_URL)
            file = self._moved(path, self.file_for(own) if own and own != path else ONLINE)
        elif answer.status != 200:
            self.report.missing.append(path)
            file = self._moved(path, ONLINE)
        else:
            file = file_of(path, answer.media_type, answer.name)
            self.done[path] = file  # before its links are turned: a page may lead to itself
            content = answer.content
            if answer.media_type == HTML:
                content = self._turned(content.decode(), path, file).encode()
            self.write(file, content)
        self.done[path] = file
        self._note("=", path, file)
        return file

    def _moved(self, path: str, to: str) -> str:
        """Leave a page at a path that leads elsewhere: pages copied before may link to it."""
        file = file_of(path, HTML)
        link = link_to(to, of=file)
        page = '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Moved</title>'
        page += f'<meta http-equiv="refresh" content="0; url={link}"></head><body><p>'
        self.write(file, f'{page}<a href="{link}">Read on here</a></p></body></html>'.encode())
        return file

    def _turned(self, page: str, path: str, file: str) -> str:
        def leads(address: str) -> str | None:
            if not address or address.startswith(("#", "data:", "mailto:", "tel:", "sms:")):
                return address
            whole = urljoin(f"{settings.PUBLIC_URL}{path}", address)
            own = own_path(whole, settings.PUBLIC_URL)
            if own is None:
                return address
            fragment = urlsplit(whole).fragment
            if own.startswith(settings.STATIC_URL):
                return link_to(self._static(urlsplit(own).path), of=file, fragment=fragment)
            target = self.file_for(own)
            if target == file and fragment:
                return f"#{fragment}"
            return link_to(target, of=file, fragment="" if target == ONLINE else fragment)

        instead = self._instead.replace("PATH", urlsplit(path).path)
        return copied(page, leads=leads, search=link_to(SEARCH, of=file), instead=instead)

    def _static(self, path: str) -> str:
        name = unquote(path.removeprefix(settings.STATIC_URL))
        file = f"static/{name}"
        if (self.part / file).exists() or ".." in name.split("/"):
            return file
        kept = Path(settings.STATIC_ROOT) / name
        found = kept if kept.is_file() else finders.find(name)
        if found is None:
            self.report.missing.append(path)
            return ONLINE
        content = Path(str(found)).read_bytes()
        self.write(file, content)
        named = _IN_CSS if name.endswith(".css") else _IN_SCRIPTS if name.endswith(".js") else None
        if named:
            for other in named.findall(content.decode()):
                if not other.startswith(("data:", "#")):
                    self._static(urlsplit(urljoin(path, other)).path)
        return file

    def _ask(self, path: str) -> Rendered:
        if path not in self._asked:
            self._asked[path] = self._site.ask(path)
        return self._asked[path]

    def _see(self, path: str, *, is_open: bool = False) -> None:
        plain = plain_path(path)
        if plain is None or plain in self._seen:
            return
        if is_open or _open_to_everyone(plain) is not None:
            self._seen.add(plain)
            self._waiting.append(plain)
            self._note("+", plain)

    def _note(self, *words: str) -> None:
        """Write down what was seen and what is done; what was seen may wait until the next page is done."""
        self._notes.append(json.dumps(words, ensure_ascii=False) + "\n")
        if words[0] == "=":
            with (self.part / JOURNAL).open("a", encoding="utf-8") as journal:
                journal.writelines(self._notes)
            self._notes.clear()

    def _read_journal(self) -> None:
        for line in (self.part / JOURNAL).read_text(encoding="utf-8").splitlines():
            try:
                what, path, *file = json.loads(line)
            except ValueError:  # the line at which it was interrupted
                continue
            if path not in self._seen:
                self._seen.add(path)
                self._waiting.append(path)
            if what == "=" and (self.part / file[0]).is_file():
                self.done[path] = file[0]


def _open_to_everyone(path: str) -> str | None:
    """Return the name of an address that everyone may read and a copy can hold; None for any other."""
    bare = urlsplit(path).path
    if bare.startswith(NEEDS_THE_SITE):
        return None
    try:
        found = resolve(unquote(bare))
    except Resolver404:
        return None
    return found.view_name if audience_of(found.func, found.url_name) is Audience.EVERYBODY else None


def _only_there() -> str:
    return (
        '<p class="notice">This form works only on the site itself: '
        f'<a href="{settings.PUBLIC_URL}PATH">{settings.PUBLIC_URL}PATH</a></p>'
    )
