"""Documents: what a file is, its pages, words and passages, how they are cited, and the custody log."""
