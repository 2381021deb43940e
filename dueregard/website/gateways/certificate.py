"""Asks the site's own address for its certificate, as a visitor's browser would."""

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Certificate:
    """Until when it is good; or why a browser would refuse it."""

    until: datetime | None
    refused: str = ""


def certificate_of(host: str, port: int, authorities: ssl.SSLContext | None = None) -> Certificate:
    """Connect and look. Raises: OSError, where nobody answers at that address."""
    context = authorities or ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host) as secured,
        ):
            told = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        return Certificate(None, error.verify_message or error.reason or "it cannot be verified")
    return Certificate(datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC))
