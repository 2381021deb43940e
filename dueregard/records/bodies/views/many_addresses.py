"""Entering or importing addresses of many bodies at once: type or paste, read what will happen to each row, save.

Nothing is kept until a person saves it: the rows go with the form from page to page.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.bodies import access
from dueregard.records.bodies.actions.add_addresses import Added, NewAddress, add_addresses
from dueregard.records.bodies.forms import AddressListForm, AddressRowsForm, CheckedRowsForm
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.address_plan import PlannedRow, State, plan_addresses
from dueregard.records.bodies.queries.pages import Filters, filtered
from dueregard.records.bodies.queries.without_address import bodies_typed_for, list_without, page_without
from dueregard.records.groups.access import remember_places

FILTERS = ("kind", "nation", "region", "area")


@dataclass(frozen=True, slots=True)
class Among:
    """Which bodies a page offers, its own address, and where it leads back to."""

    bodies: QuerySet[Body]
    here: str
    back: str
    back_words: str


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: SignedInRequest) -> HttpResponseBase:
    """Enter addresses of the bodies of the register that have none, narrowed as its list was."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    wanted = Filters(kind=asked["kind"], nation=asked["nation"], region=asked["region"], area=asked["area"])
    kept = urlencode({name: value for name, value in asked.items() if value})
    here = f"{reverse('many_addresses')}{'?' if kept else ''}{kept}"
    back = f"{reverse('bodies')}{'?' if kept else ''}{kept}"
    bodies = filtered(wanted, Body.objects.all(), localdate(request.now))
    return enter_addresses(request, Among(bodies, here, back, "Public bodies"))


def enter_addresses(request: SignedInRequest, among: Among) -> HttpResponseBase:
    """Serve the whole way, for whoever may keep the register: the list, its table, the check, and the saving."""
    remember_places(request.person)
    access.must_keep(request.person)
    if request.GET.get("as") == "csv":
        answer = StreamingHttpResponse(_csv(list_without(among.bodies, today=localdate(request.now))))
        answer["Content-Type"] = "text/csv; charset=utf-8"
        answer["Content-Disposition"] = 'attachment; filename="bodies-without-an-address.csv"'
        return answer
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "check":
        return _checked(request, among)
    today = localdate(request.now)
    form: AddressRowsForm | AddressListForm | None = None
    if step == "rows":
        form = AddressRowsForm(request.POST, bodies=bodies_typed_for(request.POST))
    elif step:
        form = AddressListForm(request.POST, request.FILES)
    if form is not None and form.is_valid():
        return _check(request, among, plan_addresses(form.rows, today=today), without=form.without)
    return _enter(request, among, form, today)


def _enter(
    request: SignedInRequest, among: Among, form: AddressRowsForm | AddressListForm | None, today: date
) -> HttpResponse:
    """Show the page on which addresses are typed or brought; `form` is the one that was refused."""
    page = page_without(among.bodies, number=request.GET.get("page", "1"), today=today)
    offered = {one.body.slug: one.body for one in page.rows}
    began = {"checked_on": today}
    typed = AddressRowsForm(bodies=list(offered.values()), initial=began)
    pasted = AddressListForm(initial=began)
    if isinstance(form, AddressRowsForm):  # also beside a body that left the list meanwhile, what was typed stays
        offered |= {body.slug: body for body, _, _ in form.lines}
        typed = AddressRowsForm(request.POST, bodies=list(offered.values()))
    elif form is not None:
        pasted = form
    context = {"page": page, "among": among, "typed": typed, "pasted": pasted, "here": request.get_full_path()}
    context["table"] = f"{among.here}{'&' if '?' in among.here else '?'}as=csv"
    return render(request, "bodies/addresses.html", context, status=422 if form else 200)


def _check(
    request: SignedInRequest,
    among: Among,
    planned: Sequence[PlannedRow],
    *,
    without: int = 0,
    left: frozenset[int] = frozenset(),
) -> HttpResponse:
    """Show what will happen to each row; `left` are the lines that a person did not tick."""
    form = CheckedRowsForm.showing(planned, left=left)
    context = {"form": form, "among": among, "without": without}
    return render(request, "bodies/addresses_check.html", context)


def _checked(request: SignedInRequest, among: Among) -> HttpResponse:
    """Save what was ticked; whatever was not saved is shown again, with what was typed."""
    form = CheckedRowsForm(request.POST)
    today = localdate(request.now)
    if not form.is_valid():
        messages.error(request, "Nothing was saved: the page did not come back whole. Bring the list again.")
        return redirect(among.here)
    planned = plan_addresses(form.rows, today=today)
    wanted = [_new(one, form.seen[one.row.line]) for one in planned if one.row.line in form.ticked and one.may_be_saved]
    saves = "save" in request.POST
    added = add_addresses(addresses=wanted, today=today, by=request.person, now=request.now) if saves else Added((), ())
    _say(request, added, is_asked=saves)
    left = [row for row in form.rows if row.line not in added.saved]
    rest = plan_addresses(left, today=today) if left else []
    if added.saved and all(one.state == State.KNOWN for one in rest):
        return redirect(among.here)
    return _check(
        request,
        among,
        rest,
        left=frozenset(one.line for one in left) - form.ticked - form.mended | frozenset(added.held),
    )


def _say(request: SignedInRequest, added: Added, *, is_asked: bool) -> None:
    if added.saved:
        messages.success(request, f"{len(added.saved)} {'address' if len(added.saved) == 1 else 'addresses'} saved.")
    if added.held:
        rows = ", ".join(map(str, added.held))
        messages.warning(request, f"Not saved, because the body’s addresses changed meanwhile: row {rows}. Look again.")
    if is_asked and not added.saved and not added.held:
        messages.error(request, "Nothing was saved. Tick the addresses to save.")


def _new(one: PlannedRow, seen: tuple[str, ...]) -> NewAddress:
    assert one.body is not None
    assert one.checked_on is not None
    return NewAddress(one.row.line, one.body, one.row.address, one.row.source, one.checked_on, seen)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _csv(lines: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that a spreadsheet reads it as UTF-8
    for line in lines:
        yield writer.writerow(line)
