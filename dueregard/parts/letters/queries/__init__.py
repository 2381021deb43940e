"""Reads what a motion or letter is made of: the pack, the register, and what is public about a body."""
