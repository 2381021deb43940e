"""What people type for the right of reply: which address gets the link, what the body says. Nobody is asked a name."""

from typing import Any

from django import forms

from dueregard.foundation.lines.forms import Line
from dueregard.records.bodies.models import Contact
from dueregard.records.groups.models import Group
from dueregard.rules.findings.statements import LONGEST, NotAStatement, Stance, clean_statement


class AskForReplyForm(forms.Form):
    """To which published address of the body the link goes, and in whose name."""

    group = forms.ModelChoiceField(label="In the name of which group?", queryset=Group.objects.none(), empty_label=None)
    contact = forms.ModelChoiceField(
        label="To which published address?",
        queryset=Contact.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Only addresses on this body’s page are offered. Each has its source.",
    )

    def __init__(self, *args: Any, groups: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, contact = self.fields["group"], self.fields["contact"]
        assert isinstance(group, forms.ModelChoiceField)
        assert isinstance(contact, forms.ModelChoiceField)
        group.queryset, contact.queryset = groups, contacts
        contact.label_from_instance = lambda obj: f"{obj.address} ({obj.get_purpose_display().lower()})"  # type: ignore[method-assign]


class StatementForm(forms.Form):
    """What the body says about one claim."""

    stance = forms.ChoiceField(
        label="What does the body say?", choices=[(one.value, one.words) for one in Stance], widget=forms.RadioSelect
    )
    says = forms.CharField(
        label="In its own words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Say what is right and where it can be read. Write no name, and nothing about any person.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the claim is said to be wrong."""
        data = super().clean() or {}
        if data.get("stance"):
            try:
                data["says"] = clean_statement(Stance(data["stance"]), data.get("says", ""))
            except NotAStatement as refusal:
                self.add_error("says", str(refusal))
        return data


class SeenForm(forms.Form):
    """What a person of the group decides about a statement."""

    why = Line(label="Why is it not shown?", required=False, max_length=300)
