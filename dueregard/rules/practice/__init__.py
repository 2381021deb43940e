"""Practice mode: what a body would answer, made up, each answer teaching one thing that really happens."""
