"""Tells an empty return path in every form that mail systems write it: the sign that a machine sent the message.

An empty path means that nobody is to be answered: it is what delivery reports are sent with. What else must be true
before a message counts as a report is for `kinds`.
Source: RFC 5321, 4.5.5; pipe(8) and local(8) of Postfix and the "From " line of Exim and sendmail (MAILER-DAEMON).
"""

from __future__ import annotations

import re

EMPTY = "<>"
_EMPTY_FORMS = re.compile(r"<?\s*(?:mailer-daemon(?:@[^\s<>]*)?|#@\[\])?\s*>?", re.IGNORECASE)


def return_path_of(said: str) -> str:
    """Return the return path a mail server or a header named: `<>` for an empty one, a bare address, or nothing.

    Nothing said is not an empty path: only a mail system that says `<>`, or writes its own name there, says that.
    """
    said = said.strip()
    if not said:
        return ""
    if _EMPTY_FORMS.fullmatch(said):
        return EMPTY
    return said.removeprefix("<").removesuffix(">").strip()


def return_path_of_separator(line: str) -> str:
    """Return the return path in the line before an e-mail of a mailbox file ("From MAILER-DAEMON Mon Nov 23 …")."""
    said = line.removeprefix(">").removeprefix("From ").strip()
    return return_path_of(said.partition(" ")[0]) if line.lstrip(">").startswith("From ") else ""
