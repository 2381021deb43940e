"""What stands under a page of this site as its evidence: the passages that people tied to what the page says."""

from dataclasses import dataclass

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import citations_under
from dueregard.records.evidence.queries.embedding import source_of
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.records.groups.models import Group


@dataclass(frozen=True, slots=True)
class Resting:
    """A passage with the sentence that says what it shows."""

    says: str
    quote: str
    source: str
    href: str


def evidence_at(path: str, person: Person | None, *, group: Group | None = None) -> tuple[Resting, ...]:
    """Return what rests under the page at this path, of what this person may open. With `group`, of its own alone.

    One query.
    """
    related = citations_under(path, person, group=group).select_related(
        "passage__document__body", "passage__document__copy_of"
    )
    return tuple(
        Resting(
            says=one.says,
            quote=one.passage.quote,
            source=source_of(one.passage.document, None, one.passage.page),
            href=marked_path(one.passage),
        )
        for one in related
    )
