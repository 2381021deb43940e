"""The writers of the sealed inbox.

What a source does leaves no line in the audit: its lines are numbered and timed, and would tell when (ADR 0007).
"""
