"""Motions and letters that visitors write for a body and take away as a file; nothing of them is stored."""
