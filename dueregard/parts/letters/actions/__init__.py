"""What is written of letters that a group sends: the letter itself, its replies, whether it is done with."""
