"""The long trial of `./run install`: fresh machines, installed, upgraded and brought back.

It is no part of the suite: it needs root, Debian's archive and most of an hour. `./run try-install` runs it.
"""
