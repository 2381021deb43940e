"""Looks at what leads to the sealed page at the same origin: a script there could stand between page and visitor.

A service worker of an origin answers for all pages below its scope, whatever the server delivers. Pages of the site
change and are not signed, so this looks for what no page of the site does, and sees what is written in plain words.
"""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from dueregard_watcher.browsers import PAGE, SCRIPT
from dueregard_watcher.headers import broken_line
from dueregard_watcher.pages import NoPage, Page, joined, may_stand_between, path_of, read_page
from dueregard_watcher.visits import BROKEN, Answer

Ask = Callable[[Sequence[tuple[str, str]]], dict[str, Answer]]
LEADS = ("refresh", "link", "service-worker-allowed", "content-location")
NO_PAGE = "a-page-that-is-not-there.html"


class Leading:
    """The pages from which people come to one sealed page."""

    def __init__(self, base: str, onion: str, ask: Ask, add: Callable[..., None]) -> None:
        parts = urlsplit(base)
        self.base, self.onion, self.ask, self.add = base, onion.rstrip("/"), ask, add
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.slug = parts.path.rstrip("/").rpartition("/")[2]
        self.is_secure = parts.scheme == "https" and parts.port is None

    def check(self, more: Iterable[str]) -> None:
        """Ask for every such page, and say what is wrong with it."""
        own = [f"{self.origin}{path}" for path in ("/", "/sealed/", "/inboxes/", f"/inboxes/{self.slug}/")]
        addresses = [*own, self.base.rstrip("/"), urljoin(self.base, NO_PAGE), *more]
        scripts: dict[str, str] = {}
        for address, answer in self.ask([(one, PAGE) for one in addresses]).items():
            if answer.failed:
                self.add(f"{address} was not answered ({answer.failed})")
                continue
            self._answer(answer)
            try:
                page = read_page(answer.body, address)
            except NoPage:
                self.add(f"{address} could not be read as a page")
                continue
            if address.startswith(self.origin):
                scripts |= dict.fromkeys(page.scripts, address)
                self._page(page)
            self._links(page)
        self._scripts(scripts)
        if self.is_secure:
            self._unencrypted()

    def _answer(self, answer: Answer) -> None:
        for name, value in (*answer.headers, *answer.early):
            if name == BROKEN:
                self.add(f"{answer.address}: {broken_line(value)}")
            if name in LEADS:
                self.add(f"{answer.address} carries the header {name}: {value}")
            if name == "onion-location" and not (self.onion and value.startswith(f"{self.onion}/")):
                self.add(f"{answer.address} sends Tor Browser to {value}")
            is_own = joined(answer.address, value).startswith((f"{self.origin}/", self.base))
            if name == "location" and not is_own:
                self.add(f"{answer.address} sends visitors to {value}")

    def _page(self, page: Page) -> None:
        if page.refreshes:
            self.add(f"{page.base} sends visitors on by itself: {page.refreshes[0]}")
        if page.changes_base:
            self.add(f"{page.base} makes every link on it lead elsewhere")
        if page.has_inline_script:
            self.add(f"{page.base} holds a script in the page itself")

    def _links(self, page: Page) -> None:
        """A link to a sealed page leads to this one, or to its onion address."""
        known = tuple(one for one in (self.base, f"{self.onion}/" if self.onion else "") if one)
        for link in page.links:
            if f"/sealed/{self.slug}/" in path_of(link) and not link.startswith(known):
                self.add(f"{page.base} leads people to another sealed page, {link}")

    def _scripts(self, scripts: dict[str, str]) -> None:
        for script, page in scripts.items():
            if not script.startswith(f"{self.origin}/"):
                self.add(f"{page} loads a script from elsewhere, {script}")
        own = [(one, SCRIPT) for one in scripts if one.startswith(f"{self.origin}/")]
        for script, answer in self.ask(own).items():
            if may_stand_between(answer.body, self.base):
                self.add(f"{script} on {scripts[script]} may put a service worker between this page and its visitors")

    def _unencrypted(self) -> None:
        """People who type the name alone come without encryption first: they are led to the page, or met by nobody."""
        address = self.base.replace("https://", "http://", 1)
        answer = self.ask([(address, PAGE)])[address]
        to = answer.all("location")
        if answer.failed or (
            300 <= answer.status < 400 and [one.startswith(f"{self.origin}/") for one in to] == [True]
        ):
            return
        self.add(f"{address} is answered without encryption, with {answer.status}")
