"""A copy of the site has every public page and nothing else, no link into nothing, and is never half a copy."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import EventKind
from dueregard.website.gateways import copying
from dueregard.website.gateways.checking import faults
from dueregard.website.gateways.copying import LIST, Copying
from dueregard.website.gateways.rendered import Site
from tests.builders import make_body
from tests.builders_evidence import make_pdf_document, make_public_copy
from tests.builders_foi import NOW, make_campaign, make_event, make_letter, make_waiting_case
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def export(folder: Path, *more: str) -> str:
    """Copy the site, and return what the command says."""
    said = StringIO()
    call_command("export", "site", str(folder), *more, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def case(cast: Cast) -> Case:
    """A published case of a body with a public document, beside a private case and the private original."""
    campaign = make_campaign(cast.northport, title="Referrals in 2010-11")
    body = make_body()
    case = make_waiting_case(campaign, body)
    make_event(case, EventKind.REQUEST_RECEIVED, NOW.date(), correspondence=make_letter(case))
    publish_case(case=case, by=cast.asha, now=NOW)
    make_waiting_case(make_campaign(cast.northport, title="Kept to ourselves"), make_body("Northport College"))
    original = make_pdf_document(cast.northport, "The private original", title="Plan with names", body=body)
    make_public_copy(original, "What everyone may read", title="Plan")
    return case


@pytest.fixture
def copy(case: Case, tmp_path: Path) -> Path:
    """A copy of this site."""
    folder = tmp_path / "site"
    export(folder)
    return folder


def test_every_link_leads_somewhere_and_what_is_public_is_there_and_nothing_else(case: Case, copy: Path) -> None:
    assert list(faults(copy)) == []
    told = {file.relative_to(copy).as_posix(): file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    assert f"bodies/{case.body.slug}/index.html" in told
    assert f"requests/{case.pk}/index.html" in told
    assert [name for name in told if name.endswith("/picture/file.png") or name.endswith("/picture/file.webp")]
    for private in (b"Kept to ourselves", b"The private original", b"Plan with names"):
        assert [name for name, content in told.items() if private in content] == []
    page = told["complaint/index.html"].decode()
    assert "works only on the site itself" in page
    assert "<textarea" not in page


def test_a_changed_or_missing_file_and_a_dead_link_are_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<a href="gone.html">Gone</a><img src="https://elsewhere.example/a.png"><a href="#nowhere">x</a>')
    (tmp_path / LIST).write_text(f"{'0' * 64}  index.html\n{'0' * 64}  away.html\n")
    assert sorted(fault.split(",")[0] for fault in faults(tmp_path)) == [
        "away.html is missing.",
        "index.html asks another host for https://elsewhere.example/a.png.",
        "index.html has changed since the copy was made.",
        "index.html links to #nowhere",
        "index.html links to gone.html",
    ]


def test_a_copy_that_is_interrupted_is_not_taken_for_a_whole_one_and_goes_on(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"

    class Stops(Site):
        def ask(self, path: str) -> copying.Rendered:
            journal = tmp_path / "site.unfinished" / copying.JOURNAL
            if journal.read_text().count('["="') >= 5:
                raise KeyboardInterrupt
            return super().ask(path)

    with monkeypatch.context() as stopped:
        stopped.setattr("dueregard.website.management.commands.export.Site", Stops)
        with pytest.raises(KeyboardInterrupt):
            export(folder)
    assert not folder.exists()
    before = Copying(folder, Site(), lambda _done, _known: None)
    assert before.begin([], again=False)
    assert before.done
    said = export(folder)
    assert said.startswith("Going on with the copy that was interrupted.")
    assert list(faults(folder)) == []
    assert "Going on" not in export(folder)  # a whole copy is made again, and takes the place of the old one
    assert not list(tmp_path.glob("site.*"))


def test_a_copy_that_was_interrupted_long_ago_begins_again_and_has_nothing_that_was_withdrawn(tmp_path: Path) -> None:
    part = tmp_path / "site.unfinished"
    (part / "requests/withdrawn").mkdir(parents=True)
    (part / "requests/withdrawn/index.html").write_text("no longer public")
    (part / copying.JOURNAL).write_text('["=", "/requests/withdrawn/", "requests/withdrawn/index.html"]\n')
    long_ago = time.time() - copying.KEPT - 60
    os.utime(part / copying.JOURNAL, (long_ago, long_ago))
    said = export(tmp_path / "site")
    assert "Going on" not in said
    assert not (tmp_path / "site/requests/withdrawn").exists()


def test_a_folder_with_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something that is no copy"):
        export(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"
