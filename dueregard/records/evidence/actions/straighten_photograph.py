"""Lays a photographed slide flat from the corners that a person set, as a document beside the photograph.

The photograph stays as it came. The custody log of both says what was made from what, and where the corners were.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.gateways.straightening import MOST_SIDE, laid_flat
from dueregard.records.evidence.models import Document, Provenance
from dueregard.rules.documents.corners import Corners
from dueregard.rules.documents.picture_kinds import PICTURES


class NotAPhotograph(ValueError):
    """Only a picture that came as a file of its own is straightened, never a copy for the public."""


def straighten_photograph(
    *, photograph: Document, corners: Corners, shape: str, by: Person, now: datetime
) -> tuple[Document, bool]:
    """Return the straightened picture and whether it is new: the same corners make the same picture.

    Raises: NotAPhotograph, NoPicture, TooBusy, OSError (the disk is full)
    """
    if photograph.copy_of_id is not None or photograph.media_type not in PICTURES:
        raise NotAPhotograph("Only a photograph or another picture can be straightened.")
    content = laid_flat(photograph.sha256, corners, shape, most=MOST_SIDE)
    kept = Kept(store.put(content), len(content))
    made = [*corners.flat(), shape]
    with transaction.atomic():
        hold_log()
        giving = Giving(
            kind=Provenance.Kind.STRAIGHTENED,
            key=f"{photograph.pk}:{hashlib.sha256(repr(made).encode()).hexdigest()}",
            at=now,
            says=f"{by.name} straightened it from “{photograph}”"[:300],
            path=photograph.get_absolute_url(),
            parent=photograph,
            labels=photograph.labels,
        )
        document, is_new = receive_document(
            group=photograph.group, kept=kept, name=f"{PurePath(photograph.name).stem[:200]} straightened.jpg",
            giving=giving, body=photograph.body, title=f"{photograph} (straightened)"[:300], kind=photograph.kind,
            dated_on=photograph.dated_on, by=by, now=now,
        )  # fmt: skip
        if is_new:
            told = {"corners": corners.flat(), "shape": shape}
            details = {"made_from": photograph.sha256, **told}
            record_custody(document=document, did="straightened", by=by, now=now, details=details)
            details = {"made": document.sha256, **told}
            record_custody(document=photograph, did="was_straightened", by=by, now=now, details=details)
    return document, is_new
