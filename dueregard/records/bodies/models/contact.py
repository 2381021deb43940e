"""Where to write to a body, for one purpose, with the source and when it was last checked.

No address comes with the software: each is added by a person who looked it up.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models.body import Body


class Purpose(models.TextChoices):
    """What the address is for."""

    INFORMATION_REQUEST = "information_request", "Information requests"
    INTERNAL_REVIEW = "internal_review", "Internal reviews"
    GENERAL = "general", "General"
    PRESS = "press", "Press"


class ContactForm(models.TextChoices):
    """How to write to it."""

    EMAIL = "email", "E-mail address"
    WEB = "web", "Web form"
    POST = "post", "Postal address"


class Contacts(models.QuerySet["Contact"]):
    """Addresses, narrowed to those that letters may go to."""

    def usable(self) -> Contacts:
        """Return those that work, as far as we know, and that wait for nobody's second look."""
        return self.filter(is_working=True, waits_for_look=False)


class Contact(models.Model):
    """One address of a body for one purpose."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="contacts")
    purpose = models.CharField(max_length=20, choices=Purpose)
    form = models.CharField(max_length=6, choices=ContactForm)
    address = LineField(max_length=500)
    source = LineField(max_length=300, help_text="Where the address was read.")
    checked_on = models.DateField()
    is_working = models.BooleanField(default=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)  # when the address took the place of another, if it did
    was = LineField(max_length=500, blank=True)  # that other address
    waits_for_look = models.BooleanField(default=False)  # at another domain than before; somebody else is to look it up

    objects = Contacts.as_manager()

    class Meta:
        ordering = ["-is_working", "-checked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "purpose", "address"], name="bodies_contact_once"),
            models.CheckConstraint(name="bodies_contact_purpose_known", condition=Q(purpose__in=Purpose.values)),
            models.CheckConstraint(name="bodies_contact_form_known", condition=Q(form__in=ContactForm.values)),
            models.CheckConstraint(name="bodies_contact_has_an_address", condition=~Q(address="")),
            models.CheckConstraint(name="bodies_contact_has_a_source", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["purpose", "is_working", "body"], name="bodies_contact_by_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.body_id}"


class AddressLook(models.Model):
    """Somebody of a group looked at an address as it was, or a letter of the group went there."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="looks")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    address = LineField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "group", "address"], name="bodies_look_once"),
        ]

    def __str__(self) -> str:
        return f"look at {self.contact_id}"
