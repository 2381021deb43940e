"""A column for a name, a title or any other text of one line; rules/text decides what such a line may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from dueregard.rules.text.lines import one_line

if TYPE_CHECKING:  # for the types alone: the class of Django takes no parameters
    _CharField = models.CharField[str | Combinable, str]
else:
    _CharField = models.CharField


class LineField(_CharField):
    """A CharField without line ends and control signs, whoever writes it: a form, an import, or a stranger's mail.

    What older versions stored is folded when it is read, so that no reader of a row has to think of it.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations of a CharField: the table's column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", list(args), kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored, or looked for."""
        value = super().get_prep_value(value)
        return one_line(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Fold it in the row at hand too, so that it says what is stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and (folded := one_line(value)) != value:
            setattr(model_instance, self.attname, folded)
            return folded
        return value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Return what is stored, without what an older version let through."""
        return value if value is None else one_line(value)
