"""Installs a pack from its folder, or a newer version of it; what a group edited stays as it is.

An edited text for which the pack brings something new shows that as a proposal; a person decides on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.gateways.folder import FolderText, PackFolder, read_folder
from dueregard.foundation.packs.models import Pack, PackText
from dueregard.foundation.work.actions.enqueue import enqueue


@dataclass(slots=True)
class Installed:
    """What an installation did; each list holds paths of texts."""

    pack: Pack
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    is_new_version: bool = True


def install_pack(*, folder: Path, by: Person | None, now: datetime) -> Installed:
    """Install the pack of a folder. The same folder a second time changes nothing and leaves no audit row.

    Raises: PackHasFaults
    """
    content = read_folder(folder)
    with transaction.atomic():
        before = Pack.objects.select_for_update().filter(pk=content.table["id"]).first()
        if before and before.digest == content.digest:
            return Installed(before, is_new_version=False)
        done = Installed(_save_pack(content, by, now))
        texts = {(text.kind, text.slug): text for text in done.pack.texts.select_for_update()}
        for shipped in content.texts:
            _save_text(done, shipped, texts.pop((shipped.kind, shipped.slug), None))
        _retire(done, list(texts.values()), now)
        counts = {"added": len(done.added), "changed": len(done.changed), "proposed": len(done.proposed)}
        details = {"version": done.pack.version, "digest": done.pack.digest, "retired": len(done.retired), **counts}
        record_act(by=by, did="install_pack", on=done.pack, at=now, details=details)
        tell_those_who_read()
    return done


def tell_those_who_read() -> None:
    """Give out the tasks of those who keep versions of what they read here (settings.PACK_CHANGED_TASKS)."""
    for task in settings.PACK_CHANGED_TASKS:
        enqueue(task)


def _save_pack(content: PackFolder, by: Person | None, now: datetime) -> Pack:
    table = content.table
    values = {name: table[name] for name in ("name", "version", "licence", "language")}
    pack, _ = Pack.objects.update_or_create(
        pk=table["id"],
        defaults={**values, "description": table, "digest": content.digest, "installed_at": now, "installed_by": by},
    )
    return pack


def _save_text(done: Installed, shipped: FolderText, text: PackText | None) -> None:
    is_new = text is None
    text = text or PackText(pack=done.pack, kind=shipped.kind, slug=shipped.slug, decided_digest=shipped.digest)
    is_changed = text.shipped_digest != shipped.digest or text.retired_at is not None
    text.path, text.retired_at = shipped.path, None
    text.shipped_title, text.shipped_meta = shipped.meta["title"], shipped.meta
    text.shipped_text, text.shipped_digest = shipped.text, shipped.digest
    if not text.is_edited:
        use_shipped(text)
    text.save()
    if is_new:
        done.added.append(shipped.path)
    elif is_changed:
        (done.proposed if text.has_proposal else done.changed).append(shipped.path)


def use_shipped(text: PackText) -> None:
    """Put the shipped version into use, on the row only."""
    text.title, text.meta, text.text = text.shipped_title, text.shipped_meta, text.shipped_text
    text.order = text.shipped_meta.get("order", 0)
    text.decided_digest = text.shipped_digest
    text.is_edited = False


def _retire(done: Installed, gone: list[PackText], now: datetime) -> None:
    """Put away what the pack no longer has. What a group edited is the group's and stays in use."""
    for text in gone:
        if not text.is_edited and text.retired_at is None:
            text.retired_at = now
            text.save(update_fields=["retired_at"])
            done.retired.append(text.path)
