"""What the site writes to a signatory, and when. Each notice is plain text; none asks for anything but a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.rules.pledge.standing import Event
from dueregard.rules.pledge.terms import Reason


@dataclass(frozen=True, slots=True)
class Notice:
    """An e-mail: its subject and its text."""

    subject: str
    text: str


def notice(
    event: Event, *, name: str, site: str, link: str, why: str = "", reason: Reason | None = None, until: date | None
) -> Notice | None:
    """Return what a signatory is told of an event; None where it need not be told. `link` is its own page here."""
    said = _says(event, name, site, why, reason, until)
    if said is None:
        return None
    subject, words = said
    return Notice(f"{subject}: {name}"[:200], f"{words}\n\nYour own page, for you alone:\n{link}\n\n{site}\n")


def reminder(*, name: str, site: str, link: str, renew_by: date) -> Notice:
    """Return the reminder to renew."""
    words = (
        f"{name} signed the pledge, and renews it once a year so that the list stays true. Please renew by "
        f"{_day(renew_by)}: open your page and press one button. If your organisation decided again, tell us there."
    )
    return Notice(f"Renew the pledge: {name}"[:200], f"{words}\n\n{link}\n\n{site}\n")


def mail_proof(*, name: str, site: str, link: str) -> Notice:
    """Return the e-mail that proves that someone with a mailbox at the domain agrees."""
    words = (
        f"Someone asked to list {name} as a signatory of the pledge on {site}, and gave this address as its own. If "
        f"that is right, open the link and confirm. If it is not, do nothing, or use the same page to say that you "
        f"did not sign."
    )
    return Notice(f"Confirm that {name} signs the pledge"[:200], f"{words}\n\n{link}\n\n{site}\n")


def _says(
    event: Event, name: str, site: str, why: str, reason: Reason | None, until: date | None
) -> tuple[str, str] | None:
    found = f"{reason.words} {reason.advice}".strip() if reason else ""
    last = _day(until) if until else ""
    match event:
        case Event.ASKED:
            return "You asked to sign the pledge", (
                f"Thank you. A person at {site} reads what you sent before {name} is listed. Meanwhile, give a proof "
                "on your own page. Keep this e-mail: the link in it is the only key to that page."
            )
        case Event.WANTED_MORE:
            return "We need something more", f"Before we can list {name}: {why}\n\nAnswer on your own page."
        case Event.LISTED:
            return "You are on the list", (
                f"{name} is now listed as a signatory. On your own page there is a badge for your website, the pledge "
                "in three lengths, and a certificate to print."
            )
        case Event.REFUSED:
            return "Not listed", f"{name} is not on the list: {why}"
        case Event.PROOF_LOST:
            return f"Please mend your proof by {last}", (
                f"We looked again and again, and no proof of {name} holds any more. {found}\n\nYou stay on the list "
                f"until {last}, marked “in grace” and not counted. Once a proof holds again, everything is as before."
            )
        case Event.NOT_RENEWED:
            return f"Please renew by {last}", (
                f"{name} has not renewed the pledge. You stay on the list until {last}, marked “in grace” and not "
                "counted. Open your page and press one button."
            )
        case Event.LAPSED:
            return "No longer on the list", (
                f"{name} is no longer on the list, because no proof holds or the pledge was not renewed. {found}\n\n"
                "You can come back at any time: mend the proof or renew, and you are listed again."
            )
        case Event.PROOF_BACK:
            return "You are on the list again", f"A proof holds, so {name} is listed and counted again."
        case Event.WITHDREW:
            return "You have withdrawn", (
                f"{name} is no longer on the list. Its page says that it withdrew, and when. You can ask again."
            )
    return None


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
