"""Checks what an administrator typed into a text of a pack; the wording itself is judged by the action."""

from django import forms
from django.http import QueryDict

from dueregard.foundation.packs.models import PackText
from dueregard.rules.packs.shelves import BY_KIND

TABLE_HELP = "Lines of name = value. Change only what is to the right of the equals sign; keep the quotation marks."
MARKDOWN_HELP = "Leave a line empty between paragraphs. ## starts a heading, a hyphen starts a list item."


class TextForm(forms.Form):
    """A text's title, its subject where it has one, and its wording."""

    title = forms.CharField(max_length=160)
    subject = forms.CharField(max_length=200, help_text="The subject line of the letter.")
    wording = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Leave a line empty between paragraphs. Words in braces, such as {body}, are filled in for each "
        "body.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, data: QueryDict | None = None, *, text: PackText) -> None:
        subject, wording = text.meta.get("subject", ""), text.shown_text
        super().__init__(data, initial={"title": text.title, "subject": subject, "wording": wording, "seen": wording})
        if "subject" not in text.meta:
            del self.fields["subject"]
        shelf = BY_KIND[text.kind]
        if shelf.is_table:
            del self.fields["title"]
        if not shelf.has_placeholders:
            self.fields["wording"].help_text = TABLE_HELP if shelf.is_table else MARKDOWN_HELP
