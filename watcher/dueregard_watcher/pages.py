"""What a page makes a browser do: what it loads, where it leads, whether a script may stand between page and server.

Reads HTML and scripts for what can be seen in them. A script that hides what it does is not seen through.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

IMPORTED = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\./[A-Za-z0-9._/-]+)["']""")
WORKER = re.compile(r"""["'](?:\./)?([A-Za-z0-9_-]{0,60}?worker[A-Za-z0-9_-]{0,60}\.js)["']""")
REGISTERS = re.compile(r"serviceWorker\b[^;]{0,80}?\.register\s*\(", re.DOTALL)
# How browsers read an address: signs below the space are nothing at its ends, tabs and line ends nowhere, and a
# backslash is a slash. Source: https://url.spec.whatwg.org/#concept-basic-url-parser
ENDS = "".join(map(chr, range(33)))
SCHEME = re.compile(r"(https?):[/]*", re.IGNORECASE)
SCOPE = re.compile(r"""\bscope\s*:\s*(["'])([^"'\\]*)\1""")


class NoPage(ValueError):
    """These bytes cannot be read as HTML."""


@dataclass
class Page(HTMLParser):
    """What stands in a page, as absolute addresses."""

    base: str
    scripts: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # style sheets and pictures
    links: list[str] = field(default_factory=list)
    refreshes: list[str] = field(default_factory=list)
    has_inline_script: bool = False
    changes_base: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element loads, or where it leads."""
        said = {name: value or "" for name, value in reversed(attrs)}  # of two with one name the first counts
        self.has_inline_script |= any(name.startswith("on") for name in said)
        if tag == "script":
            source = said.get("src") or said.get("href") or said.get("xlink:href")  # of a drawing, the last two
            self._in_script = not source
            if source:
                self.scripts.append(joined(self.base, source))
        elif tag == "link" and {"stylesheet", "icon"} & set(said.get("rel", "").lower().split()):
            self.others.append(joined(self.base, said.get("href", "")))
        elif tag == "link" and "modulepreload" in said.get("rel", "").lower().split():
            self.scripts.append(joined(self.base, said.get("href", "")))
        elif tag == "img" and said.get("src"):
            self.others.append(joined(self.base, said["src"]))
        elif tag in {"a", "area", "form"}:
            self.links.append(joined(self.base, said.get("href", said.get("action", ""))))
        elif tag == "meta" and said.get("http-equiv", "").lower() == "refresh":
            self.refreshes.append(said.get("content", ""))
        elif tag == "base":
            self.changes_base = True

    def handle_data(self, data: str) -> None:
        """Note a script that stands in the page itself."""
        self.has_inline_script = self.has_inline_script or (self._in_script and bool(data.strip()))

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        if tag == "script":
            self._in_script = False


def read_page(content: bytes, base: str) -> Page:
    """Return what stands in a page at this address. Raises: NoPage"""
    page = Page(base)
    try:
        page.feed(content.decode("utf-8", "replace"))
        page.close()
    except (ValueError, AssertionError):  # Python's reader stops at some declarations
        raise NoPage from None
    return page


def joined(base: str, address: str) -> str:
    """Return the whole address to which one in a page leads, as browsers read it; as it stands if it leads nowhere."""
    plain = re.sub("[\t\r\n]", "", address.strip(ENDS))
    end = min((at for at in (plain.find("?"), plain.find("#")) if at >= 0), default=len(plain))
    way, rest = plain[:end].replace("\\", "/"), plain[end:]
    scheme = SCHEME.match(way)
    if scheme and (scheme[1].lower() != base.partition(":")[0] or scheme[0].endswith("//")):
        way = f"{scheme[1]}://{way[scheme.end() :]}"
    elif scheme:  # "https:c" on a page with https is "c"
        way = way[len(scheme[1]) + 1 :]
    elif way.startswith("//"):
        way = f"//{way.lstrip('/')}"
    try:
        return urljoin(base, way + rest)
    except ValueError:
        return address


def path_of(address: str) -> str:
    """Return the path of an address; nothing if it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def asked_by_script(content: bytes) -> list[str]:
    """Return the names that a module of the sealed page imports, or starts as a worker."""
    text = content.decode("utf-8", "replace")
    return [name.removeprefix("./") for name in IMPORTED.findall(text)] + WORKER.findall(text)


def may_stand_between(script: bytes, at: str) -> bool:
    """Tell whether a script may register a service worker that answers for the page at this path.

    One that names a scope elsewhere, in so many words, cannot.
    """
    text = script.decode("utf-8", "replace")
    if "serviceWorker" not in text:
        return False
    registered, scopes = len(REGISTERS.findall(text)), [scope for _, scope in SCOPE.findall(text)]
    others = text.count("register") - text.count("unregister") - registered - text.count("Registration")
    if others > 0 or len(scopes) < registered:
        return True
    return any(path_of(at).startswith(path_of(joined(at, scope))) for scope in scopes)
