"""Checks what an administrator typed into a text of a pack; the wording itself is judged by the action."""

from datetime import datetime

from django import forms
from django.http import QueryDict

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.foundation.lines.forms import Line
from dueregard.foundation.packs.actions.edit_text import SHAPE, stored_text
from dueregard.foundation.packs.models import PackText
from dueregard.rules.packs.shelves import BY_KIND

TABLE_HELP = "Lines of name = value. Change only what is to the right of the equals sign; keep the quotation marks."
MARKDOWN_HELP = "Leave a line empty between paragraphs. ## starts a heading, a hyphen starts a list item."


class TextForm(GuardedForm):
    """A text's title, its subject where it has one, and its wording."""

    title = Line(max_length=160)
    subject = Line(max_length=200, help_text="The subject line of the letter.")
    wording = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Leave a line empty between paragraphs. Words in braces, such as {body}, are filled in for each "
        "body.",
    )

    def __init__(self, data: QueryDict | None = None, *, text: PackText, person: Person, now: datetime) -> None:
        self.text = text
        super().__init__(data, on=text, stored=stored_text(text), shape=SHAPE, person=person, now=now)

    def fit(self) -> None:
        """Take away the fields that a text of this kind has not."""
        if "subject" not in self.text.meta:
            del self.fields["subject"]
        shelf = BY_KIND[self.text.kind]
        if shelf.is_table:
            del self.fields["title"]
        if not shelf.has_placeholders:
            self.fields["wording"].help_text = TABLE_HELP if shelf.is_table else MARKDOWN_HELP
