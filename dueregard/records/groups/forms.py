"""Checks what a person typed about a group and the places in it.

Whether a group of that name exists is decided by the actions.
"""

from django import forms

from dueregard.foundation.accounts.forms import NewPersonForm
from dueregard.foundation.editing.forms import GuardedForm
from dueregard.records.groups.models import Role

REAL_NAME = (
    "By law a request needs a real name: a first name or initial and a last name, or the name of an organisation."
)


def signature_field() -> forms.CharField:
    """Return the field for the real name under a group's letters."""
    return forms.CharField(label="Name that signs your letters", max_length=200, help_text=REAL_NAME)


def address_field() -> forms.CharField:
    """Return the field for the postal address in a group's letters."""
    return forms.CharField(
        label="Postal address in your letters",
        required=False,
        max_length=500,
        help_text="You do not need one: public bodies can answer by e-mail.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )


class GroupForm(forms.Form):
    """A group, and how its letters are signed."""

    name = forms.CharField(label="Name of the group", max_length=120, help_text="For example: Northport group.")
    signature = signature_field()
    postal_address = address_field()


class ChangeGroupForm(GuardedForm, GroupForm):
    """A group that is there already."""


class FirstPersonForm(NewPersonForm):
    """The first administrator, and the first group."""

    group_name = forms.CharField(label="Name of your group", max_length=120, help_text="For example: Northport group.")
    signature = signature_field()
    postal_address = address_field()


def _role_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="What can they do?",
        choices=Role.choices,
        coerce=Role,
        initial=Role.VOLUNTEER,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """What somebody new may do in a group."""

    role = _role_field()


class ChangeRoleForm(GuardedForm):
    """What a member may do in a group."""

    role = _role_field()
