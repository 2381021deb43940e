"""Asks the DNS about names of strangers: the addresses of a host, and texts that a name publishes.

Names come as the DNS has them (`rules/text/domain_names`), so no codec of dnspython decides what a name means. Which
one it takes by itself depends on what else is installed, so it is named all the same.
"""

from __future__ import annotations

import ipaddress
from functools import cache

import dns.exception
import dns.name
import dns.resolver
from publicsuffixlist import PublicSuffixList

from dueregard.foundation.outside.gateways import reach
from dueregard.foundation.outside.gateways.reach import Address, Deadline, Trouble, Unreachable

SECONDS = 5.0  # for one question
CODEC = dns.name.IDNA_2008


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def is_public_suffix(domain: str) -> bool:
    """Tell whether anyone can register names below a domain, as with org.uk."""
    return _suffixes().privatesuffix(domain) is None


def open_addresses(host: str, deadline: Deadline) -> tuple[Address, ...]:
    """Return the addresses of a host, all of which are everyone's; whoever connects, connects to one of these.

    Raises: Unreachable, also where only one of them is inside some network
    """
    found = [*_addresses(host, "A", deadline), *_addresses(host, "AAAA", deadline)]
    if not found:
        raise Unreachable(Trouble.NO_ADDRESS)
    if not all(reach.REACH.is_open(address) for address in found):
        raise Unreachable(Trouble.PRIVATE)
    return tuple(found)


def does_not_exist(domain: str) -> bool:
    """Tell whether the DNS says that there is no such domain. A DNS that does not answer says nothing."""
    try:
        _addresses(domain, "A", Deadline(SECONDS))
    except Unreachable as found:
        return found.trouble is Trouble.NO_SUCH_DOMAIN
    return False


def texts_of(name: str) -> list[str]:
    """Return the TXT records of a name, each as one text; none where there is no such name. Raises: Unreachable"""
    try:
        answer = _resolver(Deadline(SECONDS)).resolve(_name(name), "TXT", search=False)
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return []
    except dns.exception.DNSException:
        raise Unreachable(Trouble.NO_ANSWER) from None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def _addresses(host: str, kind: str, deadline: Deadline) -> list[Address]:
    try:
        answer = _resolver(deadline).resolve(_name(host), kind, search=False)
    except dns.resolver.NoAnswer:
        return []
    except dns.resolver.NXDOMAIN:
        raise Unreachable(Trouble.NO_SUCH_DOMAIN) from None
    except dns.exception.DNSException:
        raise Unreachable(Trouble.NO_ANSWER) from None
    return [ipaddress.ip_address(record.address) for record in answer]


def _name(host: str) -> dns.name.Name:
    return dns.name.from_text(host, origin=dns.name.root, idna_codec=CODEC)


def _resolver(deadline: Deadline) -> dns.resolver.Resolver:
    server = reach.REACH.nameserver
    resolver = dns.resolver.Resolver(configure=server is None)
    if server is not None:
        resolver.nameservers, resolver.port = [server[0]], server[1]
    resolver.lifetime = min(SECONDS, deadline.left())
    return resolver
