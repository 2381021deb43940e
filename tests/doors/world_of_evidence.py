"""What a group keeps and reads: documents with their copies, passages, packages, questions and findings."""

from datetime import timedelta

from django.utils import timezone

from dueregard.foundation.accounts.models import digest_of
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.cite_passage import cite_passage
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.records.findings.models import Finding, Question, ReplyLink, Source, Statement
from dueregard.records.groups.models import Group
from dueregard.records.packages.actions.ask_for_export import ask_for_export
from dueregard.records.packages.actions.build_export import build_export
from dueregard.records.redaction.actions.set_marks import mark_words
from dueregard.rules.findings.answers import AnswerKind
from tests.builders_evidence import (
    make_document,
    make_hidden,
    make_page,
    make_passage,
    make_pdf_document,
    make_provenance,
    make_public_copy,
    picture_of,
    sound_of,
)
from tests.builders_redaction import ready
from tests.doors.world import NOW, World, realm_of

SHOWN = "The lighthouse is shown to everybody."


def add_evidence(world: World) -> None:
    """Add documents of each kind, and what rests on them; the world knows a private one of each group."""
    body = world.body
    own = world.documents = {
        realm_of(world, group): _private(world, group, body) for group in (world.northport, world.southmoor)
    }
    public = _published(world, body)
    _withheld(world, body)
    _sound(world)
    _photographs(world)
    for group in (world.northport, world.southmoor):
        _package(world, group)
        _questions(world, group, own[realm_of(world, group)])
    _public_findings(world, public, own["northport"])
    for group in (world.northport, world.southmoor):
        _waiting(world, group)


def _document(world: World, group: Group, body: Body, what: str) -> Document:
    realm, plant = realm_of(world, group), world.planted
    text = plant.text(realm, f"page of {what}")
    document = make_pdf_document(
        group,
        text,
        f"Second page. {plant.text(realm, f'second page of {what}')}",
        name=f"{plant.word(realm, f'name of {what}')}.pdf",
        title=plant.text(realm, f"title of {what}"),
        body=body,
    )
    make_hidden(document, sample=plant.word(realm, f"hidden data of {what}"))
    make_provenance(document, says=plant.text(realm, f"provenance of {what}"))
    return document


def _private(world: World, group: Group, body: Body) -> Document:
    realm, worker = realm_of(world, group), world.worker_of(group)
    document = _document(world, group, body, "a private document")
    passage = make_passage(document.pages.get(number=1), document.pages.get(number=1).text.strip(), by=worker)
    says = world.planted.text(realm, "claim that rests on a passage")
    claim = cite_passage(
        passage=passage, part="history", subject=str(body.pk), says=says, body=body, by=worker, now=NOW
    )
    (mark, *_) = mark_words(document=document, phrases=["stands"], reason="person", by=worker, now=NOW)
    what = f"a private document of {group.name}"
    for kind in ("document", "pictured"):
        world.add(kind, what, realm, pk=document.pk)
    world.add("original", what, realm, pk=document.pk, mark=mark.pk)
    world.add("passage", f"a passage of {what}", realm, pk=passage.pk)
    world.add("public passage", f"a passage of {what}", "nobody", pk=passage.pk)
    world.add("citation", f"a claim on {what}", realm, pk=claim.pk)
    return document


def _withheld(world: World, body: Body) -> None:
    """Let a copy wait for its second person: neither it nor its original is public."""
    document = _document(world, world.northport, body, "a withheld document")
    waiting = ready(document, by=world.everybody.cast.dana).copy
    assert waiting
    page = waiting.pages.get()
    page.text = world.planted.text("northport", "page of a copy that waits")
    page.save()
    world.add("document", "a withheld document", "northport", pk=document.pk)
    world.add("document", "a copy that waits for its second person", "northport", pk=waiting.pk)
    world.add("waiting copy", "a document whose copy waits", "northport", pk=document.pk)


def _published(world: World, body: Body) -> Document:
    document = _document(world, world.northport, body, "a published document")
    asked = ready(document, by=world.everybody.cast.dana)
    asked.state = asked.State.DROPPED
    asked.save()
    copy = make_public_copy(document, SHOWN, title="The public lighthouse", name="public-lighthouse.pdf")
    asked.pk, asked.copy, asked.state = None, copy, asked.State.PUBLISHED
    asked.id = type(asked)._meta.pk.get_default()
    asked.decided_by, asked.decided_at = world.everybody.cast.asha, NOW
    asked._state.adding = True
    asked.save()
    passage = make_passage(copy.pages.get(), SHOWN, by=world.everybody.cast.asha)
    world.add("document", "the original of a public copy", "northport", pk=document.pk)
    world.add("published", "the original of a public copy", "northport", pk=document.pk)
    for kind in ("document", "pictured"):
        world.add(kind, "a public copy", "everybody", of="northport", pk=copy.pk)
    for kind in ("passage", "public passage"):
        world.add(kind, "a passage of a public copy", "everybody", of="northport", pk=passage.pk)
    world.secrets["public passage"] = passage.get_absolute_url()
    return copy


def _sound(world: World) -> None:
    for group in (world.northport, world.southmoor):
        realm = realm_of(world, group)
        content = sound_of() + world.planted.word(realm, "bytes of a recording").encode()
        document = make_document(group, content=content, name="call.wav", media_type="audio/wav")
        make_page(document, world.planted.text(realm, "transcript"), start_ms=0, end_ms=1500)
        world.add("sound", f"a recording of {group.name}", realm, pk=document.pk)


def _photographs(world: World) -> None:
    for group in (world.northport, world.southmoor):
        realm = realm_of(world, group)
        name = f"{world.planted.word(realm, 'name of a photograph')}.jpg"
        document = make_document(group, content=picture_of(), name=name, media_type="image/jpeg")
        make_page(document, "")
        world.add("photograph", f"a photograph of {group.name}", realm, pk=document.pk)


def _waiting(world: World, group: Group) -> None:
    """Let a file wait that no program could read."""
    realm = realm_of(world, group)
    name = f"{world.planted.word(realm, 'name of a file that could not be read')}.doc"
    document = make_document(group, name=name, reading="unreadable", reason="password")
    world.add("waiting thing", f"a file of {group.name} to read", realm, kind="unreadable", key=document.pk.hex)


def _package(world: World, group: Group) -> None:
    realm, worker = realm_of(world, group), world.worker_of(group)
    total = Document.objects.filter(group=group).count()
    title = world.planted.text(realm, "title of a package")
    export = ask_for_export(group=group, wanted={}, total=total, title=title, by=worker, now=NOW)
    build_export(pk=export.pk, worker="a worker", clock=lambda: NOW)
    export.refresh_from_db()
    assert export.state == export.State.DONE, export.trouble
    world.add("export", f"a package of {group.name}", realm, pk=export.pk)


def _question(world: World, group: Group, says: str, *, readers: str = "") -> Question:
    plant, realm = world.planted, readers or realm_of(world, group)
    text = plant.text(realm, says) if realm != "everybody" else says
    guidance = plant.text(realm_of(world, group), f"guidance of {says}")
    return ask_question(
        group=group, text=text, guidance=guidance, kind=AnswerKind.TEXT, by=world.worker_of(group), now=NOW
    )


def _questions(world: World, group: Group, document: Document) -> None:
    """Ask in private: one question is answered once, so that its second reader must not see the answer; one stands."""
    realm, worker, plant = realm_of(world, group), world.worker_of(group), world.planted
    question = _question(world, group, "text of a private question")
    body, passage = document.body, document.passages.get()
    assert body
    if realm == "northport":
        words = plant.text("caseworker", "answer that waits for a second reader")
        note = plant.text("caseworker", "note on an answer that waits for a second reader")
        give_answer(question=question, body=body, value=words, note=note, passage=passage, by=worker, now=NOW)
    answered = _question(world, group, "text of an answered question")
    finding = Finding.objects.create(
        question=answered, body=body, value=plant.text(realm, "value of a finding"), passage=passage, found_at=NOW
    )
    _replied(world, group, body, finding)
    for one in (question, answered):
        world.add("question", f"a private question of {group.name}", realm, pk=one.pk)
        world.add("cell", f"a private question of {group.name}", realm, pk=one.pk, slug=body.slug)
    world.add("public question", f"a private question of {group.name}", "nobody", pk=question.pk)
    world.add("finding", f"a private finding of {group.name}", realm, pk=finding.pk)


def _replied(world: World, group: Group, body: Body, finding: Finding) -> None:
    """Send a link to a body, and let it say something that nobody has seen yet; add a web page as a source."""
    realm, worker, plant = realm_of(world, group), world.worker_of(group), world.planted
    address = f"https://body.example/{plant.word(realm, 'address of a web page behind an answer')}"
    finding.source = Source.objects.create(
        group=group, body=body, kind="web", url=address, seen_on=NOW.date(), by=worker, at=NOW
    )
    finding.save()
    link = ReplyLink.objects.create(
        body=body,
        group=group,
        digest=f"{group.pk.hex}{'0' * 32}",
        sent_to=f"{plant.word(realm, 'address to which a link went')}@body.example",
        made_by=worker,
        made_at=NOW,
        ends_at=NOW,
    )
    said = Statement.objects.create(
        link=link,
        body=body,
        finding=finding,
        claim=plant.text(realm, "claim that a body answered"),
        stance="disputes",
        says=plant.text(realm, "what a body said and nobody has seen"),
        at=NOW,
    )
    world.add("web source", f"a web page behind an answer of {group.name}", realm, pk=finding.source.pk)
    world.add("reply link", f"a link that {group.name} sent", realm, pk=link.pk)
    world.add("reply statement", f"what a body said to {group.name}", realm, pk=said.pk)


def _public_findings(world: World, public: Document, private: Document) -> None:
    """Publish two findings of a question: one everybody can follow, one whose document is the group's alone."""
    question = _question(world, world.northport, "Does the lighthouse have an owner?", readers="everybody")
    show_findings(question=question, is_public=True, by=world.everybody.cast.asha, now=NOW)
    body = public.body
    assert body
    shown = Finding.objects.create(
        question=question, body=body, value="a lighthouse keeper", passage=public.passages.get(), found_at=NOW
    )
    _open_link(world, shown)
    held_back = Finding.objects.create(
        question=_public_question_about_a_private_document(world),
        body=body,
        value=world.planted.text("northport", "value of a finding whose document is private"),
        passage=private.passages.get(),
        found_at=NOW,
    )
    world.add("finding", "a public finding", "everybody", pk=shown.pk)
    world.add("finding", "a public question's finding whose document is private", "northport", pk=held_back.pk)
    world.add("public question", "a public question", "everybody", pk=question.pk)
    world.add("question", "a public question", "northport", pk=question.pk)


def _open_link(world: World, claim: Finding) -> None:
    """Send a body a link that still works: whoever holds its secret opens it, signed in or not."""
    secret = "the-secret-of-a-link-that-works"
    now = timezone.now()
    ReplyLink.objects.create(
        body=claim.body,
        group=world.northport,
        digest=digest_of(secret),
        sent_to="foi@lighthouse.example",
        made_by=world.everybody.cast.asha,
        made_at=now,
        ends_at=now + timedelta(days=60),
    )
    world.add("open reply link", "a link that works", "everybody", secret=secret, pk=claim.pk)


def _public_question_about_a_private_document(world: World) -> Question:
    question = _question(world, world.northport, "Who owns the lighthouse?", readers="everybody")
    return show_findings(question=question, is_public=True, by=world.everybody.cast.asha, now=NOW)
