"""Says how the site looks from outside: its address, and until when its certificate is good. For `dueregard doctor`."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from dueregard.rules.wiring.examined import Remark, Tone
from dueregard.website.gateways.certificate import certificate_of

SOON = timedelta(days=14)  # whatever renews certificates by itself does so earlier
RENEW = "Renew it; with certbot: certbot renew"


def examined(now: datetime) -> tuple[Remark, ...]:
    """Ask the site's own address for its certificate; a site without https has none."""
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme != "https" or not address.hostname:
        return ()
    about = "certificate"
    try:
        found = certificate_of(address.hostname, address.port or 443)
    except OSError:
        words = f"Nobody answers at {settings.PUBLIC_URL} from this server."
        return (Remark(about, Tone.LOOK, words, "See whether nginx runs, and whether the name leads here."),)
    if found.until is None:
        return (Remark(about, Tone.WRONG, f"Browsers refuse it: {found.refused}.", RENEW),)
    words = f"It is good until {found.until:%-d %B %Y}."
    if found.until - now < SOON:
        return (Remark(about, Tone.LOOK, words, RENEW),)
    return (Remark(about, Tone.FINE, words),)
