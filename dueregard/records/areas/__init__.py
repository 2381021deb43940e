"""Areas of councils: which there are on a day, how they are drawn, and what bodies in them were asked."""
