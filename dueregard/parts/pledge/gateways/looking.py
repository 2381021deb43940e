"""Looks at a proof where its signatory said that it is. What is found is named; what follows, the rules decide."""

from __future__ import annotations

from dueregard.foundation.outside.gateways.names import texts_of
from dueregard.foundation.outside.gateways.page import Page, fetch
from dueregard.foundation.outside.gateways.reach import Trouble, Unreachable
from dueregard.rules.pledge.proofs import FILE_PLACES, is_told_it, link_in, read_files, read_records, record_name
from dueregard.rules.pledge.terms import ProofKind, Reason
from dueregard.rules.text.domain_names import is_within

OK = 200
NOT_THERE = frozenset({404, 410})
_REASONS = {
    Trouble.NO_SUCH_DOMAIN: Reason.GONE,
    Trouble.NO_ADDRESS: Reason.NO_ADDRESS,
    Trouble.NO_ANSWER: Reason.NO_ANSWER,
    Trouble.PRIVATE: Reason.PRIVATE,
    Trouble.REFUSED: Reason.REFUSED,
    Trouble.CERTIFICATE: Reason.CERTIFICATE,
    Trouble.TOO_SLOW: Reason.TIMED_OUT,
    Trouble.TOO_LARGE: Reason.TOO_LARGE,
    Trouble.CIRCLES: Reason.CIRCLES,
    Trouble.LED_AWAY: Reason.MOVED,
    Trouble.NOT_HTTP: Reason.BROKEN,
}


def look(*, kind: ProofKind, domain: str, place: str, code: str, leads_to: str) -> Reason:
    """Return what there is. `place` is the page of a link; `leads_to` the address to which it must lead."""
    try:
        match kind:
            case ProofKind.LINK:
                return _link(place, domain, leads_to, code)
            case ProofKind.FILE:
                return read_files([_file(domain, path) for path in FILE_PLACES], code)
            case ProofKind.DNS:
                return _records(domain, code)
            case ProofKind.MAIL:
                return Reason.RAN_OUT  # it is due only when its time is over
            case ProofKind.MINUTE:
                return Reason.HOLDS  # a person has read it, and it does not change
    except Unreachable as found:
        return _REASONS[found.trouble]


def _link(place: str, domain: str, leads_to: str, code: str) -> Reason:
    page = _page(place, domain)
    if is_told_it(place, code) or is_told_it(page.address, code):
        return Reason.NO_LINK
    if page.status in NOT_THERE:
        return Reason.NO_LINK
    if page.status != OK:
        return Reason.BROKEN
    return Reason.HOLDS if link_in(page.text, leads_to) else Reason.NO_LINK


def _file(domain: str, path: str) -> str | None:
    """Return the text of a file, or None where there is none. Raises: Unreachable"""
    page = _page(f"https://{domain}{path}", domain)
    if page.status in NOT_THERE:
        return None
    if page.status != OK:
        raise Unreachable(Trouble.NOT_HTTP)
    return page.text


def _records(domain: str, code: str) -> Reason:
    return read_records(texts_of(record_name(domain)), code)


def _page(address: str, domain: str) -> Page:
    return fetch(address, belongs=lambda host: is_within(host, domain))
