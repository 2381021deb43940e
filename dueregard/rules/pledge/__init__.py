"""What the pledge decides: how a signatory stands, which proofs hold, what a badge and a text for one's site say."""
