"""Reading the official files, row by row; what is done with a row is decided in `actions/`."""
