"""Decisions about an installed machine: which answers make sense, what is written, what stays, how to go back.

No file is touched and no program is run here: that is `config/install`, which runs before Django is there.
"""
