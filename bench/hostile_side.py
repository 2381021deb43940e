"""One build's side of `bench.hostile`: prints how many milliseconds of processor each letter of 1 MB takes.

It runs in the tree of that build. A letter that takes too long is stopped, and counts with the time it had.
"""

import json
import signal
import sys
import time
from types import FrameType

from dueregard.rules.mail.triage import facts_wanted, triage
from dueregard.rules.mail.verdict import Known, KnownCase
from dueregard.rules.mime.incoming import read_mail

SIZE, BEST_OF, AT_MOST = 1_000_000, 3, 30  # bytes, tries, seconds of processor
ADDRESS = "foi-{token}@northport.example"
TOKEN = "0123456789cdf"
PARAGRAPH = """Thank you for your request of 2 November 2026, which we have handled under the Freedom of Information
Act 2000. You asked for the number of referrals that we made under the Prevent duty in each of the last three years. We
hold some of the information; the table attached shows it by year. Section 40(2) of the Act applies to the rest."""
STYLED = "<p class=MsoNormal><span style='font-size:11.0pt;font-family:\"Arial\",sans-serif'>{}<o:p></o:p></span></p>\n"
REPEATS = (
    *(" ", "\n", "\t", "\r", "\v", '"', "'", "\u2019", "\u00a0", "\u200b", "\u00ad", "\u00a3", "\u00e9", "> ", ">\n"),
    *(
        "<",
        "&",
        "&amp;",
        "&pound;",
        "a",
        "a ",
        "A. ",
        "1 ",
        "1,",
        "1/1/",
        "a@",
        "a@a ",
        "=20",
        "%20",
        "(",
        "[",
        "-",
        "_",
    ),
    *("-- \n", "_____\n", "a\n", "a\n\n", "A B\n", " \n ", "On a wrote:\n", "From: a\n", "From: a\nTo: c\nDate: d\n\n"),
    *("On Mon, 23 Nov 2026 at 10:00, A <a@b.example> wrote:\n> x\n", "> > > ", "Dear ", "within 20 working days "),
    *("http://", "https://a.example/c ", "s. 1 ", "section 1 ", "FOI-1 ", "Ref: ", "thank you ", "Yours sincerely\n"),
)


def main() -> None:
    """Time the ordinary letter and every repeat, as plain text or as HTML."""
    kind = sys.argv[1]
    styled = STYLED.format(PARAGRAPH) if kind == "html" else f"{PARAGRAPH}\n\n"
    texts = {"ordinary": styled, **{repr(piece): piece for piece in REPEATS}}
    signal.signal(signal.SIGVTALRM, _stop)
    print(json.dumps({name: _best(piece, kind) for name, piece in texts.items()}))


def _best(piece: str, kind: str) -> float:
    head = f"From: foi@northport.example\nTo: foi-{TOKEN}@northport.example\nSubject: Your request\n"
    head += f"Message-ID: <a@northport.example>\nContent-Type: text/{kind}; charset=utf-8\n\n"
    raw = (head + piece * (SIZE // len(piece.encode()))).encode()
    return 1000 * min(_time(raw) for _ in range(BEST_OF))


def _time(raw: bytes) -> float:
    before = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, AT_MOST)
    try:
        mail = read_mail(raw)
        wanted = facts_wanted(mail, ADDRESS)
        known = Known(
            address_pattern=ADDRESS,
            case_by_token={TOKEN: "one"},
            cases={"one": KnownCase("one", "Training under the Prevent duty", "Northport Council")},
            our_letters=(PARAGRAPH,) if wanted.quotes else (),
        )
        triage(mail, known)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - before


def _stop(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
