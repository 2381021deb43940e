"""One build's side of `bench.filing`: makes a site, then files as many replies as each line of its input says.

It runs in the tree of that build, this one or an older one, so it uses only what both have. Each line of its answer
is the milliseconds of processor a reply: its own, those of the processes it started, and of its PostgreSQL connection.
To the line "triage" it answers with those that sorting one letter of 1 MB takes.
"""

import email.message
import importlib
import importlib.util
import inspect
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

OLDER = ("dueregard.rules.incoming_mail", "dueregard.rules.mail_triage")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LETTER = """Dear Ms Hughes,

Thank you for your request of 2 November 2026, which we have handled under the Freedom of Information Act 2000.

You asked for the number of referrals that {body} made under the Prevent duty in each of the last three years, and for
the training that our staff were given.

We hold some of the information. The table attached shows the number of referrals by year. Where there were fewer than
five we have not given the figure, because a person could be recognised from it. Section 40(2) of the Act applies.

Our safeguarding team ran {number} sessions in 2025. The slides were written by the Home Office and are exempt under
section 24(1). We have weighed the public interest and find that it favours keeping them back.

If you are not content with this answer you can ask us for an internal review within 40 working days. Write to
foi@northport.example. After that you can complain to the Information Commissioner.

Yours sincerely,

Information Governance Team
{body}
"""


def main() -> None:
    """Serve until the input ends. Takes the number of cases and the bytes of each attachment."""
    count, attached = int(sys.argv[1]), int(sys.argv[2])
    django.setup()
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    addresses = _addresses(count)
    connection = _postgres_process()
    _file(_mail(addresses[0], 0, 0, attached))  # a worker has long loaded all it needs when mail comes
    print("ready", flush=True)
    for turn, line in enumerate(sys.stdin, start=1):
        if line.strip() == "triage":
            print(_triage(addresses[0]), flush=True)
            continue
        mails = [_mail(address, number, turn, attached) for number, address in enumerate(addresses)][: int(line)]
        before, filed = _processor(connection), _replies()
        for raw in mails:
            _file(raw)
        used = _processor(connection) - before
        if _replies() - filed != len(mails):
            raise RuntimeError(f"{_replies() - filed} of {len(mails)} were filed")
        print(used / 1e6 / len(mails), flush=True)


def _file(raw: bytes) -> None:
    store = importlib.import_module("dueregard.foundation.mail.actions.store_email")
    filing = importlib.import_module("dueregard.parts.foi.actions.file_email")
    stored, _ = store.store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=NOW)
    filing.file_stored_email(pk=stored.pk, now=NOW)


def _triage(to: str) -> float:
    """Sort a long letter, read before, and return how many milliseconds that took."""
    facts = importlib.import_module("dueregard.parts.foi.queries.triage_facts")
    is_older = importlib.util.find_spec("dueregard.rules.mail") is None
    reader, sorter = OLDER if is_older else ("dueregard.rules.mime.incoming", "dueregard.rules.mail.triage")
    text = "\n\n".join(LETTER.format(body="Body 0", number=number) for number in range(1_000_000 // len(LETTER)))
    head = f"From: foi@northport.example\nTo: {to}\nSubject: Your request\nMessage-ID: <long@northport.example>\n\n"
    letter = importlib.import_module(reader).read_mail((head + text).encode())
    before = time.process_time()
    _sorted(importlib.import_module(sorter), facts, letter)
    return 1000 * (time.process_time() - before)


def _sorted(sorter: Any, facts: Any, letter: Any) -> None:
    """Sort a letter in this process: older builds find out themselves what is to be looked up."""
    asks = len(inspect.signature(facts.known_facts).parameters) > 1
    settings = importlib.import_module("django.conf").settings
    wanted = [sorter.facts_wanted(letter, settings.REPLY_ADDRESS)] if asks else []
    sorter.triage(letter, facts.known_facts(letter, *wanted))


def _replies() -> int:
    models: Any = importlib.import_module("dueregard.parts.foi.models")
    found: int = models.Correspondence.objects.filter(direction="in").count()
    return found


def _addresses(count: int) -> list[str]:
    builders = importlib.import_module("tests.builders_foi")
    campaign = builders.make_campaign(importlib.import_module("tests.people").make_cast().northport)
    cases = [builders.make_waiting_case(campaign, builders.make_body(f"Body {number}")) for number in range(count)]
    pattern: str = importlib.import_module("django.conf").settings.REPLY_ADDRESS
    return [pattern.replace("{token}", case.token) for case in cases]


def _mail(to: str, number: int, turn: int, attached: int) -> bytes:
    message = email.message.EmailMessage()
    message["From"] = "Information Team <foi@northport.example>"
    message["To"] = to
    message["Subject"] = f"Your request {number}"
    message["Date"] = "Mon, 23 Nov 2026 09:00:00 +0000"
    message["Message-ID"] = f"<{turn}.{number}@northport.example>"
    message.set_content(LETTER.format(body=f"Body {number}", number=number + 7 * turn))
    content = random.Random(f"{turn}.{number}").randbytes(attached)
    message.add_attachment(content, maintype="application", subtype="pdf", filename=f"policy – {number}.pdf")
    return bytes(message)


def _postgres_process() -> int | None:
    connection = importlib.import_module("django.db").connection
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
        return found


def _processor(postgres: int | None) -> int:
    """Return nanoseconds used so far by this process, its descendants and its connection's process."""
    others = [*_descendants(os.getpid()), *([postgres] if postgres else [])]
    return time.process_time_ns() + sum(_used(pid) for pid in others)


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _descendants(int(child))


def _used(pid: int) -> int:
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir())


if __name__ == "__main__":
    main()
