"""Says what an installed machine forgets, for `dueregard doctor`: units, clock, nginx, certificates, Tor, DNS."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dueregard.foundation.machine.gateways import system
from dueregard.foundation.machine.queries.mail_domain import mail_domain
from dueregard.rules.wiring.examined import Remark, Tone

SOON = timedelta(days=14)  # certbot renews a month before the end
MOST = 5  # units that are named


def examined(now: datetime) -> tuple[Remark, ...]:
    """Look at the machine where it was installed, and at the DNS where letters really leave."""
    on_machine = (*_units(), *_clock(), *_seen(now)) if system.is_installed() else ()
    return (*on_machine, *mail_domain())


def _units() -> Iterator[Remark]:
    try:
        failed = system.units_that_failed()
    except system.NotAnswered:
        yield Remark("units", Tone.LOOK, "systemd did not answer.", "As root: systemctl status 'due-regard-*'")
        return
    for unit in failed[:MOST]:
        yield Remark("units", Tone.WRONG, f"{unit} has failed.", f"As root: journalctl -u {unit} says why.")
    if not failed:
        yield Remark("units", Tone.FINE, "systemd knows of none that failed.")


def _clock() -> Iterator[Remark]:
    try:
        is_set = system.is_clock_set_by_itself()
    except system.NotAnswered:
        return
    if is_set:
        yield Remark("clock", Tone.FINE, "The server sets its clock by itself.")
    else:
        to_do = "As root: apt-get install systemd-timesyncd; then: timedatectl"
        yield Remark("clock", Tone.LOOK, "Nothing sets this server’s clock, so dates and codes may go wrong.", to_do)


def _seen(now: datetime) -> Iterator[Remark]:
    seen = system.seen_by_root()
    if seen.nginx:
        words = f"nginx does not accept its files, and will not start again: {seen.nginx}"
        yield Remark("nginx", Tone.WRONG, words, "As root: nginx -t")
    elif seen.nginx == "":
        yield Remark("nginx", Tone.FINE, "It accepts its files.")
    for one in seen.certificates:
        if one.until is None:
            yield Remark("certificate", Tone.WRONG, f"{one.path} cannot be read.", "As root: certbot certificates")
        elif one.until - now < SOON:
            tone = Tone.WRONG if one.until < now else Tone.LOOK
            words = f"{one.path} is good until {one.until:%-d %B %Y}."
            yield Remark("certificate", tone, words, "Put a new one there; with certbot: certbot renew")
    if seen.onion_is_another:
        words = "The settings name another onion address than the one Tor has."
        yield Remark("Tor", Tone.WRONG, words, "As root: cat /var/lib/tor/dueregard-sealed/hostname")
