"""Writing consultations and votes."""
