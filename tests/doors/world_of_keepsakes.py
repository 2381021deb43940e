"""What a stranger complains of, what a person keeps, links into groups, calendars, and the texts of the pack."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.keep_search import keep_search, renew_address
from dueregard.foundation.work.models import LongAct
from dueregard.records.calendars.actions.override_day import declare_working_day
from dueregard.records.calendars.actions.record_closure import record_closure
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.models import Role
from dueregard.records.rights.actions.keep_request import open_request
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.privacy.taking_down import Became, Thing, Why
from dueregard.website.actions.file_complaint import file_complaint
from dueregard.website.actions.tell_trouble import tell_trouble
from tests.builders import make_body
from tests.doors.world import NOW, World


def add_keepsakes(world: World) -> None:
    """Add all of it."""
    _texts(world)
    _links(world)
    _kept_searches(world)
    _calendars(world)
    complaint = file_complaint(
        about=world.planted.text("administrators", "what a complaint is about"),
        says=world.planted.text("administrators", "words of a complaint"),
        reply_to=f"{world.planted.word('administrators', 'address of a complaint')}@northport.example",
        by=None,
        now=NOW,
    )
    world.add("complaint", "a complaint", "administrators", pk=complaint.pk)
    world.add(
        "trouble",
        "a known trouble",
        "administrators",
        pk=tell_trouble(says="The search is being made again.", by=world.everybody.cast.dana, now=NOW).pk,
    )
    asked = open_request(
        right="erasure",
        who=world.planted.text("administrators", "who asks about their data"),
        reply_to=f"{world.planted.word('administrators', 'address of a request')}@northport.example",
        says=world.planted.text("administrators", "words of a request about data"),
        terms="Nobody Of That Name",
        received_on=NOW.date(),
        by=world.everybody.cast.dana,
        now=NOW,
    )
    line = log_take_down(
        thing=Thing.DOCUMENT,
        why=Why.PERSONAL,
        became=Became.TAKEN_DOWN,
        note=world.planted.text("administrators", "the note on a take-down"),
        by=world.everybody.cast.dana,
        now=NOW,
    )
    world.add("take-down", "a line of the log", "administrators", pk=line.pk)
    world.add("rights request", "a request about data", "administrators", pk=asked.pk)
    task = DBTaskResult.objects.order_by("id").first()
    assert task, "what the world did gave out work"
    task.set_failed(RuntimeError("it failed"))
    world.add("task", "a task", "administrators", task_id=task.id)
    act = LongAct.objects.create(
        title=world.planted.text("caseworker", "the title of an act on many requests"),
        by=world.everybody.cast.asha,
        begun_at=NOW,
        moved_at=NOW,
        total=1,
    )
    world.add("act on many", "an act on many requests", "caseworker", pk=act.pk)


def _texts(world: World) -> None:
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    PackText.objects.filter(kind="request").update(is_edited=True, edited_at=NOW, decided_digest="0" * 64)
    for kind in ("request", "contact"):
        text = PackText.objects.select_related("pack").filter(kind=kind).order_by("slug")[0]
        pack = text.pack.pk
        world.add(
            f"{kind} text", f"a {kind} of the pack", "everybody", pack_id=pack, pack=pack, kind=kind, slug=text.slug
        )


def _links(world: World) -> None:
    for group, realm, by in (
        (world.northport, "northport", world.everybody.cast.asha),
        (world.southmoor, "southmoor", world.everybody.cast.carys),
    ):
        place, secret = offer_place(group=group, role=Role.VOLUNTEER, by=by, now=timezone.now())
        world.add("invitation", f"a link into {group.name}", realm, slug=group.slug, pk=place.invitation_id)
        world.secrets[f"link into {group.slug}"] = secret
    invite(by=world.everybody.cast.dana, now=NOW)


def _kept_searches(world: World) -> None:
    for who, person in (("volunteer", world.everybody.cast.ben), ("departed", world.everybody.nils)):
        name = world.planted.text("volunteer", "name of a kept search") if who == "volunteer" else "Everything"
        kept = keep_search(person=person, name=name, asked={"q": "lighthouse"}, now=NOW)
        world.secrets[f"search of {who}"] = renew_address(search=kept, by=person, now=NOW)
        if who == "volunteer":
            world.add("kept search", "a search that the volunteer keeps", "volunteer", pk=kept.pk)


def _calendars(world: World) -> None:
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
