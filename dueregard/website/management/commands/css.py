"""Joins the parts of the stylesheet into the file that pages load, and what only the desk needs into a second one.

What a part says is decided in the parts. A visitor loads the first file alone.
"""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

PACKAGE = Path(__file__).resolve().parents[3]
STATIC = PACKAGE / "website" / "static" / "website"
JOINED = STATIC / "site.css"
DESK = STATIC / "desk.css"
# Before and after { } and ;, and after a comma or the colon of a declaration. A blank before a colon means something.
_BLANKS = re.compile(r"\s*([{};])\s*|([,:])\s+")


def joined(file: Path = JOINED) -> str:
    """Return the pieces of a file in the order of their names, as one stylesheet: one request instead of twenty."""
    lines = [line.strip() for part in pieces(file) for line in part.read_text(encoding="utf-8").splitlines()]
    return "\n".join(_tight(line) for line in lines if line) + "\n"


def pieces(file: Path = JOINED) -> list[Path]:
    """Return the pieces: the website's own, and what an app has for its own in static/<app>/css/ or css/desk/."""
    folder = "css/desk" if file == DESK else "css"
    return sorted(PACKAGE.glob(f"**/static/*/{folder}/*.css"), key=lambda path: path.name)


def _tight(line: str) -> str:
    """Leave out the blanks that mean nothing; what stands in quotation marks stays as it is."""
    pieces = re.split(r"(\"[^\"]*\")", line)
    return "".join(piece if piece.startswith('"') else _BLANKS.sub(r"\1\2", piece) for piece in pieces)


class Command(BaseCommand):
    """`dueregard css [--check]`"""

    help = "Join the parts of the stylesheet into static/website/site.css and desk.css."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the joined file is current")

    def handle(self, *, check: bool, **_: object) -> None:
        for file in (JOINED, DESK):
            if check and file.read_text(encoding="utf-8") != joined(file):
                raise CommandError(f"{file.name} is not what its parts say. Run: ./run css")
            if not check:
                file.write_text(joined(file), encoding="utf-8")
            self.stdout.write(f"{file.name}: {len(joined(file).encode()) / 1000:.1f} kB")
