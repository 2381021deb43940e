"""What every action that edits a stored thing calls, and the end of a notice."""
