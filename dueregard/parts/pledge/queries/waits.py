"""What waits among signatories: who asked, who decided again, who is doubted. Whoever acts for any group keeps them."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.pledge.models import Adoption, Doubt, Signatory
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.pledge.standing import State

ON_LIST = Q(signatory__state__in=[State.LISTED.value, State.GRACE.value, State.LAPSED.value])


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the three kinds."""
    return (_asked(), _decided(), _doubted())


def _asked() -> Kind:
    return Kind(
        code="signatory",
        is_from_outside=True,
        one="organisation asks to sign the pledge",
        several="organisations ask to sign the pledge",
        page="pledge:desk",
        to=For.KEEPERS,
        rows=Signatory.objects.filter(state=State.ASKED.value),
        since=day_of("asked_at"),
        columns=("name",),
        says=lambda row: Says(
            title=f"Look at who asks to sign the pledge: {row.words[0]}",
            about="Is it that organisation, did it decide this, and does a proof hold?",
            href=reverse("pledge:desk_signatory", args=[UUID(row.key)]),
            act="Look at it",
        ),
        seen=Signatory.objects.all(),
        done={
            "pledge_listed": "listed {0} as a signatory",
            "pledge_wanted_more": "asked {0} for something more",
            "pledge_refused": "refused {0}",
        },
    )


def _decided() -> Kind:
    return Kind(
        code="signatory-decision",
        is_from_outside=True,
        one="signatory decided again",
        several="signatories decided again",
        page="pledge:desk",
        to=For.KEEPERS,
        rows=Adoption.objects.filter(ON_LIST, seen_at=None),
        since=day_of("made_at"),
        columns=("signatory__name",),
        says=lambda row: _says(row, "Look at a newer decision", "pledge:decision", "Everyone still reads the old one."),
    )


def _doubted() -> Kind:
    return Kind(
        code="signatory-doubt",
        is_from_outside=True,
        one="signatory is doubted",
        several="signatories are doubted",
        page="pledge:desk",
        to=For.KEEPERS,
        rows=Doubt.objects.filter(settled_at=None),
        since=day_of("sent_at"),
        is_at_once=True,
        columns=("signatory__name",),
        says=lambda row: _says(row, "Look into a doubt", "pledge:settle_doubt", "Someone says that it did not sign."),
    )


def _says(row: Row, what: str, page: str, why: str) -> Says:
    return Says(f"{what}: {row.words[0]}", why, reverse(page, args=[int(row.key)]), "Look at it")
