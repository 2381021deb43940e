"""One waiting copy of each kind, for the test of the list of everything."""

from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.documents.drawn_kinds import DRAWN
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


def second_look(cast: Cast) -> str:
    """A public copy of a workbook that was made before workbooks were drawn."""
    old = _copy(cast, "The register of risks", PublicCopy.State.PUBLISHED, media_type=sorted(DRAWN)[0])
    PublicCopy.objects.filter(pk=old.pk).update(decided_at=LONG_AGO, decided_by=cast.ben)
    return "The register of risks. It may show words that nobody sees in the original."


def _copy(cast: Cast, title: str, state: PublicCopy.State, **fields: str) -> PublicCopy:
    document = make_document(cast.northport, title=title, **fields)
    return PublicCopy.objects.create(
        document=document, state=state, form="pages", prepared_by=cast.ben, prepared_at=LONG_AGO
    )


MAKE = {"second-person": second_person, "second-look": second_look, "stopped-copy": stopped}
