"""What the copier's limited child does: draws, covers, binds, sets and searches. No Django, no database, no network."""
