"""Which part of a sender's domain one organisation registered, and which domains prove nothing about anybody.

The last two labels are never taken for an organisation: every council would be gov.uk. The list of public suffixes
comes with the package publicsuffixlist (https://publicsuffix.org/).
"""

from __future__ import annotations

from publicsuffixlist import PublicSuffixList

# Mail systems that many organisations or people share. Product names are common knowledge in the field; the list
# grows as this site meets more.
MAILBOX_PROVIDERS = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "me.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "yahoo.co.uk",
        "yahoo.com",
    }
)
# One mail system or registry for a whole sector: the domain alone tells nothing of the body. Each is known from the
# addresses that bodies of the sector publish; where we are unsure we list it, because then a person is asked.
# Sources: gov.uk's list of who may have a gov.uk name; NHSmail (nhs.net); NHS Scotland (nhs.scot, before it
# scot.nhs.uk); NHS Wales (wales.nhs.uk, nhs.wales, gig.cymru); Health and Social Care in Northern Ireland (hscni.net,
# before it n-i.nhs.uk); for schools Hwb in Wales (hwbcymru.net, hwbmail.net), C2k in Northern Ireland (c2kni.net,
# c2ken.net), Glow in Scotland (glow.sch.uk, glowmail.org.uk), the London Grid for Learning (lgfl.net, lgflmail.org);
# criminal justice secure e-mail (cjsm.net).
SECTOR_DOMAINS = frozenset(
    {
        "c2ken.net",
        "c2kni.net",
        "cymru.nhs.uk",
        "gig.cymru",
        "glow.sch.uk",
        "glowmail.org.uk",
        "gsx.gov.uk",
        "gse.gov.uk",
        "hwbcymru.net",
        "hwbmail.net",
        "lgfl.net",
        "lgflmail.org",
        "n-i.nhs.uk",
        "nics.gov.uk",
        "scot.nhs.uk",
        "ac.uk",
        "cjsm.net",
        "gov.scot",
        "gov.uk",
        "gov.wales",
        "gsi.gov.uk",
        "gcsx.gov.uk",
        "hscni.net",
        "llyw.cymru",
        "mod.uk",
        "nhs.net",
        "notifications.service.gov.uk",
        "nhs.scot",
        "nhs.uk",
        "nhs.wales",
        "parliament.uk",
        "pnn.police.uk",
        "police.uk",
        "sch.uk",
        "service.gov.uk",
        "wales.nhs.uk",
        "onmicrosoft.com",
    }
)
# Case management and secure mail products that write on behalf of many bodies.
CASE_PRODUCTS = {
    "axlr8.com": "AXLR8",
    "ecase.co.uk": "eCase",
    "egress.com": "Egress",
    "egresscloud.com": "Egress",
    "firmstep.com": "Firmstep",
    "galaxkey.com": "Galaxkey",
    "granicus.com": "Granicus",
    "icasework.com": "iCasework",
    "infreemation.co.uk": "Infreemation",
    "mimecast.com": "Mimecast",
    "objectiveconnect.co.uk": "Objective Connect",
    "onetrust.com": "OneTrust",
    "vuelio.co.uk": "Vuelio",
    "vuelio.com": "Vuelio",
    "whatdotheyknow.com": "WhatDoTheyKnow",
    "zivver.com": "Zivver",
}
# Below these a body's own name is so many labels further down: oakfield.northport.ni.sch.uk is one school of a town.
LABELS_BELOW = {"ni.sch.uk": 2}
SHARED_DOMAINS = MAILBOX_PROVIDERS | SECTOR_DOMAINS | frozenset(CASE_PRODUCTS)

_SUFFIXES = PublicSuffixList()


def registrable_domain(address: str) -> str:
    """The domain one organisation registered, of an address or a host; empty where it is shared and proves nothing."""
    host = address.rpartition("@")[2].strip(" .<>").lower()
    if not host or len(host) > 253 or not host.isascii():
        return ""
    if shared_domain(address):
        return ""
    for base, below in LABELS_BELOW.items():
        if host.endswith(f".{base}"):
            labels = host.removesuffix(f".{base}").split(".")
            return ".".join([*labels[-below:], base]) if len(labels) >= below else ""
    domain = _SUFFIXES.privatesuffix(host) or ""
    # Within a sector's mail system the organisation is one label further down: highland.nhs.scot.
    while domain in SECTOR_DOMAINS:
        longer = ".".join(host.split(".")[-domain.count(".") - 2 :])
        domain = "" if longer == domain else longer
    return domain


def shared_domain(address: str) -> str:
    """The shared domain an address belongs to, or nothing. A council's own name below gov.uk is not shared."""
    host = address.rpartition("@")[2].strip(" .<>").lower()
    if host in SHARED_DOMAINS:
        return host
    for domain in (*CASE_PRODUCTS, *MAILBOX_PROVIDERS):
        if host.endswith(f".{domain}"):
            return domain
    return ""
