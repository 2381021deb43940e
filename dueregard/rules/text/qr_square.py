"""What sharing a page needs: its address, and the dark parts of its QR code as one SVG path.

Draws nothing; a template does.
"""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of blank border that a camera needs


@dataclass(frozen=True, slots=True)
class QrSquare:
    """A square of `size` by `size` units and the path of its dark modules."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Share:
    """An address to share, as text and as a square to point a camera at."""

    address: str
    square: QrSquare


def share(address: str) -> Share:
    """Return what is needed to share an address."""
    return Share(address, qr_square(address))


def qr_square(address: str) -> QrSquare:
    """Return the code of an address, readable when a seventh of it is damaged."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    modules = code.get_matrix()
    parts = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    return QrSquare(len(modules) + 2 * QUIET, "".join(parts))
