"""Sections recorded as they were typed ("s.24", "43(2) and 41") are put into one form; the words are kept beside it.

Files of replies carry the same sections as labels, and the search index holds both, so those are told as well.
"""

from typing import Any

from django.db import migrations

from dueregard.rules.law.laws import Law
from dueregard.rules.law.sections import read_sections

LAWS = {law.label: law for law in Law if law is not Law.SAR}


def put_into_one_form(apps: Any, schema_editor: Any) -> None:
    """Read every recorded section again, under the law of its case; then the labels of documents."""
    changed = apps.get_model("search", "Changed")
    cases = _events(apps)
    documents = _labels(apps)
    changed.objects.bulk_create([changed(kind="case", key=key) for key in sorted(cases)], batch_size=500)
    changed.objects.bulk_create([changed(kind="document", key=key) for key in sorted(documents)], batch_size=500)


def give_words_back(apps: Any, schema_editor: Any) -> None:
    """Show the words as they were typed again. Labels stay: they are worked out afresh when a reply is sorted."""
    for event in apps.get_model("foi", "CaseEvent").objects.filter(details__has_key="as_typed").iterator():
        event.details["sections"] = [event.details.pop("as_typed")]
        event.save(update_fields=["details"])


def _events(apps: Any) -> set[str]:
    seen = set()
    entries = apps.get_model("history", "Entry").objects.filter(part="foi")
    for event in apps.get_model("foi", "CaseEvent").objects.filter(details__has_key="sections").select_related("case").iterator(2000):
        typed = [str(each) for each in event.details["sections"]]
        cited = _one_form(typed, Law(event.case.law))
        if cited != typed:
            event.details = {**event.details, "sections": cited, "as_typed": ", ".join(typed)}
            event.save(update_fields=["details"])
            seen.add(str(event.case_id))
            _say_again(event.case, entries.filter(source=f"event-{event.pk}"), ", ".join(typed), ", ".join(cited))
    return seen


def _say_again(case: Any, entries: Any, typed: str, cited: str) -> None:
    """Say it alike where the words of the event are kept: how the case is, and the history of the body."""
    says = str(case.standing.get("says", ""))
    if says.endswith(f" under {typed}"):
        case.standing["says"] = says.removesuffix(typed) + cited
        case.save(update_fields=["standing"])
    for entry in entries:
        entry.says = entry.says.replace(f" under {typed}", f" under {cited}")
        entry.save(update_fields=["says"])


def _labels(apps: Any) -> set[str]:
    seen = set()
    for name in ("Provenance", "Document"):
        for row in apps.get_model("evidence", name).objects.filter(labels__has_key="exemption").iterator(2000):
            typed = list(row.labels["exemption"])
            law = next((LAWS[label] for label in row.labels.get("law", ()) if label in LAWS), Law.FOIA)
            cited = _one_form(typed, law)
            if cited == typed:
                continue
            row.labels = {**row.labels, "exemption": cited}
            row.save(update_fields=["labels"])
            if name == "Document":
                _write_rows(apps.get_model("evidence", "Label"), row.pk, cited)
                seen.add(str(row.pk))
    return seen


def _write_rows(labels: Any, document: Any, cited: list[str]) -> None:
    labels.objects.filter(document_id=document, facet="exemption").delete()
    words = sorted({word[:200] for word in cited})
    labels.objects.bulk_create(labels(document_id=document, facet="exemption", word=word) for word in words)


def _one_form(typed: list[str], law: Law) -> list[str]:
    return list(dict.fromkeys(words for each in typed for words in read_sections(each, law).cited(law)))


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0009_a_day_to_publish"),
        ("evidence", "0010_commitments_and_replies"),
        ("history", "0002_quote"),
        ("search", "0002_kept_searches"),
    ]

    operations = [migrations.RunPython(put_into_one_form, give_words_back)]
