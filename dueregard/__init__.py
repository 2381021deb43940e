"""Due Regard: the campaign desk for people who hold public bodies to account over a duty."""

__version__ = "0.1.0"
