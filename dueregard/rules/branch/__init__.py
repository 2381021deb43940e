"""The branch path: its steps and their reminders, each thing asked against the answer, adopted texts."""
