"""A group's meetings: planning, changing, calling off, and the file for a calendar.

Every member of the group may do all of it; who is one, `access.py` knows.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.groups import access
from dueregard.records.groups.actions.plan_meeting import (
    SHAPE,
    call_off,
    change_meeting,
    plan_meeting,
    stored_meeting,
)
from dueregard.records.groups.forms import ChangeMeetingForm, NewMeetingForm
from dueregard.records.groups.queries.meetings import as_calendar, meeting_line, meetings_page
from dueregard.records.notes.queries.beside import minutes_of
from dueregard.rules.groups.meeting_times import NotATimeToMeet
from dueregard.rules.text.uk_times import NoSuchTime


@require_safe
@open_to(Audience.SIGNED_IN)
def meetings(request: SignedInRequest) -> HttpResponse:
    """List a person's meetings."""
    page = meetings_page(request.person, request.GET.get("page", "1"), now=request.now)
    return render(request, "groups/meetings.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def new_meeting(request: SignedInRequest) -> HttpResponse:
    """Plan a meeting."""
    groups = access.groups_of(request.person)
    if not groups.exists():
        messages.error(request, "Meetings belong to a group, and you are in none yet. Ask a caseworker for a link.")
        return redirect("meetings")
    form = NewMeetingForm(request.POST or None, groups=groups)
    if form.is_valid():
        try:
            return redirect(plan_meeting(**form.cleaned_data, by=request.person, now=request.now))
        except (NoSuchTime, NotATimeToMeet) as refusal:
            form.add_error("begins" if isinstance(refusal, NoSuchTime) else "on", str(refusal))
    page = {"form": form, "title": "Plan a meeting", "verb": "Save the meeting"}
    return render(request, "groups/plan_meeting.html", page, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a meeting with its agenda and minutes."""
    one = access.meeting_for(request.person, pk)
    page = {
        "meeting": one,
        "line": meeting_line(one, request.now),
        "area": one.group.area,
        "notes": minutes_of(one, request.person),
    }
    return render(request, "groups/meeting.html", page)


@open_to(Audience.SIGNED_IN)
def edit_meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a meeting."""
    one = access.meeting_for(request.person, pk)
    form = ChangeMeetingForm(
        request.POST or None, on=one, stored=stored_meeting(one), shape=SHAPE, person=request.person, now=request.now
    )
    if form.is_valid():
        try:
            change_meeting(meeting=one, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved. Calendars that follow your meetings change within hours."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except (NoSuchTime, NotATimeToMeet) as refusal:
            form.add_error("begins" if isinstance(refusal, NoSuchTime) else "on", str(refusal))
    page = {"form": form, "meeting": one, "title": f"Change: {one.title}", "verb": "Save the meeting"}
    return render(request, "groups/plan_meeting.html", page, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
@require_POST
def call_off_meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Call a meeting off, or on again."""
    one = access.meeting_for(request.person, pk)
    is_off = request.POST.get("is_off") == "yes"
    call_off(meeting=one, is_off=is_off, by=request.person, now=request.now)
    messages.success(request, "Called off. Calendars show it as called off." if is_off else "The meeting is on again.")
    return redirect(one)


@require_safe
@open_to(Audience.SIGNED_IN)
def meeting_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return one meeting as a file that calendars open."""
    answer = HttpResponse(
        as_calendar([access.meeting_for(request.person, pk)]), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    answer["Cache-Control"] = "no-store, private"
    return answer
