"""Choosing bodies for a campaign: the register narrowed by kind, nation, region and name, and those already chosen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from dueregard.foundation.mail.queries import shown_today, site_mode
from dueregard.foundation.packs.queries import text_by_reference
from dueregard.parts.foi.forms.campaigns import PickerForm
from dueregard.parts.foi.models import Campaign, Case
from dueregard.records.bodies.models import Body, Contact, MergedEntry
from dueregard.records.bodies.models.contact import ContactForm, Purpose
from dueregard.rules.casework.events import Phase

PER_PAGE = 200
FILTERS = ("kind", "nation", "region", "q")
IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class PickLine:
    """A body that could be asked."""

    body: Body
    is_in: bool
    has_address: bool


@dataclass(frozen=True, slots=True)
class PickerPage:
    """The bodies that match the filter, and those chosen so far."""

    campaign: Campaign
    form: PickerForm
    lines: list[PickLine]
    page: "Page[Body] | None"
    chosen: list[Case]
    is_filtered: bool
    without_address: int


def picker_page(campaign: Campaign, asked: Mapping[str, str]) -> PickerPage:
    """Return the page on which bodies are chosen. Six queries, whatever the register's size.

    It opens on the first kind of body that the ready-made request is meant for.
    """
    asked = asked or _meant_for(campaign)
    form = PickerForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {}
    is_filtered = any(wanted.get(name) for name in FILTERS)
    page = Paginator(_fitting(wanted), PER_PAGE).get_page(asked.get("page", "1")) if is_filtered else None
    there = set(campaign.cases.values_list("body_id", flat=True))
    practice = site_mode() == "practice"
    lines = [
        PickLine(body, body.pk in there, practice or bool(getattr(body, "has_address", False)))
        for body in (page.object_list if page else ())
    ]
    chosen = campaign.cases.filter(phase=Phase.PREPARING).select_related("body").order_by("body__name")
    return PickerPage(
        campaign=campaign,
        form=form,
        lines=lines,
        page=page,
        chosen=list(chosen),
        is_filtered=is_filtered,
        without_address=sum(not line.has_address for line in lines),
    )


def bodies_fitting(asked: Mapping[str, str], *, but: Iterable[str] = ()) -> list[Body]:
    """Return every body that fits a filter, on whatever page of the list it is, but for some; none without a filter."""
    form = PickerForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {}
    if not any(wanted.get(name) for name in FILTERS):
        return []
    return list(_fitting(wanted).exclude(pk__in=[UUID(pk) for pk in but if IS_ID.fullmatch(pk)]))


def bodies_named(pks: Iterable[str]) -> list[Body]:
    """Return the bodies that were ticked, by name. Anything that is not the id of a body is skipped.

    An entry that was merged while somebody chose is the one it was merged into.
    """
    ids = [UUID(pk) for pk in pks if IS_ID.fullmatch(pk)]
    merged = MergedEntry.objects.filter(was__in=ids).values("into")
    return list(Body.objects.filter(Q(pk__in=ids) | Q(pk__in=merged)).order_by("name"))


def bodies_not_asked(campaign: Campaign) -> QuerySet[Body]:
    """Return the bodies of a campaign to which its letter has not gone."""
    return Body.objects.filter(pk__in=campaign.cases.not_asked().values("body_id"))


def _meant_for(campaign: Campaign) -> Mapping[str, str]:
    template = text_by_reference(campaign.template) if campaign.template else None
    kinds = template.meta.get("for_kinds", ()) if template else ()
    return {"kind": kinds[0]} if kinds else {}


def _fitting(wanted: Mapping[str, str]) -> QuerySet[Body]:
    bodies = Body.objects.open_on(shown_today()).order_by("name", "slug")
    for field in ("kind", "nation", "region"):
        if wanted.get(field):
            bodies = bodies.filter(**{field: wanted[field]})
    for word in wanted.get("q", "").split():
        bodies = bodies.filter(name__icontains=word)
    address = Contact.objects.usable().filter(
        body=OuterRef("pk"), purpose=Purpose.INFORMATION_REQUEST, form=ContactForm.EMAIL
    )
    return bodies.annotate(has_address=Exists(address))
