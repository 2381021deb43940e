"""One waiting document of each kind, for the test of the list of everything."""

from dueregard.records.evidence.models import Fixity, Reading
from dueregard.rules.documents.reading import Reason
from tests.builders_evidence import make_document
from tests.people import Cast


def damaged(cast: Cast) -> str:
    """A file that is no longer the bytes that came."""
    make_document(cast.northport, name="changed.pdf", fixity=Fixity.CHANGED)
    return "Replace the stored file of “changed.pdf”"


def unreadable(cast: Cast) -> str:
    """A file with a password."""
    make_document(cast.northport, name="locked.pdf", reading=Reading.UNREADABLE, reason=Reason.PASSWORD.value)
    return "Read “locked.pdf” yourself"


MAKE = {"damaged": damaged, "unreadable": unreadable}
