"""Writing about documents."""
