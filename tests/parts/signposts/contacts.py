"""Plain functions that install contacts and situations of an example campaign."""

from datetime import UTC, datetime
from typing import Any

from dueregard.foundation.packs.models import Pack, PackText

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # a Wednesday


def make_text(kind: str, slug: str, title: str, meta: dict[str, Any], text: str = "") -> PackText:
    """Make one text of an installed pack, as the installer leaves it."""
    pack, _ = Pack.objects.get_or_create(
        pk="example",
        defaults={
            "name": "Example", "version": "1.0.0", "licence": "CC0-1.0", "language": "en-GB", "digest": "",
            "installed_at": NOW,
        },
    )  # fmt: skip
    return PackText.objects.create(
        pack=pack, kind=kind, slug=slug, path=f"{kind}/{slug}", order=meta.get("order", 0), title=title, meta=meta,
        text=text, shipped_title=title, shipped_meta=meta, shipped_text=text, shipped_digest="d", decided_digest="d",
    )  # fmt: skip


def make_contact(slug: str, *channels: dict[str, Any], title: str = "Northport Advice", **meta: Any) -> PackText:
    """Make a contact for people who were approached."""
    whole = {
        "what": "Advice for people who were approached.", "for_situations": ["approached"], "status": "active",
        "checked_on": "2026-11-23", "channels": list(channels), **meta,
    }  # fmt: skip
    return make_text("contact", slug, title, whole)


def phone(value: str = "020 7946 0000", **fields: Any) -> dict[str, Any]:
    """Return a telephone number, checked two days before NOW."""
    return {
        "kind": "phone", "value": value, "status": "active", "source": "its page", "checked_on": "2026-11-23", **fields,
    }  # fmt: skip


def website(value: str = "https://advice.northport.example", **fields: Any) -> dict[str, Any]:
    """Return a website, checked two days before NOW."""
    return {**phone(value, **fields), "kind": "website"}


def make_situation(code: str = "approached", title: str = "Somebody wants to talk to me") -> PackText:
    """Make a situation with two steps."""
    meta = {"code": code, "order": 10, "reviewed_on": "2026-11-25"}
    return make_text("situation", code, title, meta, "- Ask for a name.\n- Write it down.\n")
