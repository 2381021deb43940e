"""The search index: what may be found, by whom, and where. Knows words and permissions, not what they are of."""
