"""A group's side of the right of reply: sending a body its link, withdrawing it, and seeing what the body said."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import is_sure
from dueregard.records.bodies.access import body_for
from dueregard.records.findings.access import (
    link_worked_by,
    may_ask_for_reply,
    statement_worked_by,
)
from dueregard.records.findings.actions.ask_for_reply import (
    LinkIsOut,
    NothingToAnswer,
    NotItsAddress,
    ask_for_reply,
    withdraw_link,
)
from dueregard.records.findings.actions.see_statement import (
    ReasonNeeded,
    SeenMeanwhile,
    keep_back_statement,
    show_statement,
)
from dueregard.records.findings.forms.replies import AskForReplyForm, SeenForm
from dueregard.records.findings.queries.reply_page import contacts_to_ask, link_lines, statement_line, statement_lines
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress


@require_safe
@open_to(Audience.SIGNED_IN)
def replies(request: SignedInRequest) -> HttpResponse:
    """List what bodies said, what waits first, and the links that are out."""
    page = {"statements": statement_lines(request.person), "links": link_lines(request.person, request.now)}
    return render(request, "findings/replies.html", page)


@open_to(Audience.SIGNED_IN)
@never_cache
def send_link(request: SignedInRequest, slug: str) -> HttpResponse:
    """Send a body its link, or show it once where the address takes no e-mail."""
    body = body_for(slug)
    groups, contacts = may_ask_for_reply(request.person), contacts_to_ask(body)
    if not groups.exists():
        raise Http404
    form = AskForReplyForm(request.POST or None, groups=groups, contacts=contacts)
    if form.is_valid():
        try:
            made = ask_for_reply(
                body=body,
                group=form.cleaned_data["group"],
                contact=form.cleaned_data["contact"],
                by=request.person,
                now=request.now,
            )
            return render(request, "findings/link_made.html", {"made": made, "body": body})
        except (NothingToAnswer, LinkIsOut, NotItsAddress) as refusal:
            form.add_error(None, str(refusal))
        except (NotAnAddress, NotAHeader):
            form.add_error("contact", "No letter can be addressed to it. Correct the address on the body’s page.")
    return render(
        request, "findings/ask_for_reply.html", {"form": form, "body": body, "has_contacts": contacts.exists()}
    )


@open_to(Audience.SIGNED_IN)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask, then let a link die."""
    link = link_worked_by(request.person, pk)
    if not is_sure(request):
        return render(request, "findings/withdraw_link.html", {"link": link})
    try:
        withdraw_link(link=link, by=request.person, now=request.now)
        messages.success(request, f"The link for {link.body.name} no longer works. What was said through it stays.")
    except LinkIsOut as refusal:
        messages.error(request, str(refusal))
    return redirect("findings:replies")


@open_to(Audience.SIGNED_IN)
def see(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a statement beside its claim, or keep it back."""
    statement = statement_worked_by(request.person, pk)
    line = statement_line(statement, request.person)
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            if request.POST.get("make") == "shown":
                show_statement(statement=statement, seen=seen, by=request.person, now=request.now)
                messages.success(request, f"It is shown beside the claim now, as what {line.body} says.")
            else:
                why = form.cleaned_data["why"]
                keep_back_statement(statement=statement, seen=seen, why=why, by=request.person, now=request.now)
                messages.success(request, "It is not shown. The reason is kept.")
            return redirect("findings:replies")
        except ReasonNeeded as refusal:
            form.add_error("why", str(refusal))
        except SeenMeanwhile as refusal:
            form.add_error(None, str(refusal))
    return render(request, "findings/see_statement.html", {"line": line, "form": form})
