"""What else a body is called, and the words used to find it.

`rules/register/body_names.py` decides how a typed name is compared.
"""

from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models.body import Body


class OtherNameKind(models.TextChoices):
    """Why a body has this other name."""

    FORMER = "former", "Former name"
    SHORT = "short", "Short name"
    WELSH = "welsh", "Welsh name"
    ALIAS = "alias", "Also known as"


class OtherName(models.Model):
    """A former, short, Welsh or other name of a body."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="other_names")
    name = LineField(max_length=200)
    kind = models.CharField(max_length=8, choices=OtherNameKind)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="bodies_other_name_once"),
            models.CheckConstraint(name="bodies_other_name_kind_known", condition=Q(kind__in=OtherNameKind.values)),
            models.CheckConstraint(name="bodies_other_name_not_empty", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class NameWord(models.Model):
    """A word of a body's names, as the search compares it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "body"], name="bodies_name_word_once")]

    def __str__(self) -> str:
        return self.word


class RegisterVersion(models.Model):
    """One row, counted up whenever names change, so that a cached vocabulary knows that it is old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="bodies_register_version_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
