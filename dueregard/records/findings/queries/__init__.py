"""Reading questions, answers and findings as a person may see them."""
