"""`python -m bench.corpora_reading FOLDER [TNEF]`: reads e-mails and winmail files of others, outside every check.

FOLDER holds copies of collections, brought by hand and never committed. Each `.eml` is read whole and each of its files
taken out; where a `.json` of the same name tells what Stalwart's mail-parser read, subject and files are compared. Each
`.tnef` is compared with what the program TNEF unpacks, byte for byte. Every difference is printed; why each stands is
for whoever reads it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dueregard.rules.mime.incoming import ReadMail, every_attachment, read_mail
from dueregard.rules.mime.winmail import read_winmail

IID_BYTES = 16  # the kind of an object stands before it; the program keeps it, and then no other program opens the file


def winmail_differences(path: Path, program: str) -> Iterator[str]:
    """Yield what the program unpacks and we do not."""
    read = read_winmail(path.read_bytes())
    if not read.text.strip() and not read.html.strip():
        yield "no letter"
    ours = {file.content for file in read.files}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([program, "-f", str(path), "-C", folder], capture_output=True)
        if done.returncode:
            yield f"the program gives up ({done.returncode})"
        for file in sorted(Path(folder).iterdir()):
            content = file.read_bytes()
            if content not in ours:
                kept = "with the kind of its object before it" if content[IID_BYTES:] in ours else "not found"
                yield f"{file.name}, {len(content)} bytes: {kept}"


def mail_differences(path: Path) -> Iterator[str]:
    """Yield where the e-mail cannot be read whole, and where Stalwart's parser says otherwise."""
    raw = path.read_bytes()
    read = read_mail(raw)
    if [len(content) for content in every_attachment(raw)] != [part.size for part in read.parts]:
        yield "a file cannot be had as it is listed"
    told = path.with_suffix(".json")
    if told.exists():
        yield from _told_otherwise(json.loads(told.read_text()), read)


def _told_otherwise(told: dict[str, Any], read: ReadMail) -> Iterator[str]:
    """Yield what is told and we have not. A text that we show in the letter need not be a file as well."""
    parts = told.get("parts") or [{}]
    said = next((row["value"].get("Text") for row in parts[0].get("headers", ()) if row["name"] == "subject"), None)
    if said is not None and not _is_same(" ".join(said.split()), read.subject):
        yield f"subject: {said!r}, ours {read.subject!r}"
    files = [parts[place]["body"] for place in told.get("attachments", ())]
    shown = read.text.split()
    kept = [body for body in files if not _is_in(body.get("Text"), shown)]
    if len(kept) > len(read.parts):
        yield f"files: {len(kept)}, ours {len(read.parts)}; not in our text: {str(kept)[:200]}"


def _is_same(said: str, ours: str) -> bool:
    """Tell whether they are the same, but for signs that could not be read there and were read here."""
    return len(said) == len(ours) and all(a in (b, "\ufffd") for a, b in zip(said, ours, strict=True))


def _is_in(text: str | None, shown: list[str]) -> bool:
    """Tell whether a text, word for word, is part of what our letter shows."""
    words = (text or "").split()
    starts = range(len(shown) - len(words) + 1)
    return text is not None and any(shown[start : start + len(words)] == words for start in starts)


def main() -> int:
    """Read the folder."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    folder, program = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    mails, files = sorted(folder.rglob("*.eml")), sorted(folder.rglob("*.tnef")) if program else []
    found = {path: list(mail_differences(path)) for path in mails}
    found |= {path: list(winmail_differences(path, program)) for path in files}
    for path, said in found.items():
        for line in said:
            print(f"{path.relative_to(folder)}: {line}")
    print(f"{len(mails)} e-mails, {len(files)} winmail files; {sum(1 for said in found.values() if said)} differ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
