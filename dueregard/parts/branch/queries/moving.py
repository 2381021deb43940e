"""Which paths stand against a merge of two entries of one body: a group has one path of a name at each."""

from collections.abc import Iterator

from dueregard.parts.branch.models import Path
from dueregard.records.bodies.models import Body
from dueregard.rules.register.merging import Refusal


def refused(kept: Body, other: Body) -> Iterator[Refusal]:
    """Yield a refusal for each path that a group has at both entries under one name."""
    names = {(path.group_id, path.name) for path in Path.objects.filter(body=kept)}
    for path in Path.objects.filter(body=other).select_related("group"):
        if (path.group_id, path.name) in names:
            yield Refusal(
                f"{path.group.name} has a path called “{path.name}” at both entries. Throw one of them away first.",
                path.get_absolute_url(),
                f"Open the path at {other.name}",
            )
