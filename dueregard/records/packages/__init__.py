"""Packages of documents (BagIt): asked for by a group, made by a task, checked by anybody without this site.

Knows documents, their text and the custody log; what other apps say of them each writes itself (`settings.PACKAGED`).
"""
