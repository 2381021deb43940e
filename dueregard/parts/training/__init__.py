"""Records of training: what staff were told about the duty, by whom, and at which slide or second."""
