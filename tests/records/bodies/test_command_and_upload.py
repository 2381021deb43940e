"""Files are read by a command or, when small, on an administrator's page; both say what they did and could not use."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, ImportRun
from tests.people import Cast
from tests.records.bodies.files import gias_line, write_csv, write_gias

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def _run(*words: str) -> str:
    out = StringIO()
    call_command("register", *words, stdout=out)
    return out.getvalue()


def test_the_command_tells_its_counts_and_its_bad_lines(tmp_path: Path) -> None:
    path = write_gias(tmp_path / "gias.csv", gias_line("100001", "One"), gias_line("x", "Two"))
    said = _run("import", "gias", str(path))
    assert "2 lines: 1 new, 0 changed, 0 unchanged, 0 closed, 0 left out, 1 with errors." in said
    assert "line 3 (could not be used): its URN “x” is not a number" in said


def test_the_command_writes_nothing_in_a_dry_run(tmp_path: Path) -> None:
    said = _run("import", "gias", str(write_gias(tmp_path / "g.csv", gias_line("100001", "One"))), "--dry-run")
    assert "Dry run: nothing was saved." in said
    assert not Body.objects.exists()


def test_the_command_refuses_a_file_of_another_kind_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no column"):
        _run("import", "wdtk", str(write_csv(tmp_path / "x.csv", ["a"], ["b"])))


def test_the_command_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        _run("import", "wdtk", str(tmp_path / "none.csv"))


def _upload(client: Client, path: Path, **more: str) -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post("/desk/register/import/", {"kind": "gias", "file": file, **more}).content.decode()


def test_an_administrator_sees_first_what_would_change(cast: Cast, signed_in: SignIn, tmp_path: Path) -> None:
    path = write_gias(tmp_path / "gias.csv", gias_line("100001", "One"), gias_line("x", "Two"))
    page = _upload(signed_in(cast.dana), path, dry_run="on")
    assert "nothing was saved" in page
    assert "Line 3: its URN “x” is not a number" in page
    assert not Body.objects.exists()


def test_an_administrator_reads_a_file_and_the_run_is_kept(cast: Cast, signed_in: SignIn, tmp_path: Path) -> None:
    page = _upload(signed_in(cast.dana), write_gias(tmp_path / "gias.csv", gias_line("100001", "One")))
    assert "What changed" in page
    run = ImportRun.objects.get()
    assert (run.by, run.added, run.file_name) == (cast.dana, 1, "gias.csv")


def test_a_file_of_another_kind_is_explained_on_the_page(cast: Cast, signed_in: SignIn, tmp_path: Path) -> None:
    page = _upload(signed_in(cast.dana), write_csv(tmp_path / "gias.csv", ["Name"], ["One"]))
    assert "has no column" in page


def test_only_administrators_read_files(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.asha).get("/desk/register/import/").status_code == 404
    assert signed_in(cast.dana).get("/desk/register/import/").status_code == 200
