"""What an installed machine has, worked out from the answers: packages, files with their text and mode, units.

The texts come from `deploy/` (given as `shipped`, by path below it), so that there is one of each. What is put in the
place of the examples' names is said here, and a text in which a name is missing is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.rules.install.answers import Answers
from dueregard.rules.install.fates import Planned
from dueregard.rules.install.layout import (
    ACCOUNT,
    BACKUP_TIMER,
    COMMAND,
    LISTENER,
    OWN_TOR,
    SCRIPTS,
    SECRETS,
    SETTINGS,
    SITES,
    SYSTEMD,
    TIMERS,
)
from dueregard.rules.install.written import setting

DESK, SEALED = "desk.northport.example", "sealed.northport.example"
ONION = "northportnorthportnorthportnorthportnorthportnorthportnortha.onion"
PACKAGES = ("python3", "python3-venv", "nginx", "openssl", "ca-certificates", "age")
FOR_DOCUMENTS = (
    *("tesseract-ocr", "bubblewrap", "fonts-liberation"),
    *(f"libreoffice-{which}-nogui" for which in ("writer", "calc", "impress", "draw")),
)
CLOCKS = ("systemd-timesyncd", "chrony", "ntpsec", "openntpd")  # one of them sets the clock
SECRETS_TEXT = """\
# Only root may read this. systemd hands it to the site when it starts. Take the # away from a line that you
# fill in, then type: systemctl restart due-regard.target
#
# DUEREGARD_SMTP_URL="smtp://user:password@mail.northport.example:587?starttls"
# DUEREGARD_IMAP_URL="imaps://user:password@mail.northport.example/INBOX"
# DUEREGARD_BACKUP_S3_KEY=""
# DUEREGARD_BACKUP_S3_SECRET=""
"""


class NotInThere(Exception):
    """A shipped text lacks what is to be replaced in it: it and this plan do not belong together."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is put on a machine. `challenge` comes before the certificates, `files` after them."""

    packages: tuple[str, ...]
    challenge: tuple[Planned, ...]
    files: tuple[Planned, ...]
    enabled: tuple[str, ...]  # units that start with the machine, beside the target
    certificates: tuple[str, ...]  # host names for which certbot is asked


def plan(answers: Answers, shipped: Mapping[str, str], *, onion: str = "") -> Plan:
    """Return the plan. `onion`: the address, once Tor has made it. Raises: NotInThere, KeyError"""
    is_acme = answers.certificate == "acme"
    enabled = [*TIMERS]
    if answers.mail == "lmtp":
        enabled.append(LISTENER)
    if answers.backup_to:
        enabled.append(BACKUP_TIMER)
    return Plan(
        packages=packages(answers),
        challenge=() if answers.certificate == "none" else (_challenge(answers, shipped),),
        files=(
            *_settings(answers, onion),
            *_units(answers, shipped),
            *_machine(shipped),
            *_web(answers, shipped),
            *_sealed(answers, shipped, onion),
            *((_tor(shipped),) if answers.onion else ()),
        ),
        enabled=tuple(enabled),
        certificates=answers.hosts if is_acme else (),
    )


def packages(answers: Answers) -> tuple[str, ...]:
    """Return the Debian packages that the answers need, one that sets the clock apart (`CLOCKS`)."""
    return (
        *PACKAGES,
        *(FOR_DOCUMENTS if answers.documents else ()),
        *(("certbot",) if answers.certificate == "acme" else ()),
        *(("tor",) if answers.onion else ()),
    )


def filled(text: str, names: Sequence[tuple[str, str]]) -> str:
    """Put what is meant in the place of what a shipped text says. Raises: NotInThere"""
    for said, meant in names:
        if said not in text:
            raise NotInThere(said)
        text = text.replace(said, meant)
    return text


def settings_text(answers: Answers, onion: str) -> str:
    """Return the settings file."""
    told = {
        "DUEREGARD_URL": f"https://{answers.name}",
        "DUEREGARD_RUN_BY": answers.run_by,
        "DUEREGARD_CONTACT": answers.contact,
        "DUEREGARD_PROXIES": "2" if answers.certificate == "none" else "1",
        "DUEREGARD_PORT": str(answers.port),
        "DUEREGARD_SEALED_URL": f"https://{answers.sealed}" if answers.sealed else "",
        "DUEREGARD_SEALED_ONION": f"http://{onion}" if onion else "",
        "DUEREGARD_LMTP_LISTEN": "127.0.0.1:8024" if answers.mail == "lmtp" else "",
        "DUEREGARD_BACKUP_TO": answers.backup_to,
        "DUEREGARD_BACKUP_KEYS": " ".join(answers.backup_keys),
        "DUEREGARD_BACKUP_EACH_NIGHT": "off",
    }
    head = (
        "# The settings of this site: docs/reference/settings.md lists them. What you change here stays: a later\n"
        "# installation shows what it would write, and leaves it. Passwords belong in `secrets`, beside this file.\n"
        "# After a change: systemctl restart due-regard.target\n\n"
    )
    return head + "".join(f"{setting(name, value)}\n" for name, value in told.items() if value)


def _settings(answers: Answers, onion: str) -> tuple[Planned, ...]:
    return (
        Planned(SETTINGS, settings_text(answers, onion), 0o640, ACCOUNT),
        Planned(SECRETS, SECRETS_TEXT, 0o600, is_once=True),
    )


def _units(answers: Answers, shipped: Mapping[str, str]) -> list[Planned]:
    files = [
        Planned(f"{SYSTEMD}/{path.removeprefix('systemd/')}", text)
        for path, text in sorted(shipped.items())
        if path.startswith("systemd/")
    ]
    if answers.backup_to.startswith("/"):
        place = (
            "# Where back-ups go: the one unit that may write there.\n"
            f"[Unit]\nRequiresMountsFor={answers.backup_to}\n\n[Service]\nReadWritePaths={answers.backup_to}\n"
        )
        files.append(Planned(f"{SYSTEMD}/due-regard-backup.service.d/place.conf", place))
    return files


def _machine(shipped: Mapping[str, str]) -> tuple[Planned, ...]:
    return (
        Planned("/etc/sysusers.d/due-regard.conf", shipped["machine/sysusers.conf"]),
        Planned("/etc/tmpfiles.d/due-regard.conf", shipped["machine/tmpfiles.conf"]),
        Planned("/etc/systemd/journald.conf.d/due-regard.conf", shipped["machine/journald.conf"]),
        Planned(COMMAND, shipped["machine/due-regard"], 0o755),
        Planned(f"{SCRIPTS}/look-as-root", shipped["machine/look-as-root"], 0o755),
    )


def _port(answers: Answers) -> list[tuple[str, str]]:
    return [("127.0.0.1:8000", f"127.0.0.1:{answers.port}")]


def _web(answers: Answers, shipped: Mapping[str, str]) -> tuple[Planned, ...]:
    beside = Planned("/etc/nginx/site-answers.conf", filled(shipped["nginx/site-answers.conf"], _port(answers)))
    if answers.certificate == "none":
        names = [(DESK, answers.name), ("8080;", f"{answers.proxy_port};")]
        text = filled(shipped["nginx/site-behind-a-proxy.conf"], names)
        return beside, Planned(f"{SITES}/due-regard-site.conf", text)
    text = filled(shipped["nginx/site.conf"], [*_certificate(answers, DESK, answers.name), (DESK, answers.name)])
    # nginx reads its sites in the order of their names: this one has to be the first of ours.
    nobody = Planned(f"{SITES}/due-regard-0-nobody.conf", shipped["nginx/nobody.conf"])
    return beside, nobody, Planned(f"{SITES}/due-regard-site.conf", text)


def _certificate(answers: Answers, said: str, name: str) -> list[tuple[str, str]]:
    """Return where the certificate of a name is, in the place of the example's."""
    folder = f"/etc/letsencrypt/live/{said}"
    if answers.certificate == "own":
        return [(f"{folder}/fullchain.pem", answers.certificate_file), (f"{folder}/privkey.pem", answers.key_file)]
    own = f"/etc/letsencrypt/live/{name}"
    return [(f"{folder}/fullchain.pem", f"{own}/fullchain.pem"), (f"{folder}/privkey.pem", f"{own}/privkey.pem")]


def _challenge(answers: Answers, shipped: Mapping[str, str]) -> Planned:
    text = filled(shipped["nginx/challenge.conf"], [(DESK, " ".join(answers.hosts))])
    return Planned(f"{SITES}/due-regard-challenge.conf", text)


def _sealed(answers: Answers, shipped: Mapping[str, str], onion: str) -> tuple[Planned, ...]:
    """The sealed pages: over TLS (or for a proxy) where they have a name, and for Tor once there is an address."""
    if not answers.sealed and not onion:
        return ()
    head, over_tls, for_tor = server_blocks(shipped["nginx/sealed-inbox.conf"])
    text = filled(head, _port(answers))
    if answers.sealed:
        names = [*_certificate(answers, SEALED, answers.sealed), (SEALED, answers.sealed)]
        if answers.certificate == "none":
            over_tls = behind_a_proxy(over_tls, answers.proxy_port)
            names = names[-1:]
        text += filled(over_tls, names)
    if onion:
        text += filled(for_tor, [(ONION, onion)])
    return (
        Planned("/etc/nginx/sealed-answers.conf", shipped["nginx/sealed-answers.conf"]),
        Planned(f"{SITES}/due-regard-sealed.conf", text),
    )


def server_blocks(text: str) -> tuple[str, str, str]:
    """Return the head of the sealed host's file, its block over TLS and its block for Tor. Raises: NotInThere"""
    head, *blocks = text.split("\nserver {\n")
    if len(blocks) != 2:
        raise NotInThere("two server blocks")
    over_tls, for_tor = ("server {\n" + block.partition("\n}\n")[0] + "\n}\n" for block in blocks)
    return head + "\n", over_tls, "\n" + for_tor


def behind_a_proxy(block: str, port: int) -> str:
    """Return a server block that leaves TLS to a proxy."""
    lines = [line for line in block.splitlines() if not line.strip().startswith(("ssl_", "listen"))]
    return "\n".join([lines[0], f"    listen {port};", f"    listen [::]:{port};", *lines[1:]]) + "\n"


def _tor(shipped: Mapping[str, str]) -> Planned:
    return Planned(OWN_TOR, shipped["tor/torrc"])
