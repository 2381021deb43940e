"""Findings: answers to a group's questions about public bodies, each tied to the passage that says so.

Knows documents, passages and bodies; knows no campaign and no case: who asks the question says so by part and subject.
"""
