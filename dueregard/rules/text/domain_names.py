"""Reads the domain that someone typed, and writes it as the DNS has it: lower case, international names by IDNA 2008.

Says nothing of whether the domain exists or is whose; a gateway asks that.

Source: RFC 5890 to 5894 (IDNA 2008), UTS 46 (which letters are folded before), RFC 1123, 2.1 (names of hosts), RFC 6761
and RFC 7686 (names that are in no public DNS).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna

LONGEST = 253  # characters of a whole name
# Names that no public DNS has; `example` and `test` stay usable where someone tries the site out.
_NOT_PUBLIC = frozenset({"localhost", "local", "internal", "invalid", "onion", "alt", "arpa", "lan", "home"})
_DOTS = re.compile("[\u3002\uff0e\uff61]")  # as keyboards of other languages write a dot
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA"})  # Japanese mixes them as a matter of course
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*")


class NotADomain(ValueError):
    """What was typed is no domain that can be looked up; the words say what to type instead."""


@dataclass(frozen=True, slots=True)
class DomainName:
    """A domain: `ascii` as the DNS has it, `shown` as people read it."""

    ascii: str
    shown: str

    @property
    def is_mixed(self) -> bool:
        """Tell whether one of its labels mixes alphabets, as names made to be mistaken for others do."""
        return any(len(_scripts(label)) > 1 for label in self.shown.split("."))


def read_domain(typed: str) -> DomainName:
    """Return the domain that was typed, or that stands in an address that was pasted. Raises: NotADomain"""
    text = _DOTS.sub(".", unicodedata.normalize("NFC", typed).strip())
    if "*" in text:
        raise NotADomain("Leave out the asterisk. Name the one domain on which we are to look.")
    if "://" in text:
        text = _host_of(text)
    if "@" in text:
        raise NotADomain("This looks like an e-mail address. Type only what comes after the @.")
    text = text.split("/", 1)[0]
    _refuse_numbers(text)
    if ":" in text:
        raise NotADomain("Leave out the colon and what comes after it.")
    if text.endswith("."):
        raise NotADomain("Leave out the dot at the end.")
    return _named(text)


def ascii_host(host: str) -> str:
    """Return a host as the DNS has it. Raises: NotADomain"""
    return _named(host.rstrip(".")).ascii


def is_within(host: str, domain: str) -> bool:
    """Tell whether a host is a domain itself or lies below it; both as the DNS has them."""
    return host == domain or host.endswith(f".{domain}")


def without_www(domain: DomainName) -> DomainName:
    """Return a domain without the `www.` that many put before it."""
    if domain.ascii.startswith("www.") and domain.ascii.count(".") > 1:
        return DomainName(domain.ascii[4:], domain.shown[4:])
    return domain


def _named(text: str) -> DomainName:
    if not text or "." not in text:
        raise NotADomain("A domain has a dot in it, such as branch.example. Check what you typed.")
    if re.search(r"\s", text):
        raise NotADomain("A domain has no spaces. Check what you typed.")
    lowered = text.lower()
    try:
        # Whatever is not ASCII decides nothing by itself: the codec is named, and lower case comes first.
        found = idna.encode(lowered, uts46=True, std3_rules=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise NotADomain("This is no domain: it has a sign that none can have, or two dots together.") from None
    if len(found) > LONGEST or not _HOST.fullmatch(found):
        raise NotADomain("This is no domain: it is too long, or has a sign that none can have.")
    _refuse_numbers(found)
    if found.rpartition(".")[2] in _NOT_PUBLIC:
        raise NotADomain("Nobody outside your own network can reach this domain. Name one that the public can open.")
    return DomainName(found, _shown(found))


def _shown(name: str) -> str:
    with suppress(idna.IDNAError, UnicodeError):
        return str(idna.decode(name))
    return name


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        raise NotADomain("This address cannot be read. Type only the domain, such as branch.example.") from None


def _refuse_numbers(text: str) -> None:
    bare = text.strip("[]")
    is_number = False
    with suppress(ValueError):
        is_number = bool(ipaddress.ip_address(bare))
    if is_number:
        raise NotADomain("This is the number of a machine. Type the domain’s name, such as branch.example.")
    if bare and bare.rpartition(".")[2].isdigit():
        raise NotADomain("A domain does not end in a number. Type its name, such as branch.example.")


def _scripts(label: str) -> set[str]:
    """Return the alphabets of a label's letters, by the first word of each letter's Unicode name."""
    found = {unicodedata.name(sign, "?").split(" ")[0].partition("-")[0] for sign in label if sign.isalpha()}
    return found - _EAST_ASIAN | ({"CJK"} if found & _EAST_ASIAN else set())


def shown_domain(ascii_name: str) -> str:
    """Return a domain as people read it, of what the DNS has."""
    return ".".join(_shown(label) for label in ascii_name.split(".")) if ascii_name else ""
