"""The sealed box of votes, its keys, and slips in print."""
