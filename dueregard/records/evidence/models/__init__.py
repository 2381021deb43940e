"""The rows of evidence. What may be written to them is decided in `actions/`."""

from dueregard.records.evidence.models.custody import CustodyHead, CustodyLine, Timestamp
from dueregard.records.evidence.models.document import Document, Fixity, Label, Provenance, Reading
from dueregard.records.evidence.models.in_network import NetworkDocument
from dueregard.records.evidence.models.page import HiddenData, Page
from dueregard.records.evidence.models.passage import Citation, Passage

__all__ = [
    "Citation",
    "CustodyHead",
    "CustodyLine",
    "Document",
    "Fixity",
    "HiddenData",
    "Label",
    "NetworkDocument",
    "Page",
    "Passage",
    "Provenance",
    "Reading",
    "Timestamp",
]
