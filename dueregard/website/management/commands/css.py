"""Joins the parts of the stylesheet into the file that pages load, and two more: for the desk, and for fuller pages.

What a part says is decided in the parts. A visitor never loads the file of the desk; the pages on which people sign in
load the first file alone.
"""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

PACKAGE = Path(__file__).resolve().parents[3]
STATIC = PACKAGE / "website" / "static" / "website"
JOINED = STATIC / "site.css"
DESK = STATIC / "desk.css"
MORE = STATIC / "more.css"  # maps, timelines and letters: no page for signing in has them
FOLDERS = {JOINED: "css", DESK: "css/desk", MORE: "css/more"}
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
# Before and after { } and ;, and after a comma or the colon of a declaration. A blank before a colon means something.
_BLANKS = re.compile(r"\s*([{};])\s*|([,:])\s+")


def joined(file: Path = JOINED) -> str:
    """Return the pieces of a file in the order of their names, as one stylesheet: one request instead of twenty.

    Remarks stay in the pieces: a visitor on a phone pays for every sign.
    """
    texts = [_REMARK.sub("", part.read_text(encoding="utf-8")) for part in pieces(file)]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return "\n".join(_tight(line) for line in lines if line) + "\n"


def pieces(file: Path = JOINED) -> list[Path]:
    """Return the pieces: the website's own, and what an app has in static/<app>/css/, css/desk/ or css/more/."""
    return sorted(PACKAGE.glob(f"**/static/*/{FOLDERS[file]}/*.css"), key=lambda path: path.name)


def _tight(line: str) -> str:
    """Leave out the blanks that mean nothing; what stands in quotation marks stays as it is."""
    pieces = re.split(r"(\"[^\"]*\")", line)
    return "".join(piece if piece.startswith('"') else _BLANKS.sub(r"\1\2", piece) for piece in pieces)


class Command(BaseCommand):
    """`dueregard css [--check]`"""

    help = "Join the parts of the stylesheet into static/website/site.css, desk.css and more.css."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the joined file is current")

    def handle(self, *, check: bool, **_: object) -> None:
        for file in FOLDERS:
            if check and file.read_text(encoding="utf-8") != joined(file):
                raise CommandError(f"{file.name} is not what its parts say. Run: ./run css")
            if not check:
                file.write_text(joined(file), encoding="utf-8")
            self.stdout.write(f"{file.name}: {len(joined(file).encode()) / 1000:.1f} kB")
