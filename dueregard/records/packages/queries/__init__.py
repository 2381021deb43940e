"""Reading what goes into a package, and how far one is."""
