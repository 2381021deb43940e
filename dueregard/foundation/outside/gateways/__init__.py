"""Names and pages of strangers, guarded: public addresses alone, small answers, and not for long."""
