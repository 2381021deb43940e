"""How an act on many things is said while it is under way, when it stopped, and at its end."""

from collections.abc import Iterable

STOPPED_SO = "What was done stays done, and nothing is done twice. It is tried again by itself; you can also go on now."
NOBODY = "Nothing on this site works in the background at the moment. It goes on by itself as soon as that runs again."
UNDER_WAY = "You can leave this page: it carries on."


def said(*, state: str, looked: int, total: int, trouble: str, is_worked_on: bool) -> str:
    """Return in words how an act stands. `state` is going, stopped, left or done."""
    so_far = f"{looked} of {total} are dealt with, {total - looked} are not."
    if state == "stopped":
        return f"{trouble} {so_far} {STOPPED_SO}".strip()
    if state == "left":
        return f"You ended it: {so_far} What was done stays done."
    if state == "going":
        return UNDER_WAY if is_worked_on else f"{so_far} {NOBODY}"
    return ""


def by_reason(left_out: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each reason with the names of those it left out, the most frequent first."""
    names: dict[str, list[str]] = {}
    for name, why in left_out:
        names.setdefault(why, []).append(name)
    return tuple((why, tuple(of)) for why, of in sorted(names.items(), key=lambda one: -len(one[1])))
