"""The custody of one document in words, for its group: what was done, when, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document

SHOWN = 200
WORDS = {
    "received": "Received",
    "received_again": "Received again from another source",
    "giving_withdrawn": "One of its sources was withdrawn",
    "read": "Read",
    "read_again": "Sent to be read again",
    "corrected": "Its title, type or body was corrected",
    "straightened": "Laid flat from a photograph by its four corners",
    "was_straightened": "A straightened picture was made from it",
    "erased": "The file was erased",
    "fixity_changed": "The stored file was found to have changed",
    "fixity_missing": "The stored file was found to be missing",
    "fixity_restored": "The stored file was found intact again",
}


@dataclass(frozen=True, slots=True)
class CustodyShown:
    """One line of the custody log as the document's page shows it."""

    number: int
    at: datetime
    words: str
    by: str


def custody_of(document: Document) -> tuple[CustodyShown, ...]:
    """Return the newest lines about a document, the newest first. Two queries."""
    lines = list(document.custody.order_by("-number")[:SHOWN])
    named = Person.objects.filter(pk__in={one.by for one in lines if one.by})
    people = {str(pk): name for pk, name in named.values_list("pk", "name")}
    return tuple(
        CustodyShown(one.number, one.at, _words(one.did), people.get(one.by, "") or "the site") for one in lines
    )


def _words(did: str) -> str:
    return WORDS.get(did) or did.replace("_", " ").capitalize()
