"""Makes RTF files, web pages and mails in which a name is hidden."""

from collections.abc import Mapping

from tests.ways_to_hide.said import AFTER, NAME, SHOWN, Colours


def rich_text(way: str, colours: Colours | None = None) -> bytes:
    """Make an RTF whose name stands after these control words; colours 1 and 2 are those of letters and ground."""
    table = ""
    if colours:
        named = [tuple(bytes.fromhex(one)) for one in (colours.letters, colours.ground)]
        table = "{\\colortbl;" + "".join(f"\\red{r}\\green{g}\\blue{b};" for r, g, b in named) + "}"
    return (
        f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{table}\\f0\\fs24 {SHOWN}\\par {{{way} {NAME}}}\\par {AFTER}\\par}}"
    ).encode("ascii")


def web_page(name: str, style: str = "") -> bytes:
    """Make a web page around a piece of markup that holds the name."""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Reply</title><style>{style}</style></head>'
        f"<body><p>{SHOWN}</p>{name}<p>{AFTER}</p></body></html>"
    ).encode()


WEB_PAGES: Mapping[str, tuple[str, str]] = {
    "not displayed": (f'<p style="display:none">{NAME}</p>', ""),
    "not displayed above": (f'<div style="display:none"><p>one <b>{NAME}</b></p></div>', ""),
    "hidden": (f"<p hidden>{NAME}</p>", ""),
    "invisible": (f'<p style="visibility:hidden">{NAME}</p>', ""),
    "a template": (f"<template><p>{NAME}</p></template>", ""),
    "by a class": (f'<p class="gone">{NAME}</p>', ".gone{display:none}"),
    "by a name": (f'<p id="gone">{NAME}</p>', "#gone { color: red; visibility: hidden }"),
    "white": (f'<p style="color:#fff">{NAME}</p>', ""),
    "white by a class": (f'<p class="gone">{NAME}</p>', ".gone{color:white}"),
    "in the colour of its ground": (f'<p style="color:#000;background-color:#000">{NAME}</p>', ""),
    "tiny": (f'<p style="font-size:1px">{NAME}</p>', ""),
}


def mail(body: str) -> bytes:
    """Make a message in HTML."""
    return (
        "From: Pat <foi@northport.example>\r\nTo: request@group.example\r\nSubject: FOI 12\r\n"
        "Date: Mon, 02 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n'
        f"<html><body><p>{SHOWN}</p>{body}<p>{AFTER}</p></body></html>\r\n"
    ).encode()
