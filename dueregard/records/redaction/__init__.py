"""Copies for the public: what must go, the making, the search of what came out, the second person who lets it out.

Knows documents and their pages; what a mark covers and what may go out is decided in rules/redaction.
"""
