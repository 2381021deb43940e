"""What people type for consultations and votes. Forms check; actions write."""
