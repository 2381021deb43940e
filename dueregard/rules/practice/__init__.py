"""Practice mode: made-up answers from bodies, each teaching one thing that really happens."""
