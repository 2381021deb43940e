"""One waiting thing of each kind of the guide, for the test of the list of everything."""

from datetime import timedelta

from django.utils import timezone

from dueregard.foundation.packs.models import Pack, PackText
from dueregard.parts.guide.models import Revision, Suggestion
from tests.people import LONG_AGO, Cast


def suggestion(cast: Cast) -> str:
    """A reader's suggestion."""
    section = _section("kept", "What to say")
    seen = Revision.objects.get(section=section)
    Suggestion.objects.create(
        section=section, passage="p1", seen=seen, was="Old.", proposed="New.", reason="Why.", sent_at=timezone.now()
    )
    return "Guide: What to say. We promised an answer within 14 days."


def newer_text(cast: Cast) -> str:
    """A section edited here, of which the pack has a newer text."""
    section = _section("edited", "What is Prevent")
    PackText.objects.filter(pk=section.pk).update(is_edited=True, edited_at=LONG_AGO, shipped_digest="newer")
    return "Compare your “What is Prevent” with a newer text"


def section_check(cast: Cast) -> str:
    """A section whose facts must be looked at within days."""
    _section("old", "The numbers", review_by=timezone.localdate() + timedelta(days=3))
    return "Check “The numbers”"


def _section(slug: str, title: str, **meta: object) -> PackText:
    pack, _ = Pack.objects.get_or_create(
        pk="waits",
        defaults={
            "name": "Waits", "version": "1.0.0", "licence": "CC0-1.0", "language": "en-GB", "digest": "",
            "installed_at": LONG_AGO,
        },
    )  # fmt: skip
    far = timezone.localdate() + timedelta(days=90)
    whole = {"review_by": far, "reviewed_on": timezone.localdate(), **meta}
    told = {name: str(value) for name, value in whole.items()}
    section = PackText.objects.create(
        pack=pack, kind="section", slug=slug, path=f"guide/{slug}", order=1, title=title, meta=told, text="Old.",
        shipped_title=title, shipped_meta=told, shipped_text="Old.", shipped_digest="d", decided_digest="d",
    )  # fmt: skip
    Revision.objects.create(
        section=section, number=1, is_current=True, title=title, meta=told, text="Old.", passages=["p1"], digest="d",
        origin=Revision.Origin.PACK, at=LONG_AGO,
    )  # fmt: skip
    return section


MAKE = {"suggestion": suggestion, "newer-text": newer_text, "section-check": section_check}
