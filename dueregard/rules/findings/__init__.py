"""What readers found about a body: what counts as an answer, and how far two readers agree."""
