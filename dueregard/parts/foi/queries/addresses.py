"""Where the next letter of a case goes.

The register holds the addresses; in practice mode every body has one at an example domain, and nothing leaves the site.
"""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from dueregard.foundation.mail.queries import site_mode, site_mode_now
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.regulator import regulator_for
from dueregard.records.bodies.models import Contact
from dueregard.records.bodies.models.contact import ContactForm, Purpose
from dueregard.records.bodies.queries import practice_address
from dueregard.rules.law.laws import Law

PRACTICE_REGULATOR = "casework@regulator.example"
REVIEWS = (Step.REVIEW, Step.REVIEW_REMINDER)


def address_for(case: Case, step: Step) -> str:
    """Return the e-mail address for this step, or an empty string. Later letters go where the case has been going."""
    if site_mode_now() == "practice":
        return PRACTICE_REGULATOR if step == Step.COMPLAINT else practice_address(case.body)
    if step == Step.COMPLAINT:
        return regulator_for(Law(case.law), timezone.localdate()).address  # only one that the site has checked
    if step in REVIEWS:
        review = _known([case], Purpose.INTERNAL_REVIEW).get(case.body_id)
        if review:
            return review
    if step != Step.REQUEST and case.address:
        return case.address
    return _known([case], Purpose.INFORMATION_REQUEST).get(case.body_id, "")


def addresses_for(cases: Sequence[Case]) -> dict[UUID, str]:
    """Return where the request of each case would go, by case; an empty string where no working address is known.

    For pages, which show it: whoever queues a letter asks `address_for`.
    """
    if site_mode() == "practice":
        return {case.pk: practice_address(case.body) for case in cases}
    known = _known(cases, Purpose.INFORMATION_REQUEST)
    return {case.pk: known.get(case.body_id, "") for case in cases}


def next_addresses(steps: Sequence[tuple[Case, Step]]) -> dict[UUID, str]:
    """Return where the next letter of each case would go, by case: what `address_for` says, of many at once.

    None of the steps is a complaint, which goes to no body. At most three queries.
    """
    if site_mode() == "practice":
        return {case.pk: practice_address(case.body) for case, _ in steps}
    reviews = _known([case for case, step in steps if step in REVIEWS], Purpose.INTERNAL_REVIEW)
    requests = _known([case for case, _ in steps], Purpose.INFORMATION_REQUEST)
    return {
        case.pk: (reviews.get(case.body_id, "") if step in REVIEWS else "")
        or case.address
        or requests.get(case.body_id, "")
        for case, step in steps
    }


def _known(cases: Sequence[Case], purpose: Purpose) -> dict[UUID, str]:
    """Return the working e-mail addresses for a purpose, by body; of several, the one checked last."""
    contacts = Contact.objects.usable().filter(
        body__in=[case.body_id for case in cases], purpose=purpose, form=ContactForm.EMAIL
    )
    return {contact.body_id: contact.address for contact in contacts.order_by("checked_on", "pk")}
