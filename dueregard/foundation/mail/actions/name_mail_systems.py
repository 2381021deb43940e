"""Records which mail system accepts each due message, so that pacing counts systems and not domains.

Where the DNS does not answer, the recipient's own registered domain is the system.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import OutgoingMessage, ReceivingDomain

TRUSTED_FOR = timedelta(days=7)
LOOKED_UP_AT_ONCE = 20


def name_mail_systems(*, now: datetime) -> int:
    """Name the systems of due messages that have none, a few domains at a time. Returns how many domains."""
    unnamed = OutgoingMessage.objects.filter(state=OutgoingMessage.State.WAITING, mail_system="", not_before__lte=now)
    by_domain: dict[str, list[uuid.UUID]] = {}
    for pk, to in unnamed.values_list("pk", "to"):
        by_domain.setdefault(to.rpartition("@")[2].lower(), []).append(pk)
    named = {domain: _mail_system(domain, now) for domain in list(by_domain)[:LOOKED_UP_AT_ONCE]}
    with transaction.atomic():
        for domain, system in named.items():
            unnamed.filter(pk__in=by_domain[domain]).update(mail_system=system)
    return len(named)


def _mail_system(domain: str, now: datetime) -> str:
    known = ReceivingDomain.objects.filter(domain=domain, looked_up_at__gt=now - TRUSTED_FOR).first()
    if known is not None:
        return known.mail_system
    try:
        system = dns.mail_system_of(domain)
    except dns.NoAnswer:
        return dns.registrable_domain(domain)
    ReceivingDomain.objects.update_or_create(domain=domain, defaults={"mail_system": system[:255], "looked_up_at": now})
    return system
