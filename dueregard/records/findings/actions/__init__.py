"""Writing questions, answers and findings."""
