"""Where the next letter of a case goes.

The register holds the addresses; in practice mode every body has one at an example domain, and nothing leaves the site.
"""

from dueregard.foundation.mail.queries import site_mode_now
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.bodies.models import Contact
from dueregard.records.bodies.models.contact import ContactForm, Purpose
from dueregard.records.bodies.queries import practice_address

WANTED = {
    Step.REVIEW: (Purpose.INTERNAL_REVIEW, Purpose.INFORMATION_REQUEST, Purpose.GENERAL),
    Step.REVIEW_REMINDER: (Purpose.INTERNAL_REVIEW, Purpose.INFORMATION_REQUEST, Purpose.GENERAL),
}
USUAL = (Purpose.INFORMATION_REQUEST,)


def address_for(case: Case, step: Step) -> str:
    """Return the e-mail address for this step, or an empty string. Later letters go where the case has been going."""
    if site_mode_now() == "practice":
        return practice_address(case.body)
    purposes = WANTED.get(step, USUAL)
    known = {
        contact.purpose: contact.address
        for contact in Contact.objects.filter(
            body=case.body, purpose__in=purposes, form=ContactForm.EMAIL, is_working=True
        ).order_by("checked_on")
    }
    for purpose in purposes:
        if purpose == Purpose.INFORMATION_REQUEST and case.address and step != Step.REQUEST:
            return case.address
        if purpose in known:
            return known[purpose]
    return ""
