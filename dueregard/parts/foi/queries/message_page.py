"""The page of one letter or reply, with quoted text folded, files listed, and what its wording may mean."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import shown_or_none, shown_today
from dueregard.parts.foi.access import cases_beside
from dueregard.parts.foi.models import Attachment, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.collecting import ToCollect
from dueregard.parts.foi.queries.collecting import shown as shown_to_collect
from dueregard.parts.foi.queries.outbox import letters_to_settle
from dueregard.parts.foi.queries.quoted import letters_before
from dueregard.parts.foi.queries.their_reference import reference_in
from dueregard.records.evidence.queries.standing import standing_of
from dueregard.records.groups.access import is_caseworker
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.reply_wording import can_be_under
from dueregard.rules.mail.their_reference import SuggestedReference
from dueregard.rules.mime.honest_links import is_honest, with_honest_links
from dueregard.rules.text.wrapping import unwrap

STUCK = (OutgoingMessage.State.UNSURE, OutgoingMessage.State.FAILED)


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link in a stranger's e-mail that may lead to the answer; one that leads to this site is only shown."""

    link: str
    is_honest: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a message: plain text, or HTML that the child process has sanitised."""

    quoted: bool
    text: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a message as the page lists it."""

    name: str
    kind: str
    size: int
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as the component shows it."""

    sent: bool
    who: str
    at: datetime
    subject: str
    sections: tuple[Section, ...]
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A message with why it was filed here, what it may mean, and what can be done with it."""

    correspondence: Correspondence
    title: str
    shown: ShownMessage
    rich: ShownMessage | None
    suggestions: tuple[dict[str, Any], ...]
    links: tuple[MailLink, ...]
    collect: ToCollect | None
    also_in: tuple[Case, ...]
    is_email: bool
    state: str
    how_known: str
    leaves_at: datetime | None
    can_undo: bool
    is_unsure: bool
    may_work: bool


def shown_message(message: Correspondence, older: OurLetters | None = None) -> ShownMessage:
    """Return a message as it is read, what it quotes of `older` letters folded away. One query, for its files."""
    ours = message.direction == Direction.OUT
    who = message.sender or message.get_means_display()
    if ours:
        who = message.outgoing.to if message.outgoing else message.case.body.name
    passages = fold_quotes(message.text, older) if older else fold_quotes(unwrap(message.text))
    sections = tuple(Section(passage.kind == "quoted", passage.text, mark_safe("")) for passage in passages)
    return ShownMessage(ours, who, message.at, message.subject, sections, _files(message))


def message_page(message: Correspondence, person: Person) -> MessagePage:
    """Return the page of a message for someone who may read it."""
    ours = message.direction == Direction.OUT
    outgoing = message.outgoing
    waiting = bool(outgoing and outgoing.state == OutgoingMessage.State.WAITING)
    step = Step(message.step).label if message.step else "A letter"
    shown = shown_message(message, None if ours else letters_before(message))
    rich = None
    if message.html:
        # safe_html was made by nh3 from an allow-list, in the child that read the e-mail; nothing else is stored here.
        body = Section(False, "", mark_safe(with_honest_links(message.html, own_hosts())))  # noqa: S308
        rich = ShownMessage(ours, shown.who, message.at, message.subject, (body,), ())
    return MessagePage(
        correspondence=message,
        title=step[0].upper() + step[1:] if ours else f"Reply from {message.case.body.name}",
        shown=shown,
        rich=rich,
        suggestions=suggested(message),
        links=tuple(_link(str(row["link"])) for row in message.suggestions if "link" in row),
        also_in=_also_in(message, person),
        is_email=not ours and message.email_id is not None,
        collect=shown_to_collect(message, shown_today()) if message.collect_by else None,
        state=outgoing.state if outgoing else "",
        how_known=outgoing.how_known or outgoing.trouble if outgoing else "",
        leaves_at=shown_or_none(outgoing.not_before) if outgoing and waiting else None,
        can_undo=waiting,
        is_unsure=_wants_a_person(message, person),
        may_work=is_caseworker(person, message.case.group),
    )


def own_hosts() -> frozenset[str]:
    """Return the names under which this site is reached."""
    names = [urlsplit(settings.PUBLIC_URL).hostname or "", *settings.ALLOWED_HOSTS]
    return frozenset(name.strip("[].*").lower() for name in names)


def _link(link: str) -> MailLink:
    return MailLink(link, is_honest(link, link, own_hosts()))


def _also_in(message: Correspondence, person: Person) -> tuple[Case, ...]:
    """Return the other cases of the group that the same e-mail was filed to."""
    if message.email_id is None:
        return ()
    others = cases_beside(person, message.case).filter(correspondence__email=message.email_id)
    return tuple(others.select_related("body", "campaign").order_by("body__name", "pk"))


def _wants_a_person(message: Correspondence, person: Person) -> bool:
    is_stuck = message.outgoing is not None and message.outgoing.state in STUCK
    return is_stuck and letters_to_settle(person).filter(pk=message.pk).exists()


def suggested(message: Correspondence) -> tuple[dict[str, Any], ...]:
    """Return what its wording suggests under the law of its case, which may be another than when it was read."""
    law = Law(message.case.law)
    rows = (row for row in message.suggestions if "kind" in row)
    return tuple(row for row in rows if can_be_under(EventKind(row["kind"]), law))


def suggested_answers(reply: Correspondence) -> dict[str, Any]:
    """Return what the sorting form starts with: what the wording suggests. A person decides."""
    rows = suggested(reply)
    sections = dict.fromkeys(section for row in rows for section in row.get("sections", ()))
    return {
        **suggested_reference(reference_in(reply)),
        "kinds": [row["kind"] for row in rows],
        "sections": ", ".join(sections),
        "until": next((row["until"] for row in rows if row.get("until")), None),
    }


def suggested_reference(found: SuggestedReference | None) -> dict[str, str]:
    """Return what a form starts with where a reference of theirs was found, and where it was read."""
    return {"their_reference": found.value, "reference_says": found.says} if found else {}


def _where(file: Attachment) -> str:
    """Return where the file is shown page by page; until it is a document, where it can be downloaded."""
    if file.document:
        return file.document.get_absolute_url()
    return f"/desk/files/{file.pk}/" if file.sha256 else ""


def _standing(file: Attachment) -> str:
    if not file.document:
        return ""
    standing = standing_of(file.document)
    return f"{standing.words[:1].upper()}{standing.words[1:]}. {standing.says}".strip()


def _files(message: Correspondence) -> tuple[ShownFile, ...]:
    return tuple(
        ShownFile(
            name=file.name,
            kind=file.content_type,
            size=file.size,
            href=_where(file),
            note=" ".join(part for part in (_standing(file), file.trouble) if part),
        )
        for file in message.attachments.select_related("document")
    )
