"""How far this site reaches out, and what it says when it cannot. What is not named here is everyone's default.

Production has `REACH` as it stands. A test that runs servers of its own on this machine puts another one in its place,
which names exactly the networks, ports, name server and certificates of those servers.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of IPv6 in which an address of IPv4 is wrapped (RFC 6052); `ipaddress` knows the other kinds.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Trouble(StrEnum):
    """Why nothing was fetched."""

    NO_SUCH_DOMAIN = "no_such_domain"
    NO_ADDRESS = "no_address"
    NO_ANSWER = "no_answer"  # of the DNS
    PRIVATE = "private"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    CIRCLES = "circles"
    LED_AWAY = "led_away"
    NOT_HTTP = "not_http"


class Unreachable(Exception):
    """Nothing was fetched; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached. `allowed` are networks beside those of the public; `ports` what a port stands for here."""

    allowed: tuple[Network, ...] = ()
    ports: Mapping[int, int] = field(default_factory=dict)
    nameserver: tuple[str, int] | None = None  # None: those that this machine has
    trust: str | None = None  # a file of certificates in the place of this machine's own

    def is_open(self, address: Address) -> bool:
        """Tell whether an address is everyone's, and not one inside some network, however it is wrapped."""
        if any(address in network for network in self.allowed if network.version == address.version):
            return True
        inner = _inside(address)
        # The prefix of RFC 6052 is everyone's, though `ipaddress` calls it reserved: what it wraps decides.
        outer = () if address in _NAT64 else (address,)
        return all(_is_everyones(one) for one in (*outer, *inner))


REACH = Reach()


def _is_everyones(address: Address) -> bool:
    # Addresses of one site (RFC 3879) are given up, but networks still have them, and `is_global` lets them pass.
    is_of_one_site = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or is_of_one_site
    )


def _inside(address: Address) -> tuple[Address, ...]:
    """Return the addresses of IPv4 that one of IPv6 stands for."""
    if not isinstance(address, ipaddress.IPv6Address):
        return ()
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


class Deadline:
    """The end of all that one fetch may take. A server that sends a byte now and then does not move it."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises: Unreachable once there are none"""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Unreachable(Trouble.TOO_SLOW)
        return left
