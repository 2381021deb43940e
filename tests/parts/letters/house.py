"""What the house rules let this part say, and why. See tests/house/test_visibility."""

NAMED = {
    # The same page sent twice is one letter, and only of the group that sent it first.
    "actions/send_letter.py": {"filter(group=…)"},
    # Of a letter that a door handed out: whether the same group wrote it again.
    "actions/settle_by_person.py": {"filter(group=…)"},
}
