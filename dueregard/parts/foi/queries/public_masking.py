"""What of a case's letters everybody may read, without what is left out, and what in them nobody has decided on.

rules/privacy decides what has a form; what a person chose is stored (`LookedAt`). The page itself is in `public_case`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dueregard.parts.foi.models import Case, Correspondence, LookedAt
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.verdict import MailKind
from dueregard.rules.privacy.masking import mask
from dueregard.rules.privacy.to_look_at import Look, known_words, to_look_at
from dueregard.rules.text.wrapping import unwrap

# These are filed automatically and unread, and they tell of people's absences and of mail servers.
AUTOMATIC = {
    MailKind.OUT_OF_OFFICE.value: "An automatic reply arrived",
    MailKind.AUTO_REPLY.value: "An automatic reply arrived",
    MailKind.BOUNCE.value: "A mail server reported that a letter did not arrive",
    MailKind.DELIVERY_RECEIPT.value: "A mail server reported that a letter arrived",
    MailKind.LOOP.value: "An automatic reply arrived",
}
MOST_TEXT = 60_000  # characters of one letter on the page


@dataclass(frozen=True, slots=True)
class PublicText:
    """What a letter itself says, as everybody may read it."""

    subject: str = ""
    text: str = ""
    quotes: bool = False  # it quoted earlier letters
    files: tuple[str, ...] = ()
    to_look_at: tuple[Look, ...] = ()  # what nobody has decided on yet


class Masking:
    """Masks the texts of one case, counts what it leaves out, and knows what a person decided."""

    def __init__(self, case: Case, looked_at: Sequence[LookedAt] | None = None) -> None:
        self.tokens = [case.token]
        self.names = [case.group.signature] if case.group.signature != case.group.name else []
        self.addresses = [case.group.postal_address.replace("\r", "")]
        self.stays = frozenset({case.body.name.casefold()})
        self.known = known_words(case.body.name, case.group.name)
        rows = list(case.looked_at.all()) if looked_at is None else list(looked_at)
        self.chosen = [(row.words, row.what) for row in rows if row.is_left_out]
        self.decided = {row.key for row in rows}
        self.found: Counter[str] = Counter()

    def text(self, text: str) -> str:
        """Return a letter's text as anyone may read it."""
        masked = mask(
            text[:MOST_TEXT],
            tokens=self.tokens,
            names=self.names,
            addresses=self.addresses,
            stays=self.stays,
            chosen=self.chosen,
        )
        self.found.update(masked.left_out)
        rest = "\n[The letter is longer; the rest is not shown here.]" if len(text) > MOST_TEXT else ""
        return masked.text.strip() + rest

    def line(self, text: str) -> str:
        """Return a subject, a title or a file's name as anyone may read it."""
        return self.text(text)

    def undecided(self, text: str, *, is_title: bool = False) -> list[Look]:
        """Return what in a masked text looks like a person, an address or a number, and nobody decided on."""
        looks = to_look_at(text, known=self.known, is_title=is_title)
        return [look for look in looks if look.key not in self.decided]


def public_text(
    message: Correspondence, masking: Masking, older: OurLetters, *, published_at: datetime | None
) -> PublicText:
    """Return what a letter says as everybody may read it; nothing of one that no person has read.

    `older` are the letters before it, which it may quote.
    """
    files = tuple(masking.line(file.name) for file in message.attachments.all())
    if not _was_read(message, published_at):
        return PublicText(files=files, to_look_at=_looks(masking, "", "", files))
    ours = message.direction == Direction.OUT
    passages = fold_quotes(unwrap(message.text)) if ours else fold_quotes(message.text, older)
    text = masking.text("\n".join(passage.text for passage in passages if passage.kind == "own"))
    subject = masking.line(message.subject) if text else ""
    quotes = any(passage.kind == "quoted" for passage in passages)
    return PublicText(subject, text, quotes, files, _looks(masking, subject, text, files))


def is_held(message: Correspondence, shown: PublicText, published_at: datetime | None) -> bool:
    """Tell whether a letter that came after publishing waits for a person to look at the names in it."""
    is_later = published_at is not None and message.created_at > published_at
    return is_later and message.direction == Direction.IN and bool(shown.to_look_at)


def _looks(masking: Masking, subject: str, text: str, files: tuple[str, ...]) -> tuple[Look, ...]:
    looks = [*masking.undecided(subject), *masking.undecided(text)]
    for name in files:
        stem = name.rpartition(".")[0] or name
        looks += masking.undecided(stem.replace("_", " "), is_title=True)
    return tuple({look.key: look for look in reversed(looks)}.values())[::-1]


def _was_read(message: Correspondence, published_at: datetime | None) -> bool:
    """Tell whether a person has seen the text: nobody has seen what was filed automatically after publishing."""
    if message.direction == Direction.OUT:
        return True
    if message.kind in AUTOMATIC:
        return False
    if message.kind == MailKind.ACKNOWLEDGEMENT.value:
        return published_at is not None and message.created_at <= published_at
    return True
