"""The doors of the sealed inbox: by group, upload, a keyholder's session or key. What is not yours does not exist."""

import re
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.submissions.models import AccessKey, Inbox, Keyholder, Message, Part, Thread, Upload
from dueregard.parts.submissions.queries.keyholders import digest_of_key
from dueregard.records.groups.access import groups_of
from dueregard.records.groups.models import Membership, Role

ID = re.compile(r"[0-9a-f]{32}")
Row = TypeVar("Row")


def inbox_of(slug: str) -> Inbox:
    """Return the inbox of a group, open or closed: that there is one is no secret. Raises: Http404"""
    return _one(Inbox.objects.select_related("group").filter(group__slug=slug).first())


def inbox_worked_for(person: Person | None, slug: str) -> Inbox:
    """Return the inbox for somebody who may read the group's work: to look after it, not to fetch. Raises: Http404"""
    return _one(Inbox.objects.select_related("group").filter(group__in=groups_of(person), group__slug=slug).first())


def inbox_held_by(person: Person | None, slug: str) -> Inbox:
    """Return the inbox if this person may fetch from it. Raises: Http404"""
    inbox = inbox_of(slug)
    if person is None or not is_keyholder(person, inbox):
        raise Http404
    return inbox


def is_keyholder(person: Person, inbox: Inbox) -> bool:
    """Tell whether a person may fetch: named as keyholder, and still a member. Being an administrator is not enough."""
    is_member = Membership.objects.filter(group=inbox.group, person=person).exists()
    return is_member and person.is_active and Keyholder.objects.filter(inbox=inbox, person=person).exists()


def may_name_keyholders(person: Person, inbox: Inbox) -> bool:
    """Tell whether a person may say who fetches: a keyholder, or a caseworker of the group while there is none."""
    if Keyholder.objects.filter(inbox=inbox).exists():
        return is_keyholder(person, inbox)
    return Membership.objects.filter(group=inbox.group, person=person, role=Role.CASEWORKER).exists()


def inboxes_held_by(person: Person) -> QuerySet[Inbox]:
    """Return the inboxes from which this person may fetch: see `is_keyholder`."""
    member = Membership.objects.filter(group=OuterRef("group"), person=person)
    held = Inbox.objects.filter(Exists(member), keyholders__person=person)
    return held if person.is_active else held.none()


def inboxes_of(person: Person) -> QuerySet[Inbox]:
    """Return the inboxes of the groups whose work this person may read, by the group's name."""
    return Inbox.objects.filter(group__in=groups_of(person)).select_related("group").order_by("group__name")


def keyholder_by_key(slug: str, header: str) -> tuple[Inbox, Person]:
    """Return the inbox and the person whose program shows this key (`Bearer …`). Raises: Http404"""
    scheme, _, secret = header.partition(" ")
    if scheme != "Bearer" or not secret:
        raise Http404
    keys = AccessKey.objects.select_related("keyholder__person", "keyholder__inbox__group")
    key = keys.filter(digest=digest_of_key(secret), keyholder__inbox__group__slug=slug).first()
    if key is None or not is_keyholder(key.keyholder.person, key.keyholder.inbox):
        raise Http404
    return key.keyholder.inbox, key.keyholder.person


def keyholder_for(inbox: Inbox, pk: int) -> Keyholder:
    """Return a keyholder of this inbox. Raises: Http404"""
    return _one(Keyholder.objects.select_related("person", "inbox__group").filter(inbox=inbox, pk=pk).first())


def own_place(person: Person, slug: str) -> Keyholder:
    """Return a keyholder's own place in an inbox. Raises: Http404"""
    inbox = inbox_held_by(person, slug)
    return _one(Keyholder.objects.select_related("inbox__group").filter(inbox=inbox, person=person).first())


def upload_for(inbox: Inbox, pk: str) -> Upload | None:
    """Return an upload of this inbox, for whoever holds its random id."""
    if not ID.fullmatch(pk):
        return None
    return Upload.objects.select_related("inbox__group").filter(inbox=inbox, pk=pk).first()


def thread_for(inbox: Inbox, pk: str) -> Thread:
    """Return a thread of this inbox, for its keyholders. Raises: Http404"""
    return _one(Thread.objects.select_related("inbox__group").filter(inbox=inbox, pk=_id(pk)).first())


def message_for(inbox: Inbox, pk: str) -> Message:
    """Return a message of this inbox, for its keyholders. Raises: Http404"""
    return _one(Message.objects.filter(thread__inbox=inbox, pk=_id(pk)).first())


def part_for(inbox: Inbox, pk: str, number: int) -> Part:
    """Return one sealed file of a message, for keyholders; number 0 is the message itself. Raises: Http404"""
    parts = Part.objects.filter(message__thread__inbox=inbox, message_id=_id(pk), number=number)
    return _one(parts.first())


def _id(pk: str) -> str:
    if not ID.fullmatch(pk):
        raise Http404
    return pk


def _one(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
