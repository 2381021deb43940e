"""Pages of questions and findings."""
