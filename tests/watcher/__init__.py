"""The watcher against servers that deliver what was signed, and against servers that do not."""
