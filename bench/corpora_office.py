"""`python -m bench.corpora_office FOLDER [FILES [MINUTES]]`: draws office files of others.

FOLDER holds collections brought by hand and never committed; so many files are chosen from all kinds alike, the same in
every run. Words of four sorts are held against each other, and every difference is printed; why each stands is for
whoever reads:

- **page**: words of the drawing by pdftotext, against those that our pages say or list as unseen;
- **copy**: of every fourth file, words seen on the first page, against those in a copy of it;
- **leak**: of the same, words listed as hidden that Tesseract reads on the pixels of the copy;
- **held**: words in the file's own XML that stand on no page and in no finding.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, zip_longest
from pathlib import Path

from dueregard.records.evidence.gateways.drawing import NotDrawn, close_engine
from dueregard.records.evidence.gateways.drawn import draw_file
from dueregard.records.evidence.gateways.reader import read_in_child
from dueregard.records.evidence.gateways.reading import Beside, ReadingOptions, ShownTables
from dueregard.records.redaction.gateways.copier_child import Copying
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage
from dueregard.rules.redaction.same_words import pieces

ENDINGS = frozenset(
    {
        *("doc", "docx", "docm", "dotx", "odt", "fodt", "rtf", "htm", "html", "eml"),
        *("xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx", "ods", "fods", "ppt", "pptx", "pptm", "ppsx", "odp", "fodp"),
    }
)
FILES, MINUTES, SEED = 1_000, 40.0, 11
SECONDS = 120.0
_COPIED = 4  # of so many files, one is copied: reading its pixels takes most of the time
_LEAST = 4  # letters of a word that is told from chance
_MOST_SHOWN = 12  # words of one difference
_MOST_SAMPLES = 35  # findings in one place; beyond, a list is cut and proves nothing
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_PARTS = re.compile(r"(?:^|/)(?:document|sharedStrings|sheet\d+|slide\d+|footnotes|endnotes|header\d+|footer\d+)\.xml$")


@dataclass
class Compared:
    """What came of one file."""

    outcome: str = "drawn"
    pages: int = 0
    differences: dict[str, list[str]] = field(default_factory=dict)


def chosen(folder: Path, count: int) -> list[Path]:
    """Return so many files, of every ending alike, in a steady order."""
    by_ending: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        ending = path.suffix[1:].lower()
        if path.is_file() and ending in ENDINGS:
            by_ending[ending].append(path)
    for files in by_ending.values():
        random.Random(SEED).shuffle(files)
    turns = chain.from_iterable(zip_longest(*(by_ending[ending] for ending in sorted(by_ending))))
    return [path for path in turns if path is not None][:count]


def compared(source: Path, folder: Path, *, is_copied: bool) -> Compared:
    """Draw, read and copy one file."""
    found = Compared()
    try:
        made = draw_file(source, folder, name=source.name)
        if made is None:
            found.outcome = "not a kind that is drawn"
            return found
        pages, hidden = _read(source, made.pdf, made.as_shown)
    except (NotDrawn, CouldNotRead) as why:
        found.outcome = f"refused: {why.reason}"
        return found
    found.pages = len(pages)
    listed = Counter(chain.from_iterable(pieces(one.sample) for one in hidden))
    said = Counter(chain.from_iterable(pieces(page.text) for page in pages))
    found.differences = {
        "page": list(_page_differs(made.pdf, said, listed)),
        **(_copy_differs(made.pdf, pages[:1], said, listed, folder) if is_copied else {}),
        "held": list(_held_unlisted(source, said, listed, len(hidden))),
    }
    return found


def _read(source: Path, drawing: Path, as_shown: Path | None) -> tuple[list[ReadPage], list[HiddenThing]]:
    pages, hidden = [], []
    options = ReadingOptions(recognises_words=False)
    beside = Beside(drawing, as_shown)
    for item in read_in_child(source, name=source.name, options=options, seconds=SECONDS, beside=beside):
        if isinstance(item, ReadPage):
            pages.append(item)
        elif isinstance(item, HiddenThing):
            hidden.append(item)
        else:
            assert isinstance(item, ShownTables) or item is not None
    return pages, hidden


def _page_differs(drawing: Path, said: Counter[str], listed: Counter[str]) -> Iterator[str]:
    """Yield words that pdftotext reads on the drawing and we neither say nor list, and those that only we say."""
    done = subprocess.run(["pdftotext", "-q", str(drawing), "-"], capture_output=True, check=False)
    theirs = Counter(pieces(done.stdout.decode("utf-8", "replace")))
    ours = "".join(said) + "".join(listed)
    bare = "".join(theirs)
    yield from (f"-{word}" for word in _telling(theirs - said - listed) if word not in ours)
    yield from (f"+{word}" for word in _telling(said - theirs) if word not in bare)


def _copy_differs(
    drawing: Path, pages: list[ReadPage], said: Counter[str], listed: Counter[str], folder: Path
) -> dict[str, list[str]]:
    """Return words seen that the copy of the first page lacks, and listed ones that its pixels show."""
    if not pages or pages[0].width is None:
        return {}
    copying = Copying(folder)
    copying.open(source=str(drawing), kind="drawing")
    answer = copying.draw(
        page=1, width=None, rectangles=[], labels={}, phrases=[], languages=["eng"], near=[], turn=0, is_scan=False
    )
    if "fault" in answer:
        return {"copy": [str(answer["fault"])]}
    copied = Counter(chain.from_iterable(pieces(row[0]) for row in json.loads((folder / "page-1.json").read_text())))
    seen = Counter(chain.from_iterable(pieces(word.text) for word in pages[0].words))
    whole = "".join(copied)
    return {
        "copy": [f"-{word}" for word in _telling(seen - copied) if word not in whole],
        "leak": [f"!{word}" for word in _telling(copied) if word in listed and word not in said],
    }


def _held_unlisted(source: Path, said: Counter[str], listed: Counter[str], findings: int) -> Iterator[str]:
    """Yield words of the XML that nobody is shown and nobody is told of."""
    if not zipfile.is_zipfile(source) or findings >= _MOST_SAMPLES:
        return
    held: Counter[str] = Counter()
    with zipfile.ZipFile(source) as package:
        for part in package.namelist():
            if _PARTS.search(part):
                for text in _TEXT.findall(package.read(part)):
                    held.update(pieces(unescape(text.decode("utf-8", "replace"))))
    known = "".join(said) + "\n" + "".join(listed)
    yield from (f"?{word}" for word in _telling(held) if word not in said and word not in listed and word not in known)


def _telling(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if len(word) >= _LEAST)


def main() -> int:
    """Compare a folder, print what differs, then the sums."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else FILES
    until = time.monotonic() + 60 * (float(sys.argv[3]) if len(sys.argv) > 3 else MINUTES)
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    sums: Counter[str] = Counter()
    done = 0
    for path in chosen(folder, count):
        if time.monotonic() > until:
            print(f"The time is over after {done} files.")
            break
        with tempfile.TemporaryDirectory() as room:
            found = compared(path, Path(room), is_copied=done % _COPIED == 0)
        done += 1
        outcomes[path.suffix[1:].lower()][found.outcome] += 1
        sums["pages"] += found.pages
        if found.outcome != "drawn":
            print(f"{path.relative_to(folder)}: {found.outcome}", flush=True)
        for what, words in found.differences.items():
            if words:
                sums[what] += 1
                more = f" and {len(words) - _MOST_SHOWN} more" if len(words) > _MOST_SHOWN else ""
                print(f"{path.relative_to(folder)}: {what}: {' '.join(words[:_MOST_SHOWN])}{more}", flush=True)
    close_engine()
    for ending in sorted(outcomes):
        print(f"{ending:<6}", ", ".join(f"{what} {number}" for what, number in sorted(outcomes[ending].items())))
    print(f"{done} files, {sums.pop('pages', 0)} pages; files that differ: {dict(sums)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
