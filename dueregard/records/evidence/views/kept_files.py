"""Files of a form, safe in the store before anything else of it is looked at, so that a mistake loses none."""

from django.core import signing

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.evidence.actions.receive_upload import KeptUpload

SALT = "documents-kept-for-a-form"
A_DAY = 24 * 60 * 60


def keep_each(request: SignedInRequest) -> tuple[list[KeptUpload], list[str]]:
    """Put each file into the store; return those that are safe, and the names of those that could not be saved."""
    safe, lost = [], []
    for file in request.FILES.getlist("uploads"):
        try:
            safe.append(KeptUpload(store.put_chunks(file.chunks()), file.name or ""))
        except OSError:
            lost.append(file.name or "a file without a name")
    return safe, lost


def signed(file: KeptUpload, person: Person) -> str:
    """Return what lets this person, and nobody else, name the kept file again with a corrected form."""
    return signing.dumps([file.kept.sha256, file.kept.size, file.name, str(person.pk)], salt=SALT, compress=True)


def kept_before(request: SignedInRequest) -> list[KeptUpload]:
    """Return the files of the same form, kept when it was sent with a mistake in another field."""
    found = []
    for one in request.POST.getlist("kept"):
        try:
            digest, size, name, person = signing.loads(one, salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            continue
        if person == str(request.person.pk):
            found.append(KeptUpload(Kept(digest, size), name))
    return found
