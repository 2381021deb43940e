"""What the sweep of all addresses knows of requests: campaigns, cases, letters, replies, files, the holding pen."""

from typing import Any

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.answer_as_body import OWN_WORDS
from dueregard.parts.foi.actions.feed_keys import renew_feed_key
from dueregard.parts.foi.actions.note_case import write_note
from dueregard.parts.foi.actions.publish_case import hide_message, publish_case
from dueregard.parts.foi.actions.send_digests import leave_link
from dueregard.parts.foi.models import Case, Correspondence, LookedAt
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind
from tests.builders_foi import (
    make_attachment,
    make_campaign,
    make_event,
    make_held,
    make_letter,
    make_reply,
    make_waiting_case,
)
from tests.doors.asks import acting, named
from tests.doors.world import NOW, World, realm_of

ADDRESSES = {
    "foi:start": acting("", is_kind=True),
    "foi:campaign": named("campaign"),
    "foi:start_as_it_is": acting("", is_kind=True),
    "foi:throw_away": acting("campaign"),
    "foi:letter": acting("campaign"),
    "foi:bodies": acting("campaign"),
    "foi:check": acting("campaign"),
    "foi:addresses": acting("campaign"),
    "foi:many": acting("campaign", act="remind"),
    "foi:table": named("campaign"),
    "foi:sending": named("campaign"),
    "foi:undo": acting("campaign"),
    "foi:undo_publications": acting("campaign"),
    "foi:leave_now": acting("campaign"),
    "foi:case": named("case"),
    "foi:take_out": acting("case"),
    "foi:write": acting("case", step="reminder"),
    "foi:new_address": acting("case"),
    "foi:record": acting("case"),
    "foi:post": acting("case"),
    "foi:close": acting("case"),
    "foi:change_law": acting("case"),
    "foi:stay_private": acting("case"),
    "foi:keep_case": acting("case"),
    "foi:reference": named("case"),
    "foi:add_note": named("case"),
    "foi:change_note": named("note"),
    "foi:remove_note": named("own note"),
    "foi:publish": acting("case"),
    "foi:published": acting("case"),
    "foi:undo_publication": acting("case"),
    "foi:withdraw": acting("case"),
    "foi:show_again": acting("words"),
    "foi:strike": acting("event"),
    "foi:message": named("message"),
    "foi:sort": named("message"),
    "foi:undo_sort": named("message"),
    "foi:check_rule": named("message"),
    "foi:acknowledgements": named(""),
    "foi:replies": named(""),
    "foi:undo_acknowledgements": named(""),
    "foi:collect": named("message"),
    "foi:file_also": named("message"),
    "foi:take_out_reply": acting("message"),
    "foi:hide": acting("message"),
    "foi:undo_one": acting("waiting"),
    "foi:throw_one_away": acting("waiting"),
    "foi:leave_one_now": acting("waiting"),
    "foi:settle": acting("unsure"),
    "foi:file": named("file"),
    "foi:held": named("held"),
    "foi:file_held": named("held"),
    "foi:set_aside": named("held"),
    "foi:bring_back": named("held"),
    "foi:read_again": named("held"),
    "foi:let_days_pass": acting("", sends={"on": "2020-01-01"}),
    "foi:back_to_today": acting(""),
    "foi:mailroom_message": named("mailroom", sends={"reply": OWN_WORDS}),
    "foi:imported": acting("import"),
    "foi:dates": named("nothing"),
    "foi:leave_digest": named("nothing", signed="wrong"),
    "foi:public_case": named("public case"),
    "foi:public_case_json": named("public case"),
}


def add_to(world: World) -> None:
    """Add a private case of each group, a published one with a hidden reply, and what hangs on them."""
    _private_case(world, world.northport, world.documents["northport"])
    _private_case(world, world.southmoor, world.documents["southmoor"])
    _public_case(world)
    _pen(world)
    for who, person in (("volunteer", world.everybody.cast.ben), ("departed", world.everybody.nils)):
        world.secrets[f"dates of {who}"] = renew_feed_key(person=person, by=person, now=NOW)
    world.secrets["digest of the volunteer"] = leave_link(world.everybody.cast.ben).rstrip("/").rpartition("/")[2]


def _private_case(world: World, group: Group, document: Document) -> None:
    realm, plant = realm_of(world, group), world.planted
    campaign = make_campaign(
        group,
        title=plant.text(realm, "title of a campaign"),
        subject=plant.text(realm, "subject of a campaign"),
        questions=plant.text(realm, "questions of a campaign"),
    )
    case = make_waiting_case(
        campaign,
        world.body,
        their_reference=plant.word(realm, "reference of a case"),
        address=f"{plant.word(realm, 'address of a case')}@northport.example",
    )
    letter = make_letter(case, text=plant.text(realm, "text of a letter"))
    waiting = make_letter(
        case,
        step=Step.REMINDER,
        text=plant.text(realm, "text of a waiting letter"),
        state=OutgoingMessage.State.WAITING,
        subject=plant.text(realm, "subject of a waiting letter"),
    )
    unsure = make_letter(case, step=Step.OTHER, state=OutgoingMessage.State.UNSURE)
    reply = _reply(world, case, realm, is_sorted=False, kind="reply")
    received = plant.text(realm, "text of an acknowledgement")
    make_reply(case, text=f"We have received your request.\n\n{received}", is_sorted=False, kind="reply")
    attachment = make_attachment(
        reply,
        name=f"{plant.word(realm, 'name of a file')}.pdf",
        sha256=store.put(plant.text(realm, "bytes of a file").encode()),
        document=document,
    )
    make_event(case, EventKind.ACKNOWLEDGED, NOW.date(), correspondence=reply)
    event = case.events.filter(correspondence=reply).get()
    says = f"of a private case of {group.name}"
    Case.objects.filter(pk=case.pk).update(tags=plant.word(realm, "tag of a case"))
    note = write_note(case=case, text=plant.text(realm, "note of a colleague"), by=world.worker_of(group), now=NOW)
    world.add("note", f"a note {says}", realm, pk=note.pk)
    if realm == "northport":
        world.add("own note", f"a note {says}", "caseworker", pk=note.pk)
    words = plant.text(realm, "words left out of a case")
    row = LookedAt.objects.create(
        case=case, what="name", words=words, key=words.casefold(), is_left_out=True, by=world.worker_of(group), at=NOW
    )
    world.add("words", f"words {says}", realm, pk=row.pk)
    world.add("campaign", f"a campaign of {group.name}", realm, pk=campaign.pk)
    world.add("case", f"a private case of {group.name}", realm, pk=case.pk)
    world.add("event", f"an event {says}", realm, pk=event.pk)
    world.add("file", f"a file {says}", realm, pk=attachment.pk)
    world.add("mailroom", f"a practice letter {says}", realm, pk=letter.pk)
    for message, what in ((letter, "a letter"), (waiting, "a waiting letter"), (reply, "a reply")):
        world.add("message", f"{what} {says}", realm, pk=message.pk)
    world.add("waiting", f"a waiting letter {says}", realm, pk=waiting.pk)
    world.add("unsure", f"an unsure letter {says}", realm, pk=unsure.pk)
    # Nobody but the group may open these; that the case is private is what its public address must not tell.
    world.add("public case", f"a private case of {group.name}", "nobody", pk=case.pk)


def _reply(world: World, case: Case, realm: str, **fields: Any) -> Correspondence:
    plant = world.planted
    return make_reply(
        case,
        text=plant.text(realm, "text of a reply"),
        html=f"<p>{plant.text(realm, 'HTML of a reply')}</p>",
        subject=plant.text(realm, "subject of a reply"),
        sender=f"{plant.word(realm, 'sender of a reply')}@northport.example",
        reasons=[plant.text(realm, "reason of filing")],
        notes=[plant.text(realm, "note on a message")],
        **fields,
    )


def _public_case(world: World) -> None:
    """Publish a case: its hidden reply, a struck event's reason and a waiting letter stay the group's."""
    plant = world.planted
    campaign = make_campaign(world.northport, title="Published lighthouse", subject="About the lighthouse")
    case = make_waiting_case(
        campaign, world.body, their_reference=plant.word("northport", "reference of a published case")
    )
    write_note(
        case=case, text=plant.text("northport", "note on a published case"), by=world.everybody.cast.asha, now=NOW
    )
    make_letter(case, text="Please send the lighthouse plan.")
    shown = make_reply(case, text="We have a lighthouse.", kind="reply")
    file = make_attachment(
        shown, name="plan.pdf", sha256=store.put(plant.text("northport", "bytes of a file").encode())
    )
    hidden = _reply(world, case, "northport", kind="reply")
    make_attachment(hidden, name=f"{plant.word('northport', 'name of a hidden file')}.pdf")
    make_letter(
        case,
        step=Step.REMINDER,
        text=plant.text("northport", "text of a waiting letter of a published case"),
        state=OutgoingMessage.State.WAITING,
    )
    make_event(case, EventKind.REFUSED, NOW.date(), correspondence=shown, sections=("24",))
    worker = world.worker_of(world.northport)
    publish_case(case=case, by=worker, now=NOW)
    hide_message(message=hidden, by=worker, now=NOW)
    world.add("case", "a published case", "northport", pk=case.pk)
    world.add("public case", "a published case", "everybody", pk=case.pk)
    world.add("message", "a hidden reply of a published case", "northport", pk=hidden.pk)
    world.add("message", "a reply of a published case", "northport", pk=shown.pk)
    world.add("file", "a file of a published case", "northport", pk=file.pk)


def _pen(world: World) -> None:
    for group, realm in ((world.northport, "northport"), (world.southmoor, "southmoor"), (None, "administrators")):
        held = make_held(
            group,
            sender=f"{world.planted.word(realm, 'sender of a held e-mail')}@northport.example",
            subject=world.planted.text(realm, "subject of a held e-mail"),
            text=world.planted.text(realm, "text of a held e-mail"),
            notes=[world.planted.text(realm, "note on a held e-mail")],
        )
        world.add("held", f"a held e-mail of {group.name if group else 'no group'}", realm, pk=held.pk)
