"""Keeping the files of an e-mail: the limited child process extracts them; they are safe before any row names them.

A file that cannot be kept is named with the reason; file_email and hold_email decide which case the files belong to.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.gateways.parser import ParserGaveUp, attachment_in_child, every_attachment_in_child
from dueregard.foundation.mail.models import StoredEmail
from dueregard.rules.mime.shapes import ReadMail

MOST_FILES = 200
# Each attempt may take a minute, and the worker has other e-mails to read.
MOST_GIVEN_UP = 3
NOT_TRIED = "It was not extracted: several files in this e-mail could not be read."


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file from an e-mail that is safely stored, or the reason why it could not be extracted."""

    position: int
    name: str
    content_type: str
    size: int
    sha256: str
    trouble: str


def keep_files(raw: bytes, mail: ReadMail, turn: object = None) -> list[KeptFile]:
    """Extract an e-mail's files in the child process and keep them. A file that cannot be extracted is named.

    `turn` is that of the e-mail where it was opened just now (`foundation/mail/gateways/parser`).
    """
    kept = []
    contents = _contents(raw, mail, turn)
    for part, content in zip(mail.parts, contents, strict=False):
        if isinstance(content, str):
            digest, trouble, size = "", content, part.size
        else:
            digest, trouble, size = store.put(content, is_mail=True), part.note, len(content)
        kept.append(KeptFile(part.position, part.name[:255], part.declared_type[:120], size, digest, trouble[:300]))
    return kept


def notes_of(mail: ReadMail) -> list[str]:
    """Return everything odd about an e-mail, and how many of its files are not listed."""
    beyond = len(mail.parts) - MOST_FILES
    told = [f"It has {len(mail.parts):,} files; the last {beyond:,} are not listed. The whole e-mail is kept."]
    return [*mail.notes, *(told if beyond > 0 else ())]


def the_email_itself(email: StoredEmail) -> KeptFile:
    """Return an e-mail that could not be read as a file, so that a person can save and open it."""
    return KeptFile(0, "e-mail.eml", "message/rfc822", email.size, email.sha256, "")


def _contents(raw: bytes, mail: ReadMail, turn: object) -> Iterator[bytes | str]:
    """Yield each file's bytes, or why there are none: all from a single reading if that works."""
    if len(mail.parts) > 1:
        try:
            yield from every_attachment_in_child(raw, turn=turn)[:MOST_FILES]
            return
        except ParserGaveUp:
            pass  # too much at once; they may still work one by one
    given_up = 0
    for part in mail.parts[:MOST_FILES]:
        if given_up >= MOST_GIVEN_UP:
            yield NOT_TRIED
            continue
        try:
            yield attachment_in_child(raw, part.position, turn=turn)
        except ParserGaveUp as refusal:
            given_up += 1
            yield str(refusal)
