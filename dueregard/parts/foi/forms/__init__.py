"""What people type for campaigns, letters and replies. Forms check; actions write."""
