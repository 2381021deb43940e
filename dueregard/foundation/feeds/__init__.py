"""Atom feeds: one way for every app to say what is new, valid by RFC 4287. What is new, each app knows itself."""
