"""Asks the DNS: which mail system accepts a domain's mail, and what a domain publishes about who may send for it.

rules/mail/sending_domain.py decides what is good enough.
"""

from functools import cache

import dns.exception
import dns.resolver
import dns.reversename
from publicsuffixlist import PublicSuffixList

SECONDS = 5.0


class NoAnswer(Exception):
    """The DNS did not answer; that says nothing about the domain."""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registrable_domain(host: str) -> str:
    """Return the part of a host name that an organisation registered; the name itself when there is none."""
    name = host.rstrip(".").lower()
    return str(_suffixes().privatesuffix(name) or name)


def mail_system_of(domain: str) -> str:
    """Return the organisation whose servers accept this domain's mail, by the first MX; otherwise the domain's own.

    Raises: NoAnswer
    """
    try:
        answer = _resolver().resolve(domain, "MX")
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return registrable_domain(domain)
    except dns.exception.DNSException:
        raise NoAnswer(domain) from None
    first = min(answer, key=lambda record: (record.preference, str(record.exchange)))
    return registrable_domain(str(first.exchange)) or registrable_domain(domain)


def has_mx(domain: str) -> bool:
    """Tell whether the domain says which servers accept its mail. Raises: NoAnswer"""
    try:
        return len(_resolver().resolve(domain, "MX")) > 0
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return False
    except dns.exception.DNSException:
        raise NoAnswer(domain) from None


def texts_of(name: str) -> list[str]:
    """Return the TXT records of a name, each as one text. Raises: NoAnswer"""
    try:
        answer = _resolver().resolve(name, "TXT")
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return []
    except dns.exception.DNSException:
        raise NoAnswer(name) from None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def addresses_of(host: str) -> list[str]:
    """Return the addresses of a host, of both kinds. Raises: NoAnswer"""
    found: list[str] = []
    for kind in ("A", "AAAA"):
        found += _plain(host, kind)
    return found


def names_of(address: str) -> list[str]:
    """Return the names of an address (PTR), without the last dot. Raises: NoAnswer"""
    return [name.rstrip(".").lower() for name in _plain(str(dns.reversename.from_address(address)), "PTR")]


def _plain(name: str, kind: str) -> list[str]:
    try:
        return [record.to_text() for record in _resolver().resolve(name, kind)]
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return []
    except dns.exception.DNSException:
        raise NoAnswer(name) from None


def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.get_default_resolver()
    resolver.lifetime = SECONDS
    return resolver
