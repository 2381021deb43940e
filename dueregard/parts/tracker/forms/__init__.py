"""What people type about demands and decisions. Forms check; actions write."""
