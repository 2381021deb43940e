"""What the how-tos print is what a reader types: their commands are run in clean folders."""
