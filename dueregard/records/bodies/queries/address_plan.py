"""What will happen to each row of a list of addresses, in a sentence, before anything is saved."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dueregard.records.bodies.gateways.cells import NotADate, read_date
from dueregard.records.bodies.models import Body, Contact, Purpose
from dueregard.records.bodies.queries.bodies_named import Named, bodies_named
from dueregard.rules.register.address_rows import AddressRow

LONGEST = {"address": 500, "source": 300}


class State(StrEnum):
    """What a person has to do about a row."""

    READY = "ready"
    DOUBT = "doubt"  # can be saved, if a person says so
    KNOWN = "known"  # nothing to do
    WRONG = "wrong"  # must be corrected first


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with its sentence. `seen` are the addresses that its body had when this was worked out."""

    row: AddressRow
    state: State
    says: str
    body: Body | None = None
    choices: tuple[Body, ...] = ()
    checked_on: date | None = None
    seen: tuple[str, ...] = ()

    @property
    def may_be_saved(self) -> bool:
        """Whether a person may tick it."""
        return self.state in {State.READY, State.DOUBT}

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return {State.READY: "good", State.DOUBT: "soon", State.KNOWN: "quiet", State.WRONG: "late"}[self.state]

    @property
    def tag(self) -> str:
        """The words of its tag."""
        return {State.READY: "Ready", State.DOUBT: "You decide", State.KNOWN: "Nothing to do"}.get(
            self.state, "Needs correcting"
        )


def plan_addresses(rows: Sequence[AddressRow], *, today: date) -> list[PlannedRow]:
    """Return each row with what would become of it. `today` is a UK date. Six queries, however many rows."""
    named = bodies_named({row.body for row in rows if row.body})
    found = {one.pk for some in named.values() for one in some.exactly}
    known = addresses_known(found)
    earlier: dict[UUID, list[AddressRow]] = defaultdict(list)
    planned = []
    for row in rows:
        one = _planned(row, named.get(row.body, Named()), known, earlier, today)
        if one.body is not None and one.may_be_saved:
            earlier[one.body.pk].append(row)
        planned.append(one)
    return planned


def addresses_known(bodies: Collection[UUID]) -> dict[UUID, list[Contact]]:
    """Return the addresses for information requests that bodies have. One query."""
    known: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(body__in=bodies, purpose=Purpose.INFORMATION_REQUEST):
        known[contact.body_id].append(contact)
    return known


def addresses_seen(contacts: Collection[Contact]) -> tuple[str, ...]:
    """Return addresses so that they can be compared with those of another moment."""
    return tuple(sorted(f"{contact.address}{'' if contact.is_working else ' (does not work)'}" for contact in contacts))


def _planned(
    row: AddressRow,
    named: Named,
    known: dict[UUID, list[Contact]],
    earlier: dict[UUID, list[AddressRow]],
    today: date,
) -> PlannedRow:
    if len(named.exactly) != 1:
        return PlannedRow(row, State.WRONG, _which_body(row, named), choices=named.exactly or named.near)
    body = named.exactly[0]
    wrong = _wrong(row, today)
    if wrong:
        return PlannedRow(row, State.WRONG, wrong, body)
    contacts = known.get(body.pk, [])
    state, says = _beside(row, body, contacts, earlier.get(body.pk, []), today)
    day = read_date(row.checked_on)
    return PlannedRow(row, state, says, body, checked_on=day, seen=addresses_seen(contacts))


def _which_body(row: AddressRow, named: Named) -> str:
    if not row.body:
        return "No body is named. Write its name or its code."
    if named.exactly:
        return f"{len(named.exactly)} bodies are called “{row.body}”. Choose the one you mean."
    if named.near:
        return f"“{row.body}” is not in the register. Choose the body you mean, or correct the name."
    return f"“{row.body}” is not in the register. Correct the name, write its code, or add the body first."


def _wrong(row: AddressRow, today: date) -> str:
    if "://" in row.address:
        return "This is a web form. Letters go out by e-mail here: add the form on the body’s own page."
    try:
        validate_email(row.address)
    except ValidationError:
        return (
            f"“{row.address[:60]}” is not an e-mail address: name@body.example" if row.address else "Write the address."
        )
    if long := [what for what, most in LONGEST.items() if len(getattr(row, what)) > most]:
        return f"The {long[0]} is too long: at most {LONGEST[long[0]]} characters."
    if not row.source:
        return "Say where you found the address."
    try:
        day = read_date(row.checked_on)
    except NotADate as wrong:
        return f"The day you looked it up: {wrong}."
    if day is None:
        return "Say when you looked it up."
    return "The day you looked it up is in the future." if day > today else ""


def _beside(
    row: AddressRow, body: Body, contacts: Sequence[Contact], earlier: Sequence[AddressRow], today: date
) -> tuple[State, str]:
    """Weigh a row that is right in itself beside what is known of its body and what stands above it."""
    same = next((one for one in contacts if one.address.casefold() == row.address.casefold()), None)
    if same is not None and same.is_working:
        return State.KNOWN, f"This address is already listed, checked on {_day(same.checked_on)}."
    if same is not None:
        return State.KNOWN, "This address is listed as not working. If it works again, say so on the body’s page."
    twin = next((one for one in earlier if one.address.casefold() == row.address.casefold()), None)
    if twin is not None:
        return State.KNOWN, f"The same as row {twin.line}. It is saved once."
    if not body.is_open_on(today) and body.closed_on is not None:
        return State.DOUBT, f"This body closed on {_day(body.closed_on)}. Its successor may be the one to write to."
    if earlier:
        return State.DOUBT, f"Row {earlier[0].line} has another address for this body: {earlier[0].address}."
    working = next((one for one in contacts if one.is_working and one.form == "email"), None)
    if working is not None:
        return State.DOUBT, f"This body already has {working.address}, checked on {_day(working.checked_on)}."
    called = "" if normal(row.body) in {normal(body.name), normal(body.slug)} else f"You wrote “{row.body}”. "
    return State.READY, f"{called}Will be added."


def normal(words: str) -> str:
    """Return words so that capitals do not matter."""
    return " ".join(words.split()).casefold()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
