"""What the front door writes: complaints about data, and what was done about them."""
