"""What the sweep of all addresses knows of the guide: a section, a held suggestion, and the guide in print."""

from django.utils import timezone

from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.suggest import suggest
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.gateways.typesetter import make_forms, square
from dueregard.parts.guide.models import PrintFile, Revision
from dueregard.parts.guide.queries.printing import changes_address, guide_value, printable_sections
from dueregard.parts.guide.queries.sections import edition_of
from tests.doors.asks import acting, named
from tests.doors.world import NOW, World

ADDRESSES = {
    "guide:index_in": named("nothing", language="cy"),
    "guide:translation": named("nothing", slug="start-here", language="cy"),
    "guide:print_file": named("print"),
    "guide:sent": named("nothing", token="wrong"),
    "guide:suggest": named("section"),
    "guide:suggest_passage": named("section"),
    "guide:section": named("section"),
    "guide:section_feed": named("section"),
    "guide:compare": named("section"),
    "guide:versions": named("section"),
    "guide:version": named("section"),
    "guide:desk": acting(""),
    "guide:answer": acting("suggestion"),
    "guide:edit": acting("section"),
    "guide:decide": acting("section", sends={"decision": "keep"}),
}


def add_to(world: World) -> None:
    """Add the guide of the pack that is installed, edited by hand, with what a reader suggested."""
    take_up_sections(by=None, now=NOW)
    PackText.objects.filter(kind="section").update(is_edited=True, edited_at=NOW, decided_digest="0" * 64)
    revision = Revision.objects.current().select_related("section").order_by("section__order")[0]
    slug, passage = revision.section.slug, revision.passages[0]
    held = suggest(
        revision=revision,
        passage=passage,
        proposed=world.planted.text("editors", "proposed words of a held suggestion"),
        reason=world.planted.text("editors", "reason of a held suggestion"),
        credit=world.planted.word("editors", "credit of a held suggestion"),
        by=None,
        now=timezone.now(),
    )
    world.add("section", "a section", "everybody", slug=slug, passage=passage, number=revision.number)
    world.add("suggestion", "a held suggestion", "editors", pk=held.pk)
    world.secrets["held suggestion"] = held.token
    sections = printable_sections()
    edition = edition_of(sections)
    forms = [PrintFile.Form.TEXT, PrintFile.Form.EPUB]
    for form, content in make_forms(forms, guide_value(sections, square(changes_address(edition)))).items():
        row = PrintFile.objects.create(
            form=form, edition=edition, sha256=shelf.put(content), size=len(content), wanted_at=NOW, made_at=NOW
        )
        world.add(
            "print",
            f"the guide as {form}",
            "everybody",
            sha256=row.sha256,
            name=row.get_absolute_url().rpartition("/")[2],
        )
