"""A document: bytes under their hash, kept by one group, with the state of their reading."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.documents.drawn_kinds import is_drawn_kind
from dueregard.rules.documents.kinds import Kind


class Reading(models.TextChoices):
    """How far the reading of a document has come."""

    WAITING = "waiting", "waiting to be read"
    RUNNING = "running", "being read"
    READ = "read", "read"
    PARTLY = "partly", "read in part"
    UNREADABLE = "unreadable", "could not be read"


class Fixity(models.TextChoices):
    """Whether the bytes are still those that came."""

    KEPT = "kept", "is as it came"
    CHANGED = "changed", "has changed since it came"
    MISSING = "missing", "is missing"


class Document(models.Model):
    """One file of a group. The same bytes in the same group are one document, however often they came.

    What a visitor may open is always a copy made for the public (`copy_of`), itself a document; originals stay private.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="documents")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = LineField(max_length=255)  # as it came first; never a path
    title = LineField(max_length=300, blank=True)
    media_type = LineField(max_length=120, blank=True)  # by its bytes, not by its name
    kind = models.CharField(max_length=40, blank=True)  # what a person says it is
    dated_on = models.DateField(null=True)  # the date it bears
    # Facets its givers know, the union of what its provenances say: {"case": [id], "reference": […], "exemption": […]}.
    labels = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField()
    came_in_reply = models.BooleanField(default=False)  # the body itself sent it, or the file that it lay in
    depth = models.PositiveSmallIntegerField(default=0)  # how many files it lay in
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="inside")  # the outermost file
    copy_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    # Of a copy: what everybody may see of its original, and the group's secret that opens it.
    commitment = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(default=False)
    public_since = models.DateTimeField(null=True)  # what was published today is new today, whenever it was made

    # What its pages are pictures of, where the file itself has none: a PDF drawn once (rules/documents/drawn_kinds).
    drawing = models.CharField(max_length=64, blank=True)  # the hash of the PDF
    drawn_by = LineField(max_length=80, blank=True)  # the program and its version
    as_shown = models.CharField(max_length=64, blank=True)  # of a workbook: the hash of its sheets as they are shown
    tables = models.CharField(
        max_length=64, blank=True
    )  # and of its seen cells (rules/visible/tables), if one can tell
    not_drawn = models.CharField(max_length=40, blank=True)  # why there is no drawing
    drawn_at = models.DateTimeField(null=True)
    draw_attempts = models.PositiveSmallIntegerField(default=0)

    reading = models.CharField(max_length=12, choices=Reading.choices, default=Reading.WAITING)
    reason = models.CharField(max_length=40, blank=True)  # a code of rules/documents/reading
    detail = LineField(max_length=300, blank=True)
    pages_expected = models.PositiveIntegerField(null=True)  # once the reader knows
    pages_read = models.PositiveIntegerField(default=0)
    next_page = models.PositiveIntegerField(default=1)  # from which reading goes on
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)  # when the sweep gives it out again, should nobody have taken it
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)  # when its bytes were last hashed again
    fixity = models.CharField(max_length=10, choices=Fixity.choices, default=Fixity.KEPT)

    class Meta:
        ordering = ["-received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "sha256"], name="document_once_in_a_group"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(copy_of__isnull=False), name="only_a_copy_is_public"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-received_at"], name="document_of_group"),
            models.Index(fields=["reading", "next_try_at"], name="document_to_read"),
            models.Index(fields=["body", "-received_at"], name="document_of_body"),
            models.Index(fields=["checked_at"], name="document_to_check"),
            models.Index(fields=["sha256"], name="document_bytes"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        """Return the page of the document."""
        return reverse("evidence:document", args=[self.pk])

    @property
    def is_drawn_kind(self) -> bool:
        """Tell whether its pages are those of a drawing, or would be if there were one."""
        return is_drawn_kind(self.media_type)

    @property
    def pictured(self) -> tuple[str, str]:
        """Return hash and media type of the file of which its pages are pictures."""
        return (self.drawing, Kind.PDF.value) if self.drawing else (self.sha256, self.media_type)


class Label(models.Model):
    """One word of a document's labels, for finding documents by it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="label_rows")
    facet = models.CharField(max_length=40)
    word = LineField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "facet", "word"], name="label_once")]
        indexes = [models.Index(fields=["facet", "word"], name="label_word")]

    def __str__(self) -> str:
        return f"{self.facet}: {self.word}"


class Provenance(models.Model):
    """One way by which a document came: what brought it, when, and where that can be read."""

    class Kind(models.TextChoices):
        """By what it came."""

        CORRESPONDENCE = "correspondence", "with a message"
        UPLOAD = "upload", "uploaded"
        TRAINING = "training", "with a record of training"
        LINK = "link", "from an address on the web"
        INSIDE = "inside", "inside another document"
        COPY = "copy", "made here for the public"
        STRAIGHTENED = "straightened", "straightened here from a photograph"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="provenances")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=200)  # the same giving, told twice, is one
    at = models.DateTimeField()
    name = LineField(max_length=255)  # what the file was called there
    says = LineField(max_length=300)
    part = models.CharField(max_length=40, blank=True)  # who gave it, as in the history of a body
    subject = models.CharField(max_length=64, blank=True)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    labels = models.JSONField(default=dict, blank=True)  # what this giver knows of it
    path = LineField(max_length=300, blank=True)  # where a person who may see it reads more
    url = models.URLField(max_length=2000, blank=True)
    parent = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="given")
    place = LineField(max_length=500, blank=True)  # where inside the parent
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "kind", "key"], name="provenance_once")]
        indexes = [models.Index(fields=["part", "subject"], name="provenance_of_subject")]

    def __str__(self) -> str:
        return self.says
