"""Says whether the DNS still says what a live site's letters need: MX, SPF, DMARC, DKIM, the server's name (PTR)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import Mode, StoredEmail
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.rules.mail.sending_domain import dkim_signers, dkim_trouble, dmarc_trouble, ptr_trouble, spf_trouble
from dueregard.rules.wiring.examined import Remark, Tone

ABOUT = "mail's DNS"
OURSELVES = {"localhost", "127.0.0.1", "::1"}
LOOKED_AT = 50  # e-mails among which the newest of our own is looked for
LONGEST_HEAD = 65_536  # bytes


def mail_domain() -> tuple[Remark, ...]:
    """Ask the DNS about the domain of the reply addresses; nothing while no letter leaves."""
    domain = settings.REPLY_ADDRESS.rpartition("@")[2].lower()
    if site_mode_now() != Mode.LIVE or not domain or domain.endswith(".invalid"):
        return ()
    try:
        troubles = [trouble for trouble in _troubles(domain) if trouble]
    except dns.NoAnswer:
        return (
            Remark(ABOUT, Tone.LOOK, "The DNS did not answer.", "See whether this server reaches its name server."),
        )
    if not troubles:
        return (Remark(ABOUT, Tone.FINE, f"What {domain} publishes is in order."),)
    to_do = "See docs/how-to/leave-practice-mode.md; to try all of it: ./run mode check"
    return tuple(Remark(ABOUT, Tone.WRONG, f"{domain}: {trouble}.", to_do) for trouble in troubles)


def _troubles(domain: str) -> Iterator[str]:
    if not dns.has_mx(domain):
        yield "it does not name a server that accepts its mail (MX), so replies do not come"
    yield spf_trouble(dns.texts_of(domain))
    yield _dmarc(domain)
    yield _dkim(domain)
    yield _name_of_server()


def _dmarc(domain: str) -> str:
    own, organisation = dmarc_trouble(dns.texts_of(f"_dmarc.{domain}")), dns.registrable_domain(domain)
    if own and organisation != domain:
        return dmarc_trouble(dns.texts_of(f"_dmarc.{organisation}"))
    return own


def _dkim(domain: str) -> str:
    """Look whether the key is published that signed the newest e-mail of our own that came back."""
    ours = dns.registrable_domain(domain)
    for email in StoredEmail.objects.filter(state=StoredEmail.State.SETTLED).order_by("-received_at")[:LOOKED_AT]:
        signers = dkim_signers(store.get(email.sha256)[:LONGEST_HEAD])
        own = [(selector, signer) for selector, signer in signers if dns.registrable_domain(signer) == ours]
        if own:
            troubles = [dkim_trouble(dns.texts_of(f"{selector}._domainkey.{signer}")) for selector, signer in own]
            return "" if not all(troubles) else troubles[0]
    return ""


def _name_of_server() -> str:
    """Look at the name of this machine's addresses, where letters leave from here and not through a provider."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    if urlsplit(settings.SMTP_URL).hostname not in OURSELVES or not host:
        return ""
    named = {address: dns.names_of(address) for address in dns.addresses_of(host)}
    leading_back = {name: dns.addresses_of(name) for names in named.values() for name in names}
    return ptr_trouble(named, leading_back)
