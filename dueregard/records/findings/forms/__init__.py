"""What people type for questions, answers and the right of reply. Forms check; actions write."""
