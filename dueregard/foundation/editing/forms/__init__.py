"""The guard of every form that edits a stored thing."""

from dueregard.foundation.editing.forms.guarded import GuardedForm

__all__ = ["GuardedForm"]
