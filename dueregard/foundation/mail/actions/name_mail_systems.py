"""Writes down which mail system takes each due message, so that pacing counts systems and not domains.

Where the DNS does not answer, the recipient's own registered domain is the system.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import OutgoingMessage, ReceivingDomain

TRUSTED_FOR = timedelta(days=7)
LOOKED_UP_AT_ONCE = 20


def name_mail_systems(*, now: datetime) -> int:
    """Name the systems of messages that are due and have none. Returns how many domains were dealt with."""
    unnamed = OutgoingMessage.objects.filter(state=OutgoingMessage.State.WAITING, mail_system="", not_before__lte=now)
    domains = list(dict.fromkeys(to.rpartition("@")[2].lower() for to in unnamed.values_list("to", flat=True)))
    for domain in domains[:LOOKED_UP_AT_ONCE]:
        system = _mail_system(domain, now)
        with transaction.atomic():
            unnamed.filter(to__iendswith=f"@{domain}").update(mail_system=system)
    return min(len(domains), LOOKED_UP_AT_ONCE)


def _mail_system(domain: str, now: datetime) -> str:
    known = ReceivingDomain.objects.filter(domain=domain, looked_up_at__gt=now - TRUSTED_FOR).first()
    if known is not None:
        return known.mail_system
    if not settings.MAIL_PER_MINUTE:  # nothing is paced, so nobody need be asked
        return dns.registrable_domain(domain)
    try:
        system = dns.mail_system_of(domain)
    except dns.NoAnswer:
        return dns.registrable_domain(domain)
    ReceivingDomain.objects.update_or_create(domain=domain, defaults={"mail_system": system[:255], "looked_up_at": now})
    return system
