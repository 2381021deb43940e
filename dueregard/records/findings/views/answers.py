"""Reading the documents of one body for a question: answering, deciding between two, reading anew."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views import sure
from dueregard.foundation.files.gateways import store
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.receive_upload import KeptUpload, receive_upload
from dueregard.records.evidence.models import Document
from dueregard.records.findings.access import (
    body_asked_about,
    documents_to_choose,
    passage_to_answer_from,
    question_for,
    question_worked_by,
)
from dueregard.records.findings.actions.give_answer import (
    AlreadyAnswered,
    NotYoursToDecide,
    decide_answer,
    give_answer,
)
from dueregard.records.findings.actions.read_anew import NothingAnswered, read_anew
from dueregard.records.findings.forms.answers import LARGEST_COPY, AnswerForm, address_in
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.cell_page import (
    MOST_DOCUMENTS,
    CellPage,
    cell_page,
    passage_words,
    passages_offered,
)
from dueregard.rules.findings.answers import NotAnAnswer

GONE = (
    "The answers of everyone who read this body go, with the finding and its source. This cannot be undone: two "
    "people will have to read it again. The activity log still shows who answered."
)


@open_to(Audience.SIGNED_IN)
def cell(request: SignedInRequest, pk: UUID, slug: str) -> HttpResponse:
    """Answer a question about a body, or decide between two answers."""
    question = question_for(request.person, pk)
    body = body_asked_about(question, slug)
    page = cell_page(question, body, request.person)
    if not (page.cell.may_read or page.cell.may_settle) and request.method != "POST":
        return render(request, "findings/cell.html", {"page": page, "form": None})
    named = _named(request, question, body)
    data, copy = _with_copy(request, question, body)
    documents = list(documents_to_choose(request.person, question, body)[:MOST_DOCUMENTS])
    form = AnswerForm(
        data,
        request.FILES or None,
        question=question,
        passages=_offered(request, question, body, page, named),
        documents=documents if copy is None or copy in documents else [copy, *documents],
        today=localdate(request.now),
        initial={"passage": named},
    )
    if form.is_valid():
        try:
            _write(request, question, body, page, form)
            messages.success(request, f"Answer saved: {body.name}, {form.cleaned_data['value']}.")
            return redirect(body if request.GET.get("from") == "body" else question)
        except (NotAnAnswer, AlreadyAnswered, NotYoursToDecide) as refusal:
            form.add_error(None, str(refusal))
    return render(request, "findings/cell.html", {"page": page, "form": form})


def _write(request: SignedInRequest, question: Question, body: Body, page: CellPage, form: AnswerForm) -> None:
    data = form.cleaned_data
    write = decide_answer if page.cell.may_settle else give_answer
    chosen = data["passage"]
    write(
        question=question,
        body=body,
        value=data["value"],
        passage=passage_to_answer_from(request.person, question, body, UUID(chosen)) if chosen else None,
        note=data["note"],
        basis=form.basis,
        by=request.person,
        now=request.now,
    )


def _with_copy(
    request: SignedInRequest, question: Question, body: Body
) -> tuple[Mapping[str, object] | None, Document | None]:
    """Keep a copy that was added, whatever else is wrong with the form, and choose it: no file has to be sent twice."""
    file = request.FILES.get("copy")
    if request.method != "POST" or not isinstance(file, UploadedFile) or (file.size or 0) > LARGEST_COPY:
        return request.POST or None, None
    url, seen_on = address_in(request.POST, localdate(request.now))
    received = receive_upload(
        group=question.group,
        files=[KeptUpload(store.put_chunks(file.chunks()), file.name or "")],
        body=body,
        title="",
        kind="",
        dated_on=None,
        url=url,
        seen_on=seen_on,
        by=request.person,
        now=request.now,
    )
    document = (*received.new, *received.known)[0]
    data = request.POST.copy()
    data["kept"] = str(document.pk)
    return data, document


@require_POST
@open_to(Audience.SIGNED_IN)
def anew(request: SignedInRequest, pk: UUID, slug: str) -> HttpResponse:
    """Ask, then take back what was answered, so that it is read anew."""
    question = question_worked_by(request.person, pk)
    body = body_asked_about(question, slug)
    if not sure.is_sure(request):
        title, back = f"Withdraw the answers about {body.name}?", reverse("findings:cell", args=[pk, slug])
        return sure.ask_first(request, sure.Question(title, GONE, "Withdraw the answers", back))
    try:
        read_anew(question=question, body=body, by=request.person, now=request.now)
        messages.success(request, f"Answers withdrawn. Two people need to read {body.name} again.")
    except NothingAnswered as refusal:
        messages.error(request, str(refusal))
    return redirect("findings:cell", pk, slug)


def _named(request: SignedInRequest, question: Question, body: Body) -> str:
    """Return the passage from which the person came here, if it may be answered from."""
    try:
        passage = passage_to_answer_from(request.person, question, body, UUID(request.GET.get("passage", "")))
    except ValueError:
        return ""
    return str(passage.pk) if passage else ""


def _offered(
    request: SignedInRequest, question: Question, body: Body, page: CellPage, named: str
) -> list[tuple[str, str]]:
    """Return the person's own passages, the one they came from, and to whoever decides those of the two."""
    extra = [UUID(named)] if named else []
    if page.cell.may_settle:
        extra += [one.passage for one in page.said if one.passage]
    offered = dict(passages_offered(question, body, request.person))
    for pk in extra:
        passage = passage_to_answer_from(request.person, question, body, pk)
        words = passage_words(passage) if passage else ""
        if passage and (str(pk) == named or words not in offered.values()):  # the same words are offered once
            offered.setdefault(str(passage.pk), words)
    return list(offered.items())
