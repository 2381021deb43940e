"""Who may keep the contacts, and say that one works: whoever may act for a group, and administrators."""

from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import Pack, PackText
from dueregard.foundation.packs.queries import text_by_reference
from dueregard.records.groups.access import acts_for_a_group
from dueregard.rules.help.contact_table import has_channel


def may_check(person: Person | None) -> bool:
    """Tell whether this person's word changes what readers see."""
    return acts_for_a_group(person)


def contact_kept_by(person: Person | None, pack: str, slug: str) -> PackText:
    """Return the contact if this person may say whether it works. Raises: Http404"""
    text = text_by_reference(f"{pack}/contact/{slug}")
    if text is None or text.retired_at is not None or not may_check(person):
        raise Http404
    return text


def channel_kept_by(person: Person | None, pack: str, slug: str, channel: str) -> PackText:
    """Return the contact that has this channel, if this person may keep it. Raises: Http404"""
    text = contact_kept_by(person, pack, slug)
    if not has_channel(text.meta, channel):
        raise Http404
    return text


def pack_for_new_contacts(person: Person | None) -> Pack:
    """Return the campaign that a new contact joins: the one installed last. Raises: Http404"""
    pack = Pack.objects.order_by("-installed_at", "pk").first()
    if pack is None or not may_check(person):
        raise Http404
    return pack
