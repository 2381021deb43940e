"""The rows of the register. What may be written to them is decided in `actions/`."""

from dueregard.records.bodies.models.body import Body, BodyQuerySet, Nation, PreventDuty, Succession
from dueregard.records.bodies.models.contact import Contact, ContactForm, Purpose
from dueregard.records.bodies.models.identifier import Identifier, Scheme
from dueregard.records.bodies.models.import_run import ImportRun
from dueregard.records.bodies.models.name import NameWord, OtherName, OtherNameKind, RegisterVersion

__all__ = [
    "Body",
    "BodyQuerySet",
    "Contact",
    "ContactForm",
    "Identifier",
    "ImportRun",
    "NameWord",
    "Nation",
    "OtherName",
    "OtherNameKind",
    "PreventDuty",
    "Purpose",
    "RegisterVersion",
    "Scheme",
    "Succession",
]
