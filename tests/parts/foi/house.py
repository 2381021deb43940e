"""What the house rules let this part say, and why. See tests/house/test_visibility."""

NAMED = {
    # What is public now stays so or ceases to be: the state that these actions write, and what follows from it.
    "actions/publish_case.py": {"case.is_public"},
    "actions/tell_history.py": {"case.is_public"},
    # Nothing is counted for a case that nobody but its group reads.
    "queries/public_look.py": {"case.is_public"},
    # A row of one group is kept with rows of the same group.
    "actions/file_by_hand.py": {"case.group_id != reply.case.group_id"},
    "actions/file_documents.py": {"attachment.document.group_id != case.group_id", "Q(document__group=…)"},
    # A column of a table for the group itself.
    "queries/states.py": {"case.is_public"},
    # Counted within what a door handed out.
    "queries/waits.py": {"filter(case__group_id=…)"},
    # Narrowed to the group of an object that a door handed out.
    "queries/campaign_page.py": {"filter(group=…)"},
}
