"""What the house rules let this part have and say, and why. See tests/house/test_names and test_visibility."""

OWN_ROOMS = {"": {"middleware"}}  # the door of the sealed inbox, before sessions and cookies
NAMED = {
    # A row of one group is kept with rows of the same group.
    "actions/name_keyholder.py": {"filter(group=…)"},
    # Which inboxes take messages, and who of a group could hold a key.
    "queries/desk.py": {"filter(memberships__group=…)", "filter(is_open=…)"},
}
# The door of the sealed inbox: what was sent is kept for real days.
REAL_CLOCK = {"middleware.py": {"timezone.now"}}
