"""Decides when two databases hold the same: each value has one canonical form, whatever database gave it back.

Also says what SQLite takes and PostgreSQL does not. How tables are read and written is the gateways'.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

TEXT, JSON, BINARY, BOOLEAN, INTEGER, FLOAT = "text", "JSON", "bytes", "yes or no", "a whole number", "a number"
DECIMAL, UUID, INSTANT, DATE, DURATION = "a decimal number", "a UUID", "an instant", "a date", "a length of time"
# Django's name of a column's type -> what kind of value it holds.
KINDS = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "GenericIPAddressField"), TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), INTEGER),
    **dict.fromkeys(("SmallIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"), INTEGER),
    **{"PositiveBigIntegerField": INTEGER, "BooleanField": BOOLEAN, "FloatField": FLOAT, "DecimalField": DECIMAL},
    **{"JSONField": JSON, "BinaryField": BINARY, "UUIDField": UUID, "DateTimeField": INSTANT, "DateField": DATE},
    "DurationField": DURATION,
}
BITS = {  # of the columns that PostgreSQL makes; SQLite takes 64 everywhere
    **dict.fromkeys(("SmallAutoField", "SmallIntegerField", "PositiveSmallIntegerField"), 16),
    **dict.fromkeys(("AutoField", "IntegerField", "PositiveIntegerField"), 32),
}
MODULUS = 1 << 256


class NotOfItsKind(Exception):
    """A column holds what is not of its kind, which SQLite lets happen."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, Django's name of its type, how long a text may be, and whether the database works it out."""

    name: str
    type: str
    longest: int | None = None
    is_worked_out: bool = False

    @property
    def kind(self) -> str:
        """What kind of value it holds."""
        return KINDS[self.type]


@dataclass(slots=True)
class Summed:
    """How many rows or files there are and the sum of their hashes: the same in whatever order they come."""

    count: int = 0
    total: int = field(default=0)

    def add(self, digest: bytes) -> None:
        """Count one more, with its SHA-256."""
        self.count += 1
        self.total = (self.total + int.from_bytes(digest)) % MODULUS

    @property
    def hash(self) -> str:
        """The sum in hexadecimal."""
        return f"{self.total:064x}"


def canonical(column: Column, value: Any) -> Any:
    """Return the value itself, the same for both databases; JSON stays the text that the database gave.

    Instants are in UTC; SQLite's have no zone and mean UTC. A length of time is in microseconds in SQLite.

    Raises: NotOfItsKind
    """
    if value is None:
        return None
    try:
        return _READ[column.kind](value)
    except (TypeError, ValueError, InvalidOperation, OverflowError, AttributeError):
        raise NotOfItsKind(f"holds what is not {column.kind}") from None


def row_hash(columns: Sequence[Column], values: Iterable[Any]) -> bytes:
    """Return the SHA-256 of a row of canonical values. Each has its length before it."""
    found = hashlib.sha256()
    for column, value in zip(columns, values, strict=True):
        if value is None:
            found.update(b"-")
            continue
        said = _said(column.kind, value)
        found.update(b"%d:" % len(said))
        found.update(said)
    return found.digest()


def why_not_in_postgresql(column: Column, value: Any) -> str:
    """Return why PostgreSQL would refuse a canonical value; empty where it takes it."""
    if isinstance(value, int) and not isinstance(value, bool):
        bits = BITS.get(column.type, 64)
        if column.kind == INTEGER and not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
            return f"holds a number that does not fit into {bits} bits"
        return ""
    if not isinstance(value, str):
        return ""
    words = "".join(_strings_of(json.loads(value))) if column.kind == JSON and "\\u" in value else value
    if "\0" in words:
        return "holds a NUL character"
    if any("\ud800" <= sign <= "\udfff" for sign in words):
        return "holds half of a character (a lone surrogate)"
    if column.longest is not None and len(value) > column.longest:
        return f"holds {len(value):,} characters, and {column.longest:,} is the most"
    return ""


def differences(here: dict[Any, bytes], there: dict[Any, bytes]) -> list[str]:
    """Return in words how the rows of a table differ: by key, with the hash of each row."""
    found = []
    for key in {**here, **there}:
        if key not in there:
            found.append(f"row {key} is missing")
        elif key not in here:
            found.append(f"row {key} should not be there")
        elif here[key] != there[key]:
            found.append(f"row {key} is another one")
    return found


def _strings_of(value: Any) -> Iterator[str]:
    """Yield all that a JSON value says in strings, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings_of(one)
    elif isinstance(value, dict):
        yield from value
        yield from _strings_of(list(value.values()))


def _said(kind: str, value: Any) -> bytes:
    if kind == JSON:
        told = json.loads(value, parse_float=Decimal, parse_int=Decimal)
        return json.dumps(_numbers_alike(told), sort_keys=True).encode()
    if kind == BINARY:
        return bytes(value)
    if kind == FLOAT:
        return float.hex(value + 0.0).encode()
    if kind == INSTANT:
        return str(value.isoformat(timespec="microseconds")).encode()
    return str(value).encode()


def _numbers_alike(value: Any) -> Any:
    """Write each number in one way: PostgreSQL gives back 1e3 as 1000, and knows no negative zero."""
    if isinstance(value, Decimal):
        return {"": "0" if value == 0 else str(value.normalize())}
    if isinstance(value, list):
        return [_numbers_alike(one) for one in value]
    if isinstance(value, dict):
        return {"{": {key: _numbers_alike(one) for key, one in value.items()}}
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _json(value: Any) -> str:
    json.loads(_text(value))
    return str(value)


def _integer(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return int(value)


def _boolean(value: Any) -> bool:
    if value not in (0, 1) or isinstance(value, float | str):
        raise ValueError
    return bool(value)


def _number(value: Any) -> float:
    if not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _decimal(value: Any) -> Decimal:
    found = Decimal(str(value))
    return Decimal(0) if found == 0 else found.normalize()


def _bytes(value: Any) -> bytes:
    if isinstance(value, str | int):
        raise TypeError
    return bytes(value)


def _instant(value: Any) -> datetime:
    found: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _date(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else date(value.year, value.month, value.day)


def _duration(value: Any) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(microseconds=_integer(value))


_READ: dict[str, Any] = {
    **{TEXT: _text, JSON: _json, INTEGER: _integer, BOOLEAN: _boolean, FLOAT: _number, DECIMAL: _decimal},
    **{BINARY: _bytes, UUID: lambda value: uuid.UUID(str(value)), INSTANT: _instant, DATE: _date},
    DURATION: _duration,
}
