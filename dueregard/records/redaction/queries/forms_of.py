"""In which forms a copy of a document may be made, or why in none: what can be seen of it must be known first."""

from dueregard.records.evidence.models import Document, Fixity, Reading
from dueregard.records.evidence.queries.standing import standing_of
from dueregard.rules.documents.drawn_kinds import NOT_JUDGED, why_not_drawn
from dueregard.rules.redaction.forms import Form, NotPublishable, forms_for


def forms_of(document: Document) -> tuple[tuple[Form, ...], str]:
    """Return the forms, and why there are none. At most one query."""
    if document.fixity != Fixity.KEPT:
        return (), f"{standing_of(document).says} You can make a copy once the file has been restored."
    if document.reading not in {Reading.READ, Reading.PARTLY}:
        return (), "It has not been read yet, so we do not know what it hides. Once it has, you can make a copy."
    try:
        forms = forms_for(document.media_type)
    except NotPublishable as refusal:
        return (), str(refusal)
    if document.is_drawn_kind and not document.drawing:
        return (), why_not_drawn(document.not_drawn)
    if document.is_drawn_kind and document.hidden_data.filter(channel="not_judged").exists():
        return (), NOT_JUDGED
    if document.is_drawn_kind and not document.tables:
        forms = tuple(form for form in forms if form is not Form.TABLE)
    return forms, ""
