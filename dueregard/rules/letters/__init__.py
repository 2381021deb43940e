"""Motions and letters that people take to a meeting or send themselves: their text, its parts, their own words."""
