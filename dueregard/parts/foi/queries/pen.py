"""What the holding pen shows: the list, and one e-mail with its ranked guesses."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.access import cases_of, held_emails
from dueregard.parts.foi.models import Case, HeldEmail
from dueregard.parts.foi.queries.message_page import Section, ShownFile, ShownMessage
from dueregard.rules.mail.quotes import fold_quotes

PER_PAGE = 50
FOUND = 12


@dataclass(frozen=True, slots=True)
class PenPage:
    """The e-mails that wait for a person, oldest first, and those set aside."""

    page: "Page[HeldEmail]"
    waiting: int
    set_aside: list[HeldEmail]


@dataclass(frozen=True, slots=True)
class ShownGuess:
    """A case an e-mail may belong to, with the key that files it there."""

    key: str
    case: Case
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldPage:
    """One held e-mail."""

    held: HeldEmail
    shown: ShownMessage
    rich: SafeString
    guesses: tuple[ShownGuess, ...]
    found: list[Case]
    choices: tuple[Case, ...]  # every case shown, for a letter that answers several
    typed: str
    left: int
    is_set_aside: bool


def pen_page(person: Person, page: str) -> PenPage:
    """Return the part of the pen that this person may see."""
    mine = held_emails(person)
    waiting = mine.filter(cleared_at=None).order_by("at", "pk")
    aside = mine.filter(email__state=StoredEmail.State.SET_ASIDE).order_by("-cleared_at")[:10]
    found = Paginator(waiting, PER_PAGE).get_page(page)
    return PenPage(page=found, waiting=found.paginator.count, set_aside=list(aside))


def held_page(held: HeldEmail, person: Person, typed: str) -> HeldPage:
    """Return one held e-mail with the guesses this person may see."""
    guessed = {guess["case_id"]: guess for guess in held.guesses}
    cases = {
        str(case.pk): case
        for case in cases_of(person).filter(pk__in=[UUID(pk) for pk in guessed]).select_related("body", "campaign")
    }
    found = _cases_named(person, typed) if typed else []
    ranked = [(cases[pk], guess) for pk, guess in guessed.items() if pk in cases]
    sections = tuple(Section(part.kind == "quoted", part.text, mark_safe("")) for part in fold_quotes(held.text))
    files = tuple(
        ShownFile(file["name"], file["content_type"], file["size"], "", file["trouble"]) for file in held.files
    )
    return HeldPage(
        held=held,
        shown=ShownMessage(False, held.sender or "an unknown sender", held.at, held.subject, sections, files),
        rich=mark_safe(held.html),  # noqa: S308 -- sanitised by the child process that read the e-mail
        guesses=tuple(
            ShownGuess(str(key), case, guess["score"], tuple(guess["reasons"]))
            for key, (case, guess) in enumerate(ranked, start=1)
        ),
        found=found,
        choices=tuple({case.pk: case for case in (*(case for case, _ in ranked), *found)}.values()),
        typed=typed,
        left=held_emails(person).filter(cleared_at=None).count(),
        is_set_aside=held.email.state == StoredEmail.State.SET_ASIDE,
    )


def named(typed: str) -> Q:
    """Return what makes a case match typed words: its body, its campaign, or the body's reference."""
    return Q(body__name__icontains=typed) | Q(campaign__title__icontains=typed) | Q(their_reference__iexact=typed)


def _cases_named(person: Person, typed: str) -> list[Case]:
    return list(cases_of(person).filter(named(typed)).select_related("body", "campaign").order_by("-last_at")[:FOUND])
