"""The guide as it goes to print: its words as plain values, and which files of the present edition are there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from dueregard.parts.guide.models import PrintFile, Revision
from dueregard.parts.guide.queries.sections import current_sections, edition_of
from dueregard.rules.guide.document import section_value

TITLE = "The guide"


def guide_value(sections: list[Revision], square: str) -> dict[str, Any]:
    """Return everything that a print shows, out of values that JSON knows. `square` is SVG."""
    pack = sections[0].section.pack
    language, _, region = pack.language.partition("-")
    values = [
        section_value(name=one.section.slug, title=one.title, text=one.text, ids=one.passages, meta=one.meta)
        for one in sections
    ]
    risky = [one["card"] for one, revision in zip(values, sections, strict=True) if revision.meta.get("is_for_danger")]
    newest = max(one.at for one in sections)
    home, changes = home_address(), changes_address(edition_of(sections))
    return {
        "title": f"{TITLE}: {settings.SITE_NAME}",
        "subtitle": pack.description.get("duty", {}).get("summary", ""),
        "run_by": settings.RUN_BY,
        "language": language,
        "region": region or "GB",
        "direction": "ltr",
        "licence": pack.licence,
        "credit": credits_of(sections),
        "edition_words": f"{localtime(newest):%-d %B %Y, %H:%M}",
        "made_at": newest.replace(microsecond=0).isoformat(),  # Typst takes whole seconds
        "changes": changes,
        "changes_words": _short(changes),
        "home": home,
        "home_words": _short(home),
        "square": square,
        "sections": values,
        "card": [{"title": one["title"], "lines": one["card"]} for one in values if one["card"]],
        "wallet": next((card for card in risky if card), []),
    }


def credits_of(sections: list[Revision]) -> list[str]:
    """Return whom the guide thanks: its pack, what each section was made from, and readers who suggested."""
    said = [*sections[0].section.pack.description.get("credit", [])]
    for one in sections:
        said += one.meta.get("credit", [])
        said += [f"“{old['title']}”: {', '.join(old['credit'])}" for old in one.meta.get("ancestry", [])]
    return list(dict.fromkeys(said))


def changes_address(edition: str) -> str:
    """Return the address that says what changed since an edition: the square on every print leads there."""
    return f"{settings.PUBLIC_URL}{reverse('guide:changes')}?since={edition}"


def home_address() -> str:
    """Return the address of the guide."""
    return f"{settings.PUBLIC_URL}{reverse('guide:index')}"


def printable_sections() -> list[Revision]:
    """Return the sections that go to print. One query."""
    return current_sections()


def prints_of(edition: str) -> list[PrintFile]:
    """Return the files of an edition that are ready, in the order in which forms are offered. One query."""
    ready = PrintFile.objects.filter(edition=edition).exclude(sha256="")
    order = list(PrintFile.Form)
    return sorted(ready, key=lambda one: order.index(PrintFile.Form(one.form)))


def _short(address: str) -> str:
    return address.partition("://")[2]
