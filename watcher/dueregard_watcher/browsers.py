"""What browsers say of themselves, in their order. Who says it, and where, is `visits`.

A server that shows the right page to watchers alone must first tell them from visitors. These words do not help it.
"""

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]
PAGE, STYLE, SCRIPT, IMAGE, WORKER, DATA = "document", "style", "script", "image", "worker", "empty"
MODES = {PAGE: "navigate", STYLE: "no-cors", SCRIPT: "cors", IMAGE: "no-cors", WORKER: "same-origin", DATA: "cors"}
BY_ENDING = {"css": STYLE, "js": SCRIPT, "svg": IMAGE, "png": IMAGE, "html": PAGE}
PRIORITIES = {PAGE: "u=0, i", STYLE: "u=2"}  # as Firefox 153 says it
# Most people come by a link, and the page is often loaded again: neither looks like an address that was typed.
BY_A_LINK = (("Sec-Fetch-Site", "cross-site"), ("Referer", "https://www.google.com/"))
LOADED_AGAIN = (("Pragma", "no-cache"), ("Cache-Control", "no-cache"))
PACKED = "gzip, deflate, br, zstd"


@dataclass(frozen=True)
class Browser:
    """A browser: its order of headers, each with its value or with the value for each kind of thing it asks for."""

    name: str
    order: tuple[str, ...]
    agent: str
    languages: str
    accepts: dict[str, str]
    more: Headers = ()
    way: Headers = ()  # how the page is come to: by a link, or loaded again

    def headers(self, kind: str) -> Headers:
        """Return what it says when it asks for this kind of thing, in its order."""
        opens = kind == PAGE
        said = {
            **dict(self.more),
            "User-Agent": self.agent,
            "Accept": self.accepts.get(kind, "*/*"),
            "Accept-Language": self.languages,
            "Accept-Encoding": PACKED,
            "Upgrade-Insecure-Requests": "1" if opens else "",
            "Sec-Fetch-Dest": kind,
            "Sec-Fetch-Mode": MODES[kind],
            "Sec-Fetch-Site": "none" if opens else "same-origin",
            "Sec-Fetch-User": "?1" if opens else "",
            "Priority": PRIORITIES.get(kind, ""),
            **(dict(self.way) if opens else {}),
        }
        return tuple((name, said[name]) for name in self.order if said.get(name))


FIREFOX_ORDER = (
    "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Upgrade-Insecure-Requests",
    "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Priority", "Pragma", "Cache-Control",
)  # fmt: skip
CHROME_ORDER = (
    "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "Upgrade-Insecure-Requests", "User-Agent", "Accept",
    "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-User", "Sec-Fetch-Dest", "Referer", "Accept-Encoding",
    "Accept-Language",
)  # fmt: skip
SAFARI_ORDER = (
    "Sec-Fetch-Dest", "User-Agent", "Accept", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Accept-Language", "Accept-Encoding",
)  # fmt: skip
STYLES = "text/css,*/*;q=0.1"
FIREFOX = {
    PAGE: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    STYLE: STYLES,
    IMAGE: "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
}
CHROME = {
    PAGE: "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7",
    STYLE: STYLES,
    IMAGE: "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
}
SAFARI = {PAGE: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", STYLE: STYLES}
BRAND = '"Chromium";v="156", "Google Chrome";v="156", "Not?A_Brand";v="24"'
GECKO = "Mozilla/5.0 (Windows NT 10.0; {}rv:{}.0) Gecko/20100101 Firefox/{}.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0"


def chrome(name: str, system: str, platform: str, mobile: str, way: Headers = ()) -> Browser:
    """Return a Chrome of some system."""
    agent = f"Mozilla/5.0 ({system}) {WEBKIT} {'Mobile ' if mobile == '?1' else ''}Safari/537.36"
    hints = (("sec-ch-ua", BRAND), ("sec-ch-ua-mobile", mobile), ("sec-ch-ua-platform", f'"{platform}"'))
    return Browser(name, CHROME_ORDER, agent, "en-GB,en-US;q=0.9,en;q=0.8", CHROME, hints, way)


TOR_BROWSER = Browser(
    "Tor Browser", FIREFOX_ORDER, GECKO.format("", 140, 140), "en-US,en;q=0.5", FIREFOX
)  # it says the same on every system
OPEN_WEB = (
    Browser("Firefox", FIREFOX_ORDER, GECKO.format("Win64; x64; ", 153, 153), "en-GB,en;q=0.5", FIREFOX),
    Browser(
        "Firefox, Welsh, loading again",
        FIREFOX_ORDER,
        GECKO.format("Win64; x64; ", 153, 153),
        "cy,en-GB;q=0.7,en;q=0.3",
        FIREFOX,
        way=LOADED_AGAIN,
    ),
    chrome("Chrome", "Windows NT 10.0; Win64; x64", "Windows", "?0"),
    chrome("Chrome on Android, by a link", "Linux; Android 10; K", "Android", "?1", BY_A_LINK),
    Browser(
        "Safari on an iPhone",
        SAFARI_ORDER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/26.0 Mobile/15E148 Safari/604.1",
        "en-GB,en;q=0.9",
        SAFARI,
    ),
    TOR_BROWSER,  # through an exit of Tor, to the same address
)


def browsers_for(address: str) -> tuple[Browser, ...]:
    """Return the browsers with which people come to an address."""
    return (TOR_BROWSER,) if is_onion(address) else OPEN_WEB


def is_onion(address: str) -> bool:
    """Tell whether an address is an onion service's."""
    return address.split("/")[2].partition(":")[0].endswith(".onion")
