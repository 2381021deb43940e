"""Reads a folder of other people's e-mails and says what our rules make of them: a person runs it by hand, no b"
"uild does.

    python -m bench.corpora_mail bounces FOLDER EXPECTED.jsonl [-v]
    python -m bench.corpora_mail letters FOLDER sorted|person [-v]
    python -m bench.corpora_mail quotes FOLDER [-v]

EXPECTED has a line of JSON for each file, in the words of whoever collected them: {"file": path below FOLDER,
"recipients": [addresses that failed], "permanent": true, false or null}. No such collection is part of this repository;
docs/reference/mail-collections.md says where they are, how their own programs write that file, and what we saw.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dueregard.rules.mail.quotes import PassageKind, fold_quotes
from dueregard.rules.mail.triage import triage, with_envelope
from dueregard.rules.mail.verdict import Known, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.mime.return_path import return_path_of_separator

KNOWN = Known(address_pattern="foi-{token}@example.org")
HEAD = (
    "From: FOI Team <foi@northport.gov.uk>\nTo: foi-21mr3h1h8f410@example.org\nSubject: Re: Your request\n"
    "Message-ID: <letter@northport.gov.uk>\nDate: {date}\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
)
WRITTEN_AT = "Mon, 23 Nov 2026 10:00:00 +0000"


@dataclass(frozen=True)
class Expected:
    """What the collectors say of one file. No recipients: it is no bounce."""

    recipients: frozenset[str]
    permanent: bool | None


def judged(raw: bytes) -> Verdict:
    """What our rules say of one e-mail; the line before it in an mbox says who is to be answered."""
    first, _, rest = raw.partition(b"\n")
    path = return_path_of_separator(first.decode("latin-1")) if first.startswith(b"From ") else ""
    mail = read_mail(rest if first.startswith(b"From ") else raw)
    return triage(with_envelope(mail, (), path), KNOWN)


def bounces(folder: Path, expected: Path, *, says_which: bool) -> None:
    """Count how many bounces are known, with the right address and the right end, and whether one was hidden."""
    rows = [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        right = Expected(frozenset(row["recipients"]), row["permanent"])
        raw = (folder / row["file"]).read_bytes()
        has_report = read_mail(raw).report is not None
        group = "no bounce" if not right.recipients else "with a report" if has_report else "without"
        found = faults_of(judged(raw), right, sent_on(raw))
        counts.setdefault(group, Counter())["all"] += 1
        counts[group].update(found)
        if says_which and (
            wrong := found & {"not recognised", "recipient wrong", "end wrong", "sorted away", "called delivered"}
        ):
            print(f"  {row['file']}: {', '.join(sorted(wrong))}")
    for group, count in sorted(counts.items()):
        print(f"{group}: " + ", ".join(f"{words} {number}" for words, number in count.most_common()))


def sent_on(raw: bytes) -> dict[str, str]:
    """For each address a report says a letter was sent on to, the one it was sent to first."""
    pairs: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", raw.decode("latin-1").lower()):
        named = dict(re.findall(r"(?m)^(final|original)-recipient:\s*(?:[\w-]+;)?\s*<?([^\s<>]+)", block))
        if len(named) == 2:
            pairs[named["final"]] = named["original"]
    return pairs


def faults_of(verdict: Verdict, right: Expected, first: dict[str, str]) -> set[str]:
    """Name what is right and what is wrong about one verdict. Of a letter sent on, either address is right."""
    if not right.recipients:
        return {f"kind {verdict.kind.value}", "for a person" if verdict.needs_person else "sorted"}
    found = {failure.address for failure in verdict.failures if failure.address}
    is_bounce = verdict.kind is MailKind.BOUNCE
    says = {"recognised" if is_bounce else "not recognised"}
    if is_bounce:
        missing = {address for address in right.recipients if address not in found and first.get(address) not in found}
        says.add("recipient wrong" if missing else "recipient right")
        is_permanent = any(failure.is_permanent for failure in verdict.failures)
        says.add("end right" if right.permanent in (None, is_permanent) else "end wrong")
    elif not verdict.needs_person:
        says.add("sorted away")
    if verdict.kind is MailKind.DELIVERY_RECEIPT:
        says.add("called delivered")
    return says


def letters(folder: Path, wanted: str, *, says_which: bool) -> None:
    """Count how many letters the rules would sort by themselves."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".eml"})
    counts: Counter[str] = Counter()
    for path in files:
        raw = path.read_bytes()
        whole = raw if path.suffix == ".eml" else HEAD.format(date=WRITTEN_AT).encode() + raw
        verdict = judged(whole)
        was = "person" if verdict.needs_person else "sorted"
        counts[was] += 1
        counts[f"kind {verdict.kind.value}"] += 1
        if says_which and was != wanted:
            print(f"  {path.name}: {was}, {verdict.kind.value}")
    print(f"{len(files)} letters: " + ", ".join(f"{words} {number}" for words, number in counts.most_common()))


def quotes(folder: Path, *, says_which: bool) -> None:
    """Show for each text what would be folded, so that a person sees whether words of the writer are among it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    folded = 0
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        passages = fold_quotes(read_mail(path.read_bytes()).text if path.suffix == ".eml" else text)
        away = [passage.text for passage in passages if passage.kind is not PassageKind.OWN]
        folded += bool(away)
        if says_which:
            print(f"==== {path.relative_to(folder)}\n" + "\n----\n".join(away))
    print(f"{len(files)} texts, something is folded in {folded}")


def main() -> int:
    """Run what was asked."""
    words = [word for word in sys.argv[1:] if word != "-v"]
    says_which = "-v" in sys.argv
    match words:
        case ["bounces", folder, expected]:
            bounces(Path(folder), Path(expected), says_which=says_which)
        case ["letters", folder, ("sorted" | "person") as wanted]:
            letters(Path(folder), wanted, says_which=says_which)
        case ["quotes", folder]:
            quotes(Path(folder), says_which=says_which)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
