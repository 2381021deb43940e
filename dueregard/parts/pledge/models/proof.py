"""A proof that it was the organisation itself that signed, and when it was last looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.parts.pledge.models.signatory import Signatory
from dueregard.records.evidence.models import Document
from dueregard.rules.pledge.proofs import ProofState
from dueregard.rules.pledge.terms import ProofKind, Reason


class Proof(models.Model):
    """One kind of proof of one signatory. `place` is a page, an e-mail address or where the minute is, by its kind."""

    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in ProofKind])
    place = LineField(max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, blank=True)  # in the e-mail that is to be answered
    state = models.CharField(
        max_length=10, choices=[(one.value, one.words) for one in ProofState], default=ProofState.WAITING.value
    )
    reason = models.CharField(max_length=20, choices=[(one.value, one.words) for one in Reason], blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)  # when it last held
    next_at = models.DateTimeField(null=True, blank=True)  # when it is looked at next; None: not by itself

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["signatory", "kind"], name="pledge_proof_once_of_a_kind"),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="pledge_mail_token_once"),
            models.CheckConstraint(condition=~Q(kind="mail") | ~Q(token=""), name="pledge_mail_has_a_token"),
        ]
        indexes = [models.Index(fields=["next_at"], name="pledge_proof_next")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What kind it is, in words."""
        return ProofKind(self.kind).label

    @property
    def stands(self) -> ProofState:
        """How it stands."""
        return ProofState(self.state)

    @property
    def found(self) -> Reason | None:
        """What the last look found."""
        return Reason(self.reason) if self.reason else None
