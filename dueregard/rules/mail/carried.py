"""Writes what is known, what is asked and what was decided of an e-mail as JSON, and reads it back.

An e-mail is sorted in a process with limits (`foundation/mail/gateways/parser_child`), which may have been taken over
by what it read. So what comes back is read as plain values of the declared kinds, and as nothing else.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dueregard.rules.mail.verdict import FactsWanted, Known, Verdict

_Value = TypeVar("_Value")


class NotWhatWasAsked(ValueError):
    """The text does not hold a value of this kind."""


def to_json(value: FactsWanted | Known | Verdict) -> str:
    """The value as JSON: days as 2026-11-30, sets as lists."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def known_from(text: str) -> Known:
    """What is known. Raises: NotWhatWasAsked."""
    return _read(Known, text)


def facts_from(text: str) -> FactsWanted:
    """What is to be looked up. Raises: NotWhatWasAsked."""
    return _read(FactsWanted, text)


def verdict_from(text: str) -> Verdict:
    """What was decided. Raises: NotWhatWasAsked."""
    return _read(Verdict, text)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not carried")


def _read(kind: type[_Value], text: str) -> _Value:
    try:
        found: _Value = _value(kind, json.loads(text))
    except (KeyError, TypeError, ValueError, RecursionError) as fault:
        raise NotWhatWasAsked(f"This is no {kind.__name__}.") from fault
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, found: Any) -> Any:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(inside, found)
    if origin is tuple:
        return _tuple(inside, _of(list, found))
    if origin is frozenset:
        return frozenset(_value(inside[0], each) for each in _of(list, found))
    if origin is Mapping:
        return {_of(str, key): _value(inside[1], each) for key, each in _of(dict, found).items()}
    if is_dataclass(kind):
        row, record = _of(dict, found), cast(type, kind)
        return record(**{name: _value(hint, row[name]) for name, hint in _hints(record).items()})
    if issubclass(kind, StrEnum):
        return kind(found)
    return date.fromisoformat(found) if kind is date else _of(kind, found)


def _one_of(kinds: tuple[Any, ...], found: Any) -> Any:
    """A value of the first kind that it can be: nothing, or the record with these very fields."""
    if found is None and type(None) in kinds:
        return None
    wanted = [kind for kind in kinds if kind is not type(None)]
    if len(wanted) > 1:
        wanted = [kind for kind in wanted if _hints(kind).keys() == _of(dict, found).keys()]
    if not wanted:
        raise TypeError("no kind has these fields")
    return _value(wanted[0], found)


def _tuple(inside: tuple[Any, ...], found: list[Any]) -> tuple[Any, ...]:
    if len(inside) == 2 and inside[1] is Ellipsis:
        return tuple(_value(inside[0], each) for each in found)
    return tuple(_value(kind, each) for kind, each in zip(inside, found, strict=True))


def _of(kind: type, found: Any) -> Any:
    if type(found) is not kind:
        raise TypeError(f"{type(found).__name__} where {kind.__name__} was asked")
    return found
