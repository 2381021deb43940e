"""Has the sections of the guide read into the search again."""

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.mark_changed import mark_changed


def find_again() -> None:
    """Mark every section. Doing it twice changes nothing."""
    mark_changed(kind="section", keys=map(str, PackText.objects.filter(kind="section").values_list("pk", flat=True)))
