"""The rows of the register. `actions/` decides what may be written to them."""

from dueregard.records.bodies.models.body import NO_LAW, Body, BodyQuerySet, Succession
from dueregard.records.bodies.models.contact import AddressLook, Contact, ContactForm, Purpose
from dueregard.records.bodies.models.identifier import Identifier, Scheme
from dueregard.records.bodies.models.import_run import ImportRun
from dueregard.records.bodies.models.merged import MergedEntry
from dueregard.records.bodies.models.name import NameWord, OtherName, OtherNameKind, RegisterVersion

__all__ = [
    "NO_LAW",
    "AddressLook",
    "Body",
    "BodyQuerySet",
    "Contact",
    "ContactForm",
    "Identifier",
    "ImportRun",
    "MergedEntry",
    "NameWord",
    "OtherName",
    "OtherNameKind",
    "Purpose",
    "RegisterVersion",
    "Scheme",
    "Succession",
]
