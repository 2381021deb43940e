"""Joins the parts of the stylesheet into the one file that pages load; what a part says is decided in the parts."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

PACKAGE = Path(__file__).resolve().parents[3]
STATIC = PACKAGE / "website" / "static" / "website"
JOINED = STATIC / "site.css"
# Before and after { } and ;, and after a comma or the colon of a declaration. A blank before a colon means something.
_BLANKS = re.compile(r"\s*([{};])\s*|([,:])\s+")


def joined() -> str:
    """Return the pieces in the order of their names, as one stylesheet: one request instead of twenty."""
    lines = [line.strip() for part in pieces() for line in part.read_text(encoding="utf-8").splitlines()]
    return "\n".join(_tight(line) for line in lines if line) + "\n"


def pieces() -> list[Path]:
    """Return the pieces: the website's own, and what an app has for its own pages in static/<app>/css/."""
    return sorted(PACKAGE.glob("**/static/*/css/*.css"), key=lambda path: path.name)


def _tight(line: str) -> str:
    """Leave out the blanks that mean nothing; what stands in quotation marks stays as it is."""
    pieces = re.split(r"(\"[^\"]*\")", line)
    return "".join(piece if piece.startswith('"') else _BLANKS.sub(r"\1\2", piece) for piece in pieces)


class Command(BaseCommand):
    """`dueregard css [--check]`"""

    help = "Join the parts of the stylesheet into static/website/site.css."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the joined file is current")

    def handle(self, *, check: bool, **_: object) -> None:
        if check and JOINED.read_text(encoding="utf-8") != joined():
            raise CommandError("site.css is not what its parts say. Run: ./run css")
        if not check:
            JOINED.write_text(joined(), encoding="utf-8")
        self.stdout.write(f"{JOINED.name}: {len(joined().encode()) / 1000:.1f} kB")
