"""Where to turn: the route by situation, checked contacts, sister networks and key figures."""
