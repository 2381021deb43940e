"""Decisions about back-ups: what a back-up holds, what has to be written, and what may go. No file is touched here."""
