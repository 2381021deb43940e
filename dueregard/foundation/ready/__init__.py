"""Keeps whole pages ready that are the same for every visitor, and gives them again while the database is as it was.

A view says so itself (`same_for_visitors` in foundation/accounts/audience). Pages lie in the memory of one process.
"""
