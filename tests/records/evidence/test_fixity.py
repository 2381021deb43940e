"""Kept bytes are hashed again and again, the longest unseen first; what is no longer what came is told loudly."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from dueregard.records.evidence.actions.check_fixity import FilesAreDamaged, check_fixity, report_damage
from dueregard.records.evidence.models import CustodyLine, Document, Fixity
from tests.people import Cast
from tests.records.evidence.arriving import NOW, receive

LATER = NOW + timedelta(days=2)
PLENTY = 10**9


def path_of(document: Document) -> Path:
    digest = document.sha256
    return Path(default_storage.path(f"{digest[:2]}/{digest[2:4]}/{digest}"))


def spoil(document: Document) -> bytes:
    """Change a byte on the disk; return what was there."""
    path = path_of(document)
    content = path.read_bytes()
    path.write_bytes(b"X" + content[1:])
    return content


def acts(document: Document) -> list[str]:
    return list(CustodyLine.objects.filter(document=document).values_list("did", flat=True))


def test_bytes_that_are_as_they_came_are_looked_at_and_nothing_is_said(cast: Cast) -> None:
    document = receive(cast.northport)
    assert check_fixity(most_bytes=PLENTY, now=LATER) == (1, 0)
    document.refresh_from_db()
    assert (document.fixity, document.checked_at) == (Fixity.KEPT, LATER)
    assert acts(document) == ["received"]
    assert CustodyLine.objects.latest("number").details == {"files": 1, "wrong": 0}
    report_damage()


@pytest.mark.parametrize(("how", "fixity"), [("changed", Fixity.CHANGED), ("missing", Fixity.MISSING)])
def test_bytes_that_are_not_what_came_are_told_for_every_group_that_has_them(
    cast: Cast, how: str, fixity: Fixity
) -> None:
    ours, theirs = (
        receive(cast.northport, b"shared " + how.encode()),
        receive(cast.southmoor, b"shared " + how.encode()),
    )
    path = path_of(ours)
    content = path.read_bytes()
    if how == "changed":
        spoil(ours)
    else:
        path.unlink()
    assert check_fixity(most_bytes=PLENTY, now=LATER) == (1, 1)
    for document in (ours, theirs):
        document.refresh_from_db()
        assert document.fixity == fixity
        assert acts(document) == ["received", f"fixity_{how}"]
    with pytest.raises(FilesAreDamaged):
        report_damage()

    path.write_bytes(content)  # restored from a back-up
    assert check_fixity(most_bytes=PLENTY, now=LATER + timedelta(days=2)) == (1, 0)
    assert acts(ours)[-1] == "fixity_restored"
    report_damage()


def test_those_that_were_longest_not_looked_at_come_first_as_far_as_a_night_goes(cast: Cast) -> None:
    documents = [
        receive(cast.northport, bytes([number]) * 100, now=NOW + timedelta(minutes=number)) for number in range(6)
    ]
    looked_at = []
    for night in (2, 3, 4):
        now = NOW + timedelta(days=night)
        assert check_fixity(most_bytes=150, now=now) == (2, 0)
        looked_at.append([Document.objects.get(pk=one.pk).checked_at == now for one in documents])
    assert looked_at == [
        [True, True, False, False, False, False],
        [False, False, True, True, False, False],
        [False, False, False, False, True, True],
    ]


def test_what_was_looked_at_today_is_left_alone(cast: Cast) -> None:
    receive(cast.northport)
    check_fixity(most_bytes=PLENTY, now=LATER)
    assert check_fixity(most_bytes=PLENTY, now=LATER + timedelta(hours=1)) == (0, 0)
