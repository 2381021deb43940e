"""The guide can be taken elsewhere: the same pages in an empty site, and a fork that keeps every section's credit."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.packs.gateways.folder import read_folder
from dueregard.foundation.packs.models import Pack, PackText
from dueregard.parts.guide.actions.edit_section import edit_section, stored_section
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.printing import credits_of
from dueregard.parts.guide.queries.sections import current_sections
from tests.audiences import EVERYBODY, assert_only
from tests.parts.guide.conftest import NOW
from tests.people import Cast

LATER = NOW + timedelta(hours=1)


def pack(*words: str) -> str:
    said = StringIO()
    call_command("pack", *words, stdout=said, stderr=said)
    return said.getvalue()


def body(url: str) -> str:
    """Return a page's own part, without the version's number and day, which belong to the site."""
    page = Client().get(url).content.decode()
    lines = page[page.index("<main") : page.index("</main>")].splitlines()
    return "\n".join(line for line in lines if "Version " not in line)


def edit_one(section: PackText, cast: Cast, old: str, new: str) -> None:
    section.refresh_from_db()
    edit_section(
        section=section, wanted={"wording": section.text.replace(old, new)},
        seen=seen_now(stored_section(section), LATER), note="Better.", by=cast.asha, now=LATER,
    )  # fmt: skip


def forget_everything() -> None:
    Revision.objects.all().delete()
    Pack.objects.all().delete()


def test_an_export_gives_the_same_pages_in_an_empty_site(
    guide: Callable[..., PackText], cast: Cast, tmp_path: Path
) -> None:
    section = guide()
    edit_one(section, cast, "First breathe.", "First breathe slowly, in and out.")
    urls = ["/guide/", "/guide/one/", "/guide/two/"]
    before = [body(url) for url in urls]
    pack("export", str(tmp_path / "out"))
    forget_everything()
    pack("install", str(tmp_path / "out"))
    take_up_sections(by=None, now=LATER)
    assert [body(url) for url in urls] == before


def test_the_shipped_pack_exported_is_the_shipped_pack(shipped_guide: None, tmp_path: Path) -> None:
    kept = {text.path: (text.meta, text.text) for text in PackText.objects.all()}
    pack("export", str(tmp_path / "out.zip"))
    forget_everything()
    pack("install", str(tmp_path / "out.zip"))
    assert {text.path: (text.meta, text.text) for text in PackText.objects.all()} == kept


def test_a_fork_keeps_every_sections_credit_after_editing_one(
    guide: Callable[..., PackText], cast: Cast, tmp_path: Path
) -> None:
    guide()
    pack("fork", str(tmp_path / "fork"), "--id", "our-pack", "--name", "Our pack")
    pack("install", str(tmp_path / "fork"))
    take_up_sections(by=None, now=LATER)
    assert {one.section.pack_id for one in current_sections()} == {"our-pack"}, "the copy is the guide now"
    edit_one(PackText.objects.get(pack="our-pack", slug="one"), cast, "First breathe.", "Wholly our own words.")
    for slug in ("one", "two"):
        page = Client().get(f"/guide/{slug}/").content.decode()
        assert "Based on" in page
        assert "CC-BY-SA-4.0" in page
    ancestors = [one.meta["ancestry"][-1] for one in current_sections()]
    assert [one["title"] for one in ancestors] == ["When somebody asks", "The other section"]
    assert {one["pack"] for one in ancestors} == {"northport-pack"}
    assert any("When somebody asks" in line for line in credits_of(current_sections())), "prints thank them, too"


def test_a_fork_of_a_fork_names_both(guide: Callable[..., PackText], tmp_path: Path) -> None:
    guide()
    for name in ("second", "third"):
        source = Pack.objects.first()
        assert source
        pack("fork", str(tmp_path / name), "--id", name, "--name", name.title(), "--pack", source.pk)
        pack("install", str(tmp_path / name))
    meta = PackText.objects.get(pack="third", slug="one").meta
    assert [one["pack"] for one in meta["ancestry"]] == ["northport-pack", "second"]
    description = Pack.objects.get(pk="third").description
    assert [one["id"] for one in description["ancestry"]] == ["northport-pack", "second"]


def test_everybody_can_take_the_guide_as_a_pack_without_fault(shipped_guide: None, cast: Cast, tmp_path: Path) -> None:
    assert_only("/guide/remix.zip", EVERYBODY, cast)
    answer = Client().get("/guide/remix.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        bundle.extractall(tmp_path)
    content = read_folder(tmp_path)
    kinds = {text.kind for text in content.texts}
    assert "section" in kinds
    assert not kinds & {"letter", "request", "ground"}, "letters belong to the desk"
    assert all(text.meta["ancestry"][-1]["url"].startswith("http") for text in content.texts if text.kind == "section")


def test_a_new_pack_has_no_fault_and_nothing_is_overwritten(db: None, tmp_path: Path) -> None:
    pack("new", str(tmp_path / "mine"), "--id", "mine", "--name", "Mine")
    assert "no faults" in pack("check", str(tmp_path / "mine"))
    with pytest.raises(CommandError, match="Nothing was written"):
        pack("new", str(tmp_path / "mine"), "--id", "mine", "--name", "Mine")
    with pytest.raises(CommandError, match="Give the new pack"):
        pack("new", str(tmp_path / "other"), "--id", "Not An Id", "--name", "x")
    with pytest.raises(CommandError, match="No such pack"):
        pack("export", str(tmp_path / "none"))


@pytest.mark.parametrize("name", ["../evil.md", "/etc/evil.md", "guide/../../evil.md", "a/b/c/d/evil.md"])
def test_a_zip_that_reaches_out_of_its_folder_is_refused(db: None, tmp_path: Path, name: str) -> None:
    place = tmp_path / "bad.zip"
    with zipfile.ZipFile(place, "w") as bundle:
        bundle.writestr("pack.toml", "")
        bundle.writestr(name, "evil")
    with pytest.raises(CommandError, match="Nothing was installed"):
        pack("install", str(place))
    assert not list(tmp_path.rglob("evil.md"))


def test_a_zip_whose_files_are_huge_is_refused(db: None, tmp_path: Path) -> None:
    place = tmp_path / "bomb.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("pack.toml", "x" * 5_000_000)
    with pytest.raises(CommandError, match="Nothing was installed"):
        pack("install", str(place))
