"""Sites with other parts than this one: each is tried in a process of its own, which `trying` starts."""
