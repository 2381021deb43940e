"""What the house rules let this part say, and why. See tests/house/test_visibility."""

NAMED = {
    # What is public now stays so or ceases to be: the state that these actions write, and what follows from it.
    "actions/publish_session.py": {"held.is_public", "filter(group=…)"},
    "actions/take_back.py": {"session.is_public", "held.is_public"},
    # A row of one group is kept with rows of the same group.
    "actions/add_material.py": {"document.group_id != held.group_id"},
    "actions/quote_statement.py": {"filter(group=…)"},
    "actions/name_claim.py": {"filter(group=…)"},
}
