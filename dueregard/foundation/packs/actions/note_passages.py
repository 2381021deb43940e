"""Writes down which id each passage of a section has here, so that an export takes the ids along."""

from collections.abc import Sequence

from dueregard.foundation.packs.models import PackText


def note_passages(*, text: PackText, passages: Sequence[str]) -> PackText:
    """Keep the ids beside the text in use. Part of the caller's transaction, which also says who acted."""
    text.meta = {**text.meta, "passages": list(passages)}
    text.save(update_fields=["meta"])
    return text
