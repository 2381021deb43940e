"""One waiting copy of each kind, for the test of the list of everything."""

from dueregard.records.redaction.models import PublicCopy
from tests.builders_evidence import make_document
from tests.people import LONG_AGO, Cast


def second_person(cast: Cast) -> str:
    """A copy that Ben made."""
    _copy(cast, "The action plan", PublicCopy.State.READY)
    return "The action plan. Made by Ben, so not by Ben."


def stopped(cast: Cast) -> str:
    """A copy in which something was still there."""
    _copy(cast, "The minutes", PublicCopy.State.REFUSED)
    return "Mend a public copy that was stopped"


def _copy(cast: Cast, title: str, state: PublicCopy.State) -> PublicCopy:
    document = make_document(cast.northport, title=title)
    return PublicCopy.objects.create(
        document=document, state=state, form="pages", prepared_by=cast.ben, prepared_at=LONG_AGO
    )


MAKE = {"second-person": second_person, "stopped-copy": stopped}
