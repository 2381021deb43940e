"""Readers: one module for each family of files, all run inside the limited process. None decides what is kept."""
