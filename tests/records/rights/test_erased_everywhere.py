"""What is erased is gone: out of every table, file, index, log, free page and the next back-up. Every kind of row."""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.files.gateways import made as pictures
from dueregard.foundation.search.actions.mark_changed import EVERYTHING, mark_changed
from dueregard.records.evidence.models import CustodyLine, Document
from dueregard.records.evidence.queries.custody_log import log_lines
from dueregard.records.rights.actions.clean_up import clean_up
from dueregard.records.rights.actions.erase import erase
from dueregard.records.rights.models import Erasure, LeftBytes
from dueregard.records.rights.queries.found import found_rows
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.rules.documents.custody import verify_log
from dueregard.rules.privacy.reasons import Reason
from tests.bytes_on_disk import NAME as DATABASE
from tests.bytes_on_disk import content
from tests.people import make_cast
from tests.records.rights.rows import made_with
from tests.searching import index_now
from tests.work import run_all_tasks

NAME = "Zebedee Quillfeather"
TRACE = b"uillfeather"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _bytes(path: Path) -> bytes:
    """Return what is in a file; nothing if it has gone, as SQLite's write-ahead file goes with its last reader."""
    with suppress(FileNotFoundError):
        return content(path) if path.name.startswith(DATABASE) else path.read_bytes()
    return b""


def _holding(folders: list[Path]) -> list[str]:
    return [path.name for folder in folders for path in _files(folder) if TRACE in _bytes(path)]


def _tables_holding() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(TRACE.decode() in str(cell) for row in cursor.fetchall() for cell in row):
                found.append(table)
    return found


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_row_about_a_person_is_gone_from_everything_the_site_keeps(
    own_index: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cast = make_cast()
    rows = [made_with(kept, apps.get_model(model), NAME) for model, kept in kept_by_model().items()]
    mark_changed(kind=EVERYTHING, keys=["tests"])
    index_now()
    pictures.put_made(pictures.name_of("a page"), NAME.encode())
    database = Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None
    places = [Path(default_storage.path("")), settings.SEARCH_FOLDER, *([database.parent] if database else [])]
    assert _tables_holding(), "the rows hold the name"
    assert _holding(places), "so do the files"
    assert {one.kind for one in found_rows([NAME]).rows} >= {"foi.HeldEmail", "evidence.Document", "guide.Suggestion"}

    for row in rows:
        current = type(row)._base_manager.filter(pk=row.pk).first()
        if current is not None:
            erase(row=current, reason=Reason.ASKED, by=cast.dana, now=timezone.now())
    clean_up(now=timezone.now())
    run_all_tasks()
    index_now()

    assert _tables_holding() == []
    assert _holding(places) == [], "files, the index, the database with its log and its free pages"
    assert TRACE.decode() not in caplog.text
    assert not found_rows([NAME]).rows
    assert not LeftBytes.objects.exists()
    if database:
        with sqlite3.connect(database) as copying:
            copying.execute("VACUUM INTO ?", [str(tmp_path / "back-up.sqlite3")])  # as docs/how-to/back-up.md says
        assert _holding([tmp_path]) == []
    assert not Erasure.objects.filter(cleaned_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_the_act_is_on_record_with_its_reason_and_the_custody_log_still_holds() -> None:
    cast = make_cast()
    kept = kept_by_model()["evidence.Document"]
    document = made_with(kept, Document, NAME)
    was = Document.objects.get(pk=document.pk).sha256

    erase(row=document, reason=Reason.ASKED, by=cast.dana, now=timezone.now())

    clean_up(now=timezone.now())
    act = Act.objects.get(did="erase")
    assert (act.by, act.details["reason"], act.details["of"]) == (cast.dana, "asked", "evidence.Document")
    assert NAME not in str(act.details)
    line = CustodyLine.objects.get(did="erased")
    assert (line.document_id, line.sha256) == (document.pk, was), "the line says which file went, by its hash"
    assert verify_log(log_lines(shown=Document.objects.all())).holds
    assert Document.objects.get(pk=document.pk).sha256 != was
