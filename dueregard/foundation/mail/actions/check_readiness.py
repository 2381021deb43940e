"""Checks whether a site is ready to send and receive: its mail server, its reply address, what the DNS says of it.

Changes nothing but its own test letter; whether to go live is `set_mode`'s caller's choice.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.gateways.smtp import (
    LostWhileHandingOver,
    MailServer,
    MailServerAway,
    NotAMailServer,
    Refused,
    RefusedForNow,
    ServerAddress,
)
from dueregard.foundation.mail.models import StoredEmail
from dueregard.rules.casework.outgoing_letter import Letter, NotAnAddress, checked_address, letter_bytes
from dueregard.rules.mail.sending_domain import dkim_signers, dkim_trouble, dmarc_trouble, spf_trouble

LOOK_EVERY = 1.0  # seconds
NAMES = ("SMTP", "REPLY", "ROUNDTRIP", "MX", "SPF", "DKIM", "DMARC")


@dataclass(frozen=True)
class Finding:
    """What one check found. `to_do` is empty when all is well."""

    name: str
    words: str
    to_do: str = ""

    @property
    def is_fine(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.to_do


def check_readiness(*, clock: Callable[[], datetime], patience: timedelta) -> Iterator[Finding]:
    """Make every check, one after the other. `patience` is how long to wait for the test letter to come back."""
    server = _server()
    yield server
    reply = _reply_address()
    yield reply
    came_back: bytes | None = None
    if server.is_fine and reply.is_fine:
        came_back, trip = _round_trip(clock, patience)
        yield trip
    else:
        yield Finding("ROUNDTRIP", "not tried", "Fix the mail server and the reply address first.")
    if reply.is_fine:
        yield from _domain(_reply_domain(), came_back)


def _server() -> Finding:
    to_do = "Set DUEREGARD_SMTP_URL to smtp://user:password@host:587?starttls or smtps://user:password@host."
    try:
        with MailServer(ServerAddress.from_url(settings.SMTP_URL), says_hello_as=_host()) as server:
            server.connect()
    except NotAMailServer:
        return Finding("SMTP", "no mail server is set", to_do)
    except MailServerAway as error:
        return Finding("SMTP", f"the mail server could not be used: {error}", "Check host, port, user and password.")
    return Finding("SMTP", "the mail server lets this site connect")


def _reply_address() -> Finding:
    to_do = "Set DUEREGARD_REPLY_ADDRESS to an address at your own domain with {token} in it, and route its mail here."
    address, sender = settings.REPLY_ADDRESS, parseaddr(settings.MAIL_FROM)[1]
    try:
        checked_address(address.replace("{token}", "abc"))
        checked_address(sender)
    except NotAnAddress:
        return Finding("REPLY", "the reply address or DUEREGARD_MAIL_FROM is not an e-mail address", to_do)
    if "{token}" not in address:
        return Finding("REPLY", "the reply address has no {token}, so we could not tell replies apart", to_do)
    if address.endswith(".invalid") or sender.endswith(".invalid"):
        return Finding("REPLY", "the reply address or DUEREGARD_MAIL_FROM is still the practice-mode one", to_do)
    return Finding("REPLY", f"each case gets an address at {_reply_domain()}")


def _round_trip(clock: Callable[[], datetime], patience: timedelta) -> tuple[bytes | None, Finding]:
    """Send a letter to one of our own reply addresses and wait for it to arrive."""
    code = secrets.token_hex(8)
    to = settings.REPLY_ADDRESS.replace("{token}", f"check-{code}")
    began_at = clock()
    letter = Letter(
        message_id=f"<check-{code}@{_reply_domain()}>",
        to=to,
        sender=settings.MAIL_FROM,
        reply_to=to,
        subject="A test of sending and receiving",
        text="This letter was sent by `dueregard mode`. You do not need to answer it.",
        written_at=began_at,
    )
    try:
        with MailServer(ServerAddress.from_url(settings.SMTP_URL), says_hello_as=_host()) as server:
            server.offer(sender=to, to=to)
            server.hand_over(letter_bytes(letter))
    except (MailServerAway, Refused, RefusedForNow, LostWhileHandingOver) as error:
        return None, Finding("ROUNDTRIP", f"the mail server did not accept a test letter: {error}", "See what it said.")
    until = time.monotonic() + patience.total_seconds()
    while True:
        found = _arrived(letter.message_id.encode(), began_at)
        if found is not None:
            _settle(found, clock())
            return store.get(found.sha256), Finding("ROUNDTRIP", f"a letter to ourselves arrived by {found.arrived_by}")
        if time.monotonic() >= until:
            break
        time.sleep(LOOK_EVERY)
    return None, Finding(
        "ROUNDTRIP",
        "a letter to our own reply address did not arrive",
        "Let mail for it reach this site (LMTP, IMAP, maildir or pipe), keep `./run` going, and check again.",
    )


def _arrived(message_id: bytes, since: datetime) -> StoredEmail | None:
    for email in StoredEmail.objects.filter(received_at__gte=since - timedelta(minutes=1)).order_by("-received_at"):
        if message_id in store.get(email.sha256)[:65536]:
            return email
    return None


def _settle(email: StoredEmail, now: datetime) -> None:
    """The test letter is not a reply to anything."""
    open_states = [StoredEmail.State.WAITING, StoredEmail.State.HELD]
    with transaction.atomic():
        if StoredEmail.objects.filter(pk=email.pk, state__in=open_states).update(
            state=StoredEmail.State.SETTLED, state_at=now, verdict={"kind": "test letter"}
        ):
            record_act(by=None, did="settle_test_letter", on=email, at=now)


def _domain(domain: str, came_back: bytes | None) -> Iterator[Finding]:
    """Ask the DNS about the domain that our letters come from."""
    try:
        yield _found("MX", domain, "" if dns.has_mx(domain) else "it does not name a server that accepts its mail (MX)")
        yield _found("SPF", domain, spf_trouble(dns.texts_of(domain)))
        yield _dkim(domain, came_back)
        own = dmarc_trouble(dns.texts_of(f"_dmarc.{domain}"))
        organisation = dns.registrable_domain(domain)
        if own and organisation != domain:
            own = dmarc_trouble(dns.texts_of(f"_dmarc.{organisation}"))
        yield _found("DMARC", domain, own)
    except dns.NoAnswer:
        yield Finding("DNS", "the DNS did not answer", "Check this machine's name server, then check again.")


def _dkim(domain: str, came_back: bytes | None) -> Finding:
    if came_back is None:
        return Finding("DKIM", "not known: no letter came back to check", "Fix ROUNDTRIP first.")
    signers = dkim_signers(came_back)
    if not signers:
        return _found("DKIM", domain, "the letter that came back is not signed")
    if not any(dns.registrable_domain(signer) == dns.registrable_domain(domain) for _, signer in signers):
        return _found("DKIM", domain, "the letter is signed only in another domain's name")
    troubles = [dkim_trouble(dns.texts_of(f"{selector}._domainkey.{signer}")) for selector, signer in signers]
    return _found("DKIM", domain, "" if not all(troubles) else troubles[0])


TO_DO = {
    "MX": "Name the mail server of {domain} in an MX record.",
    "SPF": "Publish a TXT record at {domain}, for example v=spf1 mx -all, with the server that sends for you.",
    "DKIM": "Let the mail server sign what it sends for {domain}, and publish its key.",
    "DMARC": "Publish a TXT record at _dmarc.{domain}, for example v=DMARC1; p=none; rua=mailto:postmaster@{domain}.",
}


def _found(name: str, domain: str, trouble: str) -> Finding:
    if trouble:
        return Finding(name, f"{domain}: {trouble}", TO_DO[name].format(domain=domain))
    return Finding(name, f"{domain} is in order")


def _reply_domain() -> str:
    return str(settings.REPLY_ADDRESS.rpartition("@")[2].lower())


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
