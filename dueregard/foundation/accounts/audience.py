"""Who may open an address. A view without a declared audience is closed to everybody.

This decides at the door only; which rows a person may see is decided in each app's `access.py`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who may open an address."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"  # a person with a second factor
    ADMINISTRATOR = "administrator"
    DEVELOPMENT = "development"  # only while DUEREGARD_DEVELOPMENT is on


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare who may open a view. AudienceMiddleware reads it; a house test asks every address for it."""

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare
