"""Reads letters that somebody wrote without seeing our rules, and says which of them the rules sort away.

A person runs it by hand, no build does:

    python -m bench.acknowledgements FOLDER [-v]

FOLDER/ack holds plain acknowledgements, FOLDER/decide letters that go on with a decision, a question, a delay or an
answer, one a file (.txt). A letter may begin with "From:" and "Subject:" lines as an e-mail does; the name in "From:"
is taken for the body's; without it, a line that is a body's name. Letters are taken to be of November 2026, and an
answer by the end of that year is in time.

With -v the lines that kept an acknowledgement from being sorted are shown. Of `decide` none may be sorted.
"""

import re
import sys
from datetime import date
from email.utils import parseaddr
from pathlib import Path

from dueregard.rules.mail import triage as rules
from dueregard.rules.mail.harmless import read_whole
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.verdict import Known, KnownCase, Verdict
from dueregard.rules.mime.incoming import read_mail

WRITTEN_ON = "Mon, 23 Nov 2026 10:00:00 +0000"
DUE_ON = date(2026, 12, 31)  # letters made up by hand name any day of December
CASE = "case"
TOKEN = "21mr3h1h8f410"
# A line of the letter that is the name of a body, where it has no "From:".
_BODY = re.compile(
    r"^((?:University of|The )?(?:[A-Z][\w'&-]{0,30} (?:of |and |the |for |& )?){1,6}"
    r"(?:Council|Trust|University|College|School|Academy|Police|Constabulary|Board|Authority|Service|Commission"
    r"|Agency|Office))[.,]?$",
    re.MULTILINE,
)
_HEADER = re.compile(r"(From|Subject): *(.*)\n")


def judged(text: str) -> tuple[Verdict, tuple[str, ...]]:
    """What the rules make of a letter, and what of it they do not know."""
    named = _BODY.findall(text)
    sender, subject = f"{named[-1] if named else 'Northport Council'} <foi@northport.gov.uk>", "Re: Your request"
    while found := _HEADER.match(text):
        text = text[found.end() :]
        if found.group(1) == "From":
            sender = found.group(2)
        else:
            subject = found.group(2)
    raw = (
        f"From: {sender}\nTo: foi-{TOKEN}@example.org\nSubject: {subject}\nMessage-ID: <letter@northport.gov.uk>\n"
        f"Date: {WRITTEN_ON}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\n\n{text.lstrip()}"
    )
    body = parseaddr(sender)[0]
    case = KnownCase(CASE, "Information about Prevent training", body, due_on=DUE_ON)
    known = Known("foi-{token}@example.org", case_by_token={TOKEN: CASE}, cases={CASE: case})
    mail = read_mail(raw.encode())
    verdict = rules.triage(mail, known)
    writer = rules.writer_of(mail, known, verdict.filing, OurLetters())
    return verdict, read_whole(mail.text, writer).unknown


def count(folder: Path, *, says_why: bool) -> int:
    """Print how many letters of a folder are sorted away, and which; return the number."""
    found = {path: judged(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))}
    away = [path for path, (verdict, _) in found.items() if not verdict.needs_person]
    print(f"{folder.name}: {len(away)} of {len(found)} sorted away: {', '.join(path.stem for path in away)}")
    if says_why:
        for path, (_, unknown) in found.items():
            if path not in away:
                print(f"  {path.stem}: {unknown or 'known, but it says too little, or more than an acknowledgement'}")
    return len(away)


def main() -> int:
    """Count both folders; end badly if a letter that decides is sorted away."""
    words = [word for word in sys.argv[1:] if word != "-v"]
    if len(words) != 1:
        print(__doc__)
        return 2
    count(Path(words[0], "ack"), says_why="-v" in sys.argv)
    return 1 if count(Path(words[0], "decide"), says_why=False) else 0


if __name__ == "__main__":
    sys.exit(main())
