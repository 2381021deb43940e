"""The pages on which visitors write a motion or letter, and the files they take away. Nothing is kept or logged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.parts.letters.access import letter_for, may_send
from dueregard.parts.letters.forms import WritingForm
from dueregard.parts.letters.gateways import files
from dueregard.parts.letters.gateways.mail_draft import mail_link
from dueregard.parts.letters.gateways.typesetter import CannotPrint
from dueregard.parts.letters.models import SentLetter
from dueregard.parts.letters.queries.body_meant import body_meant, body_with_id
from dueregard.parts.letters.queries.index import index_page
from dueregard.parts.letters.queries.models import NoSuchModel
from dueregard.parts.letters.queries.page import Desk, desk_for
from dueregard.parts.letters.queries.writing import Written, contact_for
from dueregard.records.bodies.access import bodies_shown
from dueregard.rules.letters.wording import IS_THE_BODY

REFILL = "refill"  # the button that takes the template's words again


@require_safe
@open_to(Audience.EVERYBODY)
def index(request: SiteRequest) -> HttpResponse:
    """List the motions and letters; with a body, those meant for such a body first."""
    body = body_with_id(request.GET.get("body", ""), bodies_shown(request.person, localdate(request.now)))
    return render(request, "letters/index.html", {"page": index_page(body)})


@open_to(Audience.EVERYBODY)
@never_cache
def write(request: SiteRequest, slug: str) -> HttpResponse:
    """Show the form, and once it is filled in the text beside it."""
    desk = asked_desk(request, slug)
    if request.method != "POST":
        return writing_page(request, desk, writing_form(desk, None, reminding(request)), None)
    form = writing_form(desk, request.POST)
    if not form.is_valid():
        return writing_page(request, desk, form, None, status=422)
    return writing_page(
        request, desk, form, desk.written(form.cleaned_data, fill_again=request.POST.get("do") == REFILL)
    )


@require_POST
@open_to(Audience.EVERYBODY)
@never_cache
def file(request: SiteRequest, slug: str, ending: str) -> HttpResponse:
    """Hand out the text as a file. It is made of what was sent just now, and forgotten."""
    maker = files.MAKERS.get(ending)
    if maker is None:
        raise Http404
    desk = asked_desk(request, slug)
    filled = writing_form(desk, request.POST)
    if not filled.is_valid():
        return writing_page(request, desk, filled, None, status=422)
    written = desk.written(filled.cleaned_data)
    contact = contact_for(desk.model, desk.meant.body)
    try:
        content = maker.make(written.document, contact.address if contact else "")
    except CannotPrint as refusal:
        filled.add_error(None, str(refusal))
        return writing_page(request, desk, filled, written, status=503)
    answer = HttpResponse(content, content_type=maker.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{files.name_of(desk.model.slug, desk.meant.name, maker)}"'
    return answer


def reminding(request: SiteRequest | SignedInRequest) -> SentLetter | None:
    """Return the letter of which a member of its group is about to write a reminder."""
    try:
        return letter_for(request.person, UUID(request.POST.get("of") or request.GET.get("of", "")))
    except ValueError:
        return None


def asked_desk(request: SiteRequest | SignedInRequest, slug: str) -> Desk:
    """Return what lies before whoever asks. Raises: Http404"""
    first = reminding(request)
    asked = str(first.body_id) if first else request.GET.get("body", "")
    typed = request.POST if request.method == "POST" else {"body_id": asked}
    today = localdate(request.now)
    try:
        return desk_for(slug, body_meant(typed, bodies_shown(request.person, today)), today)
    except NoSuchModel as gone:
        raise Http404 from gone


def writing_form(desk: Desk, posted: QueryDict | None, first: SentLetter | None = None) -> WritingForm:
    """Return the form; for a reminder of a letter that a group sent, with that letter in it."""
    data = posted.copy() if posted is not None else None
    if data is not None and desk.meant.body:
        data["body"] = desk.meant.body.name  # the real name, whatever short form was typed
    return WritingForm(
        data,
        model=desk.model,
        meant=desk.meant,
        offers=desk.offers,
        known=desk.known,
        today=desk.today,
        addressee=desk.usual_addressee,
        initial={"body": desk.meant.name, "clauses": desk.usual, **(_of(first) if first else {})},
    )


def _of(first: SentLetter) -> dict[str, Any]:
    return {
        "first_letter": first.text,
        "first_sent_on": localdate(first.outgoing.sent_at or first.queued_at),
        "group": first.group.name,
        "sender": first.group.signature,
    }


def writing_page(
    request: SiteRequest | SignedInRequest, desk: Desk, form: WritingForm, written: Written | None, *, status: int = 200
) -> HttpResponse:
    """Show the page, with the text as far as there is one."""
    contact = contact_for(desk.model, desk.meant.body)
    context: dict[str, Any] = {
        "desk": desk,
        "form": form,
        "situations": desk.situations(form["clauses"].value() or ()),
        "written": written,
        "contact": contact,
        "makers": files.MAKERS.values(),
        "reminds_of": reminding(request),
        "can_send": written and desk.model.to in IS_THE_BODY and desk.meant.body and may_send(request.person),
        "mail_link": mail_link(written.document, to=contact.address if contact else "") if written else "",
    }
    return render(request, "letters/write.html", context, status=status)
