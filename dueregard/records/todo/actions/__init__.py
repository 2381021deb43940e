"""What people do to a waiting thing: take it, give it, put it away."""
