"""What `look-as-root` writes down for the doctor, a line for each thing that only root can see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

OPENSSL = "%b %d %H:%M:%S %Y GMT"  # how openssl writes a certificate's last day


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate that nginx uses, and its end; None where it cannot be read."""

    path: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen. `nginx`: None where there is none, else what it says against its files; empty when nothing."""

    nginx: str | None = None
    certificates: tuple[CertificateFile, ...] = ()
    onion_is_another: bool = False  # the settings name another address than Tor's


def seen(text: str) -> Seen:
    """Read the lines; what is not understood is passed over."""
    nginx, certificates, is_another = None, [], False
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "nginx":
            nginx = "" if rest == "fine" else rest.removeprefix("wrong ").strip() or "it does not say why"
        elif kind == "certificate":
            path, _, until = rest.partition(" ")
            certificates.append(CertificateFile(path, _end(until)))
        elif kind == "onion":
            is_another = rest == "another"
    return Seen(nginx, tuple(certificates), is_another)


def _end(words: str) -> datetime | None:
    try:
        return datetime.strptime(" ".join(words.split()), OPENSSL).replace(tzinfo=UTC)
    except ValueError:
        return None


def failed_units(lines: Sequence[str]) -> list[str]:
    """Return the units in what `systemctl list-units --plain --no-legend` says, but the doctor's own."""
    units = [line.split()[0] for line in lines if line.split()]
    return sorted(unit for unit in units if unit != "due-regard-doctor.service")
