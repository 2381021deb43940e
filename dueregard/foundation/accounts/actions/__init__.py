"""The writers of people and invitations. Sign-in itself and keys are allauth's; see `adapter.py`."""
