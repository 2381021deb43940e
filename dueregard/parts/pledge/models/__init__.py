"""Signatories, what each decided, their proofs, their dated lines, and doubts about them."""

from dueregard.parts.pledge.models.doubt import Doubt
from dueregard.parts.pledge.models.proof import Proof
from dueregard.parts.pledge.models.signatory import Adoption, Line, Signatory

__all__ = ["Adoption", "Doubt", "Line", "Proof", "Signatory"]
