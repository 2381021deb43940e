"""Decides whether what a domain publishes makes its mail credible: SPF, DKIM, DMARC. Pure: the caller asked the DNS.

Whether the site may go live without it is a person's choice.
"""

import re
from collections.abc import Mapping, Sequence

# Source: RFC 7208 (SPF), 4.5 and 5.1; RFC 9989 (DMARC, in place of RFC 7489); RFC 6376 (DKIM), 3.5 and 3.6.1.
# The version comes first and alone before the first semicolon; its value is in capitals, spaces around "=" are allowed.
DMARC = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)")
MEANT_FOR_DMARC = re.compile(r"\s*v\s*=\s*dmarc", re.IGNORECASE)
DKIM_FIELD = re.compile(rb"^dkim-signature:((?:.*\n(?:[ \t].*\n?)*))", re.IGNORECASE | re.MULTILINE)


def spf_trouble(texts: Sequence[str]) -> str:
    """Return what is wrong with a domain's SPF record among its TXT records; empty when nothing is."""
    records = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not records:
        return "there is no SPF record (a TXT record that begins v=spf1)"
    if len(records) > 1:
        return "there are several SPF records; receivers treat that as none"
    words = records[0].lower().split()
    if "+all" in words or "all" in words:
        return "the SPF record ends in +all, so anyone can send in its name"
    return ""


def dmarc_trouble(texts: Sequence[str]) -> str:
    """Return what is wrong with the TXT records at _dmarc; empty when nothing is."""
    records = [text for text in texts if DMARC.match(text)]
    if not records and any(MEANT_FOR_DMARC.match(text) for text in texts):
        return "the DMARC record must begin v=DMARC1; in capitals and with the semicolon, or receivers pass over it"
    if not records:
        return "there is no DMARC record (a TXT record at _dmarc that begins v=DMARC1)"
    if len(records) > 1:
        return "there are several DMARC records; receivers treat that as none"
    if tags(records[0]).get("p", "").lower() not in ("none", "quarantine", "reject"):
        return "the DMARC record has no policy (p=none, p=quarantine or p=reject)"
    return ""


def ptr_trouble(named: Mapping[str, Sequence[str]], leading_back: Mapping[str, Sequence[str]]) -> str:
    """Return what is wrong with the names of a server's addresses (PTR); empty when nothing is.

    `named`: the names of each address; `leading_back`: the addresses of each of those names. Large mail systems refuse
    mail from an address whose name does not lead back to it.
    """
    for address, names in named.items():
        if not names:
            return f"{address} has no name (PTR)"
        if not any(address in leading_back.get(name, ()) for name in names):
            return f"{address} is called {names[0]}, which does not lead back to it"
    return ""


def dkim_signers(raw: bytes) -> list[tuple[str, str]]:
    """Return (selector, domain) of each DKIM signature in a message's header."""
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n"
    signers = []
    for found in DKIM_FIELD.finditer(head):
        values = tags(found[1].decode("ascii", "replace"))
        if values.get("s") and values.get("d"):
            signers.append((values["s"], values["d"].lower()))
    return signers


def dkim_trouble(texts: Sequence[str]) -> str:
    """Return what is wrong with the key that a signature names; empty when nothing is."""
    keys = [tags(text).get("p") for text in texts]
    return "" if any(keys) else "the key that the signature names is not published"


def tags(text: str) -> dict[str, str]:
    """Read a list of tag=value; pairs, white space removed from the values."""
    pairs = (pair.partition("=") for pair in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, mark, value in pairs if mark}
