"""What a group keeps for itself beside a public record, and what it shows the other groups of a network."""
