"""Adds a text of the group's own to an installed pack. No version of the pack takes it away: it counts as edited."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.actions.edit_text import write_text
from dueregard.foundation.packs.models import Pack, PackText

OWN_ORDER = 1000  # after what the pack ships, unless the text says otherwise
LONGEST_BASE = 60  # of a slug, so that a number fits behind it


def add_text(*, pack: Pack, kind: str, title: str, wording: str, by: Person, now: datetime) -> PackText:
    """Add a text of one kind under a name made of its title; returns it, in use. Raises: TextHasFaults"""
    with transaction.atomic():
        pack = Pack.objects.select_for_update().get(pk=pack.pk)  # so that two of one name get two slugs
        text = PackText(pack=pack, kind=kind, slug=_free_slug(pack, kind, title), order=OWN_ORDER)
        write_text(text=text, values={"title": title, "wording": wording}, changes={}, by=by, now=now)
        record_act(by=by, did="add_pack_text", on=text, at=now, details={"reference": text.reference})
    return text


def _free_slug(pack: Pack, kind: str, title: str) -> str:
    base = slugify(title)[:LONGEST_BASE].strip("-") or kind
    taken = set(PackText.objects.filter(pack=pack, kind=kind, slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
