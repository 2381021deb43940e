"""What strangers send (sealed messages, suggestions, complaints), what a person keeps, and the texts of the pack."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.keep_search import keep_search, renew_address
from dueregard.parts.foi.actions.send_digests import leave_link
from dueregard.parts.guide.actions.suggest import suggest
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.gateways.typesetter import make_forms, square
from dueregard.parts.guide.models import PrintFile, Revision
from dueregard.parts.guide.queries.printing import changes_address, guide_value, printable_sections
from dueregard.parts.guide.queries.sections import edition_of
from dueregard.parts.submissions.actions.name_keyholder import make_access_key, name_keyholder
from dueregard.parts.submissions.actions.open_inbox import open_inbox, set_up_inbox
from dueregard.parts.submissions.actions.take_manifest import take_manifest
from dueregard.parts.submissions.models import Keyholder, Message
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.actions.override_day import declare_working_day
from dueregard.records.calendars.actions.record_closure import record_closure
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.models import Role
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.website.actions.file_complaint import file_complaint
from tests.builders import make_body
from tests.builders_inbox import RECIPIENTS, OfflineKey, Sender
from tests.builders_inbox import message as sealed_message
from tests.doors.world import NOW, World


def add_inboxes(world: World, body: Body) -> None:
    """Add what strangers sent, what people keep, and the texts that everybody reads."""
    _texts(world)
    _guide(world)
    _sealed(world)
    _links(world)
    _kept_searches(world)
    _calendars(world, body)
    complaint = file_complaint(
        about=world.planted.text("administrators", "what a complaint is about"),
        says=world.planted.text("administrators", "words of a complaint"),
        reply_to=f"{world.planted.word('administrators', 'address of a complaint')}@northport.example",
        by=None,
        now=NOW,
    )
    world.add("complaint", "a complaint", "administrators", pk=complaint.pk)
    task = DBTaskResult.objects.order_by("id").first()
    assert task, "what the world did gave out work"
    task.set_failed(RuntimeError("it failed"))
    world.add("task", "a task", "administrators", task_id=task.id)


def _texts(world: World) -> None:
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    take_up_sections(by=None, now=NOW)
    PackText.objects.filter(kind__in=["request", "section"]).update(
        is_edited=True, edited_at=NOW, decided_digest="0" * 64
    )
    for kind in ("request", "contact"):
        text = PackText.objects.select_related("pack").filter(kind=kind).order_by("slug")[0]
        pack = text.pack.pk
        world.add(
            f"{kind} text", f"a {kind} of the pack", "everybody", pack_id=pack, pack=pack, kind=kind, slug=text.slug
        )


def _guide(world: World) -> None:
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


def _sealed(world: World) -> None:
    """Set up Northport's inbox: Kit is keyholder, and Nils was. The sealed bytes themselves hold a planted word."""
    cast, key, now = world.everybody.cast, OfflineKey(), timezone.now()
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=None, now=now)
    take_manifest(inbox=inbox, signed=key.listing(*RECIPIENTS), by=None, now=now)
    name_keyholder(inbox=inbox, person=world.everybody.kit, by=cast.asha, now=now)
    name_keyholder(inbox=inbox, person=world.everybody.nils, by=world.everybody.kit, now=now)
    open_inbox(inbox=inbox, by=None, now=now)
    sent = Sender().send(_with_word(world, "a sealed message"), _with_word(world, "a sealed file"))
    assert sent.status_code == 201, sent.content
    message = Message.objects.select_related("thread").get()
    names: dict[str, Any] = {
        "slug": cast.northport.slug,
        "thread": message.thread.pk,
        "message": message.pk,
        "number": 1,
    }
    world.add("sealed", "what is sealed for Northport", "keyholders", **names)
    world.add("inbox for all", "the inbox of Northport", "everybody", slug=cast.northport.slug)
    world.add("sealed for a key", "what is sealed for Northport", "nobody", **names)
    world.add("inbox", "the inbox of Northport", "northport", slug=cast.northport.slug)
    for person in (world.everybody.kit, world.everybody.nils):
        place = Keyholder.objects.get(inbox=inbox, person=person)
        world.secrets[f"key of {person.username}"] = make_access_key(keyholder=place, by=person, now=now)
        world.add("place", "a keyholder's place", "keyholders", slug=cast.northport.slug, pk=place.pk)


def _with_word(world: World, what: str) -> bytes:
    """Return a sealed file of the right shape in whose bytes a word can be found again."""
    sealed, word = sealed_message(), world.planted.word("keyholders", what).encode()
    return sealed[: -len(word) - 100] + word + sealed[-100:]


def _links(world: World) -> None:
    for group, realm, by in (
        (world.northport, "northport", world.everybody.cast.asha),
        (world.southmoor, "southmoor", world.everybody.cast.carys),
    ):
        place, secret = offer_place(group=group, role=Role.VOLUNTEER, by=by, now=timezone.now())
        world.add("invitation", f"a link into {group.name}", realm, slug=group.slug, pk=place.invitation_id)
        world.secrets[f"link into {group.slug}"] = secret
    invite(by=world.everybody.cast.dana, now=NOW)
    world.secrets["digest of the volunteer"] = leave_link(world.everybody.cast.ben).rstrip("/").rpartition("/")[2]


def _kept_searches(world: World) -> None:
    for who, person in (("volunteer", world.everybody.cast.ben), ("departed", world.everybody.nils)):
        name = world.planted.text("volunteer", "name of a kept search") if who == "volunteer" else "Everything"
        kept = keep_search(person=person, name=name, asked={"q": "lighthouse"}, now=NOW)
        world.secrets[f"search of {who}"] = renew_address(search=kept, by=person, now=NOW)
        if who == "volunteer":
            world.add("kept search", "a search that the volunteer keeps", "volunteer", pk=kept.pk)


def _calendars(world: World, body: Body) -> None:
    (override, *_) = declare_working_day(
        nations=[Nation.ENGLAND], on=date(2026, 12, 28), reason="a test", by=None, now=NOW
    )
    world.add("override", "a day declared", "administrators", pk=override.pk)
    school = make_body("Northport Academy", kind=BodyKind.MAINTAINED_SCHOOL, slug="northport-academy")
    closure = record_closure(
        first_on=date(2026, 12, 21),
        last_on=date(2026, 12, 31),
        source="a test",
        checked_on=date(2026, 11, 2),
        by=None,
        now=NOW,
        body=school,
    )
    world.add("school", "a school", "everybody", slug=school.slug)
    world.add("closure", "closed days of a school", "everybody", slug=school.slug, pk=closure.pk)
