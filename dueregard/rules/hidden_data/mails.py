"""What a saved e-mail or a marked-up text hides: whom else it went to, its route, what HTML and RTF do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import all_of, thing
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.privacy.personal_details import DetailKind, personal_details

_HEAD = 200_000
_ROUTE = re.compile(
    rb"^(?:received|x-originating-ip|x-mailer|user-agent|x-ms-exchange-[\w-]+|dkim-signature):", re.I | re.M
)
_COMMENT = re.compile(r"<!--(.{1,4000}?)-->", re.DOTALL)
_UNSEEN = re.compile(
    r"<(\w+)\b[^>]{0,2000}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|\shidden\b)[^>]{0,2000}>([^<]{1,2000})",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"<meta\b[^>]{0,400}name=[\"'](?:author|generator)[\"'][^>]{0,400}content=[\"']([^\"']{1,200})", re.I
)
_ASIDES = {
    "comment": re.compile(rb"\{\\\*\\annotation"),
    "tracked_change": re.compile(rb"\\(?:deleted|revised)\b"),
    "hidden_text": re.compile(rb"\\v(?![\w])"),
    "embedded_file": re.compile(rb"\\objdata\b"),
    "picture_details": re.compile(rb"\\\*\\blipuid"),
}
_PERSON = re.compile(rb"\\(author|operator|manager|company)\s([^{}\\]{1,200})")
_NOTES_OF_RTF = {
    "document_variable": re.compile(rb"\\docvar\s*\{[^{}]{0,200}\}\s*\{([^{}\\]{1,2000})"),
    "choice_list": re.compile(rb"\\ff(?:deftext|helptext|stattext|l)\s([^{}\\]{1,500})"),
    "author": re.compile(rb"\\atn(?:author|id)\s([^{}\\]{1,200})"),
}
_ATTRIBUTE = re.compile(
    r"""<[a-z][^<>]{0,2000}?\s(?:data-[\w-]+|aria-[a-z]+|value|placeholder|alt|title|summary)\s*=\s*(["'])(.{1,500}?)\1""",
    re.IGNORECASE | re.DOTALL,
)
_DATA = re.compile(r"<script\b[^>]{0,200}\bjson[^>]{0,200}>(.{1,4000}?)</script", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_ENOUGH = 8


def hidden_in_mail(content: bytes) -> Iterator[HiddenThing]:
    """Yield addresses of others in the headers and in quoted text, and the route."""
    mail = read_mail(content)
    others = dict.fromkeys(
        one.address for one in (*mail.recipients, *mail.reply_to) if one.address != mail.sender.address
    )
    if others:
        yield thing("other_address", "headers: to, copies, reply to", count=len(others), sample=", ".join(others))
    quoted = "\n".join(line for line in mail.text.splitlines() if line.lstrip().startswith(">"))
    named = dict.fromkeys(one.words for one in personal_details(quoted) if one.kind is DetailKind.EMAIL)
    if named:
        yield thing("other_address", "quoted text", count=len(named), sample=", ".join(named))
    if mail.html:
        shown = {word.casefold() for word in _WORD.findall(unescape(mail.html))}
        only = (word for word in _WORD.findall(mail.text) if word.casefold() not in shown)
        yield from all_of("hidden_text", "the plain text, which is not shown where there is another", only)
    route = _ROUTE.findall(content.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0][:_HEAD])
    if route:
        yield thing("mail_route", "headers that show the route of the message", count=len(route))
    attached = [part.name for part in mail.parts if part.name]
    if attached:
        yield thing("embedded_file", "attached files", count=len(attached), sample=", ".join(attached))


def hidden_in_html(content: bytes) -> Iterator[HiddenThing]:
    """Yield what a browser does not show."""
    text = content[:5_000_000].decode("utf-8", "replace")
    comments = [one.strip() for one in _COMMENT.findall(text)]
    if comments:
        yield thing("comment", "comments in the markup", count=len(comments), sample="; ".join(comments[:_ENOUGH]))
    unseen = [said.strip() for _, said in _UNSEEN.findall(text) if said.strip()]
    if unseen:
        yield thing("hidden_text", "parts that are not shown", count=len(unseen), sample=" ".join(unseen[:_ENOUGH]))
    shown = _TAG.sub(" ", text)
    labels = (said for _, said in _ATTRIBUTE.findall(text) if " " in said.strip() and said not in shown)
    yield from all_of("label", "attributes in the markup", labels)
    yield from all_of("custom_xml", "data for programs in the markup", _DATA.findall(text))
    for author in _AUTHOR.findall(text):
        yield thing("author", "described in the markup", sample=author)


def hidden_in_rtf(content: bytes) -> Iterator[HiddenThing]:
    """Yield what an RTF carries aside of its text."""
    for channel, pattern in _ASIDES.items():
        count = len(pattern.findall(content))
        if count:
            yield thing(channel, "marked in the text", count=count)
    for channel, pattern in _NOTES_OF_RTF.items():
        yield from all_of(channel, "notes beside the text", (one.decode("latin-1") for one in pattern.findall(content)))
    for role, name in _PERSON.findall(content):
        yield thing("author", f"properties, {role.decode('ascii')}", sample=name.decode("latin-1"))
