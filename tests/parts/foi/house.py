"""What the house rules let this part say, and why. See tests/house/test_visibility."""

NAMED = {
    # What is public now stays so or ceases to be: the state that these actions write, and what follows from it.
    "actions/publish_case.py": {"case.is_public"},
    "actions/close_practised.py": {"case.is_public", "exclude(is_public=…)"},
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
    # What one group has read teaches the site nothing of another: the letters of the group of the case alone.
    "queries/triage_facts.py": {"filter(case__group__in=…)"},
    # Narrowed to the group of an object that a door handed out.
    "queries/campaign_page.py": {"filter(group=…)"},
}
# The days of practice pass in real time: how long somebody waits for them is no matter of casework.
REAL_CLOCK = {
    "views/mailroom.py": {"timezone.now"},
    # Whether the regulator's contact was checked lately.
    "queries/addresses.py": {"localdate()"},
    # Which days the example county offers to try: those on which it is looked at.
    "actions/bring_example.py": {"localdate()"},
}
