"""Has the situations of the help page read into the search again."""

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.signposts.queries.findable import EVERYBODY_WHO_HELPS, KIND


def find_again() -> None:
    """Mark every situation, those too that a pack no longer has, and the page of all who help.

    Doing it twice changes nothing.
    """
    situations = PackText.objects.filter(kind=KIND).values_list("pk", flat=True)
    mark_changed(kind=KIND, keys=[EVERYBODY_WHO_HELPS, *map(str, situations)])
