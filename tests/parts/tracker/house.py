"""What the house rules let this part say, and why. See tests/house/test_visibility."""

NAMED = {
    # What is public now stays so or ceases to be: the state that these actions write, and what follows from it.
    "actions/publish.py": {"held.is_public"},
    "actions/record_demand.py": {"held.is_public"},
    "actions/record_decision.py": {"held.is_public"},
    # A row of one group is kept beside rows of the same group.
    "queries/import_plan.py": {"filter(group=…)"},
    # Of a demand that a door handed out: whether everybody may follow its link.
    "queries/in_network.py": {"demand.is_public"},
}
