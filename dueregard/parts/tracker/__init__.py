"""What was demanded of a body and what came of it; and which organisations decided not to cooperate.

Both are dated lines that are written down one after the other, looked through and published. No line has a person.
"""
