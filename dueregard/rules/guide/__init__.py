"""The guide: its text as passages, the ids of those, what changed between versions, and its finished forms."""
