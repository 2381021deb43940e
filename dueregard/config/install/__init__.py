"""`./run install`: puts the site on a machine with Debian, brings it up to date, and goes back.

It runs with the machine's own Python, before Django is there: the standard library and `rules/install` are all it has.
`rules/install` decides; `machine` runs programs and writes files; `database` copies and compares the SQLite file.
"""
