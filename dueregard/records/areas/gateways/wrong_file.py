"""The refusal of a file about areas; its words say what is wrong with it and what to do."""


class WrongFile(Exception):
    """The file cannot be used. Nothing of it was saved."""
