"""Nothing that was published is lost: every version can be read, compared and followed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.test import Client

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.packs.actions.edit_text import edit_text, stored_text
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.edit_section import edit_section, stored_section
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.history import changes_since, parse_since
from dueregard.parts.guide.queries.sections import current_sections, edition_of
from tests.parts.guide.conftest import NOW
from tests.parts.guide.packs import FIRST, SECOND
from tests.people import Cast

LATER = NOW + timedelta(hours=2)


def edited(section: PackText, cast: Cast, old: str, new: str, at: datetime = LATER) -> Revision | None:
    """Edit a section as Asha would."""
    section.refresh_from_db()
    return edit_section(
        section=section,
        wanted={"wording": section.text.replace(old, new)},
        seen=seen_now(stored_section(section), at),
        note="A clearer sentence.",
        by=cast.asha,
        now=at,
    )


def test_taking_up_twice_changes_nothing(guide: Callable[..., PackText]) -> None:
    guide()
    assert take_up_sections(by=None, now=LATER) == []
    assert Revision.objects.count() == 2


def test_an_edit_is_seen_at_once_and_keeps_the_ids_of_the_passages(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    before = Revision.objects.get(section=section, is_current=True)
    after = edited(section, cast, "First breathe.", "First breathe slowly.")
    assert after is not None
    assert (after.number, after.origin, after.by) == (2, Revision.Origin.EDIT, cast.asha)
    assert after.passages == before.passages
    page = Client().get("/guide/one/").content.decode()
    assert f'<li id="{after.passages[4]}">First breathe slowly.' in page


def test_two_versions_are_compared_word_by_word(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    edited(section, cast, "First breathe.", "First breathe slowly.")
    page = Client().get("/guide/one/changes/?old=1&new=2").content.decode()
    assert "First breathe<ins> slowly</ins>." in page
    assert "1 changed" in page
    assert "unchanged passages" in page
    whole = Client().get("/guide/one/changes/?old=1&new=2&whole=1").content.decode()
    assert "Then speak." in whole
    assert "unchanged passages" not in whole


def test_the_versions_can_be_compared_backwards_and_unknown_ones_do_not_exist(
    guide: Callable[..., PackText], cast: Cast
) -> None:
    section = guide()
    edited(section, cast, "First breathe.", "First breathe slowly.")
    assert Client().get("/guide/one/changes/?old=2&new=1").status_code == 200
    assert Client().get("/guide/one/changes/?old=1&new=9").status_code == 404
    assert Client().get("/guide/one/changes/?old=x&new=1").status_code == 200, "a typing error is told, not a crash"
    assert Client().get("/guide/one/versions/9/").status_code == 404


def test_an_old_version_says_that_it_is_old(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    edited(section, cast, "First breathe.", "First breathe slowly.")
    page = Client().get("/guide/one/versions/1/").content.decode()
    assert "This is an old version" in page
    assert "First breathe.<" not in page.replace("First breathe.\n", "")
    assert "noindex" in page


def test_a_copy_of_a_day_learns_what_is_newer(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    assert changes_since(NOW).is_current
    edited(section, cast, "First breathe.", "First breathe slowly.")
    page = changes_since(NOW)
    assert [one.title for one in page.sections] == ["When somebody asks"]
    shown = Client().get("/guide/changes/?since=20261124T120000").content.decode()
    assert "When somebody asks" in shown
    assert "<ins> slowly</ins>" in shown
    assert "Your copy is current" in Client().get("/guide/changes/?since=20261124T140000").content.decode()


def test_a_print_of_this_very_second_is_current(guide: Callable[..., PackText]) -> None:
    guide(at=NOW.replace(microsecond=731_000))
    since = parse_since(edition_of(current_sections()))
    assert since
    assert changes_since(since).is_current


def test_what_was_added_and_what_left_is_told(guide: Callable[..., PackText]) -> None:
    guide()
    PackText.objects.filter(slug="two").update(retired_at=LATER)
    page = changes_since(NOW + timedelta(minutes=1))
    assert page.gone == ("The other section",)
    assert changes_since(NOW - timedelta(days=1)).sections[0].old is None


def test_a_day_that_cannot_be_read_is_told(guide: Callable[..., PackText]) -> None:
    guide()
    assert "We could not read that date" in Client().get("/guide/changes/?since=yesterday").content.decode()
    assert parse_since("2026-11-25") == datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC)
    assert parse_since("20261125T104200") == datetime(2026, 11, 25, 10, 42, 0, 999_999, tzinfo=UTC)
    assert parse_since("20261125T10420099999") == datetime(2026, 11, 25, 10, 42, 0, 999_999, tzinfo=UTC)
    assert parse_since("99999999") is None


def test_a_newer_pack_changes_what_nobody_edited_and_proposes_for_the_rest(
    guide: Callable[..., PackText], cast: Cast
) -> None:
    section = guide()
    edited(section, cast, "First breathe.", "First breathe slowly.")
    newer = FIRST.replace("Then speak.", "Then speak calmly.")
    guide(newer, SECOND.replace("hospitals", "clinics"), at=LATER + timedelta(hours=1))
    ours = Revision.objects.get(section=section, is_current=True)
    assert "breathe slowly" in ours.text
    assert "speak calmly" not in ours.text
    other = Revision.objects.get(section__slug="two", is_current=True)
    assert (other.number, other.origin) == (2, Revision.Origin.PACK)
    section.refresh_from_db()
    assert section.has_proposal


def test_an_edit_on_the_packs_own_page_is_taken_up_as_its_authors(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    wording = section.text.replace("First breathe.", "First, breathe.")
    wanted, seen = {"title": "One", "wording": wording}, seen_now(stored_text(section), LATER)
    edit_text(text=section, wanted=wanted, seen=seen, by=cast.dana, now=LATER)
    [revision] = take_up_sections(by=None, now=LATER)
    assert (revision.title, revision.origin, revision.by) == ("One", Revision.Origin.EDIT, cast.dana)


def test_the_feed_names_each_version_and_no_risky_title(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    edited(section, cast, "First breathe.", "First breathe slowly.")
    feed = Client().get("/guide/changes.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert "Questions and answers, version 2" in text
    assert "When somebody asks" not in text
    assert "/guide/one/changes/?old=1&amp;new=2" in text
    assert "The other section" not in Client().get("/guide/one/changes.atom").content.decode()


def test_every_page_of_the_guide_has_the_way_out(guide: Callable[..., PackText], cast: Cast) -> None:
    section = guide()
    after = edited(section, cast, "First breathe.", "First breathe slowly.")
    assert after is not None
    suggest = f"one/suggest/{after.passages[4]}/"
    for path in ("one/versions/", "one/changes/?old=1&new=2", "changes/", "one/suggest/", suggest, "suggestions/"):
        answer = Client().get(f"/guide/{path}")
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert "Leave this page" in text, path
        assert 'data-quiet-below="/guide/"' in text, path
        assert "website/js/exit" in text, path
