"""By when must a site acknowledge a complaint about personal data? Decides a day, nothing else."""

from datetime import date, timedelta

PERIOD = 30  # days


def acknowledge_by(received_on: date) -> date:
    """Return the last day on which receipt may be acknowledged. Both are UK calendar dates.

    The period begins when the complaint is received, so that day is read as the first of the thirty: on that reading
    nobody can be late.
    Source: Data Protection Act 2018, s.164A, in force since 19 June 2026.
    """
    return received_on + timedelta(days=PERIOD - 1)
