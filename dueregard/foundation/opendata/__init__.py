"""Gives away as data what everyone may read: an API, files to download, and the description of both.

To give away rows of another app, write an `Offer` (queries/offer) in that app, and name the module that holds it in the
app's `ADDS` (`offers`). Which rows are public, that app's own `access.py` says.
"""
