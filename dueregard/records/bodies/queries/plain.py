"""One body as plain values, for programs to read.

The page for people is `pages.py`.
"""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.law import law_of
from dueregard.rules.register.address_changes import is_old_news


def as_plain(body: Body, *, today: date) -> dict[str, Any]:
    """Return what everyone may know about a body. Five queries more than the body itself.

    When something was entered or checked is told by its year: the day would say whom somebody is about to ask.
    """
    law = law_of(body)
    return {
        "id": str(body.pk),
        "slug": body.slug,
        "name": body.name,
        "short_name": body.short_name,
        "kind": body.kind,
        "nation": body.nation,
        "region": body.region,
        "area_code": body.area_code,
        "town": body.town,
        "opened_on": body.opened_on,
        "closed_on": body.closed_on,
        "home_page": body.home_page,
        "information_law": {"code": law.code or None, "because": law.because, "source": law.source},
        "prevent_duty": {"applies": body.prevent_duty, "because": body.prevent_because},
        "not_confirmed": body.unsure,
        "source": body.source,
        "identifiers": [{"scheme": code.scheme, "value": code.value} for code in body.identifiers.all()],
        "other_names": [
            {"name": other.name, "kind": other.kind, "until_on": other.until_on} for other in body.other_names.all()
        ],
        "merged_entries": [{"id": str(one.was), "slug": one.slug, "at": one.at} for one in body.merged_entries.all()],
        "followed_by": [
            {"slug": step.to_body.slug, "on": step.on, "note": step.note}
            for step in body.followed_by.select_related("to_body")
        ],
        "contacts": [
            {
                "purpose": contact.purpose,
                "form": contact.form,
                "address": contact.address,
                "source": contact.source,
                "checked_in": contact.checked_on.year,
                "is_working": contact.is_working,
            }
            for contact in body.contacts.filter(waits_for_look=False)
            if is_old_news(localdate(contact.changed_at or contact.added_at), today)
        ],
    }
